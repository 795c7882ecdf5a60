// Charts of the rhythm: hours, effect and replies, as figures makes them. Imports nothing; chart.js takes them by `learn`:
// `teach` takes what it draws with and gives back the pictures and the tables of the same numbers.
// Every mark carries its numbers as data-* attributes, and every tick its value as data-tick.

let node, round, sum, wrap, widthOf, spread;

export const kinds = ["frontier", "bullet", "hours", "response", "clock", "weeks", "tornado", "strips", "kept"];

export function teach(tools) {
  ({ node, round, sum, wrap, widthOf, spread } = tools);
  return { pictures: { frontier, bullet, hours, response, clock, weeks, tornado, strips, kept }, tables };
}

const DASHES = [undefined, "11 5", "13 4 3 4", "3 4", "22 5"];
const ON = ["var(--on)", "var(--t2,var(--ink))"];
const QUIET = { size: 14, fill: "var(--quiet)" };
const SMALL = 17;   // height of a line of 14

// ---- what they share

const data = (facts) => Object.fromEntries(Object.entries(facts).map(([name, value]) => [`data-${name}`, String(value)]));
const path = (points) => points.map(([x, y], n) => `${n ? "L" : "M"}${round(x)} ${round(y)}`).join("");
const hoursSaid = (c, n) => c.t("hours", { n: c.number(n) });
const most = (list) => Math.max(...list, 1e-9);
const word = (c, key) => c.pick(c.chart.words?.[key]);

function ticks(high, wanted) {
  const rough = high / wanted, power = 10 ** Math.floor(Math.log10(rough || 1)), step = [1, 2, 5, 10].find((n) => n * power >= rough) * power;
  return Array.from({ length: Math.floor(high / step + 1e-9) + 1 }, (_, n) => n * step);
}

// Numbers along the foot, none over another, the last one first; none under the words that stand there already.
function foot(c, x, base, at, words, taken = []) {
  for (const tick of [...at].reverse()) {
    const said = words(tick, tick === at.at(-1)), half = widthOf(said, 14, 400) / 2, middle = Math.min(Math.max(x(tick), half), c.w - half);
    c.line(x(tick), base, x(tick), base + 5, "var(--edge)", 1, data({ tick }));
    if (taken.some(([from, to]) => middle - half - 8 < to && middle + half + 8 > from)) continue;
    taken.push([middle - half, middle + half]);
    c.text(middle, base + 20, said, { ...QUIET, anchor: "middle" });
  }
}

const weekly = (c, wide) => (n, last) => c.t(last && wide ? "hours_week" : "hours", { n: c.number(n) });

// Heights at the left, each with its line.
function rungs(c, y, high, left, right) {
  for (const tick of ticks(high, 4)) {
    c.line(left, y(tick), right, y(tick), tick ? "var(--line)" : "var(--ink)", tick ? 1 : 1.4, data({ rung: tick }));
    c.text(left - 8, y(tick) + 5, c.number(tick), { ...QUIET, anchor: "end" });
  }
}

// How wide the names at the left are, and where each stands: beside its bar, or on a narrow screen above it.
function names(c, rows, { size = 16, share = 0.26, under = () => [] } = {}) {
  const wide = c.w >= 560, longest = Math.max(...rows.flatMap((row) => c.pick(row.label).split(/[ \n]+/)).map((word) => widthOf(word, size, 600)), 0);
  const fits = Math.max(...rows.map((row) => widthOf(c.pick(row.label), size, 600)), 0);
  const left = wide ? Math.min(Math.max(longest, Math.min(fits, c.w * share)) + 16, c.w * 0.34) : 0;
  const lines = rows.map((row) => wrap(c.pick(row.label), wide ? left - 14 : c.w, size, 600));
  const tall = lines.map((words, n) => words.length * size * 1.2 + under(rows[n]).length * SMALL);
  const put = (n, at) => {
    const first = wide ? at - tall[n] / 2 + size * 0.9 : at + size * 0.9;
    lines[n].forEach((line, k) => c.text(wide ? left - 14 : 0, first + k * size * 1.2, line, { size, weight: 600, anchor: wide ? "end" : "start" }));
    under(rows[n]).forEach((line, k) => c.text(wide ? left - 14 : 0, first + lines[n].length * size * 1.2 + k * SMALL - 3, line, { ...QUIET, anchor: wide ? "end" : "start" }));
  };
  return { wide, left, tall, put };
}

// Rows below one another: the name, and where its bar begins and how high it is.
function stacked(c, at, { top, bar, least = 0, end = 0 }) {
  const { wide, tall, put } = at, heights = tall.map((one) => (wide ? Math.max(least, one + 10, bar + 18) : one + bar + 22));
  const spare = wide && c.room ? Math.max(0, Math.min(bar * 1.5, (c.room - top - end - sum(heights)) / Math.max(heights.length, 1))) : 0;
  let y = top;
  return heights.map((height, n) => {
    const full = height + spare, high = bar + spare * 0.4, here = wide ? y + (full - high) / 2 : y + tall[n] + 6;
    put(n, wide ? y + full / 2 : y);
    y += full;
    return { y: here, high, middle: here + high / 2, bottom: y };
  });
}

// A swatch with its words; gives the height.
function key(c, x, y, words, width, draw) {
  draw(x, y);
  return Math.max(22, c.words(x + 26, y + 13, words, width - 26, { size: 14 }) + 5);
}

// ---- the best reachable effect for the hours we have

function frontier(c) {
  const { line, plans, capacity, marks } = c.chart, wide = c.w >= 560;
  const far = Math.max(capacity * 1.15, ...line.map(([x]) => x), ...plans.map((plan) => Math.max(plan.hours, ...(plan.range || [])) * 1.03), ...marks.map((mark) => mark.hours * 1.03));
  const high = Math.max(...line.map(([, e]) => e), ...plans.map((plan) => plan.effect), 1) * 1.08;
  const left = 44, right = c.w - (wide ? Math.min(190, c.w * 0.2) : 14), x = (n) => left + n / far * (right - left);
  const beside = wide && roomy(c, marks, x, right), above = beside ? Math.max(0, ...beside.map((one) => one.length)) * 16 : 0; // above the plot, where no line crosses their words
  const top = above + (marks.length ? 50 : 34), height = Math.max(c.room ? c.room - 50 : 0, (wide ? 320 : 260) + above), base = height - 34, y = (effect) => base - effect / high * (base - top);
  c.rect(x(capacity), top, right - x(capacity), base - top, c.hatch("var(--line)", 1.2, 8), { stroke: "none" });
  c.text(0, 18, c.t("effect"), { size: 15, fill: "var(--quiet)" });
  rungs(c, y, high, left, right);
  const taken = beside ? dated(c, marks, beside, x, top - above - 4, base) : [];
  node("path", { d: path(line.map(([h, e]) => [x(h), y(e)])), fill: "none", stroke: "var(--accent)", "stroke-width": 3.2, "stroke-linejoin": "round", "data-line": JSON.stringify(line) }, c.svg);
  const said = c.t("capacity", { n: c.number(capacity) }), half = widthOf(said, 16, 700) / 2;
  c.line(x(capacity), top - 4, x(capacity), base + 6, "var(--warn)", 2.8, data({ capacity }));
  c.text(x(capacity), base + 24, said, { weight: 700, anchor: "middle", fill: "var(--warn)", halo: true });
  foot(c, x, base, ticks(far, 6), weekly(c, wide), [[x(capacity) - half, x(capacity) + half]]);
  const best = line.filter(([h]) => h <= capacity).at(-1);
  if (best && wide) {
    const [at, up, width] = [x(best[0]) - 12, y(best[1]) - 12, widthOf(c.t("best"), 15, 600)];
    c.text(at, up, c.t("best"), { size: 15, weight: 600, anchor: "end", fill: "var(--accent)", halo: true });
    taken.push([at - width, up - 14, at, up + 4]);
  }
  for (const plan of plans) gained(c, plan, x, y);
  const free = wide && named(c, plans, x, y, taken);
  c.h = height + (free ? 0 : listed(c, plans, x, y, height + 8));
  if (!beside && marks.length) c.h += lettered(c, marks, x, [top, base], c.h + (wide ? 4 : -4));
}

// The words of dated marks in lines beside one another; nothing where they have no room.
function roomy(c, marks, x, right) {
  const lines = marks.map((mark, n) => {
    const width = (n + 1 < marks.length ? x(marks[n + 1].hours) : right) - x(mark.hours) - 12, words = wrap(c.pick(mark.label), Math.max(width, 1), 13, 400);
    return words.length > 3 || words.some((one) => widthOf(one, 13, 400) > width) ? null : words;
  });
  return lines.every(Boolean) && lines;
}

// Dated marks: a dashed line up from the foot, its words at the top; gives the places they take.
function dated(c, marks, lines, x, top, base) {
  return marks.map((mark, n) => {
    const at = x(mark.hours);
    rise(c, at, top, base, mark);
    lines[n].forEach((one, k) => c.text(at + 6, top + 12 + k * 16, one, { size: 13, fill: "var(--quiet)", halo: true }));
    return [at, top, at + 6 + Math.max(...lines[n].map((one) => widthOf(one, 13, 400))), top + lines[n].length * 16];
  });
}

const rise = (c, at, top, base, mark) => c.line(at, top, at, base, "var(--edge)", 1.2, { "stroke-dasharray": "2 4", ...data({ mark: mark.hours }) });

// Where there is no room, marks carry letters, and their words stand below.
function lettered(c, marks, x, [top, base], under) {
  const letter = (at, y, n) => c.text(at, y, String.fromCharCode(97 + n), { size: 14, weight: 700, anchor: "middle", fill: "var(--quiet)", halo: true });
  let down = 14;
  marks.forEach((mark, n) => {
    rise(c, x(mark.hours), top, base, mark);
    letter(x(mark.hours), top - 6, n);
    letter(13, under + down, n);
    down += c.words(34, under + down, c.pick(mark.label), c.w - 34, QUIET) + 4;
  });
  return down;
}

// Up from a plan to what the same hours could give.
function gained(c, plan, x, y) {
  if (plan.gain) c.line(x(plan.hours), y(plan.effect) - 10, x(plan.hours), y(plan.effect + plan.gain), "var(--ink)", 1.6, { "stroke-dasharray": "2 3", ...data({ gain: plan.gain }) });
}

// What is said beside a plan; what could be gained, of the one that is talked about.
const notes = (c, plan) => [c.pick(plan.said), plan.gain && plan.id === c.chart.focus && word(c, "gain").replace("{count}", c.number(plan.gain))].filter(Boolean);

function dot(c, plan, x, y, size) {
  if (plan.range) c.line(x(plan.range[0]), y(plan.effect), x(plan.range[1]), y(plan.effect), "var(--edge)", 2.6, data({ low: plan.range[0], high: plan.range[1] }));
  node("circle", { cx: x(plan.hours), cy: y(plan.effect), r: size, fill: plan.fits ? "var(--ink)" : "var(--paper)", stroke: "var(--ink)", "stroke-width": 2.6, ...data({ id: plan.id, hours: plan.hours, effect: plan.effect }) }, c.svg);
}

// Names beside their dots, each at the one of some places where it covers least: dots, names, our hours, the line.
function named(c, plans, x, y, taken) {
  const dots = plans.flatMap((plan) => {
    const at = y(plan.effect), [from, to] = (plan.range || [plan.hours, plan.hours]).map(x);
    return [[x(plan.hours) - 11, at - 11, x(plan.hours) + 11, at + 11], [from, at - 4, to, at + 4]];
  });
  dots.push([x(c.chart.capacity) - 4, -Infinity, x(c.chart.capacity) + 4, Infinity]);
  const points = between(c.chart.line.map(([h, e]) => [x(h), y(e)]));
  const shown = [];
  for (const plan of [...plans].sort((p, q) => q.effect - p.effect)) {
    const name = wrap(c.pick(plan.name), Math.max(c.w * 0.2, 150), 16, 700), under = notes(c, plan), tall = 4 + name.length * 18 + under.length * 16;
    const width = Math.max(...name.map((one) => widthOf(one, 16, 700)), ...under.map((one) => widthOf(one, 14, 400))) + 4;
    const [from, to] = (plan.range || [plan.hours, plan.hours]).map(x), middle = x(plan.hours), at = y(plan.effect), above = at - tall - 14, below = at + 13;
    const places = [[Math.max(to, middle + 12) + 10, at - 18], [middle - 10, below], [middle - width / 2, below], [middle - width, below], [middle + 8, above], [middle - width / 2, above], [middle - width, above],
      [Math.min(from, middle - 12) - 10 - width, at - 18], [middle + 16, below + 26], [middle - width - 16, below + 26]];
    const meets = ([left, top]) => ([a, b, d, e]) => left < d && left + width > a && top < e && top + tall > b;
    const cost = (place, n) => n + 50 * dots.filter(meets(place)).length + 70 * taken.filter(meets(place)).length
      + 4 * points.filter(([a, b]) => meets(place)([a, b, a, b])).length + (place[0] < 46 || place[0] + width > c.w || place[1] + tall > y(0) ? 200 : 0);
    const costs = places.map(cost), [left, top] = places[costs.indexOf(Math.min(...costs))];
    if (Math.min(...costs) >= 50) return false;
    taken.push([left, top, left + width, top + tall]);
    shown.push(() => {
      name.forEach((one, n) => c.text(left, top + 16 + n * 18, one, { weight: 700, halo: true }));
      under.forEach((one, n) => c.text(left, top + 15 + name.length * 18 + n * 16, one, { ...QUIET, halo: true }));
    });
  }
  plans.forEach((plan) => dot(c, plan, x, y, 8.5));
  for (const put of shown) put();
  return true;
}

// Points along a line, one every eight units at least.
const between = (corners) => corners.flatMap(([a, b], n) => {
  const [d, e] = corners[n + 1] ?? [a, b], parts = Math.max(1, Math.ceil(Math.hypot(d - a, e - b) / 8));
  return Array.from({ length: parts }, (_, k) => [a + (d - a) * k / parts, b + (e - b) * k / parts]);
});

// On a narrow screen, and where names would stand on one another, dots carry numbers, and the names stand below.
function listed(c, plans, x, y, top) {
  const columns = c.w >= 560 ? 2 : 1, each = c.w / columns;
  let down = 0, deepest = 0;
  const number = (n, at, middle) => c.text(at, middle + 5, String(n + 1), { size: 14, weight: 700, anchor: "middle", fill: plans[n].fits ? "var(--paper)" : "var(--ink)" });
  for (let n = plans.length - 1; n >= 0; n -= 1) { // the first, which the finding is about, on top
    dot(c, plans[n], x, y, 11);
    number(n, x(plans[n].hours), y(plans[n].effect));
  }
  plans.forEach((plan, n) => {
    if (n % columns === 0) { down += deepest; deepest = 0; }
    const left = (n % columns) * each, head = top + down;
    node("circle", { cx: left + 13, cy: head + 12, r: 11, fill: plan.fits ? "var(--ink)" : "var(--paper)", stroke: "var(--ink)", "stroke-width": 2 }, c.svg);
    number(n, left + 13, head + 12);
    let tall = c.words(left + 34, head + 17, c.pick(plan.name), each - 46, { weight: 700 });
    for (const one of notes(c, plan)) tall += c.words(left + 34, head + 16 + tall, one, each - 46, QUIET);
    deepest = Math.max(deepest, tall + 12);
  });
  return down + deepest + 8;
}

// ---- load against capacity: a bar a plan, or a person, on what is easy and what is ours

function bullet(c) {
  const { rows, easy, capacity } = c.chart, said = rows.map((row) => c.pick(row.said)), at = names(c, rows, { under: (row) => (c.w >= 560 ? [] : [c.pick(row.said)]) }), { wide, left } = at;
  const far = most(rows.flatMap((row) => [row.load, row.capacity, row.range?.[1] ?? 0])) * 1.02, right = wide ? Math.max(...said.map((one) => widthOf(one, 16, 600))) + 18 : 10;
  const x = (n) => left + n / far * (c.w - left - right), apart = wide && capacity !== null;
  let top = apart ? 30 : 0;
  if (!apart) {
    top += key(c, 0, top, word(c, "easy"), c.w, (a, b) => c.rect(a + 0.5, b, 17, 17, "var(--tint)"));
    top += key(c, 0, top, word(c, "ours"), c.w, (a, b) => c.line(a + 9, b - 1, a + 9, b + 18, "var(--warn)", 2.8)) + 6;
  }
  const ground = (y, high, limit) => {
    c.rect(x(0), y, x(limit * easy) - x(0), high, "var(--tint)", { stroke: "none" });
    c.rect(x(limit * easy), y, x(limit) - x(limit * easy), high, "var(--line)", { stroke: "none" });
  };
  const places = stacked(c, at, { top, bar: 26, end: 34 }), base = places.at(-1)?.bottom ?? top;
  if (apart) ground(top - 4, base - top + 4, capacity);
  const striped = c.hatch("var(--accent)", 2.2, 6);
  rows.forEach((row, n) => {
    const { y, high, middle } = places[n], inside = Math.min(row.load, row.capacity), facts = data({ id: row.id, load: row.load });
    if (!apart) ground(y - 6, high + 12, row.capacity);
    c.rect(x(0), y, x(inside) - x(0), high, "var(--accent)", row.over ? {} : facts);
    if (row.load > row.capacity) {
      c.rect(x(row.capacity), y, x(row.load) - x(row.capacity), high, "var(--surface)", { stroke: "none" });
      c.rect(x(row.capacity), y, x(row.load) - x(row.capacity), high, striped, { stroke: "var(--accent)", "stroke-width": 1.4, ...facts });
    }
    if (!apart) c.line(x(row.capacity), y - 8, x(row.capacity), y + high + 8, "var(--warn)", 2.8, data({ capacity: row.capacity }));
    if (row.range) interval(c, x, middle, row.range);
    if (wide) beyond(c, x(Math.max(row.load, row.range?.[1] ?? 0)), x(row.capacity), middle, said[n]);
  });
  if (apart) {
    const calm = word(c, "easy");
    c.line(x(capacity), top - 8, x(capacity), base, "var(--warn)", 2.8, data({ capacity }));
    c.text(x(capacity) + 8, top - 12, word(c, "ours"), { weight: 700, fill: "var(--warn)", halo: true });
    if (widthOf(calm, 14, 400) < x(capacity * easy) - left) c.text(x(capacity * easy) - 6, top - 12, calm, { ...QUIET, anchor: "end" });
  }
  c.line(x(0), base, x(far), base, "var(--ink)", 1.2);
  foot(c, x, base, ticks(far, wide ? 6 : 4), weekly(c, wide));
  c.h = base + 30;
}

// Words after a bar, and after the line of our hours where they would cross it.
function beyond(c, from, limit, middle, words) {
  const crosses = from + 4 < limit && from + 16 + widthOf(words, 16, 600) > limit;
  c.text((crosses ? limit : from) + 12, middle + 6, words, { weight: 600, halo: true });
}

function interval(c, x, y, [low, high]) {
  c.line(x(low), y, x(high), y, "var(--paper)", 5);
  c.line(x(low), y, x(high), y, "var(--ink)", 2, data({ low, high }));
  for (const n of [low, high]) c.line(x(n), y - 6, x(n), y + 6, "var(--ink)", 2);
}

// ---- hours by part, a bar a plan

function hours(c) {
  const { rows, parts, capacity } = c.chart, at = names(c, rows, { under: (row) => (c.w >= 560 ? [] : [c.pick(row.said)]) }), { wide, left } = at;
  const right = wide ? Math.max(...rows.map((row) => widthOf(c.pick(row.said), 16, 700))) + 14 : 10;
  const far = most([...rows.map((row) => row.total), capacity || 0]) * 1.02, x = (n) => left + n / far * (c.w - left - right);
  const labels = parts.map((part) => c.pick(part.label)), widths = labels.map((one) => widthOf(one, 14, 400) + 14), apart = wide && rows.length && sum(widths) < c.w - left;
  const top = apart ? 62 : capacity ? 30 : 6, places = stacked(c, at, { top, bar: 34, end: 34 + (apart ? 0 : 90) }), base = places.at(-1)?.bottom ?? top;
  const striped = c.hatch("var(--ink)", 1.4, 8);
  if (capacity) c.line(x(capacity), apart ? 30 : top - 8, x(capacity), wide ? base : top, "var(--warn)", 2.8, data({ capacity }));
  rows.forEach((row, n) => {
    const { y, high, middle } = places[n];
    let from = 0;
    row.parts.forEach((value, k) => {
      if (value <= 0) return;
      c.rect(x(from), y, x(from + value) - x(from), high, `var(--g${k + 1})`, { rx: 0, ...data({ id: row.id, part: parts[k].id, hours: value }) });
      from += value;
    });
    if (row.over) c.rect(x(row.total - row.over), y, x(row.total) - x(row.total - row.over), high, striped, { rx: 0, stroke: "none", ...data({ id: row.id, over: row.over }) });
    from = 0;
    row.parts.forEach((value, k) => {
      const words = c.number(value), width = x(value) - x(0), at = x(from) + width / 2;
      from += value;
      if (value > 0 && widthOf(words, 14, 700) < width - 6) c.text(at, middle + 5, words, { size: 14, weight: 700, anchor: "middle", fill: ON[k] || "var(--ink)", halo: true }).setAttribute("stroke", `var(--g${k + 1})`);
    });
    if (wide) beyond(c, x(row.total), capacity ? x(capacity) : -Infinity, middle, c.pick(row.said));
    else if (capacity) c.line(x(capacity), y - 6, x(capacity), y + high + 6, "var(--warn)", 2.8);
  });
  if (apart) pointed(c, rows[0].parts, places[0].y, x, labels, widths, left);
  if (capacity) {
    const mine = word(c, "ours"), end = x(capacity) + widthOf(mine, 16, 700) + 8 > c.w;
    c.text(x(capacity) + (end ? -8 : 8), apart ? 42 : top - 12, mine, { weight: 700, fill: "var(--warn)", halo: true, anchor: end ? "end" : "start" });
  }
  c.line(x(0), base, x(far), base, "var(--ink)", 1.2);
  foot(c, x, base, ticks(far, wide ? 6 : 4), weekly(c, wide));
  c.h = base + 30;
  if (!apart) c.h += swatches(c, labels, c.h + 6) + 6;
}

// Names of the parts above the first bar, each with a line to its own.
function pointed(c, values, y, x, labels, widths, left) {
  let from = 0;
  const middles = values.map((value) => { from += value; return x(from - value / 2) - left; });
  const at = spread(middles, widths, c.w - left).map((middle) => middle + left);
  labels.forEach((label, k) => {
    if (!values[k]) return;
    c.text(at[k], 14, label, { size: 14, anchor: "middle" });
    c.line(at[k], 19, middles[k] + left, y - 2, "var(--edge)", 1);
  });
}

function swatches(c, labels, top) {
  const columns = c.w >= 300 ? 2 : 1, each = c.w / columns;
  let y = top, tall = 0;
  labels.forEach((label, k) => {
    if (k && k % columns === 0) { y += tall; tall = 0; }
    tall = Math.max(tall, key(c, (k % columns) * each, y, label, each - 8, (a, b) => c.rect(a + 0.5, b, 17, 17, `var(--g${k + 1})`)));
  });
  return y + tall - top;
}

// ---- what each post adds: a line a channel with its band, where we are, and what one more would bring

function response(c) {
  const { rows, marks, most: far, top: highest } = c.chart, wide = c.w >= 620, high = Math.max(highest, 1e-9) * 1.05;
  const side = wide ? Math.min(270, c.w * 0.32) : 0, left = 40, right = c.w - side - (wide ? 14 : 10), top = 34, height = Math.max(wide && c.room ? c.room - 8 : 0, wide ? 340 : 250), base = height - 44;
  const x = (n) => left + n / far * (right - left), y = (effect) => base - effect / high * (base - top), colour = (n) => `var(--l${n + 1},var(--accent))`;
  c.text(0, 18, word(c, "effect"), { size: 15, fill: "var(--quiet)" });
  rungs(c, y, high, left, right);
  rows.forEach((row, n) => {
    const edge = [...row.band.map(([f, low]) => [x(f), y(low)]), ...[...row.band].reverse().map(([f, , e]) => [x(f), y(e)])];
    if (edge.length) node("path", { d: `${path(edge)}Z`, fill: colour(n), opacity: "0.16", ...data({ band: row.id }) }, c.svg);
  });
  rows.forEach((row, n) => node("path", { d: path(row.line.map(([f, e]) => [x(f), y(e)])), fill: "none", stroke: colour(n), "stroke-width": 3, "stroke-dasharray": DASHES[n], ...data({ line: row.id }) }, c.svg));
  for (const mark of marks) marked(c, mark, rows.find((row) => row.id === mark.id), x, y);
  rows.forEach((row, n) => {
    node("path", { d: `M${round(x(row.now))} ${round(y(row.effect))}H${round(x(Math.min(row.now + 1, far)))}V${round(y(row.effect + row.next))}`, fill: "none", stroke: "var(--ink)", "stroke-width": 1.6, ...data({ next: row.next }) }, c.svg);
    node("circle", { cx: x(row.now), cy: y(row.effect), r: 6.5, fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": 2, ...data({ id: row.id, now: row.now, effect: row.effect }) }, c.svg);
  });
  const steps = far > 10 ? Array.from({ length: Math.floor(far / 7) + 1 }, (_, n) => 7 * n) : ticks(far, 5);
  foot(c, x, base, steps, (n) => c.number(n));
  c.text((left + right) / 2, base + 38, word(c, "axis"), { ...QUIET, anchor: "middle" });
  c.h = height + 4;
  if (wide) {
    const tall = rows.map((row) => channel(c, row, 0, 0, 0, side, false) + 14), ends = spread(rows.map((row) => y(row.line.at(-1)[1])), tall, Math.max(c.h, sum(tall)));
    rows.forEach((row, n) => channel(c, row, n, right + 14, ends[n] - tall[n] / 2 + 16, side, true));
    c.h = Math.max(c.h, sum(tall));
  } else rows.forEach((row, n) => { c.h += channel(c, row, n, 0, c.h + 20, c.w, true) + 14; });
}

// The name of a line after a piece of it, and what is said of the channel; gives the height.
function channel(c, row, n, x, y, width, drawn) {
  const dated = c.chart.marks.filter((mark) => mark.id === row.id).map((mark) => `\u25c7 ${c.pick(mark.label)}`), lines = [c.pick(row.said), c.pick(row.next_said), ...dated];
  const name = wrap(c.pick(row.label), width - 44, 16, 700), under = lines.flatMap((words) => wrap(words, width - 44, 14, 400));
  if (drawn) {
    c.line(x, y - 5, x + 36, y - 5, `var(--l${n + 1},var(--accent))`, 3.4, { "stroke-dasharray": DASHES[n] });
    name.forEach((one, k) => c.text(x + 44, y + k * 19.2, one, { weight: 700 }));
    under.forEach((one, k) => c.text(x + 44, y + name.length * 19.2 - 1 + k * SMALL, one, QUIET));
  }
  return name.length * 19.2 + under.length * SMALL;
}

// A dated mark on the line of its channel: a diamond, or two with a stroke between where it is a range.
function marked(c, mark, row, x, y) {
  const on = (at) => {
    const after = Math.max(row.line.findIndex(([f]) => f >= at), 1), [[a, low], [b, up]] = [row.line[after - 1], row.line[after]];
    return low + (up - low) * (at - a) / (b - a || 1);
  };
  const ends = [mark.at, mark.to].filter((at) => at !== null && at !== undefined && at <= c.chart.most);
  if (ends.length > 1) node("path", { d: path(row.line.filter(([f]) => f >= ends[0] && f <= ends[1]).map(([f, e]) => [x(f), y(e)])), fill: "none", stroke: "var(--ink)", "stroke-width": 1.4 }, c.svg);
  for (const at of ends) node("path", { d: `M${round(x(at))} ${round(y(on(at)) - 9)}l9 9l-9 9l-9 -9z`, fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": 1.8, ...data({ mark: at, of: mark.id }) }, c.svg);
}

// ---- the week as a clock of replies: when somebody reads, and how long a message waits that comes at each hour

function clock(c) {
  const { days, staffed, waits, shares, promise } = c.chart, wide = c.w >= 620, limit = promise?.within ?? 24;
  const left = Math.max(...days.map((day) => widthOf(c.pick(day), 14, 600))) + 10, grid = wide ? c.w * 0.6 : c.w, cell = (grid - left - 8) / 24, tall = Math.max(wide ? 30 : 26, Math.min(46, c.room ? (c.room - 60) / 7 : 0));
  const axis = c.words(0, 14, word(c, "axis"), grid, QUIET), x = (n) => left + n * cell, top = 27 + axis, late = c.hatch("var(--surface)", 2.2, 6), bare = { rx: 0, stroke: "none" };
  for (const tick of [0, 6, 12, 18, 24]) c.text(x(tick), top - 8, hoursSaid(c, tick), { ...QUIET, size: 13, anchor: tick === 24 ? "end" : tick ? "middle" : "start" });
  days.forEach((day, d) => {
    const y = top + d * tall;
    c.text(0, y + tall / 2 + 5, c.pick(day), { size: 14, weight: 600 });
    for (const { late: over, from, to } of runs(waits.slice(d * 24, d * 24 + 24), limit)) {
      const place = [x(from), y + 2, x(to) - x(from), tall - 4];
      c.rect(...place, over ? "var(--g6)" : "var(--g3)", { ...bare, ...data({ over, waits: JSON.stringify(waits.slice(d * 24 + from, d * 24 + to)) }) });
      if (over) c.rect(...place, late, bare);
    }
    for (const [from, to] of staffed) {
      const [a, b] = [Math.max(from - d * 24, 0), Math.min(to - d * 24, 24)];
      if (a < b) c.rect(x(a), y + 2, x(b) - x(a), tall - 4, "var(--accent)", { rx: 0, ...data({ from: d * 24 + a, to: d * 24 + b }) });
    }
    c.rect(x(0), y + 2, 24 * cell, tall - 4, "none", { rx: 0 });
    longest(c, d, x, y + tall / 2 + 5);
  });
  const bottom = top + 7 * tall + 12, at = wide ? grid + 28 : 0, width = c.w - at;
  let y = wide ? 30 : bottom;
  if (waits.length) y += key(c, at, y, word(c, "read"), width, (a, b) => c.rect(a + 0.5, b, 17, 17, "var(--accent)"));
  if (waits.length) y += key(c, at, y, word(c, "in_time"), width, (a, b) => c.rect(a + 0.5, b, 17, 17, "var(--g3)"));
  if (waits.length) y += key(c, at, y, word(c, "late"), width, (a, b) => { c.rect(a + 0.5, b, 17, 17, "var(--g6)"); c.rect(a + 1, b + 0.5, 16, 16, late, bare); });
  y += 10 + c.words(at, y + 22, word(c, "shares"), width, { weight: 700 });
  for (const one of shares) y += answered(c, at, y, width, one);
  if (promise) y += key(c, at, y + 4, word(c, "promise"), width, (a, b) => c.line(a + 9, b - 1, a + 9, b + 18, "var(--warn)", 2.8));
  for (const said of ["mean", "longest"]) y += c.words(at, y + 22, word(c, said), width, { size: 15 });
  c.h = Math.max(bottom, y + 14);
}

// Hours of a day that follow one another and wait alike: within the limit, or longer.
function runs(waits, limit) {
  const found = [];
  waits.forEach((wait, n) => {
    const late = wait > limit;
    if (found.at(-1)?.late === late) found.at(-1).to = n + 1;
    else found.push({ late, from: n, to: n + 1 });
  });
  return found;
}

// Where nobody reads any more that day, how long a message waits at first: the longest of the stretch.
function longest(c, day, x, y) {
  const open = c.chart.staffed.map((pair) => pair.map((n) => Math.min(Math.max(n - day * 24, 0), 24))).filter(([a, b]) => a < b).sort((p, q) => p[0] - q[0]), waits = c.chart.waits.slice(day * 24, day * 24 + 24);
  let from = 0;
  for (const [a, b] of [...open, [24, 24]]) {
    const first = waits[Math.ceil(from)], words = first > 0 ? hoursSaid(c, Math.round(first)) : "";
    if (words && widthOf(words, 13, 700) + 10 < x(a) - x(from)) {
      c.rect(x(from) + 3, y - 14, widthOf(words, 13, 700) + 8, 19, "var(--surface)", { stroke: "none" });
      c.text(x(from) + 7, y, words, { size: 13, weight: 700 });
    }
    from = b;
  }
}

function answered(c, x, y, width, { within, share, label, said }) {
  const { promise } = c.chart, kept = promise?.within === within, weight = kept ? 700 : 400, words = Math.min(110, width * 0.34);
  const from = x + words, span = Math.max(40, width - words - Math.max(...c.chart.shares.map((one) => widthOf(c.pick(one.said), 14, 700))) - 12);
  c.text(x, y + 17, c.pick(label), { size: 14, weight });
  c.rect(from, y + 4, span, 16, "none");
  c.rect(from, y + 4, span * share, 16, kept ? "var(--accent)" : "var(--g2)", data({ within, share }));
  if (kept) c.line(from + span * promise.share, y, from + span * promise.share, y + 24, "var(--warn)", 2.8, data({ promise: promise.share }));
  c.text(from + span + 8, y + 17, c.pick(said), { size: 14, weight });
  return 27;
}

// ---- so many weeks of a hundred

function weeks(c) {
  const { over, of, plan } = c.chart, wide = c.w >= 560, size = Math.min(wide ? c.w * 0.5 : Math.min(c.w, 300), Math.max(c.room || 0, 300)), cell = size / 10, hatch = c.hatch("var(--surface)", 2.2, 6);
  const square = (x, y, side, beyond, facts = {}) => {
    c.rect(x, y, side, side, beyond ? "var(--g6)" : "var(--tint)", facts);
    if (beyond) c.rect(x + 0.5, y + 0.5, side - 1, side - 1, hatch, { stroke: "none" });
  };
  for (let n = 0; n < of; n += 1) square((n % 10) * cell + 2, Math.floor(n / 10) * cell + 2, cell - 4, n >= of - over, data({ week: n, over: n >= of - over }));
  const at = wide ? size + 32 : 0, width = c.w - at;
  let y = wide ? 18 : size + 24;
  y += c.words(at, y, c.pick(plan), width, { weight: 700 });
  for (const [count, words, beyond] of [[of - over, word(c, "in"), false], [over, word(c, "over"), true]]) {
    square(at + 0.5, y, 26, beyond);
    c.text(at + 38, y + 23, c.number(count), { size: 28, weight: 700 });
    y += 44 + c.words(at + 38, y + 46, words, width - 38, { size: 15 }) + 8;
  }
  c.h = Math.max(size, y);
}

// ---- which assumption moves the answer most

function tornado(c) {
  const { rows, base: middle, unit } = c.chart, capacity = near(c.chart), ends = (row) => `${c.pick(row.from)} \u2013 ${c.pick(row.to)}`, at = names(c, rows, { under: (row) => (c.w >= 560 ? [] : [ends(row)]) }), { wide, left } = at;
  const all = [middle, capacity ?? middle, ...rows.flatMap((row) => [row.low, row.high])], low = Math.min(...all), high = Math.max(...all), room = Math.max(high - low, 1e-9) * (wide ? 0.16 : 0.06);
  const [from, to] = [Math.max(0, low - room), high + room], x = (n) => left + 8 + (n - from) / (to - from) * (c.w - left - 24), top = capacity === null ? 34 : 58;
  const places = stacked(c, at, { top, bar: 24, end: 54 }), bottom = places.at(-1)?.bottom ?? top;
  const said = (n, words, y, fill) => { const half = widthOf(words, 15, 700) / 2; c.text(Math.min(Math.max(x(n), half), c.w - half), y, words, { size: 15, weight: 700, anchor: "middle", fill, halo: true }); };
  if (capacity !== null) {
    c.line(x(capacity), 22, x(capacity), wide ? bottom : top - 6, "var(--warn)", 2.8, data({ capacity }));
    said(capacity, word(c, "ours"), 16, "var(--warn)");
  }
  rows.forEach((row, n) => {
    const { y, high: tall, middle: centre } = places[n];
    [[row.low, row.from, "var(--g3)"], [row.high, row.to, "var(--accent)"]].forEach(([value, input, fill], k) => {
      const before = value < middle || (value === middle && k === 0);
      c.rect(Math.min(x(value), x(middle)), y, Math.abs(x(value) - x(middle)), tall, fill, data({ id: row.id, end: k ? "high" : "low", value }));
      if (!wide && k) for (const [at, colour] of [[middle, "var(--ink)"], ...(capacity === null ? [] : [[capacity, "var(--warn)"]])]) c.line(x(at), y - 5, x(at), y + tall + 5, colour, 2.4);
      if (wide) c.text(x(value) + (before ? -8 : 8), centre + 5, c.pick(input), { size: 14, anchor: before ? "end" : "start", halo: true });
    });
  });
  c.line(x(middle), top - 12, x(middle), wide ? bottom : top - 6, "var(--ink)", 2, data({ base: middle }));
  said(middle, `${word(c, "base")} ${c.number(middle)}`, top - 18, "var(--ink)");
  c.line(x(from), bottom, x(to), bottom, "var(--edge)", 1);
  const steps = ticks(to - from, 5), step = steps[1] - steps[0] || 1, first = Math.ceil(from / step);
  foot(c, x, bottom, Array.from({ length: Math.floor(to / step) - first + 1 }, (_, n) => (first + n) * step), (n) => c.number(n));
  c.text((x(from) + x(to)) / 2, bottom + 40, c.pick(unit), { ...QUIET, anchor: "middle" });
  c.h = bottom + 50;
}

// Our hours, where they are not far from all that is shown.
function near({ capacity, base, rows }) {
  const all = [base, ...rows.flatMap((row) => [row.low, row.high])], low = Math.min(...all), high = Math.max(...all);
  return capacity !== null && capacity > low - 0.6 * (high - low) && capacity < high + 0.6 * (high - low) ? capacity : null;
}

// ---- answers as dots on a line, nobody's name beside them; the median as a stroke with its number

function strips(c) {
  const { rows, mark, ends, unit } = c.chart, at = names(c, rows), { wide, left } = at, far = most([c.chart.most, mark?.value ?? 0, ...rows.flatMap((row) => [...row.values, row.median ?? 0])]);
  const size = !wide ? 5.5 : c.room ? 10 : 7, end = 16, x = (n) => left + end + n / far * (c.w - left - 2 * end), piles = rows.map((row) => piled(row.values, x, size));
  const high = Math.max(...piles.flat().map((one) => one.level), 0) * size * 1.9 + 2 * size + 26, top = mark ? 34 : 10;
  const places = stacked(c, at, { top, bar: Math.max(high, 44), end: 54 }), bottom = (places.at(-1)?.bottom ?? top) + 4;
  if (mark) {
    const words = c.pick(mark.label), half = widthOf(words, 15, 700) / 2;
    c.line(x(mark.value), 24, x(mark.value), wide ? bottom : top - 2, "var(--warn)", 2.8, data({ mark: mark.value }));
    c.text(Math.min(Math.max(x(mark.value), half), c.w - half), 16, words, { size: 15, weight: 700, anchor: "middle", fill: "var(--warn)", halo: true });
  }
  rows.forEach((row, n) => {
    const { y, high: tall } = places[n], floor = y + tall - 2;
    c.line(x(0), floor, x(far), floor, "var(--edge)", 1);
    if (mark && !wide) c.line(x(mark.value), y, x(mark.value), floor + 4, "var(--warn)", 2.8);
    for (const { value, level } of piles[n]) node("circle", { cx: x(value), cy: floor - size - 1 - level * size * 1.9, r: size, fill: "var(--g2)", stroke: "var(--edge)", "stroke-width": 1, ...data({ id: row.id, value }) }, c.svg);
    if (row.median === null) { c.text(x(0) + 6, floor - 10, word(c, "none"), QUIET); return; }
    c.line(x(row.median), y, x(row.median), floor + 4, "var(--ink)", 3.2, data({ id: row.id, median: row.median }));
    const right = x(row.median) > c.w * 0.8;
    c.text(x(row.median) + (right ? -8 : 8), y + 14, exact(c, row.median), { size: 18, weight: 700, anchor: right ? "end" : "start", halo: true });
  });
  foot(c, x, bottom, ticks(far, wide ? 6 : 4), (n) => c.number(n));
  let y = bottom + 40;
  if (ends) {
    const half = (c.w - left) / 2 - 10, lines = ends.map((one) => wrap(c.pick(one), half, 15, 700));
    lines.forEach((list, k) => list.forEach((one, n) => c.text(k ? c.w : left, y + n * 18, one, { size: 15, weight: 700, anchor: k ? "end" : "start" })));
    y += Math.max(...lines.map((list) => list.length)) * 18;
  } else c.text((x(0) + x(far)) / 2, y, c.pick(unit), { ...QUIET, anchor: "middle" });
  c.h = y + 10;
}

// Dots that would cover one another stand one above the other.
function piled(values, x, size) {
  const columns = new Map();
  return values.map((value) => {
    const column = Math.round(x(value) / (size * 1.4)), level = columns.get(column) ?? 0;
    columns.set(column, level + 1);
    return { value, level };
  });
}

// ---- promise against reality: a bar a week over the band that was promised; weeks outside it are hatched

function kept(c) {
  const { rows } = c.chart, under = (row) => wrap(c.pick(row.said), c.w >= 560 ? c.w * 0.3 : c.w, 15, row.kept === false ? 700 : 400), at = names(c, rows, { under: (row) => (c.w >= 560 ? [] : under(row)) }), { wide, left } = at;
  const right = wide ? c.w * 0.3 + 16 : 0, places = stacked(c, at, { top: 6, bar: 46, end: 40 }), striped = c.hatch("var(--warn)", 2, 6), end = c.w - right;
  rows.forEach((row, n) => {
    const { y, high } = places[n], base = y + high, [low, top] = row.promised, far = most([1, top ?? low, ...row.weeks]) * 1.05;
    const up = (posts) => base - posts / far * high, step = (end - left) / Math.max(row.weeks.length, 1), ceiling = top ?? far;
    c.rect(left, up(ceiling), end - left, up(low) - up(ceiling), "var(--tint)", { stroke: "none" });
    for (const edge of top === null ? [low] : [low, top]) c.line(left, up(edge), end, up(edge), "var(--edge)", 1, { "stroke-dasharray": "3 3", ...data({ promised: edge }) });
    row.weeks.forEach((posts, k) => {
      const x = left + (k + 0.14) * step, off = posts < low || (top !== null && posts > top), facts = data({ id: row.id, week: k, posts, off });
      if (off) c.rect(x, up(posts), step * 0.72, base - up(posts), "var(--surface)", { stroke: "none" });
      c.rect(x, up(posts), step * 0.72, base - up(posts), off ? striped : "var(--g2)", { stroke: off ? "var(--warn)" : "var(--edge)", ...facts });
      if (off && posts === 0 && step > 9) c.text(x + step * 0.36, base - 4, "0", { size: 13, weight: 700, anchor: "middle", fill: "var(--warn)" });
    });
    c.line(left, base, end, base, "var(--ink)", 1.2);
    if (wide) under(row).forEach((line, k, all) => c.text(end + 16, y + high / 2 + (k - (all.length - 1) / 2) * 18 + 5, line, { size: 15, weight: row.kept === false ? 700 : 400 }));
  });
  const bottom = places.at(-1)?.bottom ?? 0, span = wrap(word(c, "weeks"), c.w - left, 14, 400);
  span.forEach((line, k) => c.text(left, bottom + 16 + k * SMALL, line, QUIET));
  c.h = bottom + 12 + span.length * SMALL;
}

// ---- the same numbers as tables

const range = (c, pair) => (pair ? c.t("from_to", { low: c.number(pair[0]), high: c.number(pair[1]) }) : "\u2013");
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
const exact = (c, n) => (n === null || n === undefined ? "\u2013" : c.number(n, 2));
const heads = (c, ...keys) => keys.map((one) => word(c, one));

const tables = {
  frontier: (c, { plans }) => [["plan", "hours_head", "effect", "fits_head"].map((key) => c.t(key)), plans.map((plan) => [c.pick(plan.name), c.number(plan.hours), c.number(plan.effect), c.t(plan.fits ? "fits" : "fits_not")])],
  bullet: (c, { rows }) => [heads(c, "option", "load", "range", "capacity", "over"), rows.map((row) => [c.pick(row.label), c.number(row.load), range(c, row.range), c.number(row.capacity), row.over ? c.number(row.over) : "\u2013"])],
  hours: (c, { rows, parts }) => [[word(c, "option"), ...parts.map((part) => capital(c.pick(part.label))), word(c, "total")], rows.map((row) => [c.pick(row.label), ...row.parts.map((n) => c.number(n)), c.number(row.total)])],
  response: (c, { rows, marks }) => [heads(c, "option", "posts", "often", "points", "next", "marks"), rows.map((row) => [c.pick(row.label), exact(c, row.now), c.pick(row.said), c.number(row.effect), c.pick(row.next_said),
    marks.filter((mark) => mark.id === row.id).map((mark) => c.pick(mark.label)).join("; ") || "\u2013"])],
  clock: (c, { shares }) => [heads(c, "within", "share"), shares.map((one) => [c.pick(one.label), c.pick(one.said)])],
  weeks: (c, { over, of, plan }) => [heads(c, "option", "in", "over"), [[c.pick(plan), c.number(of - over), c.number(over)]]],
  tornado: (c, { rows }) => [heads(c, "option", "from", "at_from", "to", "at_to"), rows.map((row) => [c.pick(row.label), c.pick(row.from), c.number(row.low), c.pick(row.to), c.number(row.high)])],
  kept: (c, { rows }) => [heads(c, "channel_head", "promised", "done", "found"), rows.map((row) => [c.pick(row.label), c.pick(row.range), row.weeks.map((n) => c.number(n)).join(" \u00b7 "), c.pick(row.said)])],
  strips: (c, { rows }) => [heads(c, "option", "answers", "lowest", "median", "highest"), rows.map((row) => [c.pick(row.label), c.number(row.answers), exact(c, row.values[0]), exact(c, row.median), exact(c, row.values.at(-1))])],
};
