// The wall: lobby, question and clock, how many have answered (never what), then the result. Nothing private is ever here.
import { draw as picture, knows, learn } from "./chart.js";
import { openLink } from "./link.js";

const STAGES = ["ask", "collect", "group", "vote", "discuss", "decide"];
const SVG = "http://www.w3.org/2000/svg";
const MISSING = 4;      // more roles than this cannot all be expected: then only those here are shown
const MANY = 9;         // options beyond this number stand in columns, by their names only
const PARTS = 7;        // of the agenda shown at once
const HEARD = 6;        // ideas read out that stand on the wall at once
const DOTS_MOST = 72;   // people beyond this number are a bar, not dots
const $ = (id) => document.getElementById(id);
const seen = { welcome: null, scene: null, crowd: null, invitation: null, at: 0 };
const own = { lang: kept("lang") || (/^fr/i.test(navigator.language) ? "fr" : "en"), theme: kept("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light") };
let words = {}, away = false, clear = null;

// ---- small things

function kept(name) {
  try { return localStorage.getItem(`wall:${name}`); } catch { return null; }
}

function keep(name, value) {
  own[name] = value;
  try { localStorage.setItem(`wall:${name}`, value); } catch { /* this browser keeps nothing: the switch lasts as long as the page */ }
  draw();
}

function h(tag, props, ...kids) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(key, value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...kids.flat(Infinity).filter((kid) => kid !== undefined && kid !== null && kid !== false));
  return node;
}

function drawing(box, d, props) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: box, ...props })) svg.setAttribute(key, value);
  svg.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", d);
  return svg;
}

const say = (key, facts = {}) => ((words[own.lang] || {})[key] ?? key).replace(/\{([a-z_]+)\}/g, (all, name) => (name in facts ? facts[name] : all));
const t = (key, facts) => say(`wall.${key}`, facts);
const pick = (text) => (text && typeof text === "object" ? text[own.lang] || Object.values(text)[0] || "" : text || "");
const count = (n) => h("span", { class: "num" }, String(n));
const dots = (n, cls) => Array.from({ length: n }, () => h("i", { class: cls }));
const address = () => seen.invitation.url.replace(/^http:\/\//, "").replace(/\/$/, "");
const code = () => seen.invitation.code.replace(/^(...)(...)$/, "$1\u00a0$2");
const name = () => [pick(seen.welcome?.title), seen.welcome?.organisation].filter(Boolean).join(" · ");

// ---- the clock: the room says how many seconds are left, the wall counts them

function clockWords() {
  const round = seen.scene?.round;
  if (!round || round.state !== "open" || round.remaining === null || round.remaining === undefined) return null;
  if (round.paused) return [t("paused"), ""];
  const left = Math.ceil(round.remaining - (performance.now() - seen.at) / 1000);
  return left > 0 ? [t("left"), t("minutes", { m: Math.floor(left / 60), s: String(left % 60).padStart(2, "0") })] : [t("over"), ""];
}

// How much is left of the part of the agenda that is on: `ends` is in the room's time, as `at` is.
function partWords() {
  const part = (seen.scene?.agenda || []).find((item) => item.state === "now");
  if (!part?.ends || !seen.scene.at) return "";
  const left = Math.ceil((part.ends - seen.scene.at - (performance.now() - seen.at) / 1000) / 60);
  return t(left > 0 ? "part" : "part_over", { title: pick(part.title), n: left });
}

function tick() {
  const clock = $("clock"), said = clockWords(), part = $("part"), words = partWords();
  if (part && words && part.textContent !== words) part.textContent = words;
  if (!clock || !said) return;
  const [before, time] = said;
  if (clock.dataset.said === before + time) return;
  clock.dataset.said = before + time;
  clock.replaceChildren(`${before} `, h("b", {}, time));
}

// ---- head and foot

function thread() {
  const at = STAGES.indexOf(seen.scene?.stage);
  if (at < 0 || !(seen.scene.question || seen.scene.round)) return null;
  return h("ol", { class: "thread", "aria-label": t("steps") }, STAGES.map((stage, n) => h("li", { class: n < at ? "done" : n === at ? "now" : "next", "aria-current": n === at && "step" }, say(`stage.${stage}`))));
}

function head() {
  const question = seen.scene?.question, notes = [away && t("lost"), seen.welcome?.rehearsal && t("rehearsal")].filter(Boolean);
  $("head").replaceChildren(...notes.map((words) => h("p", { class: "strip", role: "status" }, words)),
    h("p", {}, pick(question?.title) || (question && seen.scene.round ? "" : name())), thread() || "", h("p", { id: "clock", class: "num clock", role: "timer", "aria-live": "off" }));
  tick();
}

function foot(lobby) {
  const other = own.lang === "fr" ? "en" : "fr", dark = own.theme === "dark";
  const focused = document.activeElement?.id;
  $("foot").replaceChildren(h("p", { id: "part" }, partWords() || (lobby ? t("nothing_to_install") : name())),
    seen.invitation && !lobby ? h("p", { class: "num" }, `${address()} \u00a0 ${t("code")} `, h("b", {}, code())) : "",
    h("button", { id: "lang", type: "button", lang: other, click: () => keep("lang", other) }, other === "fr" ? "Français" : "English"),
    h("button", { id: "theme", type: "button", click: () => keep("theme", dark ? "light" : "dark") }, t(dark ? "light" : "dark")));
  if (focused === "lang" || focused === "theme") $(focused).focus();
}

// ---- what is between

function here() {
  const { crowd, welcome } = seen;
  if (!crowd) return null;
  const roles = welcome.roles.map((role) => ({ label: pick(role.label), votes: role.votes !== false, n: (crowd.roles[role.id] || [0, 0])[1] }));
  const silent = roles.filter((role) => !role.votes), others = crowd.present - crowd.entitled;
  const there = [...roles.filter((role) => role.n), ...(others > 0 ? [{ label: silent.map((role) => role.label).join(", "), n: others }] : [])];
  const missing = roles.filter((role) => !role.n && role.votes), tell = there.length > 0 && missing.length <= MISSING;
  const title = crowd.present === 0 ? t("here_none") : crowd.present === 1 ? t("here_one") : t("here_many", { n: crowd.present });
  return [h("h2", { class: "num" }, title), h("ul", { class: "here" },
    there.map((role) => h("li", {}, h("div", { "aria-hidden": "true" }, dots(Math.min(role.n, 40))), h("span", {}, role.label, " ", h("b", { class: "num" }, String(role.n))))),
    tell && missing.map((role) => h("li", { class: "none" }, h("div", { "aria-hidden": "true" }, dots(1)), h("span", {}, role.label, " ", t("here_missing")))))];
}

// The programme: all of it, or where it is long what was done last, what is on and what comes.
function agenda() {
  const items = seen.scene?.agenda || [], at = items.findIndex((item) => item.state === "now"), first = items.length > PARTS ? Math.max(0, at - 1) : 0;
  const line = (item) => h("li", { class: item.state, "aria-current": item.state === "now" && "step" }, pick(item.title), item.minutes && h("small", { class: "num" }, ` ${t("part_minutes", { n: item.minutes })}`));
  return items.length > 0 && h("ol", { class: "path", "aria-label": t("programme") }, items.slice(first, first + PARTS).map(line));
}

function lobby() {
  if (!seen.invitation) return [h("div", { class: "one" }, h("h1", {}, t("lobby_wait")), agenda() || "", h("p", { class: "sub" }, t("uninvited"))), here()];
  const { qr, url } = seen.invitation;
  const steps = h("ol", {}, h("li", {}, t("step_wifi")), h("li", {}, t("step_scan"), " ", h("strong", { class: "num" }, address())), h("li", {}, t("step_code"), " ", h("strong", { class: "num" }, code())));
  const square = qr.path && h("div", { class: "qr" }, drawing(`0 0 ${qr.size} ${qr.size}`, qr.path, { role: "img", "aria-label": t("qr", { url, code: code() }) }));
  const begun = (seen.scene?.agenda || []).some((item) => item.state !== "next");
  const kiosk = h("p", { class: "sub num" }, t("kiosk", { address: `${address()}/kiosk` }));
  return [h("div", { class: begun ? "lobby begun" : "lobby" }, h("div", {}, h("h1", {}, t("lobby")), steps, kiosk), square, begun && agenda()), here()];
}

function options(round) {
  const proposal = round.options.find((option) => option.id === round.proposal), { unit, ends } = round;
  if (ends?.length) return h("ul", { "aria-label": t("answers") }, [[0, ends[0]], [round.most, ends[1]]].map(([n, words]) => h("li", {}, h("b", { class: "num" }, `${n} `), pick(words))));
  if (unit && pick(unit)) return h("p", { class: "sub" }, t("unit", { unit: pick(unit) }));
  if (round.kind === "ideas" || !round.options.length) return null;
  if (proposal) return [h("h2", {}, pick(proposal.label)), proposal.clause && h("blockquote", {}, pick(proposal.clause))];
  const many = round.options.length > MANY;
  return h("ul", { class: many ? "many" : null, "aria-label": t("answers") }, round.options.map((option) => h("li", {}, pick(option.label), !many && option.clause && h("small", {}, pick(option.clause)))));
}

// What was fixed before opening, in one line.
function terms(round) {
  if (!["ballot", "consent"].includes(round.kind)) return null;
  const weights = (round.weights || []).map((one) => t("weight", { name: pick(one.label), n: one.weight })).join(", ");
  const said = [say(`rules.${round.rule}`), round.threshold && t("threshold", { n: Math.round(100 * round.threshold) }), ["dots", "points"].includes(round.rule) && round.most && t(`most_${round.rule}`, { n: round.most }),
    round.quorum && t("quorum", { n: round.quorum }), weights && t("weights", { weights })].filter(Boolean);
  return h("p", { class: "sub terms" }, t("terms", { text: said.join(" · ") }));
}

// The step of a format with its sentence; who is to read out, and what was read out; before that, what to begin from.
function format(round) {
  if (!round.steps?.length) return null;
  const at = round.step || 0, heard = (round.shared || []).slice(-HEARD), start = at ? [] : (round.starters || []).slice(0, HEARD);
  return [h("p", { class: "step" }, h("b", { class: "num" }, t("step", { n: at + 1, total: round.steps.length })), " ", h("span", {}, pick(round.steps[at].do))),
    round.speaker && h("p", { class: "said" }, t("speaker", { name: "" }), h("b", { dir: "auto" }, round.speaker)),
    heard.length > 0 && [h("h2", {}, t("heard")), h("ul", { class: "heard" }, heard.map((idea) => h("li", { lang: idea.lang, dir: "auto" }, idea.text)))],
    !heard.length && start.length > 0 && [h("h2", {}, t("starters")), h("ul", { class: "heard" }, start.map((text) => h("li", {}, pick(text))))]];
}

function counts(round) {
  const { answered, entitled, ideas } = seen.crowd || { answered: 0, entitled: 0, ideas: 0 }, most = Math.max(entitled, answered), bar = h("i");
  bar.style.width = `${most ? 100 * answered / most : 0}%`;
  const shape = most > DOTS_MOST ? h("div", { class: "meter", "aria-hidden": "true" }, bar) : h("div", { class: "dots", "aria-hidden": "true" }, dots(answered, "in"), dots(most - answered));
  return h("div", {}, h("p", { class: "big" }, count(answered), " ", h("small", {}, t("of", { n: most }))), h("p", { class: "said" }, answeredWords(answered)), shape,
    round.kind === "ideas" && h("p", { class: "said num" }, t("ideas_written", { n: ideas })),
    h("p", { class: "sub lock" }, drawing("0 0 24 24", "M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2M8 11V8a4 4 0 0 1 8 0v3", { class: "icon", "aria-hidden": "true" }), h("span", {}, t(round.kind === "ideas" ? privacy(round) : "nobody_sees"))));
}

// Who reads what is written before the round is closed: as much as the format lets others see.
const privacy = ({ format, suggest }) => ({ brainwriting: "ideas_sheet", round_robin: "ideas_aloud", one_two_four_all: "ideas_aloud" })[format] || (suggest ? "ideas_suggested" : "ideas_private");

const answeredWords = (n) => t(n === 1 || (n === 0 && own.lang === "fr") ? "answered_one" : "answered");

// Charts of rhythm.js come when the first of them is to be drawn; then the wall draws again.
const further = { here: false, under: false, tries: 0 };
async function fetchFurther() {
  further.under = true;
  try {
    learn((await import(`./rhythm.js${further.tries ? `?${further.tries}` : ""}`)).teach);
    further.here = true;
    draw();
  } catch {
    further.tries += 1;
    setTimeout(() => { further.under = false; draw(); }, 1000);
  }
}

// What draws a chart in its place, once that can be drawn.
function painter(place, chart, fill) {
  if (!chart) return null;
  if (further.here || knows(chart.kind)) return () => { clear?.(); clear = picture(place, chart, own.lang, say.all(), { fill: fill() }); };
  if (!further.under) fetchFurther();
  return null;
}

// What people look at while they answer, beside the answers.
function charted(round) {
  const { chart } = round, prompt = pick(round.prompt), place = h("figure", {});
  return [h("h1", { class: prompt.length > 70 && "long" }, prompt), h("div", { class: "turnout charted" },
    h("div", {}, h("h2", {}, pick(chart.finding)), chart.note && h("p", { class: "sub" }, pick(chart.note)), place),
    h("div", {}, terms(round), options(round), counts(round))), painter(place, chart, projector)];
}

function turnout(round) {
  if (round.chart) return charted(round);
  const prompt = pick(round.prompt);
  return [h("div", { class: "turnout" }, h("div", {}, h("h1", { class: prompt.length > 70 && "long" }, prompt), terms(round), format(round), options(round)), counts(round))];
}

// A text amended after objections: what was struck and added, why, and what is left to check.
function redline(round) {
  const pieces = round.redline?.[own.lang] || Object.values(round.redline || {})[0];
  if (!pieces?.some(([mark]) => mark !== "same")) return null;
  const marks = { removed: ["del", t("removed")], added: ["ins", t("added")] }, aim = pick(round.aim);
  const piece = ([mark, text]) => (marks[mark] ? h(marks[mark][0], {}, h("span", { class: "unseen" }, `${marks[mark][1]} `), text) : text);
  const said = (round.objections || []).slice(0, 3), wording = said.filter((one) => one.wording);
  const quote = (one, text) => h("p", { lang: one.lang, dir: "auto" }, text);
  const { answered, entitled } = seen.crowd || { answered: 0, entitled: 0 };
  const label = pick(round.options.find((option) => option.id === round.proposal)?.label);
  return [h("h1", {}, t("redline")), h("p", { class: "sub" }, [label, pick(round.prompt)].filter(Boolean).join(" · ")), h("p", { class: pieces.length > 12 || pieces.map(([, text]) => text).join("").length > 420 ? "redline long" : "redline" }, pieces.map(piece)),
    h("div", { class: "thirds" }, said.length > 0 && h("section", {}, h("h2", {}, t(said.length > 1 ? "objections" : "objection")), said.map((one) => quote(one, one.text))),
      wording.length > 0 && h("section", {}, h("h2", {}, t("change")), wording.map((one) => quote(one, one.wording))),
      h("section", {}, h("h2", {}, t("check")), h("p", {}, aim ? t("check_aim", { aim }) : t("check_help")), h("p", { class: "num" }, h("b", {}, `${answered} ${t("of", { n: Math.max(entitled, answered) })} `), answeredWords(answered))))];
}

function closed(round) {
  return [h("div", { class: "one" }, h("h1", {}, pick(round.prompt)), h("p", { class: "said" }, t(round.kind === "ideas" ? "closed_ideas" : "closed")))];
}

function result({ finding, chart }, round) {
  const words = pick(finding), place = chart && h("figure", {});
  const paint = painter(place, chart, () => chart.kind !== "ideas" || projector());
  if (chart?.kind === "ideas") return [h("div", { class: "asked" }, h("h1", {}, pick(round.prompt)), h("p", { class: "sub num" }, words)), place, paint];
  return [h("h1", { class: words.length > 110 && "long" }, words), h("p", { class: "sub" }, [chart && pick(chart.note), t(standing(round))].filter(Boolean).join(" ")), place, paint];
}
// What stands of a result: talked about, waiting to be recorded, or settled.
const standing = (round) => ({ decided: "decided", parked: "parked" })[round.state] || (round.purpose === "adopting" ? "not_kept" : "not_yet");
say.all = () => words[own.lang] || {};

function sceneNow() {
  const { scene, welcome } = seen;
  if (!welcome || !scene) return null;
  const { round, question } = scene;
  if (round?.state === "open") return redline(round) || turnout(round);
  if (round && scene.result) return result(scene.result, round);
  if (round?.state === "closed") return closed(round);
  if (question) return [h("div", { class: "one" }, h("h1", {}, pick(question.prompt)), agenda() || "")];
  return lobby();
}

function draw() {
  document.documentElement.lang = own.lang;
  document.documentElement.dataset.theme = own.theme;
  const shown = sceneNow();
  if (!shown) return;
  const paint = shown.find((part) => typeof part === "function"), parts = shown.flat(Infinity).filter((part) => part instanceof Node);
  clear?.();
  clear = null;
  head();
  foot(!seen.scene.round && !seen.scene.question);
  $("main").replaceChildren(...parts);
  document.title = `${document.querySelector("h1").textContent} · ${t("title")}`;
  fit(paint);
}

const projector = () => matchMedia("(min-width:60.01rem) and (min-aspect-ratio:4/3)").matches;

// Long texts make everything a little smaller rather than run off the screen.
function fit(paint) {
  const root = document.documentElement, held = projector();
  for (let size = 1; ; size -= 0.06) {
    root.style.setProperty("--fit", held ? size : 1);
    paint?.();
    if (!held || size < 0.5 || root.scrollHeight <= innerHeight + 1) return;
  }
}

// ---- beginning

function key() {
  const [, said] = /^#(?:k=)?(.+)$/.exec(location.hash) || [];
  try {
    if (said) sessionStorage.setItem("wall:key", said);
    if (said) history.replaceState(null, "", location.pathname);
    return said || sessionStorage.getItem("wall:key");
  } catch {
    return said;
  }
}

const HEARS = {
  Welcome(message) { seen.welcome = message; },
  Scene(message) { seen.scene = message; seen.at = performance.now(); },
  Crowd(message) { seen.crowd = message; },
  Invitation(message) { seen.invitation = message; },
};

async function begin() {
  const secret = key();
  words = await (await fetch("/wall/texts.json")).json();
  const link = openLink(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/wall/ws`, {
    heard(message) {
      if (!HEARS[message.type]) return;
      HEARS[message.type](message);
      const counting = message.type === "Crowd" && seen.scene?.result && seen.scene.round?.state !== "open";
      if (!counting) draw();
    },
    changed(state) {
      away = state === "lost";
      if (!away && secret) link.send({ type: "Join", secret });
      head();
    },
  });
  setInterval(tick, 250);
  addEventListener("resize", draw);
  document.fonts.ready.then(draw);
  link.start();
}
begin();
