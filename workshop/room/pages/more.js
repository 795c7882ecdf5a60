// What a phone shows beside the question: what became of one's ideas, requests, whom one answers for, recusal,
// observers, reasons after an estimate. Loaded once somebody has joined. It draws and reports; the room decides.
import { h, icon, learn } from "./ballot.js";
import { newKey } from "./link.js";

export default function more(app) {
  const { me, room, store, outbox, link, t, m, pick, page, title, foot, note, mine, roundOf, slotOf, post, draw, until } = app;
  const $ = (id) => document.getElementById(id);
  const quoted = (text) => (me.lang === "fr" ? `«\u00a0${text}\u00a0»` : `“${text}”`);
  const going = () => roundOf()?.state === "open";
  const asks = () => going() && roundOf().kind !== "ideas";

  function time(at) {
    const when = new Date(at * 1000), minutes = String(when.getMinutes()).padStart(2, "0");
    return me.lang === "fr" ? `${when.getHours()}\u00a0h\u00a0${minutes}` : `${when.getHours()}:${minutes}`;
  }

  // A field whose words stay in this phone until they are sent.
  function area(slot, label, help, extra = {}) {
    const id = slot.replace(/[^a-z0-9]/gi, "_"), kept = () => store.get(`draft:${slot}`)?.v || "";
    const field = h("textarea", { id, lang: me.lang, maxlength: 2000, value: kept(), input: () => store.set(`draft:${slot}`, field.value ? { v: field.value } : null), ...extra });
    return { field, kept, nodes: [h("label", { for: id }, label, help && [" ", h("small", {}, help)]), field] };
  }

  // The alert under a form that cannot be sent, or that the room refused.
  const problem = (slot) => h("div", { id: `${slot.replace(/[^a-z0-9]/gi, "_")}_problem` }, room.failed[slot] && note("alert", "bad", room.failed[slot].message));

  // ---- what became of my ideas; asking for another focus

  const fates = () => store.get("fates") || { ideas: [], requests: [] };
  const open = (name) => { room.page = name; if (name === "fates") link.send({ type: "AskFates" }); draw(); };

  function fate(idea) {
    const known = { theme: idea.theme, place: idea.place, of: idea.of, clause: idea.clause, reason: idea.reason };
    const more = { merged: idea.theme && "_theme", voted: idea.place ? "_place" : idea.theme && "_theme", adopted: idea.clause && "_clause" }[idea.fate];
    const key = idea.fate + (more || "");
    return m(`fate_${key}`, known);
  }

  function ideaLine(idea) {
    const why = idea.fate !== "aside" && idea.reason;
    return h("li", {}, h("div", {}, h("small", {}, pick(idea.prompt) || pick(idea.question)), h("p", { lang: idea.lang }, quoted(idea.text)),
      idea.into?.map((one) => h("p", { class: "quiet" }, m("fate_into"), " ", h("span", { lang: one.lang }, quoted(one.text)))),
      h("p", { class: `fate ${idea.fate}` }, h("b", {}, fate(idea)), why && [h("br"), idea.reason])));
  }

  function requestLine(one) {
    const key = { answered: one.answer ? "answered" : "answered_plain", dropped: one.answer ? "dropped_why" : "dropped" }[one.state] || one.state;
    return h("li", {}, h("div", {}, h("p", { lang: one.lang }, quoted(one.text)), h("p", {}, h("b", {}, m(`focus_${key}`, { answer: one.answer })))));
  }

  function fatesScreen() {
    const { ideas, requests } = fates(), sending = outbox.of("focus"), focus = area("focus", m("focus"), m("focus_help")), wrong = problem("focus");
    const known = room.fated || ideas.length;
    const send = (event) => {
      event.preventDefault();
      const text = focus.kept().trim();
      if (!text) { wrong.replaceChildren(note("alert", "bad", t("missing_text"))); return focus.field.focus(); }
      post("focus", { type: "AskFocus", key: newKey(), text, lang: me.lang });
      store.set("draft:focus", null);
      return draw(true);
    };
    const wait = [...sending.map((one) => ({ ...one.message, state: "sending" })), ...requests];
    store.set("seen", ideas.filter((one) => one.fate === "aside").map((one) => one.id));
    return [page(title(m("mine_title")), asks() && !store.get(`answer:${roundOf().id}`) && note("info", "", m("mine_open")),
      ideas.length ? h("ul", { class: "answers" }, ideas.map(ideaLine)) : h("p", { class: "quiet" }, m(known ? "mine_none" : "mine_loading")),
      h("form", { novalidate: true, submit: send }, h("h2", {}, m("focus_title")), focus.nodes, wrong, h("p", {}, h("button", { type: "submit", id: "ask" }, m("focus_send")))),
      wait.length > 0 && [h("h2", {}, m("focus_mine")), h("ul", { class: "answers" }, wait.map(requestLine))]),
    foot(h("button", { class: "go", type: "button", id: "back", click: () => { room.page = ""; draw(); } }, m(asks() && !store.get(`answer:${roundOf().id}`) ? "mine_answer" : "mine_back")))];
  }
  fatesScreen.still = true;

  // ---- who does not answer, and for whom one answers

  const votes = () => room.welcome.roles.find((role) => role.id === me.role)?.votes !== false;
  const optionsOf = (round) => h("ul", { class: "said" }, round.options.map((one) => h("li", {}, pick(one.label), one.clause && h("small", {}, pick(one.clause)))));

  function observerScreen() {
    const round = roundOf(), place = round.chart && h("figure", {});
    if (place) picture(place, round.chart);
    return [page(title(pick(round.prompt)), h("p", { class: "note" }, icon("info"), h("span", {}, m("observer"))), place && [h("h2", {}, pick(round.chart.finding)), place],
      round.options.length > 0 && [h("h2", {}, m("observer_options")), optionsOf(round)])];
  }

  const leavingSlot = () => `recuse:${roundOf()?.question}`;
  const recused = () => mine().recused || (roundOf()?.question && (room.recused === roundOf().question || outbox.of(leavingSlot()).length > 0));

  function recusedScreen() {
    const waiting = outbox.of(leavingSlot()).length > 0;
    return [page(title(pick(roundOf().prompt)), h("p", { class: "note", role: "status" }, icon("info"), h("span", {}, m(waiting ? "recusing" : "recused"))), h("p", {}, m("recused_help")))];
  }

  // A quiet link under the answers; it asks once more, with room for a reason.
  function below() {
    const round = roundOf();
    if (!asks() || !round.question || whom()) return null;
    const place = h("div", { class: "aside", id: "conflict" }), reason = area(leavingSlot(), m("recuse_reason"), m("recuse_reason_help"));
    const calm = () => { room.sure = false; place.replaceChildren(problem(leavingSlot()), h("p", {}, h("button", { type: "button", class: "plain flush", id: "recuse", click: sure }, m("recuse")))); };
    const leave = () => {
      const said = reason.kept().trim();
      room.sure = false;
      post(leavingSlot(), { type: "Recuse", key: newKey(), question: round.question, reason: said });
      draw();
    };
    const sure = () => {
      room.sure = true;
      place.replaceChildren(h("p", { role: "status" }, m("recuse_sure")), ...reason.nodes,
        h("p", { class: "row" }, h("button", { type: "button", id: "keepvote", click: () => { calm(); $("recuse").focus(); } }, m("recuse_no")), h("button", { type: "button", id: "leavevote", click: leave }, m("recuse_yes"))));
      $("keepvote")?.focus();
    };
    if (room.sure) sure();
    else calm();
    return place;
  }

  const whom = () => (room.whom?.round === roundOf()?.id && mine().principals.some((one) => one.id === room.whom.id) ? room.whom.id : "");
  const chosen = () => room.whom?.round === roundOf()?.id && (room.whom.id === "" || mine().principals.some((one) => one.id === room.whom.id && !one.own));
  const choose = (id) => { room.whom = id === null ? null : { round: roundOf().id, id }; draw(); };

  function whomScreen() {
    const round = roundOf(), people = [...(votes() ? [{ id: "", label: m("whom_self") }] : []), ...mine().principals.map((one) => ({ ...one, label: m("whom_other", { name: one.name }) }))];
    const line = (one) => {
      const answer = store.get(`answer:${slotOf(round.id, one.id)}`), waiting = outbox.of(slotOf(round.id, one.id)).length;
      const state = one.own ? m("whom_own", { name: one.name }) : waiting ? t("state_sending") : answer ? m("whom_done", { time: time(answer.at) }) : m("whom_open");
      return h("li", {}, one.own ? h("span", {}, one.label, h("small", {}, state)) : h("button", { type: "button", id: `for${one.id || "self"}`, class: "wide", click: () => choose(one.id) }, h("span", {}, one.label, h("small", {}, state)), icon("next")));
    };
    return [page(h("p", { class: "quiet" }, pick(round.prompt)), title(m("whom")), h("p", { class: "quiet" }, m("whom_help")), h("ul", { class: "answers" }, people.map(line)))];
  }

  // For whom this answer is, and who gave it.
  function above() {
    const { principals } = mine(), now = principals.find((one) => one.id === whom()), own = whom() ? {} : store.get(`answer:${roundOf()?.id}`) || {};
    const answered = (id) => store.get(`answer:${slotOf(roundOf()?.id, id)}`), everybody = [...(votes() ? [{ id: "", name: m("whom_me") }] : []), ...principals.filter((one) => !one.own)];
    const left = principals.length && answered(whom()) ? everybody.filter((one) => !answered(one.id)).map((one) => one.name).join(", ") : "";
    return [left && h("p", { class: "note", role: "status" }, icon("info"), h("span", {}, m("whom_left", { name: left }))), principals.length > 0 && h("p", { class: "row aside" }, h("b", {}, now ? m("whom_now", { name: now.name }) : m("whom_now_self")), h("button", { type: "button", class: "plain flush", id: "whom", click: () => choose(null) }, m("whom_change"))),
      ["proxy", "paper"].includes(own.channel) && h("p", { class: "note" }, icon("info"), h("span", {}, own.by ? m("by_proxy", { name: own.by }) : m(`by_${own.channel}_desk`)))];
  }

  // ---- after a first estimate: why so high, why so low

  const reasonSlot = (option) => `reason:${room.mine.round}:${option}`;
  const shownExtremes = () => (room.mine?.round === roundOf()?.id ? mine().extremes : []);
  const given = (one) => store.get(`given:${reasonSlot(one.option)}`) || one.text || "";

  function why() {
    const all = shownExtremes();
    if (!all.length) return null;
    return h("section", { "aria-labelledby": "whys" }, h("h2", { id: "whys" }, m("why_title")), h("p", { class: "quiet" }, m("why_help")), all.map(reasonForm));
  }

  function reasonForm(one) {
    const slot = reasonSlot(one.option), round = room.mine.round, waiting = outbox.of(slot)[0], said = waiting ? waiting.message.text : given(one);
    const option = roundOf().options.find((o) => o.id === one.option), name = h("h3", {}, option ? pick(option.label) : pick(roundOf().prompt));
    if (said && !room.again?.[slot]) {
      return h("div", {}, name, h("blockquote", {}, said), h("p", { class: "quiet", role: "status" }, m(waiting ? "why_sending" : "why_given")),
        h("p", {}, h("button", { type: "button", class: "plain flush", click: () => { (room.again ??= {})[slot] = true; store.set(`draft:${slot}`, { v: said }); draw(true); } }, m("why_again"))));
    }
    const field = area(slot, m(one.side === "high" ? "why_high" : "why_low")), wrong = problem(slot);
    const send = (event) => {
      event.preventDefault();
      const text = field.kept().trim();
      if (!text) { wrong.replaceChildren(note("alert", "bad", t("missing_text"))); return field.field.focus(); }
      if (room.again) room.again[slot] = false;
      post(slot, { type: "GiveReason", key: newKey(), round, option: one.option, text, lang: me.lang });
      return draw(true);
    };
    return h("form", { novalidate: true, submit: send }, name, field.nodes, wrong, h("p", {}, h("button", { type: "submit" }, m("why_send"))));
  }

  // ---- charts: what draws them comes with the first one

  let drawing = null;
  async function painter(kind) {
    drawing ??= Promise.all([until((again) => import(`./chart.js${again}`)), until(async () => (await fetch("/wall/texts.json")).json())]);
    const [chart, texts] = await drawing;
    if (!chart.knows(kind)) chart.learn((await until((again) => import(`./rhythm.js${again}`))).teach);
    return (place, spec) => chart.draw(place, spec, me.lang, { ...app.words[me.lang], ...texts[me.lang] }, { table: "details" });
  }

  // A chart in its place, as soon as it can be drawn; gives the end of it.
  function picture(place, chart) {
    let end = null, over = false;
    painter(chart.kind).then((draw) => { if (!over) end = draw(place, chart); });
    return () => { over = true; end?.(); };
  }
  learn(() => ({ around: { paint: picture } }));

  // ---- what the phone asks of this module

  const pages = { fates: fatesScreen };
  const self = {
    pages, above, below, whom, why, open, picture,
    entry: () => null,
    refreshed: () => {},
    drawn: () => {},
    // Which screen stands before the question, if any.
    screen() {
      const round = roundOf();
      if (room.page) return [room.page, pages[room.page]];
      if (!round || !["open", "closed"].includes(round.state) || round.kind === "ideas" || (room.scene.result && !going())) return null;
      if (!votes() && !mine().principals.length) return [`observer ${round.id}`, observerScreen];
      if (recused()) return [`recused ${round.id} ${outbox.of(leavingSlot()).length}`, recusedScreen];
      if (going() && mine().principals.length && !chosen()) return [`whom ${round.id}`, whomScreen];
      return null;
    },
    // What makes a screen worth drawing again.
    shows: () => [room.page && [store.get("fates"), outbox.of("focus").length, room.fated, room.failed.focus, asks()], shownExtremes().map((one) => [one, given(one), outbox.of(reasonSlot(one.option)).length, room.failed[reasonSlot(one.option)]]), self.extra?.()],
    buttons: () => room.page === "" && h("button", { type: "button", class: "plain", id: "mine", click: () => open("fates") }, m("mine")),
    // An idea set aside is said at once, wherever one is.
    notes() {
      const seen = store.get("seen") || [];
      const news = room.page === "fates" ? [] : fates().ideas.filter((one) => one.fate === "aside" && !seen.includes(one.id));
      const read = (one) => { store.set("seen", [...(store.get("seen") || []), one.id]); app.rethread(); $("q")?.focus(); };
      return news.slice(0, 3).map((one, n) => note("alert", "warn", h("p", {}, m("aside_news", { text: one.text, reason: one.reason || "" })),
        h("p", {}, h("button", { type: "button", id: `read${n}`, click: () => read(one) }, m("aside_read")))));
    },
    fates(message) {
      store.set("fates", { ideas: message.ideas, requests: message.requests });
      room.fated = true;
      if (room.page) draw();
      else app.rethread();
    },
    // The receipts that are not an answer's: true where one was taken care of.
    recorded({ round: slot, message: said }) {
      if (said.type === "Recuse") room.recused = said.question;
      else if (said.type === "GiveReason") store.set(`given:${slot}`, said.text);
      else if (said.type === "AskFocus") link.send({ type: "AskFates" });
      else return false;
      if (said.type !== "AskFocus") store.set(`draft:${slot}`, null);
      draw();
      return true;
    },
  };
  return self;
}
