// The kinds of answer that a room needs less often, and what stands around every ballot. Imports nothing:
// `teach` takes what ballot.js draws with and gives back rules, kinds and around, for `learn`.

let h, icon, radios, why, reason, prompt, quoted, upper, label, clauseOf, gradients, around;

export function teach(tools) {
  ({ h, icon, radios, why, reason, prompt, quoted, upper, label, clauseOf, gradients, around } = tools);
  return { rules: { dots: shares("dots", 5, 1), points: shares("points", 100, 5), score, star: score, majority_judgment: grades() },
    kinds: { estimate, guess }, around: { rule: (c) => [picture(c), rule(c)], text, ideas, clock } };
}

const only = (object, keep) => Object.fromEntries(Object.entries(object).filter(([key, value]) => keep(key, value)));
const colon = (c, text) => `${text}${c.lang === "fr" ? "\u00a0" : ""}: `;

// ---- dots and points: a number field between − and +

const spent = (c) => Object.values(c.draft.v).reduce((sum, n) => sum + n, 0);

function shares(name, usual, by) {
  const say = (c, key, facts) => (name === "dots" ? c.t(key, facts) : c.m(key.replace("dots", "points"), facts));
  const total = (c) => c.ask.most || usual;
  return {
    start: (c, choice) => ({ ...choice }),
    draw: (c) => {
      const most = total(c), left = h("b", { class: "num" }), bar = h("progress", { max: most, "aria-hidden": "true" }), rows = [];
      const tell = () => {
        left.textContent = say(c, "dots_left", { n: most - spent(c), total: most });
        bar.value = Math.min(most, spent(c));
        for (const row of rows) row.tell();
      };
      const set = (id, n) => { c.draft.v[id] = Math.max(0, Math.min(most, Math.trunc(n) || 0)); tell(); c.changed(); };
      rows.push(...c.options.map((option, n) => {
        const id = option.id, name = c.pick(option.label), has = () => c.draft.v[id] || 0, free = () => Math.max(0, most - spent(c));
        const step = (way, key) => h("button", { type: "button", "aria-label": say(c, key, { name }), click: () => {
          const next = way < 0 ? Math.ceil(has() / by) * by - by : Math.min(Math.floor(has() / by) * by + by, has() + free());
          if (next >= 0 && next !== has()) set(id, next);
        } }, way < 0 ? "\u2212" : "+");
        const less = step(-1, "dots_less"), more = step(1, "dots_more");
        const field = h("input", { type: "number", inputmode: "numeric", min: 0, max: most, step: 1, id: `d${n}`, "aria-label": name,
          input: () => set(id, Number(field.value)), blur: () => { field.value = has(); } });
        const item = h("li", { class: "wraps" }, h("span", {}, name, option.clause && h("small", {}, c.pick(option.clause))), h("div", { class: "row" }, less, field, more));
        item.tell = () => {
          if (Number(field.value) !== has() || field.value === "") field.value = has();
          less.setAttribute("aria-disabled", String(has() === 0));
          more.setAttribute("aria-disabled", String(free() === 0));
        };
        return item;
      }));
      tell();
      return [prompt(c), h("p", { class: "quiet" }, say(c, "dots", { total: most })), h("ul", { class: "answers", "aria-labelledby": "q" }, rows),
        h("p", { class: "left", role: "status" }, left), bar];
    },
    missing: (c) => {
      const left = total(c) - spent(c);
      if (left < 0) return { stop: say(c, "dots_over", { n: -left }) };
      return left > 0 && { sure: say(c, "dots_sure", { n: left }) };
    },
    wire: (c) => only(c.draft.v, (id, n) => n > 0),
    lines: (c, choice) => (Object.keys(choice).length ? Object.entries(choice).map(([id, n]) => [label(c, id), String(n)]) : ["0"]),
  };
}

// ---- scores: native radios in a row, words for the ends; grades: a list of words

const top = (c) => c.ask.most || 5;
const score = {
  start: (c, choice) => ({ ...choice }),
  draw: (c) => {
    const row = (option, n) => {
      const id = option.id, name = `s${n}`, values = [...Array(top(c) + 1).keys(), null];
      const cells = values.map((value) => {
        const at = value === null ? `${name}none` : `${name}x${value}`;
        return h("label", { class: value === null ? "none" : null }, h("input", { type: "radio", name, id: at, checked: (c.draft.v[id] ?? null) === value,
          change: () => { if (value === null) delete c.draft.v[id]; else c.draft.v[id] = value; mark(); c.changed(); } }),
        h("span", {}, value === null ? c.m("score_none") : String(value)));
      });
      const mark = () => { for (const cell of cells) cell.classList.toggle("on", cell.firstChild.checked); };
      mark();
      return h("fieldset", { class: "block" }, h("legend", {}, c.pick(option.label), option.clause && h("small", {}, c.pick(option.clause))), h("div", { class: "marks num" }, cells));
    };
    return [prompt(c), h("p", { class: "quiet" }, c.m("score", { most: top(c) })), c.options.map(row), why(c)];
  },
  missing: (c) => !Object.keys(c.draft.v).length && { stop: c.m("score_empty") },
  wire: (c) => ({ ...c.draft.v }),
  reason: (c) => reason(c),
  lines: (c, choice) => c.options.map((o) => [label(c, o.id), o.id in choice ? c.m("score_of", { n: choice[o.id], most: top(c) }) : c.m("score_none")]),
};

// One option a screen, as for the eight degrees; the swatches are theirs.
const grades = () => ({
  ...gradients,
  draw: (c, id) => {
    const option = c.options.find((o) => o.id === id);
    const items = [5, 4, 3, 2, 1, 0].map((n, at) => ({ value: n, label: c.say(`grades.g${n}`), swatch: [1, 2, 3, 5, 6, 8][at] }));
    return [h("p", { class: "quiet" }, c.pick(c.ask.prompt)), h("h1", { id: "q", class: "long", tabindex: "-1" }, c.pick(option.label)),
      option.clause && h("p", { class: "quiet" }, c.pick(option.clause)), radios(c, "g", items, c.draft.v[id], (n) => { c.draft.v[id] = n; })];
  },
  steps: (c) => c.options.map((o) => o.id),
  missing: (c, id) => c.draft.v[id] === undefined && { stop: c.t("missing_choice") },
  wire: (c) => Object.fromEntries(c.options.map((o) => [o.id, c.draft.v[o.id]])),
  lines: (c, choice) => Object.entries(choice).map(([id, n]) => [label(c, id), c.say(`grades.g${n}`)]),
});

// ---- estimates: likelihood, then impact in banded words; for some risks the numbers behind them

const SELF = "";  // an estimate without options is about its own prompt
const risks = (c) => (c.options.length ? c.options.map((o) => o.id) : [SELF]);
const ranged = (c, id) => (c.ask.ranges || []).includes(id || c.ask.question || c.ask.id);
const PARTS = ["likelihood", "impact"];
const SURE = [50, 60, 70, 80, 90, 100];
const MOST = { likelihood: 100, impact: 10_000 };
const FIELDS = ["low", "high", "best"];

const scale = (c, part, n) => {
  const [word, band] = c.say(`${part}.${n}`).split(" (");
  return { value: n, label: upper(word), band: band && band.replace(/\)$/, "") };
};

const number = (text) => (/^\s*\d+([.,]\d+)?\s*$/.test(text || "") ? Number(text.trim().replace(",", ".")) : NaN);
const filled = (range) => PARTS.filter((part) => FIELDS.some((name) => (range?.[part]?.[name] || "").trim()));

// The four numbers of one scale: the lowest and highest plausible, the best guess, and how sure that it is between.
function numbers(c, part, kept) {
  const field = (name) => {
    const id = `${part}-${name}`;
    return h("div", {}, h("label", { for: id }, c.m(`range_${name}`)),
      h("div", { class: "row" }, h("input", { id, inputmode: "decimal", autocomplete: "off", value: kept[name] || "", "aria-describedby": `${part}-unit`,
        input: (e) => { kept[name] = e.target.value; c.changed(); } }),
      h("span", { "aria-hidden": "true" }, c.m(`range_unit_${part}`))));
  };
  const sure = h("select", { id: `${part}-sure`, change: () => { kept.sure = Number(sure.value) || null; c.changed(); } },
    h("option", { value: "" }, c.t("role_choose")), SURE.map((n) => h("option", { value: n }, c.m("percent", { n }))));
  sure.value = kept.sure || "";
  return h("fieldset", { class: "block" }, h("legend", {}, c.t(part), h("small", { id: `${part}-unit` }, c.m(`range_in_${part}`))),
    h("div", { class: "four" }, FIELDS.map(field), h("div", {}, h("label", { for: sure.id }, c.m("range_sure")), sure)));
}

function rangeProblem(c, range) {
  for (const part of filled(range)) {
    const at = (name) => `${part}-${name}`, kept = range[part], [low, high, best] = FIELDS.map((name) => number(kept[name]));
    for (const name of FIELDS) {
      const n = number(kept[name]);
      if (isNaN(n)) return { stop: c.m("range_number"), at: at(name) };
      if (n > MOST[part]) return { stop: c.m("range_most", { n: MOST[part] }), at: at(name) };
    }
    if (low > high) return { stop: c.m("range_low_high"), at: at("low") };
    if (best < low || best > high) return { stop: c.m("range_best_between"), at: at("best") };
    if (!kept.sure) return { stop: c.m("range_sure_missing"), at: at("sure") };
  }
  return false;
}

const estimate = {
  group: (step) => step.split("\n")[0],
  start: (c, choice) => {
    const scores = c.options.length ? choice : choice !== undefined && { [SELF]: choice };
    const kept = (range) => range && Object.fromEntries(Object.entries(range).map(([part, [low, high, best, sure]]) => [part, { low: String(low), high: String(high), best: String(best), sure }]));
    return Object.fromEntries(Object.entries(scores || {}).map(([id, score]) => [id, score ? { ...score, range: kept(score.range) || null } : { likelihood: null }]));
  },
  steps: (c) => risks(c).flatMap((id) => {
    const score = c.draft.v[id] || {}, known = score.likelihood !== null && score.impact !== null;
    return ["likelihood", score.likelihood !== null && "impact", known && ranged(c, id) && "range"].filter(Boolean).map((part) => `${id}\n${part}`);
  }),
  draw: (c, step) => {
    const [id, part] = step.split("\n"), option = c.options.find((o) => o.id === id), score = (c.draft.v[id] ??= {}), of = ranged(c, id) ? "three" : "two";
    const title = h("h1", { id: "q", tabindex: "-1" }, c.pick(option ? option.label : c.ask.prompt));
    const said = PARTS.slice(0, [...PARTS, "range"].indexOf(part)).map((one) => {
      const { label, band } = scale(c, one, score[one]);
      return h("p", { class: "quiet" }, colon(c, one === "impact" ? c.m("impact_short") : c.t("likelihood_short")), h("b", {}, label.toLowerCase()), `, ${band}`);
    });
    if (part === "range") {
      score.range = { likelihood: {}, impact: {}, ...score.range };
      return [title, said, h("p", {}, h("strong", {}, c.m("range")), h("br"), h("small", {}, c.m("third_of_three"))), PARTS.map((one) => numbers(c, one, score.range[one])),
        h("p", { class: "quiet" }, c.m("range_skip"))];
    }
    const first = part === "likelihood", items = [1, 2, 3, 4, 5].map((n) => scale(c, part, n));
    return [title, first && option?.clause && h("p", { class: "quiet" }, c.pick(option.clause)), said,
      h("p", { id: "q2" }, h("strong", {}, c.t(part)), h("br"), h("small", {}, of === "two" ? c.t(first ? "first_of_two" : "second_of_two") : c.m(first ? "first_of_three" : "second_of_three"))),
      radios(c, "e", [...items, { value: null, label: c.say("answers.unknown") }], score[part], (n) => { score[part] = n; }, "q q2")];
  },
  missing: (c, step) => {
    const [id, part] = step.split("\n"), score = c.draft.v[id];
    if (part !== "range") return score[part] === undefined && { stop: c.t("missing_choice") };
    return rangeProblem(c, score.range);
  },
  go: (c, step, last) => {
    const [id, part] = step.split("\n"), score = c.draft.v[id] || {};
    if (part === "range" && !filled(score.range).length) return c.m(last ? "range_skip_send" : "range_skip_next");
    return last ? c.t("send") : part === "likelihood" && score.likelihood !== null ? c.t("next_impact") : part === "impact" ? c.m("next_range") : c.t("next");
  },
  wire: (c) => {
    const points = ({ low, high, best, sure }) => [number(low), number(high), number(best), sure];
    const score = (id) => {
      const { likelihood, impact, range } = c.draft.v[id], said = ranged(c, id) ? filled(range) : [];
      if (!likelihood || !impact) return null;
      return { likelihood, impact, ...(said.length && { range: Object.fromEntries(said.map((part) => [part, points(range[part])])) }) };
    };
    return c.options.length ? Object.fromEntries(risks(c).map((id) => [id, score(id)])) : score(SELF);
  },
  lines: (c, choice) => {
    const of = (part, four) => four && c.m(`range_line_${part}`, { low: four[0], high: four[1], best: four[2], sure: four[3] });
    const words = (score) => (score ? [`${scale(c, "likelihood", score.likelihood).label}, ${scale(c, "impact", score.impact).label.toLowerCase()}`,
      of("likelihood", score.range?.likelihood), of("impact", score.range?.impact)].filter(Boolean).join(". ") : c.say("answers.unknown"));
    return c.options.length ? Object.entries(choice).map(([id, score]) => [label(c, id), words(score)]) : [words(choice)];
  },
};

// ---- a guess: one number, typed or stepped to, or a place between two words

const exact = (c, n) => n.toLocaleString(c.lang === "fr" ? "fr" : "en-GB", { maximumFractionDigits: 2, useGrouping: false });
const guess = {
  start: (c, choice) => (choice === undefined ? { text: "" } : choice === null ? { none: true, text: "" } : { text: exact(c, choice) }),
  draw: (c) => [prompt(c), ...(c.ask.ends?.length ? between(c) : typed(c))],
  missing: (c) => {
    const { none, text } = c.draft.v, n = number(text), at = c.ask.ends?.length ? "" : "guess";
    if (none) return false;
    if (!(text || "").trim()) return { stop: c.m(at ? "guess_empty" : "guess_place"), at };
    if (isNaN(n)) return { stop: c.m("guess_number"), at };
    if (n > c.ask.most) return { stop: c.m("guess_most", { n: exact(c, c.ask.most) }), at };
    return Math.abs(n * 100 - Math.round(n * 100)) > 1e-6 && { stop: c.m("guess_decimals"), at };
  },
  wire: (c) => (c.draft.v.none ? null : Math.round(number(c.draft.v.text) * 100) / 100),
  lines: (c, choice) => [choice === null ? c.say("answers.unknown") : placed(c, choice)],
};

const unit = (c) => c.pick(c.ask.unit);
const placed = (c, n) => (c.ask.ends?.length ? c.m("guess_between", { n: exact(c, n), most: exact(c, c.ask.most), low: c.pick(c.ask.ends[0]), high: c.pick(c.ask.ends[1]) }) : `${exact(c, n)} ${unit(c)}`.trim());

// A text field, because a comma is a number too; the buttons go by whole numbers.
function typed(c) {
  const v = c.draft.v, most = c.ask.most;
  const step = (by, key) => h("button", { type: "button", "aria-label": c.m(key), id: key, click: () => {
    const now = number(v.text), from = isNaN(now) ? 0 : now, next = by < 0 ? Math.ceil(from) - 1 : Math.floor(from) + 1;
    if (next < 0 || next > most) return;
    put(exact(c, next));
    field.value = v.text;
  } }, by < 0 ? "\u2212" : "+");
  const put = (text) => { v.text = text; v.none = none.checked = false; tell(); c.changed(); };
  const less = step(-1, "guess_less"), more = step(1, "guess_more");
  const field = h("input", { id: "guess", inputmode: "decimal", autocomplete: "off", maxlength: 12, value: v.text || "", "aria-labelledby": "q", "aria-describedby": "unit", input: () => put(field.value) });
  const none = h("input", { type: "checkbox", id: "none", checked: !!v.none, change: () => { v.none = none.checked; if (v.none) field.value = v.text = ""; tell(); c.changed(); } });
  const tell = () => {
    less.setAttribute("aria-disabled", String(!(number(v.text) > 0)));
    more.setAttribute("aria-disabled", String(number(v.text) >= most));
  };
  tell();
  return [h("div", { class: "answers guess" }, h("div", { class: "row" }, less, field, more), h("span", { id: "unit" }, unit(c))),
    h("label", { class: "tick" }, none, h("span", {}, c.say("answers.unknown")))];
}

// Native radios from one end to the other, and below them "I do not know".
function between(c) {
  const v = c.draft.v, most = c.ask.most, [low, high] = c.ask.ends.map(c.pick), values = [...Array(most + 1).keys(), null];
  const cells = values.map((value) => {
    const known = value !== null, input = h("input", { type: "radio", name: "u", id: known ? `u${value}` : "none", checked: known ? !v.none && number(v.text) === value : !!v.none,
      change: () => { v.none = !known; v.text = known ? String(value) : ""; mark(); c.changed(); } });
    return h("label", { class: known ? null : "none" }, input, h("span", {}, known ? [String(value), value === 0 && h("span", { class: "sr" }, ` ${low}`), value === most && h("span", { class: "sr" }, ` ${high}`)] : c.say("answers.unknown")));
  });
  const mark = () => { for (const cell of cells) cell.classList.toggle("on", cell.firstChild.checked); };
  mark();
  const line = h("div", { class: "marks line num" }, cells);
  line.style.setProperty("--all", most + 1);
  line.style.setProperty("--half", most > 5 ? Math.ceil((most + 1) / 2) : most + 1);
  return [h("fieldset", { "aria-labelledby": "q" }, h("p", { class: "ends" }, [[0, low], [most, high]].map(([n, words]) => h("span", {}, colon(c, n), words))), line)];
}

// ---- around the answers

// What people look at while they answer: drawn once, and kept as it is while the sheet around it changes.
function picture(c) {
  const { chart } = c.ask;
  if (!chart || !around.paint) return null;
  const shown = JSON.stringify([chart, c.lang]);
  if (c.pictured?.shown !== shown) {
    const place = h("figure", {}), node = h("details", { class: "picture", open: c.pictured?.node.open ?? true }, h("summary", { id: "picture" }, c.pick(chart.finding)), place, chart.note && h("p", { class: "quiet" }, c.pick(chart.note)));
    c.pictured?.end();
    c.pictured = { shown, node, end: around.paint(place, chart, c.lang, c.model.get("texts")) };
  }
  if (c.draft.step && !c.pictured.left) Object.assign(c.pictured, { left: true }).node.open = false;  // seen at the first step
  return c.pictured.node;
}

const SHARES = { 0.5: "half", 0.6667: "two_thirds", 0.75: "three_quarters", 0.8: "four_fifths", 1: "all" };

// How it is counted, in one quiet line: rule, threshold, quorum, weights.
function rule(c) {
  const { ask } = c, counted = ask.kind === "ballot" || ask.kind === "consent";
  if (!counted) return null;
  const share = ask.threshold && SHARES[Math.round(ask.threshold * 10_000) / 10_000];
  const needs = ask.threshold && (share ? c.m(`needs_${share}`) : c.m("needs", { n: Math.round(ask.threshold * 1000) / 10 }));
  const name = ask.rule === "supermajority" && needs ? c.m("supermajority") : c.say(`rules.${ask.rule}`);
  const weights = (ask.weights || []).map((one) => c.m("weight", { name: c.pick(one.label), n: one.weight })).join(", ");
  return h("p", { class: "rule" }, [c.m("counted", { rule: name.charAt(0).toLowerCase() + name.slice(1) }), needs, ask.quorum && c.m("quorum", { n: ask.quorum }), weights && c.m("weights", { weights })]
    .filter(Boolean).join(c.lang === "fr" ? "\u00a0; " : "; "), ".");
}

// The text people consent to; after objections, what changed in it and why.
function text(c, whole) {
  const pieces = c.ask.redline?.[c.lang], aim = c.pick(c.ask.aim).replace(/[\s.!?]+$/, ""), marks = { removed: "del", added: "ins" };
  const marked = (kind, words) => (marks[kind] ? h(marks[kind], {}, h("span", { class: "sr" }, ` ${c.m(kind)} `), words, h("span", { class: "sr" }, ` ${c.m(`${kind}_end`)} `)) : words);
  const flip = () => { c.plain = !c.plain; c.draw(); };
  return [pieces?.length && h("p", {}, h("strong", {}, c.m("redline"))),
    h("blockquote", {}, pieces?.length && !c.plain ? pieces.map(([kind, words]) => marked(kind, words)) : whole),
    pieces?.length && h("p", {}, h("button", { type: "button", class: "plain flush", id: "marks", click: flip }, c.m(c.plain ? "redline_marks" : "redline_plain"))),
    aim && h("p", { class: "aim" }, c.m("aim", { aim })),
    c.ask.objections?.length && [h("h2", {}, c.m("objections")), h("ul", { class: "said" }, c.ask.objections.map((one) => h("li", { lang: one.lang }, quoted(c, one.text))))]];
}

// How much time this step has left, where it has a clock.
function clock(c, place) {
  const line = place.querySelector("#clock");
  if (!line || !c.ask) return;
  const left = c.ends === null ? null : Math.max(0, Math.round((c.ends - Date.now()) / 1000));
  line.textContent = left === null ? "" : ` · ${left ? c.m("clock", { m: Math.floor(left / 60), s: String(left % 60).padStart(2, "0") }) : c.m("clock_over")}`;
  if (c.ask.paused && left !== null) line.textContent = ` · ${c.m("clock_paused")}`;
}

// ---- ideas in a format: what to do at this step, with whom, from which sheet

const list = (ideas) => h("ul", { class: "said" }, ideas.map((one) => h("li", { lang: one.lang }, one.text)));

function ideas(c, { mine, put }) {
  const { ask } = c, own = c.model.get("mine") || {}, step = ask.steps?.[ask.step || 0], reading = step?.id === "round", table = step?.id === "fours";
  if (ask.state === "open" && own.turn) return { sheet: turn(c, mine) };
  const before = [picture(c), stepLine(c, step), own.group?.length > 0 && h("p", {}, c.m(step?.id === "pairs" ? "group_pair" : "group", { names: names(c, own.group) })),
    own.sheet?.length > 0 && [h("h2", {}, c.m(table ? "idea_table" : "sheet")), list(own.sheet), h("p", { class: "quiet" }, c.m(table ? "table_help" : "sheet_help"))],
    reading && ask.speaker && h("p", { class: "note" }, icon("info"), h("span", {}, c.m("speaker", { name: ask.speaker })))];
  const label = table && !own.sheet?.length ? c.m("idea_table") : "", seen = table ? "table" : ask.format === "brainwriting" ? "sheet" : ask.suggest ? "suggest" : "";
  return { before, label, seen: seen && c.m(`seen_${seen}`), starters: starters(c, put), after: [others(c, mine), ask.shared?.length > 0 && [h("h2", {}, c.m("shared")), list(ask.shared)]] };
}

function names(c, group) {
  return Intl.ListFormat ? new Intl.ListFormat(c.lang, { type: "conjunction" }).format(group) : group.join(", ");
}

function stepLine(c, step) {
  if (!step) return null;
  const line = h("p", { class: "quiet num" }, c.m("step", { n: (c.ask.step || 0) + 1, total: c.ask.steps.length }), h("span", { id: "clock", "aria-live": "off" }));
  queueMicrotask(() => line.isConnected && clock(c, line));
  return [line, h("p", {}, h("strong", {}, c.pick(step.do)))];
}

// What to begin from stands there while one begins.
function starters(c, put) {
  if (c.ask.step) return null;
  const given = (c.ask.starters || []).map((one) => c.pick(one));
  if (!given.length) return null;
  return h("div", { class: "starters", role: "group", "aria-label": c.m("starters") }, h("p", { class: "quiet", "aria-hidden": "true" }, c.m("starters")),
    given.map((one, n) => h("button", { type: "button", id: `starter${n}`, click: () => put(one) }, one)));
}

// Ideas of others, drawn by lot by the room; one's own comes first.
function others(c, mine) {
  if (!c.ask.suggest || !c.model.get("can_ask")) return null;
  const given = c.model.get("others"), first = !mine.some((idea) => idea.id);
  const line = h("p", { class: "quiet", role: "status" }, given && !given.length && c.m("others_none"));
  const ask = () => { if (first) line.textContent = c.m("others_first"); else c.send({ act: "others" }); };
  return [given?.length > 0 && [h("h2", {}, c.m("others_title")), list(given)],
    h("p", {}, h("button", { type: "button", id: "others", click: ask }, c.m(given?.length ? "others_again" : "others"))), line];
}

// In a round robin, when it is one's turn: one idea of one's own, read out, or none.
function turn(c, mine) {
  const open = mine.filter((idea) => idea.id && !idea.pending && !idea.shared && !idea.aside), d = c.draft;
  const rows = open.map((idea) => ({ value: idea.id, label: idea.text }));
  const share = (idea) => c.send({ act: "share", idea });
  return {
    body: [h("p", { class: "quiet" }, c.pick(c.ask.prompt)), h("h1", { id: "q", tabindex: "-1" }, c.m("turn")), h("p", {}, c.m(rows.length ? "turn_help" : "turn_none")),
      rows.length > 0 && radios(c, "t", rows, d.turn, (id) => { d.turn = id; }),
      rows.length > 0 && h("p", {}, h("button", { type: "button", id: "pass", click: () => share("") }, c.m("pass"))),
      c.ask.shared?.length > 0 && [h("h2", {}, c.m("shared")), list(c.ask.shared)]],
    go: c.m(rows.length ? "turn_share" : "pass"),
    submit: () => {
      if (!rows.length) return share("");
      return open.some((idea) => idea.id === d.turn) ? share(d.turn) : c.complain(c.t("missing_choice"));
    },
  };
}
