// A result drawn: the same module on the wall, on the phones and in the notebook. Imports nothing.
//
//   const end = draw(el, chart, lang, texts, { table: "hidden" | "details", fill: false })
//
// `chart` is what figures.chart makes (gradients, bars, risks, frontier), or ideas; `texts` {key: sentence} of `lang`.
// Colours are the page's own variables. Sizes follow the font size of `el`: one drawing serves a phone and a projector.
// A real table of the same numbers follows the picture, for screen readers or behind a summary. Text goes in as text only.

const SPACE = "http://www.w3.org/2000/svg";
const AGAINST_FIRST = [8, 7, 6, 5, 3, 2, 1, 4];
const HATCHED = new Set([6, 7, 8]);
const ON_RAMP = { 1: "var(--on)", 2: "var(--t2,var(--ink))", 7: "var(--on)", 8: "var(--on)" };
const UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
let pattern = 0;
let ruler = null;

export function draw(el, chart, lang, texts, { table = "hidden", fill = false } = {}) {
  if (chart.kind === "ideas") return ideas(el, chart, speech(lang, texts), fill);
  const paint = () => {
    const em = parseFloat(getComputedStyle(el).fontSize) || 16, width = el.clientWidth || 900;
    const c = context(chart, lang, texts, width / em * 16, fill && el.clientHeight ? el.clientHeight / em * 16 : 0);
    (PICTURES[chart.kind] || PICTURES.bars)(c);
    c.svg.setAttribute("viewBox", `0 0 ${round(c.w)} ${round(c.h)}`);
    c.svg.style.cssText = `display:block;width:100%;height:${round(c.h / 16)}em`;
    return c;
  };
  let old = null;
  const again = () => { const c = paint(); old ? old.replaceWith(c.svg) : el.prepend(c.svg); old = c.svg; return c; };
  el.replaceChildren();
  el.append(tableOf(again(), table));
  return follow(el, fill, again);
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

function speech(lang, texts) {
  const say = (key, facts = {}) => (texts[key] ?? key).replace(/\{([a-z_]+)\}/g, (all, name) => (name in facts ? facts[name] : all));
  return {
    lang, say, t: (key, facts) => say(`wall.chart_${key}`, facts),
    pick: (text) => (text && typeof text === "object" ? text[lang] || Object.values(text)[0] || "" : String(text ?? "")),
    number: (n, digits = 1) => Number(n).toLocaleString(lang === "fr" ? "fr" : "en-GB", { maximumFractionDigits: digits }).replace(/\u202f/g, "\u00a0"),
  };
}

function context(chart, lang, texts, w, h) {
  const c = { ...speech(lang, texts), chart, w, h, room: h };
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
  const labels = wide ? c.w * 0.21 : 0, apart = wide ? 90 : 60;
  const sides = rows.map(({ counts }) => [sum(counts.slice(4)), sum(counts.slice(0, 3))]);
  const left = Math.max(...sides.map(([against]) => against), 0), right = Math.max(...sides.map(([, yes]) => yes), 0);
  const scale = Math.max(0, c.w - labels - apart - 2 * ends - 12) / Math.max(left + right, 1), axis = labels + ends + left * scale + 4;
  const legend = legendHeight(c), head = wide ? 40 : 44, natural = wide ? 76 : 52;
  const texts = rows.map((row) => wrap(c.pick(row.label), wide ? labels - 12 : c.w, size, 600));
  const heights = texts.map((lines) => (wide ? Math.max(natural, lines.length * size * 1.2 + 12) : natural + lines.length * size * 1.2 + 6));
  const spare = c.room ? Math.max(0, Math.min(40 * rows.length, c.room - head - legend - sum(heights) - 24)) / Math.max(rows.length, 1) : 0;
  const white = c.hatch("var(--surface)", 2.2, 6);
  const small = { size: wide ? 16 : 14, fill: "var(--quiet)" };
  if (wide || axis > 150) c.text(axis - 8, 22, c.t("against"), { ...small, anchor: "end" });
  else c.words(0, 14, c.t("against"), Math.max(axis - 8, 80), { ...small, size: 13 });
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
  const labels = wide ? c.w * 0.32 : 0, numbers = 20 + Math.max(...rows.map((row) => widthOf(c.number(row.value), 23, 700)), 20);
  const span = c.w - labels - numbers, unit = c.pick(c.chart.unit);
  let y = 6;
  if (unit || threshold) {
    c.text(labels, y + 14, unit, { size: 15, fill: "var(--quiet)" });
    y += 26;
  }
  const top = y, limit = threshold ? labels + span * threshold.at / most : 0, each = rows.map((row) => {
    const lines = wrap(c.pick(row.label), wide ? labels - 16 : c.w, size, 600).length * size * 1.2;
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
    c.text(labels + span + 10, at + bar / 2 + 8, c.number(row.value), { size: 23, weight: row.first ? 700 : 500 });
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

// ---- risks: two scales of five, the median as a dot, from the lowest answer to the highest as a line

const wordOf = (c, part, n) => c.say(`${part}.${n}`).split(" (")[0];
const between = (c, part, n) => (Number.isInteger(n) ? wordOf(c, part, n) : `${wordOf(c, part, Math.floor(n))} – ${wordOf(c, part, Math.ceil(n))}`);

function risks(c) {
  const { rows } = c.chart, wide = c.w >= 700, parts = ["likelihood", "impact"];
  const labels = wide ? c.w * 0.3 : 0, gap = 28, panel = wide ? (c.w - labels - gap) / 2 : c.w - 8;
  const place = (k, n) => (wide ? labels + k * (panel + gap) : 4) + panel * (0.1 + (n - 1) * 0.2);
  let y = 20;
  if (wide) {
    parts.forEach((part, k) => c.text(place(k, 1) - panel * 0.08, y, c.t(part), { weight: 700 }));
    y += 14;
  }
  const top = y;
  const lines = [];
  rows.forEach((row) => {
    const words = wrap(c.pick(row.label), wide ? labels - 16 : c.w, 16, row.flagged ? 700 : 500), tall = words.length * 19.2 + (row.flagged ? 17 : 0);
    const natural = wide ? Math.max(38, tall + 10) : tall + 92;
    const spare = c.room ? Math.max(0, Math.min(16, (c.room - 110 - rows.length * natural) / rows.length)) : 0, height = natural + spare;
    const first = wide ? y + (height - tall) / 2 + 14 : y + 18;
    c.words(0, first, c.pick(row.label), wide ? labels - 16 : c.w, { weight: row.flagged ? 700 : 500 });
    if (row.flagged) c.text(0, first + words.length * 19.2, c.t("flagged"), { size: 14, weight: 600, fill: "var(--warn)" });
    parts.forEach((part, k) => {
      const at = wide ? y + height / 2 : y + tall + 34 + k * 42;
      if (!wide) c.text(0, at - 14, `${c.t(part)} : ${row[part] ? between(c, part, row[part]) : "–"}`.replace(" :", c.lang === "fr" ? "\u00a0:" : ":"), { size: 14, fill: "var(--quiet)" });
      lines.push(() => risk(c, row, part, (n) => place(k, n), at));
      if (!wide) lines.push(() => { for (let n = 1; n <= 5; n += 1) c.line(place(k, n), at - 4, place(k, n), at + 4, "var(--edge)", 1); });
    });
    y += height;
  });
  if (wide) {
    parts.forEach((part, k) => {
      const words = [1, 2, 3, 4, 5].map((n) => wordOf(c, part, n)), column = panel * 0.2 - 2;
      const size = Math.min(13, 13 * column / Math.max(...words.flatMap((word) => word.split(" ")).map((word) => widthOf(word, 13, 400))));
      words.forEach((word, n) => {
        c.line(place(k, n + 1), top, place(k, n + 1), y, "var(--line)", 1);
        wrap(word, column + 1, size, 400).forEach((line, m) => c.text(place(k, n + 1), y + 18 + m * 15.6, line, { size, anchor: "middle", fill: "var(--quiet)" }));
      });
    });
    y += 42;
  }
  for (const paint of lines) paint();
  c.h = y + 8;
}

function risk(c, row, part, place, at) {
  const range = row[`${part}_range`], middle = row[part];
  if (middle === null || middle === undefined) { c.text(place(3), at + 5, "–", { anchor: "middle", fill: "var(--quiet)" }); return; }
  if (range) c.line(place(range[0]), at, place(range[1]), at, "var(--g2)", 7, { "stroke-linecap": "round" });
  node("circle", { cx: place(middle), cy: at, r: 8, fill: "var(--accent)", stroke: "var(--paper)", "stroke-width": 2 }, c.svg);
}

// ---- the best reachable effect for the hours we have

function ticks(most, wanted) {
  const rough = most / wanted, power = 10 ** Math.floor(Math.log10(rough || 1)), step = [1, 2, 5, 10].find((n) => n * power >= rough) * power;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);
}

function frontier(c) {
  const { line, plans, capacity } = c.chart, wide = c.w >= 560;
  const far = Math.max(capacity * 1.15, ...line.map(([x]) => x), ...plans.map((plan) => Math.max(plan.hours, ...(plan.range || [])) * 1.03));
  const high = Math.max(...line.map(([, e]) => e), ...plans.map((plan) => plan.effect), 1) * 1.06;
  const left = 44, right = wide ? Math.min(190, c.w * 0.2) : 14, top = 34, height = Math.max(c.room ? c.room - 50 : 0, wide ? 320 : 260), base = height - 34;
  const x = (hours) => left + hours / far * (c.w - left - right), y = (effect) => base - effect / high * (base - top);
  c.rect(x(capacity), top, c.w - right - x(capacity), base - top, c.hatch("var(--line)", 1.2, 8), { stroke: "none" });
  c.text(0, 18, c.t("effect"), { size: 15, fill: "var(--quiet)" });
  for (const tick of ticks(high, 4)) {
    c.line(left, y(tick), c.w - right, y(tick), tick ? "var(--line)" : "var(--ink)", tick ? 1 : 1.4);
    c.text(left - 8, y(tick) + 5, c.number(tick), { size: 14, anchor: "end", fill: "var(--quiet)" });
  }
  const shown = ticks(far, wide ? 6 : 3).filter((tick) => Math.abs(x(tick) - x(capacity)) > (wide ? 70 : 55));
  shown.forEach((tick, n) => c.text(x(tick), base + 22, c.t(n === shown.length - 1 && wide ? "hours_week" : "hours", { n: c.number(tick) }), { size: 14, anchor: "middle", fill: "var(--quiet)" }));
  node("path", { d: line.map(([h, e], n) => `${n ? "L" : "M"}${round(x(h))} ${round(y(e))}`).join(""), fill: "none", stroke: "var(--accent)", "stroke-width": 3.2, "stroke-linejoin": "round" }, c.svg);
  c.line(x(capacity), top - 4, x(capacity), base + 6, "var(--warn)", 2.8);
  c.text(x(capacity), base + 24, c.t("capacity", { n: c.number(capacity) }), { size: 16, weight: 700, anchor: "middle", fill: "var(--warn)", halo: true });
  const best = line.filter(([h]) => h <= capacity).at(-1);
  if (best && wide) c.text(x(best[0]) - 12, y(best[1]) - 12, c.t("best"), { size: 15, weight: 600, anchor: "end", fill: "var(--accent)", halo: true });
  c.h = height + (wide ? named(c, plans, x, y) : listed(c, plans, x, y, height + 8));
}

const hoursOf = (c, plan) => [c.t("hours", { n: c.number(plan.hours) }), !plan.fits && c.t("over", { n: c.number(plan.hours - c.chart.capacity) })].filter(Boolean).join(", ");

function dot(c, plan, x, y, size) {
  if (plan.range) c.line(x(plan.range[0]), y(plan.effect), x(plan.range[1]), y(plan.effect), "var(--edge)", 2.6);
  node("circle", { cx: x(plan.hours), cy: y(plan.effect), r: size, fill: plan.fits ? "var(--ink)" : "var(--paper)", stroke: "var(--ink)", "stroke-width": 2.6 }, c.svg);
}

// Names beside their dots: the first of four places where they meet neither a dot, a line nor another name.
function named(c, plans, x, y) {
  const taken = plans.flatMap((plan) => {
    const at = y(plan.effect), [from, to] = plan.range || [plan.hours, plan.hours];
    return [[x(plan.hours) - 11, at - 11, x(plan.hours) + 11, at + 11], [x(from), at - 4, x(to), at + 4]];
  });
  taken.push([x(c.chart.capacity) - 4, 0, x(c.chart.capacity) + 4, c.h || Infinity]);
  plans.forEach((plan) => dot(c, plan, x, y, 8.5));
  for (const plan of plans) {
    const name = c.pick(plan.name), note = hoursOf(c, plan), width = Math.max(widthOf(name, 16, 700), widthOf(note, 14, 400)) + 4;
    const [from, to] = (plan.range || [plan.hours, plan.hours]).map(x), middle = x(plan.hours), at = y(plan.effect);
    const places = [[Math.max(to, middle + 12) + 10, at - 18], [middle - 10, at + 16], [middle - 10, at - 54], [Math.min(from, middle - 12) - 10 - width, at - 18], [middle - width, at + 16], [middle - width, at - 54]];
    const free = ([left, top]) => left > 44 && left + width < c.w && taken.every(([a, b, d, e]) => left > d || left + width < a || top > e || top + 38 < b);
    const [left, top] = places.find(free) || places[1];
    taken.push([left, top, left + width, top + 38]);
    c.text(left, top + 16, name, { weight: 700, halo: true });
    c.text(left, top + 33, note, { size: 14, fill: "var(--quiet)", halo: true });
  }
  return 0;
}

// On a narrow screen dots carry numbers, and the names stand below.
function listed(c, plans, x, y, top) {
  let down = 0;
  plans.forEach((plan, n) => {
    const number = (at, mid) => c.text(at, mid, String(n + 1), { size: 14, weight: 700, anchor: "middle", fill: plan.fits ? "var(--paper)" : "var(--ink)" });
    dot(c, plan, x, y, 11);
    number(x(plan.hours), y(plan.effect) + 5);
    node("circle", { cx: 13, cy: top + 12 + down, r: 11, fill: plan.fits ? "var(--ink)" : "var(--paper)", stroke: "var(--ink)", "stroke-width": 2 }, c.svg);
    number(13, top + 17 + down);
    const tall = c.words(34, top + 17 + down, c.pick(plan.name), c.w - 34, { weight: 700 });
    down += tall + c.words(34, top + 16 + down + tall, hoursOf(c, plan), c.w - 34, { size: 14, fill: "var(--quiet)" }) + 12;
  });
  return down + 8;
}

const PICTURES = { gradients, bars, risks, frontier };

// ---- the same numbers as a table

function cells(c) {
  const { chart } = c;
  if (chart.kind === "gradients") {
    return [[c.t("option"), ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => c.say(`gradients.g${n}`))], chart.rows.map((row) => [c.pick(row.label), ...row.counts.map((n) => c.number(n))])];
  }
  if (chart.kind === "risks") {
    const range = (row, part) => (row[part] ? `${between(c, part, row[part])}${row[`${part}_range`] ? `, ${c.t("range", { low: wordOf(c, part, row[`${part}_range`][0]), high: wordOf(c, part, row[`${part}_range`][1]) })}` : ""}` : "–");
    return [[c.t("risk"), c.t("likelihood"), c.t("impact"), c.t("note")], chart.rows.map((row) => [c.pick(row.label), range(row, "likelihood"), range(row, "impact"), row.flagged ? c.t("flagged") : "–"])];
  }
  if (chart.kind === "frontier") {
    return [[c.t("plan"), c.t("hours_head"), c.t("effect"), c.t("note")], chart.plans.map((plan) => [c.pick(plan.name), c.number(plan.hours), c.number(plan.effect),
      plan.fits ? c.t("fits") : c.t("over", { n: c.number(plan.hours - chart.capacity) })])];
  }
  const noted = chart.rows.some((row) => row.note);
  return [[c.t("option"), c.pick(chart.unit) || c.t("value"), ...(noted ? [c.t("note")] : [])], chart.rows.map((row) => [c.pick(row.label), c.number(row.value), ...(noted ? [c.pick(row.note) || "–"] : [])])];
}

function tableOf(c, how) {
  const element = (name, ...kids) => { const one = document.createElement(name); one.append(...kids); return one; };
  const scoped = (cell, scope) => { cell.scope = scope; return cell; };
  const [head, rows] = cells(c);
  const caption = element("caption", c.svg.getAttribute("aria-label"));
  const table = element("table", caption, element("thead", element("tr", ...head.map((word) => scoped(element("th", word), "col")))),
    element("tbody", ...rows.map(([first, ...rest]) => element("tr", scoped(element("th", first), "row"), ...rest.map((word) => element("td", word))))));
  if (how === "details") {
    caption.hidden = true;
    const box = element("div", table);
    box.style.overflowX = "auto";
    box.tabIndex = 0;
    return element("details", element("summary", c.say("phone.result_numbers")), box);
  }
  const hidden = element("div", table);
  hidden.style.cssText = UNSEEN;
  return hidden;
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
    if (same) same.times += 1;
    else said.set(folded(row.text), { text: row.text, lang: row.lang, times: 1 });
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
  const themes = themesOf(c, chart.rows), button = (key) => { const one = styled("button", "", c.t(key)); one.type = "button"; return one; };
  const place = styled("div", ""), said = styled("p", "margin:0"), before = button("previous"), after = button("next");
  const pages = styled("nav", "display:flex;gap:.6em;align-items:center;justify-content:end;padding:.5em 0;font-size:.9em", said, before, after);
  said.setAttribute("role", "status");
  let found = null, count = 1, height = 0, foot = 0;
  const show = (wanted) => {
    const page = Math.min(Math.max(wanted, 0), count - 1), shown = found.columns.slice(page * found.wide, (page + 1) * found.wide);
    pageOf.set(chart, page);
    place.style.cssText = `min-height:${count > 1 ? height - foot : 0}px;display:grid;align-content:start;grid-template-columns:repeat(${found.wide},minmax(0,1fr));gap:0 ${GAP}em;font-size:${found.size}em`;
    place.replaceChildren(...shown.map((column) => styled("div", "", ...column.map((part, n) => section(c, part, n ? `margin-top:${GAP}em` : "")))));
    for (const column of place.children) { const head = column.querySelector("h2"); if (head) head.style.minHeight = `${found.top}px`; }
    said.textContent = c.t("page", { n: page + 1, total: count });
    before.setAttribute("aria-disabled", String(page === 0));
    after.setAttribute("aria-disabled", String(page === count - 1));
  };
  const turn = (step) => show((pageOf.get(chart) ?? 0) + step);
  const paint = () => {
    el.replaceChildren(pages);
    foot = pages.offsetHeight;
    height = fill ? el.clientHeight : 0;
    el.replaceChildren();
    if (!height) return el.append(styled("div", "columns:18em;column-gap:1.5em", ...themes.map((theme, n) => section(c, { theme }, n ? "padding-top:1.25em" : ""))));
    found = layout(el, c, themes, el.clientWidth, height, foot);
    count = Math.max(1, Math.ceil(found.columns.length / found.wide));
    el.append(place, ...(count > 1 ? [pages] : []));
    return show(pageOf.get(chart) ?? 0);
  };
  const pressed = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && count > 1 && !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)) turn(step);
  };
  before.addEventListener("click", () => turn(-1));
  after.addEventListener("click", () => turn(1));
  if (fill) document.addEventListener("keydown", pressed);
  paint();
  const end = follow(el, fill, paint);
  return () => { document.removeEventListener("keydown", pressed); end(); };
}
