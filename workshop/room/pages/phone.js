// The phone's screens: join, wait, answer (ballot.js), result. It draws and reports; the room decides.
// What nobody needs before they have joined comes then: kinds.js, more.js with its sheet, on a shared tablet kiosk.js.
import ballot, { fill, h, icon, learn } from "./ballot.js";
import { newKey, openLink, openOutbox, openSender, openStore } from "./link.js";

const STAGES = ["ask", "collect", "group", "vote", "discuss", "decide"];
const KIOSK = location.pathname === "/kiosk";
const store = openStore(KIOSK ? "kiosk:" : "workshop:"), outbox = openOutbox(store);
if (KIOSK && !outbox.entries().length) store.forget("me", "draft:", "answer:", "ideas:", "written:", "given:", "fates", "seen");
const me = { lang: /^fr/i.test(navigator.language) ? "fr" : "en", name: "", role: "", code: "", token: "", ...store.get("me") };
const room = { welcome: null, joined: false, scene: null, mine: null, others: null, failed: {}, wrong: null, entering: false, page: "", whom: null };
const $ = (id) => document.getElementById(id);
const words = { fr: {}, en: {} };
const door = { ...(KIOSK && store.get("door")) };  // how a shared tablet lets the next person in
let secret = "", screen = "", model = null, clear = null, leaving = false, later = null;

// ---- small things

const say = (key, facts = {}) => fill(words[me.lang][key] ?? key, facts);
const t = (key, facts) => say(`phone.${key}`, facts);
const m = (key, facts) => say(`more.${key}`, facts);
const pick = (text) => (text && typeof text === "object" ? text[me.lang] || Object.values(text)[0] || "" : text || "");
const note = (name, kind, ...kids) => h("div", { class: `note ${kind}`, role: kind && "alert" }, icon(name), h("div", {}, kids));
const keepMe = () => store.set("me", me);

function longDate(iso) {
  const when = new Date(`${iso}T12:00:00Z`);
  if (isNaN(when)) return "";
  return new Intl.DateTimeFormat(me.lang === "fr" ? "fr" : "en-GB", { dateStyle: "long", timeZone: "UTC" }).format(when).replace(/^1 /, me.lang === "fr" ? "1er " : "1 ");
}

// A code as people type it: spaces, dashes and case do not matter, O is 0, I and L are 1.
const tidy = (code) => code.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");

// ---- what is known of the round shown

const roundOf = () => room.scene?.round || null;
const NOTHING = { ideas: [], principals: [], extremes: [], group: [], sheet: [] };
const mine = () => (room.mine && room.mine.round === roundOf()?.id ? room.mine : NOTHING);
const slotOf = (round, who) => (who ? `${round}~${who}` : round);  // where an answer is kept: one's own, or by proxy

function ideasOf(round) {
  const mine = new Map((store.get(`ideas:${round}`) || []).map((idea) => [idea.id, { ...idea }]));
  for (const { message } of outbox.of(round)) {
    if (message.type === "WriteIdea") mine.set(message.key, { id: "", text: message.text, lang: message.lang, pending: true });
    else if (message.type === "EditIdea" && mine.has(message.idea)) Object.assign(mine.get(message.idea), { text: message.text, pending: true });
    else if (message.type === "WithdrawIdea") mine.delete(message.idea);
  }
  return [...mine.values()];
}

// An answer as the room has it, in its place.
function keepAnswer(slot, { choice, reason, at, by, channel }) {
  const answer = at === null ? null : { choice, reason, at, by, channel };
  store.set(`answer:${slot}`, answer);
  if (model && model.get("slot") === slot && !outbox.of(slot).length) model.set("answer", answer);
}

function statusOf(round) {
  const at = store.get(`answer:${round}`)?.at ?? store.get(`written:${round}`) ?? null, failed = room.failed[round];
  if (outbox.of(round).length) return { state: "sending", at, message: failed?.retry ? failed.message : "" };
  if (failed && !failed.retry) return { state: failed.code === "vote_closed" ? "closed" : "refused", at, message: failed.message };
  return at ? { state: "recorded", at } : { state: "empty", at: null };
}

function refresh() {
  const round = roundOf();
  if (!model || !round || model.get("ask").id !== round.id) return;
  const { sheet, group, turn } = mine(), slot = model.get("slot");
  model.set("mine", { sheet, group, turn: turn && !outbox.of(slot).some((one) => one.message.type === "ShareIdea") });
  model.set("others", room.others?.round === round.id ? room.others.ideas : null);
  model.set("ideas", ideasOf(round.id));
  model.set("status", statusOf(slot));
  later?.refreshed();
}

// The part of anywidget's model that ballot.js uses.
function openModel(state) {
  const calls = {};
  return {
    get: (key) => state[key],
    set(key, value) {
      if (JSON.stringify(state[key]) === JSON.stringify(value)) return;  // as anywidget: no change, no event
      state[key] = value;
      for (const call of [...(calls[`change:${key}`] || [])]) call();
    },
    on: (event, call) => (calls[event] ??= new Set()).add(call),
    off: (event, call) => calls[event]?.delete(call),
    save_changes() {},
  };
}

let draftTimer = 0, draftLater = null;
function keepDraft() {
  const round = model.get("slot");
  draftLater = () => { store.set(`draft:${round}`, currentDraft(round)); draftLater = null; };
  clearTimeout(draftTimer);
  draftTimer = setTimeout(() => draftLater?.(), 200);
}
const currentDraft = (round) => (model && model.get("slot") === round ? model.get("draft") : store.get(`draft:${round}`)) ?? null;

function submit() {
  const answer = model.get("answer"), round = model.get("ask").id, slot = model.get("slot");
  if (!answer?.sent) return;
  if (answer.act === "others") return void link.send({ type: "AskIdeas", round });
  const key = newKey(), lang = me.lang;
  const message = answer.act === "write" ? { type: "WriteIdea", key, round, text: answer.text, lang }
    : answer.act === "edit" ? { type: "EditIdea", key, idea: answer.idea, text: answer.text, lang }
      : answer.act === "withdraw" ? { type: "WithdrawIdea", key, idea: answer.idea }
        : answer.act === "share" ? { type: "ShareIdea", key, round, idea: answer.idea }
          : { type: "CastBallot", key, round, choice: answer.choice, reason: answer.reason ?? null, lang, principal: model.get("whom") };
  draftLater?.();
  post(slot, message);
}

// Keep a message until the room has recorded it.
function post(slot, message) {
  delete room.failed[slot];
  outbox.add(slot, message);
  sender.one(message);
  refresh();
}

// ---- what the room says

const HEARD = {
  Welcome(message) {
    room.welcome = message;
    head();
    if (leaving || me.left) return draw();
    if (me.token && !room.joined) join({ token: me.token });
    else if (room.entering) enter();
    draw();
  },
  Joined(message) {
    if (me.participant && me.participant !== message.participant) store.forget("draft:", "answer:", "ideas:", "written:", "out:", "given:", "fates", "seen");
    if (KIOSK && (secret || !isHandout())) store.set("door", Object.assign(door, secret ? { secret } : { code: me.code || door.code }));
    Object.assign(me, { token: message.token, participant: message.participant, name: message.name, role: message.role, code: "", key: "", left: false });
    keepMe();
    Object.assign(room, { joined: true, entering: false, wrong: null });
    secret = "";
    store.set("secret", null);
    sender.flush();
    if (store.all("ideas:").length) link.send({ type: "AskFates" });
    draw();
    prepare();
  },
  Scene(message) { room.scene = message; draw(); },
  Suggestions(message) { room.others = message; refresh(); },
  Fates(message) { later?.fates(message); },
  Code(message) { later?.code?.(message.code); },
  Mine(message) {
    const round = message.round;
    Object.assign(room, { mine: message, recused: null });
    if (!round) return draw();
    store.set(`ideas:${round}`, message.ideas.length ? message.ideas : null);
    if (message.ideas.length) store.set(`written:${round}`, Math.max(...message.ideas.map((idea) => idea.at)));
    keepAnswer(round, message);
    for (const one of message.principals) keepAnswer(slotOf(round, one.id), { ...one, choice: one.own ? undefined : one.choice });
    return draw();
  },
  Recorded(message) {
    const entry = outbox.find(message.key);
    if (!entry) return;
    outbox.drop(message.key);
    delete room.failed[entry.round];
    const { round, message: said } = entry, shown = model && model.get("slot") === round;
    if (later?.recorded(entry, message)) return;
    if (said.type === "CastBallot") {
      store.set(`answer:${round}`, { choice: said.choice, reason: said.reason, at: message.at });
      if (shown) model.set("answer", store.get(`answer:${round}`));
      else store.set(`draft:${round}`, null);
    } else if (said.type !== "ShareIdea") {
      const mine = (store.get(`ideas:${round}`) || []).filter((idea) => idea.id !== said.idea);
      if (said.type === "EditIdea") mine.splice(Math.max(0, (store.get(`ideas:${round}`) || []).findIndex((idea) => idea.id === said.idea)), 0, { id: said.idea, text: said.text, lang: said.lang, at: message.at });
      if (said.type === "WriteIdea" && !mine.some((idea) => idea.id === message.idea)) mine.push({ id: message.idea, text: said.text, lang: said.lang, at: message.at });
      store.set(`ideas:${round}`, mine);
      store.set(`written:${round}`, message.at);
    }
    refresh();
  },
  error(message) {
    const entry = message.key && outbox.find(message.key);
    if (entry) return refused(entry, message);
    if (room.joined) return undefined;
    if (message.code === "not_joined" && me.token) me.token = "";
    if (message.code === "bad_code" && !isHandout()) { secret = door.secret = door.code = ""; store.forget("secret", "door"); }
    keepMe();
    Object.assign(room, { wrong: message, entering: false });
    return draw(true);
  },
};

function refused(entry, message) {
  const { round, message: said } = entry;
  room.failed[round] = { code: message.code, message: message.message, retry: message.retryable };
  if (message.retryable) {
    sender.pause((message.seconds || 3) + Math.random());
  } else {
    outbox.drop(said.key);
    if (!["WriteIdea", "EditIdea"].includes(said.type)) return void (refresh(), draw());
    if (said.text && model?.get("ask").id === round && !model.get("draft")?.v) model.set("draft", { v: said.text, edit: said.idea });
    else if (said.text) room.failed[round].message += ` « ${said.text} »`;
  }
  refresh();
}

function join(how) {
  link.send({ type: "Join", name: me.name, role: me.role, lang: me.lang, channel: KIOSK ? "kiosk" : "", ...how });
}

const isHandout = () => tidy(me.code).length === 8 && (KIOSK || !secret);

function enter() {
  const code = tidy(me.code || door.code || "");
  room.entering = true;
  prepare();
  if (!me.key || me.keyFor !== code) Object.assign(me, { key: newKey(), keyFor: code });  // one key an attempt: a retry is the same person
  keepMe();
  if (link.state === "open") join({ ...(isHandout() ? { handout: code } : secret ? { secret } : { code }), key: me.key });
}

const link = openLink(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`, {
  first: { type: "Look" },
  heard: (message) => HEARD[message.type]?.(message),
  changed: (state) => {
    if (state === "lost") room.joined = false;
    head();
    lostSoon();
    refresh();
  },
});
const sender = openSender(outbox, link, () => room.joined && !leaving);

// ---- the frame: head, connection, thread

function head() {
  const good = link.state === "open", other = me.lang === "fr" ? "en" : "fr";
  const status = $("status") || h("p", { id: "status", role: "status" });
  const state = good ? "connected" : "reconnecting";
  if (status.dataset.state !== state + me.lang) {
    status.dataset.state = state + me.lang;
    status.replaceChildren(h("span", { class: good ? null : "wait" }, icon(good ? "on" : "off")), ` ${t(state)}`);
  }
  const title = h("p", {}, pick(room.welcome?.title) || t("app"));
  const flip = h("button", { class: "plain flush", id: "lang", lang: other, type: "button", click: () => speak(other) }, other.toUpperCase(), h("span", { class: "sr" }, ` ${t("other_language")}`));
  const focused = document.activeElement?.id === "lang";
  $("head").replaceChildren(title, status, flip);
  if (focused) $("lang").focus();
}

async function speak(lang) {
  await fetchWords("texts", lang);
  me.lang = lang;
  keepMe();
  document.documentElement.lang = lang;
  head();
  draw(true);
}

// A short gap is nobody's business; a longer one is said in full.
let lostTimer = 0;
function lostSoon() {
  clearInterval(lostTimer);
  $("lost")?.remove();
  if (link.state === "open" || me.left) return;
  const since = Date.now();
  lostTimer = setInterval(() => {
    if (Date.now() - since < 2500 || link.state === "open") return;
    const next = $("next") || h("p", { id: "next", class: "num", "aria-live": "off" });
    next.textContent = t("lost_next", { seconds: link.seconds() });
    if (!$("lost")) {
      $("main").prepend(h("div", { id: "lost", class: "top pad" }, note("off", "warn", h("p", {}, h("b", {}, t("lost")), " ", t("lost_kept")), next,
        h("p", {}, h("button", { type: "button", click: () => link.now() }, t("retry"))))));
    }
  }, 500);
}

function thread() {
  const at = STAGES.indexOf(room.scene?.stage), question = room.scene?.question, again = roundOf()?.number > 1 && t("round_again", { n: roundOf().number });
  const notes = [room.welcome?.rehearsal && note("info", "", t("rehearsal")), !store.durable && note("alert", "warn", t("memory"))];
  const place = at < 0 ? h("p") : h("p", { class: "thread" }, STAGES.map((_, n) => h("i", { class: n < at ? "done" : n === at ? "now" : null })),
    h("span", { "aria-hidden": "true" }, [say(`stage.${STAGES[at]}`), pick(question?.title), again].filter(Boolean).join(" · ")),
    h("span", { class: "sr" }, t("step", { n: at + 1, stage: say(`stage.${STAGES[at]}`) })));
  return h("div", { class: "top pad", id: "top" }, notes, later?.notes(), h("div", { class: "row" }, place, later?.buttons()));
}

// The thread drawn anew; the focus stays on its button.
function rethread() {
  const focused = document.activeElement?.closest("#top") && document.activeElement.id;
  $("top")?.replaceWith(thread());
  if (focused) $(focused)?.focus();
}

// ---- the screens

const page = (...kids) => h("div", { class: "pad" }, kids);
const title = (text, cls) => h("h1", { id: "q", tabindex: "-1", class: cls }, text);
const foot = (...kids) => h("div", { class: "foot" }, kids);

function openingScreen() {
  return [page(title(t("opening")), h("p", { class: "quiet" }, t("opening_help")))];
}

function field(id, label, help, attributes) {
  return [h("label", { for: id }, label, help && h("small", { id: `${id}h` }, help)),
    h("input", { id, "aria-describedby": help && `${id}h`, input: (e) => { me[id] = e.target.value; keepMe(); }, value: me[id], ...attributes })];
}

function joinScreen() {
  const { roles, retention } = room.welcome, date = longDate(retention);
  const problem = h("div", { id: "problem" }, room.wrong && note("alert", "bad", room.wrong.message));
  const stop = (key, id) => { problem.replaceChildren(note("alert", "bad", t(key))); $(id).focus(); };
  const roleBox = h("select", { id: "role", change: () => { me.role = roleBox.value; keepMe(); } },
    h("option", { value: "" }, t("role_choose")), roles.map((role) => h("option", { value: role.id }, pick(role.label))));
  roleBox.value = roles.some((role) => role.id === me.role) ? me.role : "";
  const go = h("button", { class: "go", type: "submit" }, t(room.entering ? "entering" : "enter"));
  const send = (event) => {
    event.preventDefault();
    const handout = isHandout();
    if (!secret && !tidy(me.code || door.code || "")) return stop("code_empty", "code");
    if (KIOSK && !handout && tidy(me.code) && (secret || door.code)) return stop("code_short", "code");
    if (!handout && !me.name.trim()) return stop("name_empty", "name");
    if (!handout && !roleBox.value) return stop("role_empty", "role");
    room.wrong = null;
    problem.replaceChildren();
    go.textContent = t("entering");
    return enter();
  };
  return [h("form", { class: "sheet", novalidate: true, submit: send }, page(title(t("join_title")),
    KIOSK && (secret || door.code) ? later.entry(field) : secret ? h("p", { class: "quiet" }, t("code_qr")) : field("code", t("code"), t("code_help"), { class: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 20 }),
    field("name", t("name"), "", { autocomplete: KIOSK ? "off" : "name", maxlength: 40 }), h("label", { for: "role" }, t("role")), roleBox,
    h("div", { class: "note" }, icon("lock"), h("div", {}, h("p", {}, h("b", {}, t("kept"))), h("p", {}, date ? t("kept_until", { date }) : t("kept_open")),
      h("p", {}, t("kept_named")))),
    !window.isSecureContext && h("div", { class: "note warn" }, icon("info"), h("p", {}, t("wifi")))), foot(problem, go))];
}

function agenda() {
  const items = room.scene?.agenda || [];
  if (!items.length) return null;
  return [h("h2", {}, t("programme")), h("ol", { class: "path" }, items.map((item) => h("li", { class: item.state === "next" ? null : item.state, "aria-current": item.state === "now" && "step" },
    pick(item.title), item.state === "now" && h("small", {}, ` ${t("now")}`))))];
}

function whoAmI() {
  const role = room.welcome.roles.find((one) => one.id === me.role);
  const place = h("div", { id: "who" });
  const calm = () => place.replaceChildren(h("p", { class: "quiet" }, t("you", { name: me.name, role: role ? pick(role.label) : me.role })),
    KIOSK ? "" : h("p", {}, h("button", { type: "button", class: "plain flush", id: "leave", click: sure }, t("leave"))));
  const sure = () => {
    place.replaceChildren(h("p", { role: "status" }, t("leave_sure")), h("p", { class: "row" }, h("button", { type: "button", id: "stay", click: () => { calm(); $("leave").focus(); } }, t("leave_no")),
      h("button", { type: "button", click: leave }, t("leave_yes"))));
    $("stay").focus();
  };
  calm();
  return place;
}

let leaveTimer = 0;
function leave() {
  leaving = true;
  link.send({ type: "Leave" });
  me.left = true;
  room.joined = false;
  keepMe();
  leaveTimer = setTimeout(() => { leaving = false; link.stop(); }, 400);
  draw();
}

function leftScreen() {
  const back = () => { clearTimeout(leaveTimer); leaving = me.left = false; keepMe(); room.scene = null; link.stop(); link.start(); draw(); };
  return [page(title(t("left_title")), h("p", {}, t("left_help"))), foot(h("button", { class: "go", type: "button", click: back }, t("left_back")))];
}

function waitingScreen() {
  const { stage, question } = room.scene, key = `wait_${stage}`;
  const known = question && words[me.lang][`phone.${key}`];
  return [page(title(question ? pick(question.prompt) : t("hello", { name: me.name.replace(/\.$/, "") })), h("p", {}, t(known ? key : "wait")), agenda(),
    h("div", { class: "note" }, icon("info"), h("p", {}, KIOSK ? m("kiosk_note") : t("asleep"))), whoAmI())];
}

function resultScreen() {
  const { result, round } = room.scene, place = h("figure", { id: "chart" });
  if (result.chart) clear = later.picture(place, result.chart);
  return [page(title(pick(result.finding)), h("p", { class: "quiet" }, pick(round?.prompt)), place, later.why(),
    result.chart?.kind !== "ideas" && h("div", { class: "note" }, icon("info"), h("p", {}, standing(round))))];
}

// What stands of a result: talked about, waiting to be recorded, or settled.
function standing(round) {
  const known = { decided: "decided", parked: "parked" }[round?.state] || (round?.purpose === "adopting" && "not_kept");
  return known ? m(`result_${known}`) : t("result_not_yet");
}

function ballotScreen() {
  const round = roundOf(), place = h("div", { class: "sheet" }), whom = later.whom(), slot = slotOf(round.id, whom);
  model = openModel({ ask: round, slot, whom, lang: me.lang, texts: words[me.lang], draft: store.get(`draft:${slot}`), answer: store.get(`answer:${slot}`),
    status: statusOf(slot), ideas: ideasOf(round.id), mine: null, others: null, can_ask: true, above: later.above, below: later.below, preview: false });
  refresh();
  model.on("change:draft", keepDraft);
  model.on("change:answer", submit);
  clear = ballot.render({ model, el: place });
  return [place];
}

function screenNow() {
  if (me.left) return ["left", leftScreen];
  if (!room.welcome) return ["opening", openingScreen];
  if (!me.token || (!later && screen === "join")) return ["join", joinScreen];
  const { scene } = room;
  if (!scene || !later) return ["opening", openingScreen];
  const other = later.screen();
  if (other) return other;
  if (scene.round && scene.result && scene.round.state !== "open") return [`result ${scene.round.id}`, resultScreen];
  if (scene.round && ["open", "closed"].includes(scene.round.state)) return [`round ${slotOf(scene.round.id, later.whom())}`, ballotScreen];
  return [`wait ${scene.stage} ${pick(scene.question?.prompt)}`, waitingScreen];
}

function draw(anew = false) {
  const [name, build] = screenNow(), same = name === screen, answering = same && build === ballotScreen;
  if (answering) {
    rethread();
    if (anew) { model.set("texts", words[me.lang]); model.set("lang", me.lang); }
    model.set("ask", roundOf());
    return refresh();
  }
  if (same && !anew && [joinScreen, openingScreen, leftScreen].includes(build)) return undefined;
  const shows = JSON.stringify([room.scene?.result, roundOf()?.state, later?.shows()]);
  if (same && !anew && (build === resultScreen || build.still) && draw.shown === shows) { rethread(); return undefined; }
  draw.shown = shows;
  const first = !screen || screen === "opening", focused = same ? document.activeElement?.id : "";
  screen = name;
  draftLater?.();
  clear?.();
  clear = model = null;
  $("main").replaceChildren(...($("lost") ? [$("lost")] : []), me.token && !me.left && room.scene && later ? thread() : "", ...build());
  later?.drawn();
  document.title = [$("q")?.textContent, t("app")].join(" · ");
  if (focused) $(focused)?.focus();
  else if (!same && !first) { scrollTo(0, 0); $("q")?.focus(); }
  return undefined;
}

// ---- beginning

function readFragment() {
  const [, name, value] = /^#(?:([sc])=)?(.+)$/.exec(location.hash) || [];
  if (!value) return;
  if (name === "s") store.set("secret", decodeURIComponent(value));
  else me.code = decodeURIComponent(value);
  history.replaceState(null, "", location.pathname);
}

// What `get` brings, asked again until the room answers.
async function until(get) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await get(tries ? `?${tries}` : "");
    } catch {
      await new Promise((again) => setTimeout(again, 1000 + Math.random() * 1000));
    }
  }
}

function sheet() {
  return new Promise((done, failed) => document.head.append(h("link", { rel: "stylesheet", href: "/static/more.css", load: done, error() { this.remove(); failed(); } })));
}

async function fetchWords(part, lang) {
  if (words[lang][part]) return;
  const found = await until(async () => (await fetch(`/${part}.${lang}.json`)).json());
  Object.assign(words[lang], found, { [part]: true });
}

// Everything for those who have joined; both languages, so that a switch needs no network.
async function prepare() {
  prepare.under ??= Promise.all([until((again) => import(`./kinds.js${again}`)), until((again) => import(`./more.js${again}`)), KIOSK && until((again) => import(`./kiosk.js${again}`)), until(sheet),
    ...["fr", "en"].flatMap((lang) => [fetchWords("texts", lang), fetchWords("more", lang)])]);
  const [kinds, more, kiosk] = await prepare.under;
  if (later) return;
  learn(kinds.teach);
  const app = { words, me, room, store, outbox, link, t, m, say, pick, page, title, foot, note, mine, roundOf, slotOf, statusOf, post, draw, rethread, refresh, until, readable: tidy };
  later = more.default(app);
  if (kiosk) Object.assign(later, kiosk.default(app, later));
  draw(true);
}

addEventListener("pagehide", () => draftLater?.());
document.addEventListener("visibilitychange", () => { if (document.hidden) draftLater?.(); });
addEventListener("storage", refresh);
addEventListener("hashchange", () => { readFragment(); secret = store.get("secret") || door.secret || ""; draw(true); });
async function begin() {
  readFragment();
  secret = store.get("secret") || door.secret || "";
  await fetchWords("texts", me.lang);
  if (KIOSK) await prepare();
  document.documentElement.lang = me.lang;
  head();
  draw();
  if (!me.left) link.start();
}
begin();
