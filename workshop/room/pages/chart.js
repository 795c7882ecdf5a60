// A result drawn: the same module on the wall, on the phones and in the notebook. Imports nothing.
//
//   const end = draw(el, chart, lang, texts, { table: "hidden" | "details", fill: false })
//
// `chart` is what figures makes (gradients, grades, bars, risks, matrix, slope, rules), or ideas; `texts` {key: sentence}
// of `lang`. Further kinds come by `learn`; `knows` says whether a kind is there, and `end.show(chart)` draws other
// numbers in the same place, so that neither the focus nor an open table is lost.
// Colours are the page's own variables. Sizes follow the font size of `el`: one drawing serves a phone and a projector.
// A real table of the same numbers follows the picture, for screen readers or behind a summary. Text goes in as text only.

const SPACE = "http://www.w3.org/2000/svg";
const AGAINST_FIRST = [8, 7, 6, 5, 3, 2, 1, 4];
const HATCHED = new Set([6, 7, 8]);
const ON_RAMP = { 1: "var(--on)", 2: "var(--t2,var(--ink))", 7: "var(--on)", 8: "var(--on)" };
const UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
const PAGED = [1, 0.9, 0.8];   // sizes tried before pages are made: 22 px on a wall of 1920 is the least
let pattern = 0;
let ruler = null;

export const knows = (kind) => kind === "ideas" || kind in PICTURES;

// Take the charts of rhythm.js; `teach` gets what they draw with.
export function learn(teach) {
  const more = teach({ node, round, sum, wrap, widthOf, spread });
  Object.assign(PICTURES, more.pictures);
  Object.assign(TABLES, more.tables);
}

export function draw(el, chart, lang, texts, { table = "hidden", fill = false } = {}) {
  if (chart.kind === "ideas") return ideas(el, chart, speech(lang, texts), fill);
  let old = null, now = chart;
  const pages = pager(speech(lang, texts), chart, fill, () => again());
  const canvas = (spare, size) => {
    const em = size * (parseFloat(getComputedStyle(el).fontSize) || 16), width = el.clientWidth || 900;
    return context(now, lang, texts, width / em * 16, fill && el.clientHeight ? (el.clientHeight - spare) / em * 16 : 0);
  };
  const paint = () => {
    const split = PAGES[now.kind], sizes = split && fill && el.clientHeight ? PAGED : [1];
    const size = sizes.find((one) => !split || split(canvas(0, one)).length === 1) ?? sizes.at(-1);
    let c = canvas(0, size);
    if (split && c.room && split(c).length > 1) {
      el.append(pages.nav);
      c = canvas(pages.nav.offsetHeight, size);
      const parts = split(c);
      c.rows = parts[pages.turned(parts.length)];
    } else pages.nav.remove();
    (PICTURES[now.kind] || PICTURES.bars)(c);
    c.svg.setAttribute("viewBox", `0 0 ${round(c.w)} ${round(c.h)}`);
    c.svg.style.cssText = `display:block;width:100%;height:${round(c.h * size) / 16}em`;
    return c;
  };
  const again = () => { const c = paint(); old ? old.replaceWith(c.svg) : el.prepend(c.svg); old = c.svg; return c; };
  const under = tableOf(speech(lang, texts), table);
  el.replaceChildren();
  under.fill(again());
  el.append(under.box);
  const stop = follow(el, fill, again), end = () => { pages.end(); stop(); };
  end.show = (next) => { now = next; under.fill(again()); };
  return end;
}

// Pages of what is too long for the wall: which one, two buttons, and the arrow keys.
function pager(c, chart, keys, show) {
  const button = (key, step) => { const one = styled("button", "", c.t(key)); one.type = "button"; one.addEventListener("click", () => turn(step)); return one; };
  const turn = (step) => { pageOf.set(chart, Math.min(Math.max((pageOf.get(chart) ?? 0) + step, 0), count - 1)); show(); };
  const said = styled("p", "margin:0"), before = button("previous", -1), after = button("next", 1);
  const nav = styled("nav", "display:flex;gap:.6em;align-items:center;justify-content:end;padding:.5em 0;font-size:.9em", said, before, after);
  let count = 1;
  said.setAttribute("role", "status");
  const turned = (total) => {
    count = total;
    const page = Math.min(pageOf.get(chart) ?? 0, count - 1);
    pageOf.set(chart, page);
    said.textContent = c.t("page", { n: page + 1, total: count });
    before.setAttribute("aria-disabled", String(page === 0));
    after.setAttribute("aria-disabled", String(page === count - 1));
    return page;
  };
  const pressed = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && count > 1 && nav.isConnected && !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)) turn(step);
  };
  if (keys) document.addEventListener("keydown", pressed);
  return { nav, turned, end: () => document.removeEventListener("keydown", pressed) };
}

// Paint again when the place changes its size, and once the font is there; gives the end of it.
function follow(el, fill, again) {
  const size = () => el.clientWidth + "x" + (fill ? el.clientHeight : 0);
  let seen = size(), over = false;
  const watch = new ResizeObserver(() => {
    if (size() !== seen && el.clientWidth) { seen = size(); again(); }
  });
  watch.observe(el);
  document.fonts?.ready.then(() => { if (!over) again(); });
  return () => { over = true; watch.disconnect(); el.replaceChildren(); };
}

// ---- small things

const round = (n) => Math.round(n * 10) / 10;
const sum = (list) => list.reduce((a, b) => a + b, 0);

function node(name, attributes, parent) {
  const one = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) one.setAttribute(key, typeof value === "number" ? round(value) : value);
  parent?.appendChild(one);
  return one;
}

// As documents round: to the nearest, and what lies just between to the even digit.
function rounded(n, digits) {
  const between = (Math.abs(n) * 2 ** (digits + 1)) % 2 === 1, whole = Math.floor(n * 10 ** digits);
  return between ? (whole + Math.abs(whole % 2)) / 10 ** digits : Number(Number(n).toFixed(digits));
}

function speech(lang, texts) {
  const say = (key, facts = {}) => (texts[key] ?? key).replace(/\{([a-z_]+)\}/g, (all, name) => (name in facts ? facts[name] : all));
  return {
    lang, say, t: (key, facts) => say(`wall.chart_${key}`, facts),
    pick: (text) => (text && typeof text === "object" ? text[lang] || Object.values(text)[0] || "" : String(text ?? "")),
    number: (n, digits = 1) => rounded(n, digits).toLocaleString(lang === "fr" ? "fr" : "en-GB", { maximumFractionDigits: digits }).replace(/\u202f/g, "\u00a0"),
  };
}

function context(chart, lang, texts, w, h) {
  const c = { ...speech(lang, texts), chart, rows: chart.rows, w, h, room: h };
  const title = c.pick(chart.finding) || c.pick(chart.title) || c.t(chart.kind === "risks" ? "risk" : "option");
  c.svg = node("svg", { role: "img", class: "chart", "aria-label": title });
  node("title", {}, c.svg).textContent = title;
  c.text = (x, y, words, { size = 16, weight = 400, anchor = "start", fill = "var(--ink)", halo = false } = {}) => {
    const one = node("text", { x, y, "font-size": size, "font-weight": weight, "text-anchor": anchor, fill }, c.svg);
    if (halo) for (const [key, value] of [["paint-order", "stroke"], ["stroke", "var(--paper)"], ["stroke-width", 5], ["stroke-linejoin", "round"]]) one.setAttribute(key, value);
    one.textContent = words;
    return one;
  };
  // Lines of words, the first baseline at y; gives the height they take.
  c.words = (x, y, words, width, style = {}) => {
    const { size = 16, weight = 400 } = style, lines = wrap(words, width, size, weight);
    lines.forEach((line, n) => c.text(x, y + n * size * 1.2, line, style));
    return lines.length * size * 1.2;
  };
  c.rect = (x, y, width, height, fill, more = {}) => node("rect", { x, y, width: Math.max(width, 0), height, rx: 2.5, fill, stroke: "var(--edge)", "stroke-width": 0.8, ...more }, c.svg);
  c.line = (x1, y1, x2, y2, stroke, width, more = {}) => node("line", { x1, y1, x2, y2, stroke, "stroke-width": width, ...more }, c.svg);
  c.hatch = (colour, thick, step) => {
    const id = `hatch${(pattern += 1)}`, one = node("pattern", { id, width: step, height: step, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, node("defs", {}, c.svg));
    node("rect", { width: thick, height: step, fill: colour }, one);
    return `url(#${id})`;
  };
  return c;
}

function widthOf(words, size, weight) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = `${weight} ${size}px Hyper, system-ui, sans-serif`;
  return ruler.measureText(words).width;
}

function wrap(words, width, size, weight) {
  const lines = [];
  for (const word of String(words).split(/[ \n]+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && widthOf(longer, size, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(...pieces(word, width, size, weight));
  }
  return lines;
}

// A word too long for its place is cut, so that nothing runs out of the picture.
function pieces(word, width, size, weight) {
  if (widthOf(word, size, weight) <= width) return [word];
  const parts = [""];
  for (const letter of word) {
    if (widthOf(parts.at(-1) + letter, size, weight) > width && parts.at(-1)) parts.push("");
    parts[parts.length - 1] += letter;
  }
  return parts;
}

// ---- degrees of agreement: for to the right, against or letting pass to the left, no opinion apart

function gradients(c) {
  const { rows } = c.chart, wide = c.w >= 560, size = wide ? 17 : 16, ends = 46;
  const longest = Math.max(...rows.flatMap((row) => c.pick(row.label).split(/[ \n]+/)).map((word) => widthOf(word, size, 700)), 0) + 14;
  const labels = wide ? Math.min(Math.max(c.w * 0.21, longest), c.w * 0.34) : 0, apart = wide ? 90 : 60;
  const sides = rows.map(({ counts }) => [sum(counts.slice(4)), sum(counts.slice(0, 3))]);
  const left = Math.max(...sides.map(([against]) => against), 0), right = Math.max(...sides.map(([, yes]) => yes), 0);
  const scale = Math.max(0, c.w - labels - apart - 2 * ends - 12) / Math.max(left + right, 1), axis = labels + ends + left * scale + 4;
  const narrow = !wide && axis <= 150, side = Math.max(axis - 8, 80), tall = narrow ? wrap(c.t("against"), side, 13, 400).length : 1;
  const legend = legendHeight(c), head = wide ? 40 : Math.max(44, 22 + (tall - 1) * 15.6), natural = wide ? 76 : 52;
  const texts = rows.map((row, n) => wrap(c.pick(row.label), wide ? labels - 12 : c.w, size, n === 0 ? 700 : 500));
  const heights = texts.map((lines) => (wide ? Math.max(natural, lines.length * size * 1.2 + 12) : natural + lines.length * size * 1.2 + 6));
  const spare = c.room ? Math.max(0, Math.min(40 * rows.length, c.room - head - legend - sum(heights) - 24)) / Math.max(rows.length, 1) : 0;
  const white = c.hatch("var(--surface)", 2.2, 6);
  const small = { size: wide ? 16 : 14, fill: "var(--quiet)" };
  if (narrow) c.words(0, 14, c.t("against"), side, { ...small, size: 13 });
  else c.text(axis - 8, 22, c.t("against"), { ...small, anchor: "end" });
  c.text(axis + 8, 22, c.t("for"), small);
  c.text(c.w - apart / 2, 22, c.t("none"), { ...small, size: wide ? 16 : 13, anchor: "middle" });
  let y = head;
  const top = y - 10;
  rows.forEach((row, n) => {
    const height = heights[n] + spare, above = wide ? 0 : texts[n].length * size * 1.2 + 6, bar = (height - above) * 0.66, at = y + above;
    const middle = wide ? at + bar / 2 - (texts[n].length - 1) * size * 0.6 + size * 0.35 : y + size;
    c.words(0, middle, c.pick(row.label), wide ? labels - 12 : c.w, { size, weight: n === 0 ? 700 : 500 });
    degrees(c, row, { at, bar, axis, scale, white, apart });
    if (!wide) c.line(axis, at - 1, axis, at + bar + 4, "var(--ink)", 1.4);
    y += height;
  });
  if (wide) c.line(axis, top, axis, y - 6, "var(--ink)", 1.4);
  legendRows(c, y + 14, white);
  c.h = y + 14 + legend;
}

function degrees(c, row, { at, bar, axis, scale, white, apart }) {
  const box = (x, degree, count, width) => {
    c.rect(x + 1, at, width - 2, bar, `var(--g${degree})`);
    if (HATCHED.has(degree)) c.rect(x + 1.5, at + bar * 0.72, width - 3, bar * 0.27, white, { stroke: "none" });
    const words = c.number(count);
    if (widthOf(words, 16, 700) < width - 3) c.text(x + width / 2, at + bar * 0.36 + 6, words, { weight: 700, anchor: "middle", fill: ON_RAMP[degree] || "var(--ink)" });
  };
  let x = axis + 2;
  for (const degree of [3, 2, 1]) { const n = row.counts[degree - 1]; if (n) { box(x, degree, n, n * scale); x += n * scale; } }
  c.text(x + 7, at + bar / 2 + 8, c.number(sum(row.counts.slice(0, 3))), { size: 23, weight: 700 });
  x = axis - 2;
  for (const degree of [5, 6, 7, 8]) { const n = row.counts[degree - 1]; if (n) { x -= n * scale; box(x, degree, n, n * scale); } }
  c.text(x - 7, at + bar / 2 + 8, c.number(sum(row.counts.slice(4))), { size: 23, weight: 700, anchor: "end" });
  c.rect(c.w - apart / 2 - 14, at + bar / 2 - 15, 28, 30, "var(--g4)");
  c.text(c.w - apart / 2, at + bar / 2 + 6, c.number(row.counts[3]), { weight: 700, anchor: "middle" });
}

const legendColumns = (c) => (c.w >= 900 ? 8 : c.w >= 520 ? 4 : 2);
const legendWords = (c, degree) => c.say(`gradients.g${degree}`).split(/\u00a0?: |, (?:mais )?/);

function legendHeight(c) {
  const columns = legendColumns(c), each = c.w / columns - 30;
  const lines = AGAINST_FIRST.map((degree) => legendWords(c, degree).flatMap((part, n) => wrap(part, each, 13, n ? 400 : 700)).length);
  let height = 0;
  for (let n = 0; n < 8; n += columns) height += Math.max(2, ...lines.slice(n, n + columns)) * 15.6 + 8;
  return height;
}

function legendRows(c, top, white) {
  const columns = legendColumns(c), each = c.w / columns;
  let y = top, deepest = 0;
  AGAINST_FIRST.forEach((degree, n) => {
    if (n && n % columns === 0) { y += Math.max(31.2, deepest) + 8; deepest = 0; }
    const x = (n % columns) * each;
    c.rect(x + 0.5, y, 17, 29, `var(--g${degree})`);
    if (HATCHED.has(degree)) c.rect(x + 1, y + 17, 16, 11.5, white, { stroke: "none" });
    let down = 0;
    legendWords(c, degree).forEach((part, k) => { down += c.words(x + 23, y + 12 + down, part, each - 30, { size: 13, weight: k ? 400 : 700, fill: k ? "var(--quiet)" : "var(--ink)" }); });
    deepest = Math.max(deepest, down);
  });
}

// ---- bars with their numbers

function bars(c) {
  const { rows, threshold } = c.chart, wide = c.w >= 560, size = 17, most = Math.max(c.chart.max || 1, threshold?.at || 0);
  const labels = wide ? c.w * 0.32 : 0, numbers = 20 + Math.max(...rows.map((row) => widthOf(c.number(row.value, c.chart.digits), 23, 700)), 20);
  const span = c.w - labels - numbers, unit = c.pick(c.chart.unit);
  let y = 6;
  if (unit || threshold) {
    c.text(labels, y + 14, unit, { size: 15, fill: "var(--quiet)" });
    y += 26;
  }
  const top = y, limit = threshold ? labels + span * threshold.at / most : 0, each = rows.map((row) => {
    const lines = wrap(c.pick(row.label), wide ? labels - 16 : c.w, size, row.first ? 700 : 500).length * size * 1.2;
    const notes = row.note ? wrap(c.pick(row.note), wide ? labels - 16 : c.w, 14, 400).length * 16.8 : 0;
    return { lines, notes, height: wide ? Math.max(42, lines + notes + 14) : lines + notes + 34 };
  });
  const spare = c.room ? Math.max(0, Math.min(34 * rows.length, c.room - y - sum(each.map((one) => one.height)))) / Math.max(rows.length, 1) : 0;
  rows.forEach((row, n) => {
    const height = each[n].height + spare, bar = wide ? Math.min(height * 0.62, 46) : 18;
    const at = wide ? y + (height - bar) / 2 : y + each[n].lines + each[n].notes + 2;
    const first = wide ? y + (height - each[n].lines - each[n].notes) / 2 + size * 0.9 : y + size * 0.9;
    c.words(0, first, c.pick(row.label), wide ? labels - 16 : c.w, { size, weight: row.first ? 700 : 500 });
    if (row.note) c.words(0, first + each[n].lines - 2, c.pick(row.note), wide ? labels - 16 : c.w, { size: 14, fill: "var(--quiet)" });
    c.rect(labels, at, span, bar, "none");
    if (row.value > 0) c.rect(labels, at, span * Math.min(row.value / most, 1), bar, row.first ? "var(--g1)" : "var(--g2)");
    c.text(labels + span + 10, at + bar / 2 + 8, c.number(row.value, c.chart.digits), { size: 23, weight: row.first ? 700 : 500 });
    if (threshold) c.line(limit, wide ? y : at - 4, limit, wide ? y + height : at + bar + 4, "var(--warn)", 2.2, { "stroke-dasharray": "6 4" });
    y += height;
  });
  if (threshold) {
    const x = limit, end = x > c.w * 0.6;
    c.line(x, top - 6, x, top + 2, "var(--warn)", 2.2);
    c.text(x + (end ? -6 : 6), top - 12, c.pick(threshold.label), { size: 15, weight: 600, fill: "var(--warn)", anchor: end ? "end" : "start", halo: true });
  }
  c.h = y + 4;
}

// ---- risks: one axis of days, each mark ten times the last; median, half of the answers, eight in ten

const wordOf = (c, part, n) => c.say(`${part}.${n}`).split(" (")[0];
const between = (c, part, n) => (Number.isInteger(n) ? wordOf(c, part, n) : `${wordOf(c, part, Math.floor(n))} – ${wordOf(c, part, Math.ceil(n))}`);
const amount = (c, n) => c.number(n, n < 1 ? 2 : n < 10 ? 1 : 0);
const daysOf = (c, n) => c.pick(c.chart.words.days).replace("{count}", amount(c, n));
const AROUND = 80;   // head and foot of the axis

function frame(c) {
  const wide = c.w >= 620, columns = c.w >= 860 ? c.w * 0.145 : 0, places = 40;
  const labels = wide ? c.w * 0.29 : 0, left = wide ? places + labels + 14 : 8, right = c.w - 2 * columns - (columns ? 26 : 18);
  const [low, high] = c.chart.ends, x = (n) => left + Math.log(Math.max(n, low) / low) / Math.log(high / low) * (right - left);
  return { wide, columns, places, labels, left, right, low, high, x };
}

function riskLines(c, f, row) {
  const width = f.wide ? f.labels : c.w - f.places, words = wrap(c.pick(row.label), width, 16, 700);
  const notes = row.veto ? wrap(c.pick(c.chart.words.veto), width, 14, 600) : [];
  const said = ["likelihood", "impact"].map((part) => between(c, part, row[part])).concat(row.flagged ? [c.pick(c.chart.words.apart)] : []).join(" · ");
  const under = f.wide || row.expected === null ? [] : wrap(said, width, 14, 400);
  const tall = words.length * 19.2 + notes.length * 17, scale = row.before ? 38 : 32;
  return { words, notes, under, tall, height: f.wide ? Math.max(scale, tall + 8) : tall + scale + (row.before ? 6 : 0) + under.length * 17 + 5 };
}

// Parts that fit the wall, of about the same length; without a height, one.
function riskPages(c) {
  const f = frame(c), heights = c.chart.rows.map((row) => riskLines(c, f, row).height), room = c.room ? c.room - AROUND : Infinity;
  const packed = (limit) => {
    const parts = [[]];
    let left = limit;
    c.chart.rows.forEach((row, n) => {
      if (heights[n] > left && parts.at(-1).length) { parts.push([]); left = limit; }
      parts.at(-1).push(row);
      left -= heights[n];
    });
    return parts;
  };
  const least = packed(room).length, even = packed(Math.min(room, sum(heights) / least + Math.max(...heights, 0) / 2));
  return even.length === least ? even : packed(room);
}

function risks(c) {
  const f = frame(c), { words } = c.chart, lines = c.rows.map((row) => riskLines(c, f, row));
  const spare = c.room ? Math.max(0, Math.min(14, (c.room - AROUND - sum(lines.map((one) => one.height))) / Math.max(c.rows.length, 1))) : 0;
  const tens = [0.01, 0.1, 1, 10, 100].filter((n) => n >= f.low && n <= f.high), steps = tens.length > 2 && f.right - f.left < 2000 ? tens : [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300].filter((n) => n >= f.low && n <= f.high);
  let y = f.columns ? 26 : 4;
  const top = y, held = new Map(), middles = [], paints = [];
  c.rows.forEach((row, n) => {
    const { words: name, notes, under, tall, height } = lines[n], full = height + (f.wide ? spare : 0), bold = row.veto || row.place === 1 ? 700 : 500;
    const first = f.wide ? y + (full - tall) / 2 + 14 : y + 18, anchor = f.wide ? "end" : "start", at = f.wide ? f.places + f.labels : f.places;
    name.forEach((line, k) => c.text(at, first + k * 19.2, line, { weight: bold, anchor }));
    notes.forEach((line, k) => c.text(at, first + name.length * 19.2 + k * 17 - 2, line, { size: 14, weight: 600, fill: "var(--warn)", anchor }));
    const middle = f.wide ? y + full / 2 : y + tall + (row.before ? 18 : 20);
    if (row.place !== null && row.place !== undefined) held.set(row.place, [...(held.get(row.place) || []), f.wide ? middle : y + 13]);
    middles.push(middle);
    paints.push(() => risk(c, f, row, middle));
    if (f.columns) ["likelihood", "impact"].forEach((part, k) => c.words(f.right + 26 + k * f.columns, middle + 5, row[part] ? between(c, part, row[part]) : "–", f.columns - 8, { size: 15 }));
    under.forEach((line, k) => c.text(f.places, y + full - 6 - (under.length - 1 - k) * 17, line, { size: 14, fill: "var(--quiet)" }));
    y += full;
  });
  for (const n of steps) {
    if (f.wide) c.line(f.x(n), top - 2, f.x(n), y, "var(--line)", 1);
    else for (const middle of middles) c.line(f.x(n), middle - 13, f.x(n), middle + 16, "var(--line)", 1);
    c.text(Math.max(f.x(n), widthOf(daysOf(c, n), 14, 400) / 2), y + 20, daysOf(c, n), { size: 14, anchor: "middle", fill: "var(--quiet)" });
  }
  c.text((f.left + f.right) / 2, y + 42, c.pick(c.chart.unit), { size: 14, anchor: "middle", fill: "var(--quiet)" });
  if (f.columns) ["likelihood", "impact"].forEach((part, k) => c.text(f.right + 26 + k * f.columns, 14, c.pick(words[`${part}_short`]), { size: 14, fill: "var(--quiet)" }));
  for (const [place, ys] of held) {
    c.text(4, ys[0] + 6, String(place), { size: 17, weight: 700 });
    if (ys.length > 1 && f.wide) c.line(26, ys[0] - 9, 26, ys.at(-1) + 9, "var(--edge)", 3);
    else if (ys.length > 1) for (const one of ys.slice(1)) c.text(4, one + 6, String(place), { size: 17, weight: 700 });
  }
  for (const paint of paints) paint();
  c.h = y + 52;
}

function risk(c, f, row, at) {
  if (row.expected === null || row.expected === undefined) { c.text(f.left + 8, at + 5, c.pick(c.chart.words.unscored), { size: 15, fill: "var(--quiet)" }); return; }
  const interval = (one, y, thin, thick, colour) => {
    c.line(f.x(one.days_wide[0]), y, f.x(one.days_wide[1]), y, "var(--edge)", thin);
    c.line(f.x(one.days_range[0]), y, f.x(one.days_range[1]), y, colour, thick);
  };
  const y = row.before ? at - 6 : at, mark = { stroke: "var(--paper)", "stroke-width": 2 };
  if (row.before) {
    interval(row.before, at + 11, 1.4, 6, "var(--g3)");
    node("circle", { cx: f.x(row.before.expected), cy: at + 11, r: 4.5, fill: "var(--paper)", stroke: "var(--edge)", "stroke-width": 1.6 }, c.svg);
  }
  interval(row, y, 2, 9, "var(--g2)");
  const x = f.x(row.expected);
  if (row.veto) node("path", { d: `M${round(x)} ${round(y - 10)}l10 10l-10 10l-10 -10z`, fill: "var(--warn)", ...mark }, c.svg);
  else node("circle", { cx: x, cy: y, r: 8.5, fill: "var(--accent)", ...mark }, c.svg);
  if (row.flagged && f.wide) {
    const [low, high] = row.days_wide.map(f.x), words = c.pick(c.chart.words.apart), width = widthOf(words, 13, 700);
    const [x, anchor] = f.right - high >= width ? [high, "start"] : low - f.left >= width ? [low, "end"] : [Math.min(high, f.right), "end"];
    c.text(x, y - 8, words, { size: 13, weight: 700, anchor, halo: true });
  }
}

// ---- the matrix: the ground says how many days, each dot is one answer

const GROUND = ["var(--tint)", "var(--g5)", "var(--g6)", "var(--g7)"];

function matrix(c) {
  const { rows, columns, points, words } = c.chart, wide = c.w >= 620, left = wide ? 170 : 82, small = wide ? 14 : 12.5;
  const cell = (c.w - left) / 5, longest = Math.max(...columns.flatMap((text) => c.pick(text).split(/[ \u00a0]/)).map((word) => widthOf(word, small, 400)));
  const thin = small * Math.min(1, (cell - 5) / longest), feet = columns.map((text) => wrap(c.pick(text), cell - 3, thin, 400)), foot = Math.max(...feet.map((one) => one.length)) * thin * 1.2 + 36;
  const tall = c.room ? Math.max(52, (c.room - 34 - foot) / 5) : Math.max(58, Math.min(cell * 0.75, 88)), top = 30;
  const x = (n) => left + (n - 0.5) * cell, y = (n) => top + (5.5 - n) * tall;
  c.text(0, 18, c.pick(words.impact), { weight: 700 });
  for (const row of rows) {
    const n = Number(row.id), lines = wrap(c.pick(row.label), left - 10, small, 400);
    lines.forEach((line, k) => c.text(left - 8, y(n) + (k - (lines.length - 1) / 2) * small * 1.2 + 5, line, { size: small, anchor: "end" }));
    row.days.forEach((days, k) => {
      c.rect(x(k + 0.5) + 1.5, y(n + 0.5) + 1.5, cell - 3, tall - 3, GROUND[row.levels[k]], { stroke: "var(--edge)" });
      c.text(x(k + 0.5) + 6, y(n + 0.5) + small + 4, daysOf(c, days), { size: small, fill: row.levels[k] === 3 ? "var(--on)" : "var(--ink)" });
    });
  }
  const most = Math.max(...rows.flatMap((row) => row.counts), 1), size = Math.max(1.8, Math.min(6, Math.sqrt(cell * tall / most) * 0.22));
  for (const [a, b] of points) node("circle", { cx: x(a), cy: y(b), r: size, fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": size > 3 ? 1.2 : 0.6 }, c.svg);
  feet.forEach((lines, k) => lines.forEach((line, m) => c.text(x(k + 1), top + 5 * tall + 16 + m * thin * 1.2, line, { size: thin, anchor: "middle" })));
  c.text(left, top + 5 * tall + foot - 6, c.pick(words.likelihood), { weight: 700 });
  c.h = top + 5 * tall + foot;
}

// ---- before and after: one strong line, the others dashed

function slope(c) {
  const { rows, words } = c.chart, wide = c.w >= 620, size = wide ? 17 : 15, a = wide ? 90 : 40, b = c.w * (wide ? 0.5 : 0.46), gap = wide ? 70 : 44;
  const labels = rows.map((row) => wrap(c.pick(row.label), c.w - b - gap, size, row.strong ? 700 : 500)), tall = labels.map((lines) => lines.length * size * 1.2 + 8);
  const height = Math.max(c.room ? c.room - 44 : wide ? 280 : 220, sum(tall) + 20), most = Math.max(...rows.flatMap((row) => row.at), 1e-9);
  const place = (n) => 22 + (height - 44) * (1 - n / most), ys = [0, 1].map((k) => rows.map((row) => place(row.at[k])));
  const firsts = spread(ys[0], rows.map(() => 22), height), lasts = spread(ys[1], tall, height);
  const order = rows.map((_, k) => k).sort((p, q) => rows[p].strong - rows[q].strong);
  for (const k of order) {
    const row = rows[k], colour = row.strong ? "var(--accent)" : "var(--edge)", weight = row.strong ? 700 : 500;
    c.line(a, ys[0][k], b, ys[1][k], colour, row.strong ? 5 : 2.4, row.strong ? {} : { "stroke-dasharray": "9 5" });
    for (const [x, y] of [[a, ys[0][k]], [b, ys[1][k]]]) node("circle", { cx: x, cy: y, r: 7, fill: colour, stroke: "var(--paper)", "stroke-width": 2 }, c.svg);
    c.text(a - 14, firsts[k] + 6, c.number(row.before, 2), { size, weight, anchor: "end" });
    c.text(b + 14, lasts[k] + 6, c.number(row.after, 2), { size, weight });
    labels[k].forEach((line, m) => c.text(b + gap, lasts[k] + 6 + (m - (labels[k].length - 1) / 2) * size * 1.2, line, { size, weight }));
  }
  c.text(wide ? a : 0, height + 24, c.pick(words.before), { size: 15, anchor: wide ? "middle" : "start", fill: "var(--quiet)" });
  c.text(wide ? b : b + 4, height + 24, c.pick(words.after), { size: 15, anchor: wide ? "middle" : "start", fill: "var(--quiet)" });
  c.h = height + 34;
}

// Middles as near as can be to those wanted, so that no two names of these heights meet.
function spread(wanted, tall, room) {
  const order = wanted.map((_, k) => k).sort((p, q) => wanted[p] - wanted[q]), found = [...wanted];
  let edge = 0, limit = room;
  for (const k of order) { found[k] = Math.max(found[k], edge + tall[k] / 2); edge = found[k] + tall[k] / 2; }
  for (const k of order.reverse()) { found[k] = Math.min(found[k], limit - tall[k] / 2); limit = found[k] - tall[k] / 2; }
  return found;
}

// ---- the same ballots under other rules: a line a rule, the place of each option, winners in a filled circle

function rules(c) {
  const { rows, columns, words } = c.chart, labels = c.w * 0.33, each = Math.min((c.w - labels) / Math.max(columns.length, 1), 220);
  if (each < 78) { rulesListed(c); return; }
  const heads = columns.map((column) => wrap(c.pick(column.label), each - 10, 15, 700)), top = Math.max(...heads.map((lines) => lines.length), 1) * 18 + 12;
  const names = rows.map((row) => wrap(c.pick(row.label), labels - 16, 16, row.fixed ? 700 : 500)), tall = names.map((lines, n) => Math.max(42, lines.length * 19.2 + 14 + (rows[n].fixed ? 18 : 0)));
  const spare = c.room ? Math.max(0, Math.min(18, (c.room - top - sum(tall) - 4) / Math.max(rows.length, 1))) : 0, middle = (k) => labels + each * (k + 0.5);
  heads.forEach((lines, k) => lines.forEach((line, m) => c.text(middle(k), top - 10 - (lines.length - 1 - m) * 18, line, { size: 15, weight: 700, anchor: "middle" })));
  let y = top;
  rows.forEach((row, n) => {
    const high = tall[n] + spare, lines = names[n].length + (row.fixed ? 1 : 0);
    if (row.fixed) c.rect(0, y, c.w, high, "var(--tint)", { stroke: "none" });
    c.line(0, y, c.w, y, "var(--line)", 1);
    names[n].forEach((line, m) => c.text(6, y + high / 2 + 6 + (m - (lines - 1) / 2) * 19.2, line, { weight: row.fixed ? 700 : 500 }));
    if (row.fixed) c.text(6, y + high / 2 + 5 + (lines - 1) / 2 * 19.2, c.pick(words.fixed), { size: 14, fill: "var(--quiet)" });
    columns.forEach((column, k) => placed(c, middle(k), y + high / 2, row.places[column.id]));
    y += high;
  });
  c.h = y + 4;
}

function placed(c, x, y, place) {
  if (place === 1) node("circle", { cx: x, cy: y, r: 15, fill: "var(--accent)" }, c.svg);
  c.text(x, y + 6, place === undefined ? "–" : String(place), place === 1 ? { weight: 700, anchor: "middle", fill: "var(--on)" } : { anchor: "middle", fill: "var(--quiet)" });
}

// On a narrow screen each rule is a head, and below it the options in their places.
function rulesListed(c) {
  const { rows, columns, words } = c.chart;
  let y = 4;
  for (const row of rows) {
    const head = y, name = row.fixed ? `${c.pick(row.label)} (${c.pick(words.fixed)})` : c.pick(row.label);
    y += c.words(0, y + 16, name, c.w, { weight: 700 }) + 6;
    const order = columns.filter((column) => row.places[column.id]).sort((p, q) => row.places[p.id] - row.places[q.id]);
    for (const column of order) {
      placed(c, 17, y + 16, row.places[column.id]);
      y += Math.max(34, c.words(42, y + 21, c.pick(column.label), c.w - 44, { size: 15, weight: row.places[column.id] === 1 ? 700 : 500 }) + 12);
    }
    y += 8;
    if (head > 4) c.line(0, head - 4, c.w, head - 4, "var(--line)", 1);
  }
  c.h = y;
}

// ---- grades of majority judgment: a strip an option, worst to best, and a line at half of the ballots

const SHADES = [8, 7, 6, 3, 2, 1];

function grades(c) {
  const { rows } = c.chart, wide = c.w >= 620, size = wide ? 17 : 16, labels = wide ? c.w * 0.26 : 0, behind = wide ? 130 : 0, span = c.w - labels - behind;
  const names = rows.map((row) => wrap(c.pick(row.label), wide ? labels - 14 : c.w, size, row.first ? 700 : 500)), above = names.map((lines) => (wide ? 0 : lines.length * size * 1.2 + 26));
  const tall = names.map((lines, n) => (wide ? Math.max(54, lines.length * size * 1.2 + 12) : above[n] + 46)), white = c.hatch("var(--surface)", 2.2, 6);
  const legend = gradeLegend(c, 0, null), spare = c.room ? Math.max(0, Math.min(30, (c.room - 34 - legend - sum(tall)) / Math.max(rows.length, 1))) : 0, half = labels + span / 2;
  c.text(half, 16, c.pick(c.chart.half), { size: 15, anchor: "middle", fill: "var(--quiet)" });
  let y = 26;
  rows.forEach((row, n) => {
    const high = tall[n] + (wide ? spare : 0), bar = wide ? Math.min(high * 0.66, 46) : 34, at = wide ? y + (high - bar) / 2 : y + above[n], weight = row.first ? 700 : 500;
    names[n].forEach((line, m) => c.text(wide ? labels - 14 : 0, (wide ? y + high / 2 + 6 - (names[n].length - 1) * size * 0.6 : y + size + 4) + m * size * 1.2, line, { size, weight, anchor: wide ? "end" : "start" }));
    c.text(wide ? labels + span + 14 : 0, wide ? at + bar / 2 + 6 : at - 6, c.pick(row.grade), { size: wide ? size : 15, weight, fill: wide ? "var(--ink)" : "var(--quiet)" });
    const total = Math.max(sum(row.counts), 1);
    let x = labels;
    row.counts.forEach((count, grade) => {
      const width = span * count / total;
      if (count) c.rect(x, at, width, bar, `var(--g${SHADES[grade]})`);
      if (count && grade < 3) c.rect(x + 0.8, at + bar * 0.72, width - 1.6, bar * 0.27, white, { stroke: "none" });
      if (widthOf(String(count), 16, 700) < width - 4) c.text(Math.abs(x + width / 2 - half) < 12 && width > 44 ? half - 14 : x + width / 2, at + bar * (grade < 3 ? 0.36 : 0.5) + 6, c.number(count), { weight: 700, anchor: "middle", fill: ON_RAMP[SHADES[grade]] || "var(--ink)" });
      x += width;
    });
    c.line(half, at - 6, half, at + bar + 6, "var(--ink)", 2.4);
    y += high;
  });
  c.h = y + 10 + gradeLegend(c, y + 10, white);
}

function gradeLegend(c, top, white) {
  const columns = c.w >= 620 ? 6 : 2, each = c.w / columns;
  if (white) SHADES.forEach((shade, grade) => {
    const x = (grade % columns) * each, y = top + Math.floor(grade / columns) * 30;
    c.rect(x + 0.5, y, 18, 22, `var(--g${shade})`);
    if (grade < 3) c.rect(x + 1, y + 14, 17, 8, white, { stroke: "none" });
    c.text(x + 25, y + 16, c.pick(c.chart.grades[grade]), { size: 15, fill: "var(--quiet)" });
  });
  return Math.ceil(6 / columns) * 30;
}

const PICTURES = { gradients, grades, bars, risks, matrix, slope, rules };
const PAGES = { risks: riskPages };

// ---- the same numbers as a table

function cells(c) {
  const { chart } = c;
  if (chart.kind === "gradients") {
    return [[c.t("option"), ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => c.say(`gradients.g${n}`))], chart.rows.map((row) => [c.pick(row.label), ...row.counts.map((n) => c.number(n))])];
  }
  if (TABLES[chart.kind]) return TABLES[chart.kind](c, chart);
  const noted = chart.rows.some((row) => row.note);
  return [[c.t("option"), c.pick(chart.unit) || c.t("value"), ...(noted ? [c.t("note")] : [])], chart.rows.map((row) => [c.pick(row.label), c.number(row.value, chart.digits), ...(noted ? [c.pick(row.note) || "–"] : [])])];
}

const TABLES = {
  risks(c, chart) {
    const range = (row, part) => (row[part] ? `${between(c, part, row[part])}${row[`${part}_range`] ? `, ${c.t("range", { low: wordOf(c, part, row[`${part}_range`][0]), high: wordOf(c, part, row[`${part}_range`][1]) })}` : ""}` : "–");
    const days = (one) => (one && one.expected !== null ? `${amount(c, one.expected)} (${one.days_range.map((n) => amount(c, n)).join(" – ")})` : "–");
    const twice = chart.rows.some((row) => row.before), words = (key) => c.pick(chart.words[key]);
    const noted = (row) => [row.veto && words("veto"), row.flagged && words("apart")].filter(Boolean).join(", ") || "–";
    return [[words("place_head"), c.t("risk"), words("days_half"), ...(twice ? [words("days_before_head")] : []), c.t("likelihood"), c.t("impact"), c.t("note")],
      chart.rows.map((row) => [row.place === null ? "–" : String(row.place), c.pick(row.label), days(row), ...(twice ? [days(row.before)] : []), range(row, "likelihood"), range(row, "impact"), noted(row)])];
  },
  matrix: (c, chart) => [[c.t("impact"), ...chart.columns.map(c.pick)], chart.rows.map((row) => [c.pick(row.label), ...row.counts.map((n) => c.number(n))])],
  slope: (c, chart) => [["option", "before", "after"].map((key) => c.pick(chart.words[key])), chart.rows.map((row) => [c.pick(row.label), c.number(row.before, 2), c.number(row.after, 2)])],
  rules: (c, chart) => [[c.pick(chart.words.rule), ...chart.columns.map((column) => c.pick(column.label))],
    chart.rows.map((row) => [row.fixed ? `${c.pick(row.label)} (${c.pick(chart.words.fixed)})` : c.pick(row.label), ...chart.columns.map((column) => String(row.places[column.id] ?? "–"))])],
  grades: (c, chart) => [[c.t("option"), ...chart.grades.map(c.pick), c.pick(chart.majority)], chart.rows.map((row) => [c.pick(row.label), ...row.counts.map((n) => c.number(n)), c.pick(row.grade)])],
};

// The table's place, and how to fill it with the numbers of a drawing.
function tableOf(c, how) {
  const element = (name, ...kids) => { const one = document.createElement(name); one.append(...kids); return one; };
  const scoped = (cell, scope) => { cell.scope = scope; return cell; };
  const table = element("table"), box = element("div", table);
  const fill = (drawn) => {
    const [head, rows] = cells(drawn), caption = element("caption", drawn.svg.getAttribute("aria-label"));
    caption.hidden = how === "details";
    table.replaceChildren(caption, element("thead", element("tr", ...head.map((word) => scoped(element("th", word), "col")))),
      element("tbody", ...rows.map(([first, ...rest]) => element("tr", scoped(element("th", first), "row"), ...rest.map((word) => element("td", word))))));
  };
  if (how !== "details") {
    box.style.cssText = UNSEEN;
    return { box, fill };
  }
  box.style.overflowX = "auto";
  box.tabIndex = 0;
  return { box: element("details", element("summary", c.say("phone.result_numbers")), box), fill };
}

// ---- ideas: plain lines under the names of their themes; where a height is given, as large as fits, then in pages

const SIZES = [1.2, 0.985, 0.775, 0.6, 0.45];   // 34, 28, 22 px on a wall of 1920; less only if one idea is taller than the wall
const LEAST = 2, UP_TO = [20, 40];              // up to 20 ideas in the first size, up to 40 in the second
const COLUMN = 12, GAP = 1;                     // em of that size
const pageOf = new WeakMap();                   // chart → the page shown, so that a redraw stays there

function styled(name, style, ...kids) {
  const one = document.createElement(name);
  one.style.cssText = style;
  one.append(...kids);
  return one;
}

// Themes, the largest first, those without one last; the same words are one idea said several times.
function themesOf(c, rows) {
  const found = new Map(), folded = (words) => words.trim().replace(/\s+/g, " ").toLowerCase();
  for (const row of rows) {
    const theme = row.theme || "", said = found.get(theme) ?? new Map(), same = said.get(folded(row.text));
    found.set(theme, said);
    if (same) same.times += row.times ?? 1;
    else said.set(folded(row.text), { text: row.text, lang: row.lang, times: row.times ?? 1 });
  }
  const none = found.size > 1 ? c.t("theme_none") : "";
  const themes = [...found].map(([theme, said]) => ({ name: theme || none, rest: !theme, ideas: [...said.values()].sort((a, b) => b.times - a.times) }));
  for (const theme of themes) theme.count = sum(theme.ideas.map((idea) => idea.times));
  return themes.sort((a, b) => a.rest - b.rest || b.count - a.count || a.name.localeCompare(b.name, c.lang));
}

function heading(c, theme, again) {
  const name = styled("span", "min-width:0", theme.name), side = styled("span", "flex:none;font-weight:400;color:var(--quiet)", again ? c.t("again") : c.number(theme.count));
  name.dir = "auto";
  return styled("h2", "box-sizing:border-box;display:flex;gap:.5em;justify-content:space-between;align-items:end;margin:0;padding:0 0 .25em;border-bottom:.11em solid var(--accent);font-size:1.1em;line-height:1.2;font-weight:700;break-after:avoid", name, " ", side);
}

function line(c, { text, lang, times }) {
  const words = styled("span", "flex:1;min-width:0", text);
  words.lang = lang || c.lang;
  words.dir = "auto";
  const item = styled("li", "position:relative;display:flex;gap:.5em;align-items:start;padding:.4em 0;border-bottom:1px solid var(--line);line-height:1.28;break-inside:avoid", words);
  if (times < 2) return item;
  const mark = styled("span", "flex:none;border:1px solid var(--edge);border-radius:1em;padding:0 .55em;font-size:.85em;line-height:1.5;font-weight:700", `×${c.number(times)}`);
  mark.setAttribute("aria-hidden", "true");
  item.append(mark, styled("span", UNSEEN, ` ${c.t("times", { n: c.number(times) })}`));
  return item;
}

// One theme, or what stands of it in one column.
function section(c, { theme, again, lines = theme.ideas }, style = "") {
  const list = styled("ul", "list-style:none;margin:0;padding:0;font-size:1em", ...lines.map((idea) => line(c, idea)));
  return styled("div", `overflow-wrap:anywhere;${style}`, ...(theme.name ? [heading(c, theme, again)] : []), list);
}

// How tall every heading and every line is at this size in a column of this width.
function measured(el, c, themes, size, width) {
  const tall = (one) => one.getBoundingClientRect().height;
  const trial = styled("div", `position:fixed;top:0;visibility:hidden;font-size:${size}em;width:${width}px`, ...themes.map((theme) => section(c, { theme, again: true })));
  el.append(trial);
  const found = themes.map((theme, n) => ({ theme, head: theme.name ? tall(trial.children[n].firstChild) : 0, lines: [...trial.children[n].lastChild.children].map(tall) }));
  trial.remove();
  return found;
}

// Columns of this height: a theme stays whole if it can, and goes on in the next column if it cannot.
function flow(parts, height, apart, gap) {
  const top = Math.max(0, ...parts.map((part) => part.head)), columns = [];
  let left = 0, here = null;
  const begin = (theme, again, anew) => {
    if (anew) { columns.push([]); left = height - top; }
    here = { theme, again, lines: [] };
    columns.at(-1).push(here);
  };
  for (const { theme, head, lines } of parts) {
    const anew = apart || !columns.length || gap + head + sum(lines) > left;
    begin(theme, false, anew);
    if (!anew) left -= gap + head;
    lines.forEach((tall, n) => {
      if (tall > left && here.lines.length) begin(theme, true, true);
      here.lines.push(theme.ideas[n]);
      left -= tall;
    });
  }
  return { columns, top, fits: Math.max(0, ...parts.flatMap((part) => part.lines)) + top <= height };
}

// The largest size, and in it the fewest columns, that show everything; else pages of the least size.
function layout(el, c, themes, width, height, foot) {
  const em = parseFloat(getComputedStyle(el).fontSize), count = sum(themes.map((theme) => theme.ideas.length));
  let last = null;
  for (let n = UP_TO.filter((most) => count > most).length; n < SIZES.length; n += 1) {
    const size = SIZES[n], gap = GAP * size * em, most = Math.max(1, Math.floor((width + gap) / (COLUMN * size * em + gap)));
    const tried = (columns, high) => ({ size, wide: columns, ...flow(measured(el, c, themes, size, (width - (columns - 1) * gap) / columns), high, themes.length <= columns, gap) });
    for (let columns = Math.min(most, themes.length); columns <= most; columns += 1) {
      last = tried(columns, height);
      if (last.fits && last.columns.length <= columns) return last;
    }
    for (let columns = most; n >= LEAST && columns > 0; columns -= 1) {
      last = tried(columns, height - foot);
      if (last.fits) return last;
    }
  }
  return last;
}

function ideas(el, chart, c, fill) {
  const themes = themesOf(c, chart.rows), place = styled("div", "");
  let found = null, count = 1, height = 0, foot = 0;
  const show = () => {
    const page = pages.turned(count), shown = found.columns.slice(page * found.wide, (page + 1) * found.wide);
    place.style.cssText = `min-height:${count > 1 ? height - foot : 0}px;display:grid;align-content:start;grid-template-columns:repeat(${found.wide},minmax(0,1fr));gap:0 ${GAP}em;font-size:${found.size}em`;
    place.replaceChildren(...shown.map((column) => styled("div", "", ...column.map((part, n) => section(c, part, n ? `margin-top:${GAP}em` : "")))));
    for (const column of place.children) { const head = column.querySelector("h2"); if (head) head.style.minHeight = `${found.top}px`; }
  };
  const pages = pager(c, chart, fill, show);
  const paint = () => {
    el.replaceChildren(pages.nav);
    foot = pages.nav.offsetHeight;
    height = fill ? el.clientHeight : 0;
    el.replaceChildren();
    if (!height) return el.append(styled("div", "columns:18em;column-gap:1.5em", ...themes.map((theme, n) => section(c, { theme }, n ? "padding-top:1.25em" : ""))));
    found = layout(el, c, themes, el.clientWidth, height, foot);
    count = Math.max(1, Math.ceil(found.columns.length / found.wide));
    el.append(place, ...(count > 1 ? [pages.nav] : []));
    return show();
  };
  paint();
  const end = follow(el, fill, paint);
  return () => { pages.end(); end(); };
}
