// One ballot of any kind, as the phones show it and as the notebook previews it. anywidget form, imports nothing.
// The kinds that a room needs less often, and what stands around every ballot, are in kinds.js, which `learn` takes.
// (h, icon and fill are what the phone's other screens draw with.)
//
// Model: ask (Scene.round), lang, texts ({key: sentence} of this lang), draft (what is being answered, both ways),
// answer ({choice, reason, sent} set on sending; for ideas {act, idea, text, sent}), status ({state, at, message}),
// ideas ([{id, text, lang, pending, aside}]), css (draw in a shadow root with this sheet), preview (draw, send nothing).
// A phone also gives mine (messages.Mine), others (ideas of others), above and below (what it draws around the answers).
// The host sets status to sending | recorded | closed | refused; empty and draft are seen here.

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  info: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18", "M12 11v5M12 8h.01"],
  lock: ["M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2", "M8 11V8a4 4 0 0 1 8 0v3"],
  alert: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18", "M12 7.5v6M12 16.5h.01"],
  up: ["M12 19V5M6 11l6-6 6 6"],
  down: ["M12 5v14M6 13l6 6 6-6"],
  done: ["M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20", "M7.5 12.4l3 3 6-6.4"],
  on: ["M5 12a10 10 0 0 1 14 0M8.5 15.5a5 5 0 0 1 7 0M12 19.5h.01"],
  off: ["M3 3l18 18M8.5 15.5a5 5 0 0 1 6-.9M5 12a10 10 0 0 1 4-2.4M19 12a10 10 0 0 0-5.5-2.9M12 19.5h.01"],
  next: ["M9 5l7 7-7 7"],
  wait: ["M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20", "M12 7v5.5l3.5 2"],
};
const IDEA_LIMIT = 2000;

export function icon(name, cls = "i") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", cls);
  svg.setAttribute("aria-hidden", "true");
  for (const d of ICONS[name]) svg.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", d);
  return svg;
}

// An element; strings among `kids` become text nodes, so that nobody's text is ever markup.
export function h(tag, props, ...kids) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(key, value);
    else if (key === "value" || key === "checked") node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...kids.flat(Infinity).filter((kid) => kid !== undefined && kid !== null && kid !== false));
  return node;
}

export const fill = (sentence, facts) => sentence.replace(/\{([a-z_]+)\}/g, (all, name) => (name in facts ? facts[name] : all));
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const points = (text) => [...text].length;

function clock(at, lang) {
  const when = new Date(at * 1000), minutes = String(when.getMinutes()).padStart(2, "0");
  return lang === "fr" ? `${when.getHours()}\u00a0h\u00a0${minutes}` : `${when.getHours()}:${minutes}`;
}

// ---- the kinds: start (from a recorded choice), draw, missing (why it cannot be sent yet), wire, lines (the answer in words)

const subject = (c) => c.options.find((o) => o.id === c.ask.proposal) || (c.options.length === 1 ? c.options[0] : null);
const adopting = (c) => c.ask.purpose === "adopting" && subject(c);
const quoted = (c, text) => (c.lang === "fr" ? `«\u00a0${text}\u00a0»` : `“${text}”`);
const clauseOf = (c, option) => (option.clause && c.pick(option.clause)) || c.pick(option.label);

function prompt(c) {
  return h("h1", { id: "q", tabindex: "-1" }, c.pick(c.ask.prompt));
}

// The proposal under its question: label, then the text it would become.
function proposal(c) {
  const option = subject(c);
  if (!option) return [prompt(c)];
  const label = c.pick(option.label), clause = clauseOf(c, option);
  return [prompt(c), clause !== label && h("p", {}, h("strong", {}, label)), h("blockquote", { "aria-label": c.t("proposal") }, clause)];
}

// One list of native radios; the whole row is the label. items: {value, label, small, band, swatch}
function radios(c, name, items, value, pick, labelledby = "q") {
  const rows = items.map((item, n) => {
    const input = h("input", { type: "radio", name, id: `${name}${n}`, checked: item.value === value });
    const row = h("label", { class: item.swatch > 5 && "against" }, input,
      h("span", {}, item.label, item.small && h("small", {}, item.small)), item.band && h("span", { class: "band" }, item.band));
    if (item.swatch) row.style.setProperty("--c", `var(--g${item.swatch})`);
    input.addEventListener("change", () => { pick(item.value); mark(rows); c.changed(); });
    return row;
  });
  mark(rows);
  return h("fieldset", { "aria-labelledby": labelledby }, h("div", { class: items[0].swatch ? "answers scale" : "answers" }, rows));
}

function checks(c, items, chosen, band) {
  const rows = items.map((option, n) => {
    const tail = band && h("small", {});
    const input = h("input", { type: "checkbox", id: `k${n}`, checked: chosen.includes(option.id) });
    const say = () => { if (tail) tail.replaceChildren(...(input.checked ? [h("strong", {}, band)] : [])); };
    input.addEventListener("change", () => {
      const at = chosen.indexOf(option.id);
      if (at < 0) chosen.push(option.id); else chosen.splice(at, 1);
      say(); mark(rows); c.changed();
    });
    say();
    return h("label", {}, input, h("span", {}, c.pick(option.label), tail, option.clause && h("small", {}, c.pick(option.clause))));
  });
  mark(rows);
  return h("fieldset", { "aria-labelledby": "q" }, h("div", { class: "answers" }, rows));
}

function mark(rows) {
  for (const row of rows) row.classList.toggle("on", row.querySelector("input").checked);
}

function area(c, id, label, help, value, write) {
  return [h("label", { for: id }, label, help && [" ", h("small", {}, help)]),
    h("textarea", { id, value, lang: c.lang, input: (e) => { write(e.target.value); c.changed(); } })];
}

// Why, in one's own words: optional beside the ballots that people explain.
const why = (c) => area(c, "why", c.t("reason"), c.t("reason_help"), c.draft.reason || "", (text) => { c.draft.reason = text; });
const reason = (c) => (c.draft.reason || "").trim() || null;
const label = (c, id) => { const o = c.options.find((one) => one.id === id); return o ? c.pick(o.label) : String(id); };

const plurality = {
  start: (c, choice) => choice ?? null,
  draw: (c) => [prompt(c),
    radios(c, "c", c.options.map((o) => ({ value: o.id, label: c.pick(o.label), small: o.clause && c.pick(o.clause) })), c.draft.v, (v) => { c.draft.v = v; }), why(c)],
  missing: (c) => c.draft.v === null && { stop: c.t("missing_choice") },
  wire: (c) => c.draft.v,
  reason,
  lines: (c, choice) => [label(c, choice)],
};

const approval = {
  start: (c, choice) => [...(choice || [])],
  draw: (c) => [prompt(c), h("p", { class: "quiet" }, c.t("approve")), checks(c, c.options, c.draft.v)],
  missing: (c) => !c.draft.v.length && { sure: c.t("approve_sure") },
  wire: (c) => c.options.map((o) => o.id).filter((id) => c.draft.v.includes(id)),
  lines: (c, choice) => (choice.length ? choice.map((id) => label(c, id)) : [c.t("approve_none")]),
};

const list = {
  ...approval,
  draw: (c) => [prompt(c), h("p", { class: "quiet" }, c.t("list")), checks(c, c.options, c.draft.v, c.t("list_pull"))],
  missing: () => false,
  count: (c) => c.t("list_count", { n: c.draft.v.length, total: c.options.length }),
  lines: (c, choice) => (choice.length ? choice.map((id) => label(c, id)) : [c.t("list_none")]),
};

const degree = (c, n) => ({ value: n, label: c.say(`gradients.g${n}`), swatch: n });
const graded = (c) => (adopting(c) ? [adopting(c)] : c.options);
const gradients = {
  start: (c, choice) => ({ ...choice }),
  steps: (c) => graded(c).map((o) => o.id),
  draw: (c, id) => {
    const option = c.options.find((o) => o.id === id), alone = graded(c).length === 1;
    const statement = alone ? quoted(c, clauseOf(c, option)) : c.pick(option.label);
    return [h("p", { class: "quiet" }, c.pick(c.ask.prompt)), h("h1", { id: "q", class: "long", tabindex: "-1" }, statement),
      !alone && option.clause && h("p", { class: "quiet" }, c.pick(option.clause)),
      radios(c, "g", [1, 2, 3, 4, 5, 6, 7, 8].map((n) => degree(c, n)), c.draft.v[id], (n) => { c.draft.v[id] = n; })];
  },
  missing: (c, id) => !c.draft.v[id] && { stop: c.t("missing_choice") },
  wire: (c) => Object.fromEntries(graded(c).map((o) => [o.id, c.draft.v[o.id]])),
  lines: (c, choice) => Object.entries(choice).map(([id, n]) => [label(c, id), c.say(`gradients.g${n}`)]),
};

const ranking = {
  start: (c, choice) => {
    const ids = c.options.map((o) => o.id), kept = (choice || []).flat().filter((id) => ids.includes(id));
    return [...kept, ...ids.filter((id) => !kept.includes(id))];
  },
  draw: (c) => {
    const said = h("p", { class: "sr", role: "status" });
    const first = c.options.map((o) => o.id);
    const move = (id, by) => {
      const from = c.draft.v.indexOf(id), to = from + by;
      if (to >= 0 && to < first.length) c.draft.v.splice(to, 0, c.draft.v.splice(from, 1)[0]);
      put();
      said.textContent = c.t("rank_place", { name: label(c, id), n: c.draft.v.indexOf(id) + 1, total: first.length });
      c.changed();
    };
    const button = (id, at, by) => h("button", {
      type: "button", id: `${by < 0 ? "up" : "down"}${first.indexOf(id)}`, "aria-disabled": at + by < 0 || at + by === first.length ? "true" : null,
      "aria-label": c.t(by < 0 ? "rank_up" : "rank_down", { name: label(c, id) }), click: () => move(id, by) }, icon(by < 0 ? "up" : "down"));
    const line = (id, at) => h("li", {}, h("b", { class: "num" }, String(at + 1)), h("span", {}, label(c, id)),
      h("div", { class: "row" }, button(id, at, -1), button(id, at, 1)));
    const rows = h("ol", { class: "answers", "aria-labelledby": "q" });
    const put = () => c.holding(() => rows.replaceChildren(...c.draft.v.map(line)));
    put();
    return [prompt(c), h("p", { class: "quiet" }, c.t("rank")), rows, said, h("p", {},
      h("button", { type: "button", class: "plain flush", click: () => { c.draft.v = [...first]; put(); c.changed(); } }, c.t("rank_reset"))), why(c)];
  },
  reason,
  missing: (c) => c.draft.v.join("\n") === c.options.map((o) => o.id).join("\n") && { sure: c.t("rank_sure") },
  wire: (c) => c.draft.v.map((id) => [id]),
  lines: (c, choice) => choice.map((rank, n) => `${n + 1}. ${rank.map((id) => label(c, id)).join(" = ")}`),
};

const yesNo = {
  start: (c, choice) => choice ?? null,
  draw: (c) => [...proposal(c), radios(c, "y", ["yes", "no", "abstain"].map((v) => ({ value: v, label: c.say(`answers.${v}`) })),
    c.draft.v, (v) => { c.draft.v = v; })],
  missing: plurality.missing,
  wire: plurality.wire,
  lines: (c, choice) => [c.say(`answers.${choice}`)],
};

const fist = {
  ...yesNo,
  draw: (c) => [...proposal(c), h("p", { class: "quiet" }, c.t("fist")),
    radios(c, "f", [5, 4, 3, 2, 1, 0].map((n) => ({ value: n, label: c.t(`fist_${n}`), band: String(n) })), c.draft.v, (v) => { c.draft.v = v; })],
  lines: (c, choice) => [`${choice} : ${c.t(`fist_${choice}`)}`],
};

const consent = {
  start: (c, choice) => {
    if (!choice) return { how: null };
    if (choice === "yes") return { how: "yes" };
    return "remark" in choice ? { how: "remark", ...choice } : { how: "no", ...choice };
  },
  draw: (c) => {
    const option = subject(c) || c.options[0], text = option ? clauseOf(c, option) : c.pick(c.ask.prompt), v = c.draft.v;
    const answers = [{ value: "yes", label: c.t("consent_yes") }, { value: "remark", label: c.t("consent_remark") },
      { value: "no", label: c.t("consent_no"), small: c.t("consent_no_help") }];
    const more = h("div");
    const open = () => {
      if (v.how === "no") v.wording ??= text;
      more.replaceChildren(...[
        v.how === "remark" && area(c, "r", c.t("remark"), "", v.remark || "", (s) => { v.remark = s; }),
        v.how === "no" && [area(c, "o", c.t("objection"), "", v.objection || "", (s) => { v.objection = s; }),
          area(c, "w", c.t("wording"), c.t("wording_help"), v.wording, (s) => { v.wording = s; }),
          h("label", { class: "tick" }, h("input", { type: "checkbox", id: "named", checked: !!v.named, change: (e) => { v.named = e.target.checked; c.changed(); } }), h("span", {}, c.m("named"))),
          h("p", { class: "note" }, icon("info"), h("span", {}, c.t("objection_note")))],
      ].flat(Infinity).filter(Boolean));
    };
    open();
    return [option && h("p", { class: "quiet" }, c.pick(c.ask.prompt)), h("h1", { id: "q", tabindex: "-1" }, c.t("consent")), around.text(c, text),
      radios(c, "k", answers, v.how, (how) => { v.how = how; open(); }), more];
  },
  missing: (c) => {
    const v = c.draft.v, empty = (s) => !(s || "").trim();
    if (!v.how) return { stop: c.t("missing_choice") };
    if (v.how === "remark" && empty(v.remark)) return { stop: c.t("missing_text"), at: "r" };
    if (v.how === "no" && empty(v.objection)) return { stop: c.t("missing_text"), at: "o" };
    return v.how === "no" && empty(v.wording) && { stop: c.t("missing_text"), at: "w" };
  },
  go: (c) => (c.draft.v.how === "no" ? c.t("objection_send") : c.t("send")),
  wire: (c) => {
    const { how, remark, objection, wording, named } = c.draft.v;
    return how === "yes" ? "yes" : how === "remark" ? { remark: remark.trim() } : { objection: objection.trim(), wording: wording.trim(), ...(named && { named }) };
  },
  lines: (c, choice) => {
    if (choice === "yes") return [c.t("consent_yes")];
    if ("remark" in choice) return [[c.t("consent_remark"), choice.remark]];
    return [[c.t("objection"), choice.objection], [c.t("wording"), choice.wording], ...(choice.named ? [c.m("named")] : [])];
  },
};

const RULES = { plurality, approval, gradients, consent, majority: yesNo, supermajority: yesNo, fist_to_five: fist,
  ranked: ranking, irv: ranking, schulze: ranking, ranked_pairs: ranking, borda: ranking };
const KINDS = { consent_list: list };
const kindOf = (ask) => KINDS[ask.kind] || RULES[ask.rule] || plurality;

// What stands around the answers: the rule, the text of a consent round, the steps of a format.
const around = { rule: () => null, text: (c, text) => h("blockquote", {}, text), ideas: () => ({}), clock: () => {} };

// Take the kinds of kinds.js; `teach` gets what they draw with.
export function learn(teach) {
  const more = teach({ h, icon, radios, area, why, reason, prompt, quoted, upper, label, clauseOf, gradients, around });
  Object.assign(RULES, more.rules);
  Object.assign(KINDS, more.kinds);
  Object.assign(around, more.around);
}

// ---- ideas: a text area and one's own list

function ideasSheet(c) {
  const d = c.draft, mine = c.model.get("ideas") || [], editing = mine.find((idea) => idea.id && idea.id === d.edit);
  const left = h("p", { class: "quiet num right", id: "left" });
  const count = () => {
    const n = IDEA_LIMIT - points(d.v || "");
    left.textContent = c.t(n < 0 ? "idea_over" : "idea_left", { n: Math.abs(n) });
  };
  const field = h("textarea", { id: "idea", lang: c.lang, "aria-describedby": "left", value: d.v || "", input: () => { d.v = field.value; count(); c.changed(); } });
  count();
  const act = (what) => { c.send(what); c.draft = { v: "" }; c.keep(null); c.draw(); c.focus("idea"); };
  const put = (text) => { d.v = (d.v || "").trim() ? `${d.v.trim()} ${text}` : text; field.value = d.v; count(); c.changed(); field.focus(); };
  const extra = around.ideas(c, { mine, put });
  if (extra.sheet) return extra.sheet;
  const row = (idea, n) => h("li", {}, h("span", { lang: idea.lang }, idea.text, idea.pending && h("small", { lang: c.lang }, c.t("idea_waiting")),
    idea.aside && h("small", { lang: c.lang }, c.m("idea_aside", { reason: idea.aside }))),
    idea.id && !idea.pending && !idea.aside && h("button", { type: "button", class: "plain", id: `edit${n}`, "aria-label": `${c.t("idea_change")}${c.lang === "fr" ? "\u00a0" : ""}: ${idea.text}`,
      click: () => { c.draft = { v: idea.text, edit: idea.id }; c.changed(); c.draw(); c.focus("idea"); } }, c.t("idea_change")));
  const title = mine.length > 1 ? c.t("ideas_many", { n: mine.length }) : c.t(mine.length ? "ideas_one" : "ideas_none");
  return {
    body: [prompt(c), extra.before, h("label", { for: "idea" }, (!editing && extra.label) || c.t(editing ? "idea_edit" : "idea")), field, left, extra.starters,
      editing && h("p", { class: "row" },
        h("button", { type: "button", click: () => { c.draft = { v: "" }; c.keep(null); c.draw(); c.focus("idea"); } }, c.t("idea_cancel")),
        h("button", { type: "button", click: () => act({ act: "withdraw", idea: editing.id, text: editing.text }) }, c.t("idea_withdraw"))),
      h("p", { class: "note" }, icon("lock"), h("span", {}, extra.seen || c.t("idea_private"))),
      mine.length ? h("h2", {}, title) : h("p", { class: "quiet right" }, title), mine.length > 0 && h("ul", { class: "answers" }, mine.map(row)), extra.after],
    go: c.t(editing ? "idea_save" : "idea_add"),
    submit: () => {
      const text = (d.v || "").trim();
      if (!text) return c.complain(c.t("missing_text"), "idea");
      if (points(text) > IDEA_LIMIT) return c.complain(left.textContent, "idea");
      act(editing ? { act: "edit", idea: editing.id, text } : { act: "write", text });
    },
  };
}

// ---- the sheets: the form, what was sent, what was closed

// The rule of the count, in one quiet line, stands before the answers.
function ruled(c, kids) {
  const all = kids.flat(Infinity).filter(Boolean), at = all.findIndex((one) => one.matches?.("fieldset,.answers"));
  return [...all.slice(0, at), around.rule(c), ...all.slice(at)];
}

function formSheet(c) {
  const kind = kindOf(c.ask), steps = () => (kind.steps ? kind.steps(c) : [""]), at = Math.min(c.draft.step || 0, steps().length - 1);
  const step = steps()[at], group = kind.group || ((one) => one), groups = [...new Set(steps().map(group))], where = groups.indexOf(group(step));
  const last = () => at === steps().length - 1;
  const to = (n) => { c.draft.step = n; c.changed(); c.draw(); c.focus("q"); };
  const recorded = c.status.at && c.model.get("answer");
  return {
    body: [groups.length > 1 && h("p", { class: "quiet num" }, c.t("progress", { n: where + 1, total: groups.length })), ...ruled(c, kind.draw(c, step)),
      recorded && h("p", {}, h("button", { type: "button", class: "plain flush", click: () => { c.editing = false; c.keep(null); c.load(); c.draw(); c.focus("q"); } }, c.t("keep")))],
    back: at > 0 && (() => to(at - 1)),
    go: () => (kind.go ? kind.go(c, step, last()) : last() ? c.t(c.ask.kind === "ballot" ? "vote" : "send") : c.t("next")),
    count: kind.count && (() => kind.count(c)),
    submit: () => {
      const problem = kind.missing(c, step);
      if (problem && (problem.stop || !c.sure)) { c.sure = !!problem.sure; return c.complain(problem.stop || problem.sure, problem.at); }
      if (!last()) return to(at + 1);
      c.editing = false;
      c.jump = c.awaiting = true;
      c.send({ choice: kind.wire(c), reason: kind.reason ? kind.reason(c) : null });
      c.jump = false;
    },
  };
}

// An answer in words; a line is a text or [what, text].
function summary(c, choice, reason) {
  const line = (one) => (Array.isArray(one) ? h("p", {}, h("b", {}, one[0]), h("br"), one[1]) : h("p", {}, one));
  return [h("h2", {}, c.t("your_answer")), h("blockquote", {}, kindOf(c.ask).lines(c, choice).map(line),
    reason && h("p", { class: "quiet", lang: c.lang }, reason))];
}

const answered = (answer) => answer && !answer.act && answer.choice !== undefined;

function sentSheet(c) {
  const answer = c.model.get("answer"), done = c.status.state === "recorded";
  return {
    body: [icon(done ? "done" : "wait", done ? "i seal" : "i seal wait"),
      h("h1", { id: "q", tabindex: "-1" }, c.t(done ? "recorded_title" : "sending_title")), c.line,
      h("p", {}, c.t(done ? "recorded_help" : "sending_help")), h("h2", { class: "sr" }, c.pick(c.ask.prompt)), answered(answer) && summary(c, answer.choice, answer.reason)],
    again: () => { c.editing = true; c.load(); c.draw(); c.focus("q"); },
  };
}

function closedSheet(c) {
  const { state, at, message } = c.status, answer = c.model.get("answer"), draft = c.model.get("draft"), ideas = c.ask.kind === "ideas";
  const lost = state !== "sending" && (draft || state === "closed" || state === "refused");
  const counted = at && answered(answer) && state !== "sending";
  const happened = ideas ? c.t((c.model.get("ideas") || []).length ? "closed_ideas" : "closed_none")
    : counted ? c.t("closed_counted", { time: clock(at, c.lang) }) : c.t(state === "sending" ? "state_sending" : lost ? "closed_what" : "closed_none");
  const text = ideas ? draft && h("blockquote", {}, draft.v) : attempt(c);
  return {
    body: [h("p", { class: "quiet" }, c.pick(c.ask.prompt)), h("h1", { id: "q", tabindex: "-1" }, c.t("closed_title")),
      lost && h("div", { class: "note bad", role: "alert" }, icon("alert"),
        h("div", {}, h("b", {}, counted ? c.t("closed_change") : message || c.t("closed_late")), text)),
      h("p", { role: "status" }, happened), (counted || state === "sending") && answered(answer) && summary(c, answer.choice, answer.reason),
      !ideas && h("p", { class: "note" }, icon("info"), h("span", {}, c.t("closed_wait")))],
  };
}

// The unfinished answer in words, as far as it goes.
function attempt(c) {
  try {
    return summary(c, kindOf(c.ask).wire(c), c.draft.reason);
  } catch {
    return null;  // too unfinished to be put in words
  }
}

// Which sheet it is now. A recorded answer that is being changed is a form again.
function modeOf(c) {
  const { state } = c.status;
  if (c.ask.state !== "open" || state === "closed") return "closed";
  if (c.ask.kind === "ideas") return "ideas";
  if (c.editing || (state === "recorded" && c.model.get("draft"))) return "form";
  return state === "sending" || state === "recorded" ? state : "form";
}

const SHEETS = { closed: closedSheet, ideas: ideasSheet, sending: sentSheet, recorded: sentSheet, form: formSheet };

// ---- the frame

// What is being answered, and what a sheet may do with it.
function context(model) {
  const c = { model, sure: false, draft: {} };
  c.say = (key, facts = {}) => fill((model.get("texts") || {})[key] ?? key, facts);
  c.t = (key, facts) => c.say(`phone.${key}`, facts);
  c.m = (key, facts) => c.say(`more.${key}`, facts);
  c.host = (where) => model.get(where)?.();
  c.pick = (text) => (text && typeof text === "object" ? text[c.lang] || Object.values(text)[0] || "" : text || "");
  c.read = () => {
    c.ask = model.get("ask");
    c.lang = model.get("lang") || "fr";
    c.status = model.get("status") || {};
    c.options = (c.ask && c.ask.options) || [];
  };
  c.load = () => {
    c.read();
    if (!c.ask) return;
    const kept = model.get("draft"), answer = model.get("answer"), ideas = c.ask.kind === "ideas";
    const before = answered(answer) ? answer.choice : undefined;
    c.draft = kept && kept.v !== undefined ? structuredCopy(kept) : { v: ideas ? "" : kindOf(c.ask).start(c, before), reason: before === undefined ? "" : answer.reason || "" };
    c.sure = false;
  };
  let timer = 0;
  c.keep = (draft) => {
    c.own = true;
    model.set("draft", draft && structuredCopy(draft));
    c.own = false;
    clearTimeout(timer);
    timer = setTimeout(() => model.save_changes(), 250);
  };
  c.send = (what) => {
    clearTimeout(timer);
    if (model.get("preview")) return;
    c.own = true;
    model.set("answer", { ...what, sent: Date.now() });
    c.own = false;
    model.save_changes();
  };
  c.end = () => { clearTimeout(timer); model.save_changes(); };
  return c;
}

const structuredCopy = (value) => JSON.parse(JSON.stringify(value));

function stateWords(c) {
  const { state, at, message } = c.status, time = at ? clock(at, c.lang) : "";
  if (c.model.get("preview")) return c.t("preview");
  if (state === "sending") return message || c.t("state_sending");
  if (state === "refused") return c.t("state_refused");
  if (c.model.get("draft")) return time && c.ask.kind !== "ideas" ? c.t("state_change", { time }) : c.t("state_draft");
  return state === "recorded" ? c.t("state_recorded", { time }) : state === "closed" ? c.t("state_closed") : c.t("state_empty");
}

// A shadow root with the phones' sheet; a notebook's own theme wins over the system's.
function shadow(el, css) {
  const root = el.shadowRoot || el.attachShadow({ mode: "open" }), sheet = h("style"), place = h("div", { class: "sheet" });
  const theme = () => {
    const light = document.body.dataset.jpThemeLight;
    sheet.textContent = light ? css.replaceAll("(prefers-color-scheme:dark)", light === "true" ? "not all" : "all") : css;
  };
  theme();
  const watch = new MutationObserver(theme);
  watch.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  root.replaceChildren(sheet, place);
  return { place, stop: () => watch.disconnect() };
}

function render({ model, el }) {
  const css = model.get("css"), { place, stop } = css ? shadow(el, css) : { place: el, stop: () => el.replaceChildren() };
  const c = context(model), active = () => place.getRootNode().activeElement;
  let go = null, count = null, shown = "";
  c.line = h("p", { class: "state", role: "status" });
  c.problem = h("p", { class: "note bad", role: "alert", hidden: true });

  c.focus = (id) => place.querySelector(`#${id}`)?.focus();
  c.holding = (change) => {  // the focus and the caret stay where they were
    const at = active(), id = place.contains(at) ? at.id : "", caret = id && at.tagName === "TEXTAREA" ? [at.selectionStart, at.selectionEnd] : null;
    change();
    const again = id && place.querySelector(`#${id}`);
    if (again && again !== active()) {
      again.focus({ preventScroll: true });
      if (caret && again.tagName === "TEXTAREA") again.setSelectionRange(...caret);
    }
  };
  const tell = (words) => {
    c.problem.replaceChildren(icon("alert"), h("span", {}, words));
    c.problem.hidden = false;
  };
  c.complain = (words, at) => {
    tell(words);
    const first = at ? place.querySelector(`#${at}`) : c.sure ? null : place.querySelector("input:checked, input");
    if (at) {
      (first.closest(".four,.guess") || first).before(c.problem);
      first.setAttribute("aria-invalid", "true");
    }
    first?.focus();
  };
  c.changed = () => {
    c.sure = false;
    c.problem.hidden = true;
    place.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
    c.keep(c.draft);
    speak();
  };
  const speak = () => {
    const words = stateWords(c);
    if (c.line.textContent !== words) c.line.textContent = words;
    if (go) go.textContent = typeof sheet.go === "function" ? sheet.go() : sheet.go;
    if (count) count.textContent = sheet.count();
  };
  let sheet = {};
  c.draw = () => c.holding(() => {
    c.read();
    if (!c.ask) return place.replaceChildren();
    shown = modeOf(c);
    sheet = SHEETS[shown](c);
    c.problem.hidden = true;
    go = sheet.submit ? h("button", { class: "go", type: "submit" }) : null;
    count = sheet.count ? h("p", { class: "state num", role: "status" }) : null;
    const foot = go ? [c.problem, count, c.line, h("div", { class: "row" }, sheet.back && h("button", { type: "button", click: sheet.back }, c.t("back")), go)]
      : sheet.again ? [h("button", { type: "button", click: sheet.again }, c.t("change"))] : [];
    const form = h("form", { class: "sheet", novalidate: true, lang: css ? c.lang : null, submit: (e) => { e.preventDefault(); sheet.submit?.(); } },
      h("div", { class: "pad" }, c.host("above"), sheet.body, c.host("below")), foot.length > 0 && h("div", { class: "foot" }, foot));
    speak();
    if (c.status.state === "refused" && c.status.message) tell(c.status.message);
    place.replaceChildren(form);
    if (model.get("preview")) for (const one of form.querySelectorAll("input,textarea,button")) one.disabled = true;
  });

  // Only what changes the sheet redraws it; a clock or another person's push never touches what is being typed.
  let asked = "";
  const heardNow = () => { c.ends = typeof c.ask?.remaining === "number" ? Date.now() + c.ask.remaining * 1000 : null; around.clock(c, place); };
  const ticking = setInterval(() => around.clock(c, place), 1000);
  const signature = () => JSON.stringify({ ...c.ask, remaining: 0, paused: 0 });
  const onAsk = () => {
    const step = c.ask?.step;
    c.read();
    heardNow();
    if (signature() === asked) return;
    asked = signature();
    const inside = place.contains(active());
    c.load();
    c.draw();
    if (inside && shown === "closed") c.focus("q");
    else if (!css && shown === "ideas" && c.ask.step !== step) begun();
  };
  // A new step is read from its top; whoever is in the middle of a sentence keeps the caret.
  const begun = () => {
    if (!(c.draft.v || "").trim()) c.focus("q");
    scrollTo(0, 0);
  };
  const onStatus = () => {
    c.read();
    if (!c.ask) return;
    if (c.status.state === "recorded" && (c.awaiting || shown === "sending")) { c.awaiting = false; c.keep(null); }
    const inside = c.jump || place.contains(active()), moved = modeOf(c) !== shown;
    if (moved || shown === "closed" || c.status.state === "refused") c.draw(); else speak();
    if (moved && inside) c.focus("q");
  };
  const onAnswer = () => { if (!c.own && !model.get("draft")) { c.load(); c.draw(); } };
  const onDraft = () => { if (!c.own) { c.load(); c.draw(); } };
  const onWords = () => c.draw();
  const onMine = () => {  // whoever's turn it is hears it
    const turn = !!model.get("mine")?.turn, now = turn && !c.turn;
    c.turn = turn;
    c.draw();
    if (now) c.focus("q");
  };
  const events = [["change:ask", onAsk], ["change:lang", onWords], ["change:texts", onWords], ["change:status", onStatus],
    ["change:answer", onAnswer], ["change:draft", onDraft], ["change:ideas", onWords], ["change:preview", onWords],
    ["change:mine", onMine], ["change:others", onWords]];
  for (const [name, call] of events) model.on(name, call);
  c.load();
  heardNow();
  asked = c.ask ? signature() : "";
  c.draw();
  return () => {
    clearInterval(ticking);
    for (const [name, call] of events) model.off(name, call);
    c.end();
    stop();
  };
}

export default { render };
