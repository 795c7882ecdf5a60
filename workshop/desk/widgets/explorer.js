// The rhythm under the facilitator's hands: native sliders and fields at the left, one picture at the right, and
// below the plans side by side. JS draws and reports each move; Python reads, refuses and computes.

const CALM = 250;     // ms without a move: now everything is worked out, with all draws
const PATIENCE = 4000; // ms after which a move without an answer no longer holds back the next
const SPOKEN = 700;   // ms of calm before the finding is said

function render({ model, el }) {
  const ui = shell(el, model, STYLE, "explorer");
  const words = model.get("words");
  const said = (key, facts = {}) => words[`explorer_${key}`].replace(/\{([a-z]+)\}/g, (whole, name) => facts[name] ?? whole);
  const lang = model.get("lang");
  ui.box.lang = lang;
  ui.box.setAttribute("aria-label", words.explorer);

  // ---- moves: one on its way, the latest wins; a pressed button takes along what has not left yet
  const waiting = new Map();
  let flying = 0;
  let serial = Math.floor(Math.random() * 1e6) * 1000;
  let calm = false;
  let late = null;
  let rest = null;
  const take = () => { const changes = Object.fromEntries(waiting); waiting.clear(); return changes; };
  const fly = () => {
    if (flying || !(waiting.size || calm)) return;
    flying = serial += 1;
    const still = calm && !waiting.size;
    if (still) calm = false;
    late = setTimeout(landed, PATIENCE);
    try { model.send({ act: "move", values: { serial: flying, changes: take(), still, look } }); } catch { landed(); }
  };
  const landed = () => { clearTimeout(late); flying = 0; };
  const settleSoon = () => { clearTimeout(rest); rest = setTimeout(() => { calm = true; fly(); }, CALM); };
  const move = (path, value) => { waiting.set(path, value); fly(); settleSoon(); };
  let later = null; // a press while another is on its way comes after it
  const press = (what, values, button) => {
    clearTimeout(rest);
    const changes = take();
    if (ui.act(what, { ...values, changes, look }, button)) return;
    for (const [path, value] of Object.entries(changes)) waiting.set(path, value);
    later = [what, values, button];
    settleSoon();
  };
  const then = () => { const one = later; later = null; if (one) press(...one); };

  // ---- the frame
  const finding = h("h2", { tabindex: "-1" });
  const sums = h("ul", { class: "sums" });
  const gain = h("p", { class: "gain" });
  const strains = h("div", { class: "strains", role: "alert" });
  const waits = h("p", { class: "waits", role: "status" });
  const panels = new Map(["posts", "channels", "people", "house"].map((part) => [part, h("div", { class: `panel ${part}`, role: "group", "aria-label": said(`part_${part}`), hidden: part !== "posts" })]));
  const tabs = (name, legend, options, chosen, pick) => h("fieldset", { class: "tabs" }, h("legend", { class: "sr", text: legend }), options.map(({ id, label }) => {
    const input = h("input", { type: "radio", name, value: id, "data-key": `${name}-${id}`, onchange: () => pick(id) });
    input.checked = id === chosen;
    return h("label", {}, input, h("span", { text: label }));
  }));
  const side = h("div", { class: "side" }, tabs("part", words.explorer_settings, [...panels.keys()].map((id) => ({ id, label: said(`part_${id}`) })), "posts",
    (part) => { for (const [name, panel] of panels) panel.hidden = name !== part; }), [...panels.values()]);
  let look = model.get("look");
  const caption = h("h3");
  const note = h("p", { class: "quiet note" });
  const beneath = h("ul", { class: "lines" });
  const canvas = h("div", { class: "canvas" });
  const view = h("div", { class: "view" }, tabs("picture", words.explorer_pictures, model.get("pictures"), look, (id) => { look = id; calm = true; fly(); }), waits, caption, canvas, note, beneath);
  const plans = h("div", { class: "plans" });
  const foot = h("form", { class: "foot", novalidate: true });
  ui.box.append(h("div", { class: "in" }, h("p", { class: "quiet", text: words.explorer_kicker }), finding, gain, sums, strains, h("div", { class: "two" }, view, side), plans, foot));

  // ---- fields
  const places = new Map(); // path → { error, origin, said, inputs }
  const write = (n) => { const text = String(Math.round(n * 1e4) / 1e4); return lang === "fr" ? text.replace(".", ",") : text; };
  const readNumber = (text) => { const n = Number(text.replace(/[\s\u00a0\u202f%]/g, "").replace(",", ".")); return text.trim() && Number.isFinite(n) ? n : null; };
  const notes = (spec, ...inputs) => {
    const error = h("small", { class: "error", id: `error ${spec.path}`.replaceAll(" ", "-") });
    const origin = h("span", { class: "origin", id: `origin-${spec.path}` });
    for (const input of inputs) input.setAttribute("aria-describedby", `${error.id} ${origin.id}`);
    const place = { error, origin, inputs, said: null, range: null };
    places.set(spec.path, place);
    return place;
  };
  const number = (spec) => {
    const input = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 24, "aria-label": spec.name, "data-key": spec.path, oninput: () => move(spec.path, input.value) });
    input.value = spec.text;
    const place = notes(spec, input);
    return h("div", { class: "field" }, h("span", { class: "label", text: spec.label }), input, place.origin, place.error);
  };
  const slider = (spec, title) => {
    const range = h("input", { type: "range", min: spec.low, max: spec.high, step: spec.step, "aria-label": spec.name, "data-key": `${spec.path}-range` });
    const input = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 24, "aria-label": spec.name, "data-key": spec.path });
    range.value = spec.at;
    input.value = spec.text;
    range.addEventListener("input", () => { input.value = write(range.value); move(spec.path, input.value); });
    input.addEventListener("input", () => {
      const typed = readNumber(input.value);
      if (typed !== null && typed >= 0) { range.max = Math.max(spec.high, typed); range.value = typed; }
      move(spec.path, input.value);
    });
    const place = notes(spec, range, input);
    place.range = range;
    place.said = h("span", { class: "said" });
    return h("div", { class: "field slider" }, h("span", { class: "label" }, title ? h("b", { text: title }) : null, title ? " " : null, h("span", { text: spec.label })), range, input, place.said, place.origin, place.error);
  };
  const text = (spec) => {
    const input = h("input", { type: "text", maxlength: 60, autocomplete: "off", "aria-label": spec.name, "data-key": spec.path, oninput: () => move(spec.path, input.value) });
    input.value = spec.text;
    const place = notes(spec, input);
    return h("div", { class: "field words" }, h("span", { class: "label", text: spec.label }), input, place.error);
  };
  const check = (spec) => {
    const input = h("input", { type: "checkbox", "data-key": spec.path, onchange: () => move(spec.path, input.checked) });
    input.checked = Boolean(spec.text);
    const place = notes(spec, input);
    return h("div", { class: "field tick" }, h("label", {}, input, h("span", { text: spec.label })), place.origin, place.error);
  };
  const choice = (spec) => {
    const input = h("select", { "aria-label": spec.name, "data-key": spec.path, onchange: () => move(spec.path, input.value) }, spec.options.map((one) => h("option", { value: one.id, text: one.label })));
    input.value = spec.text;
    const place = notes(spec, input);
    return h("div", { class: "field words" }, h("span", { class: "label", text: spec.label }), input, place.origin, place.error);
  };
  const ticked = (box) => [...box.querySelectorAll("input:checked")].map((input) => input.value);
  const several = (options, kept, key, changed) => h("div", { class: "several" }, options.map((one) => {
    const input = h("input", { type: "checkbox", value: one.id, "data-key": `${key}-${one.id}`, onchange: changed });
    input.checked = kept.includes(one.id);
    return h("label", {}, input, h("span", { text: one.label }));
  }));
  const checks = (spec) => {
    const list = several(spec.options, spec.text, spec.path, () => move(spec.path, ticked(list)));
    const place = notes(spec);
    return h("fieldset", { class: "field group", "aria-label": spec.name }, h("legend", { text: spec.label }), list, place.origin, place.error);
  };
  // Rows that come and go: hours of the week, and leave. `line` makes one, `value` reads one.
  const rows = (spec, line, value, more) => {
    const list = h("div", { class: "rows" });
    const tell = () => move(spec.path, [...list.children].map(value));
    const add = (row) => { const made = line(row, tell, () => { made.remove(); tell(); button.focus(); }); list.append(made); return made; };
    const button = h("button", { type: "button", text: more, "aria-label": `${more} : ${spec.name}`, "data-key": `${spec.path}-add`, onclick: () => add({}).querySelector("input").focus() });
    for (const row of spec.text) add(row);
    const place = notes(spec);
    return h("fieldset", { class: "field group", "aria-label": spec.name }, h("legend", { text: spec.label }), list, place.error, button, place.origin);
  };
  const inline = (label, type, className, value, changed) => {
    const input = h("input", { type, class: className, autocomplete: "off", oninput: changed });
    input.value = value ?? "";
    return h("label", { class: "inline" }, h("span", { text: label }), input);
  };
  const windows = (spec) => rows(spec, (row, tell, gone) => h("div", { class: "window" }, several(spec.days, row.days ?? [], "", tell),
    h("div", { class: "pair" }, inline(words.explorer_from, "text", "from", row.from, tell), inline(words.explorer_to, "text", "to", row.to, tell), h("button", { type: "button", class: "small", text: words.explorer_window_gone, onclick: gone }))),
    (row) => ({ days: ticked(row), from: row.querySelector(".from").value, to: row.querySelector(".to").value }), words.explorer_window_add);
  const spans = (spec) => rows(spec, (row, tell, gone) => h("div", { class: "pair" }, inline(words.explorer_first, "date", "from", row.from, tell), inline(words.explorer_last_day, "date", "to", row.to, tell),
    h("button", { type: "button", class: "small", text: words.explorer_span_gone, onclick: gone })),
    (row) => ({ from: row.querySelector(".from").value, to: row.querySelector(".to").value }), words.explorer_span_add);
  const FIELDS = { number, slider, text, check, choice, checks, windows, spans };
  const fields = (specs) => h("div", { class: "list" }, specs.map((spec) => FIELDS[spec.kind](spec)));
  const more = (specs, whose, key) => {
    const box = h("details", { "data-open": key }, h("summary", { text: said("more_of", { name: whose }), "data-key": `${key}-more` }), fields(specs));
    box.open = open.has(key);
    box.addEventListener("toggle", () => { if (box.open) open.add(key); else open.delete(key); });
    return box;
  };
  const open = new Set();
  const button = (label, act, values, key, name = null) => {
    const one = h("button", { type: "button", text: label, "data-key": key, "aria-label": name, onclick: () => press(act, values, one) });
    return one;
  };

  // ---- the form: drawn anew only when something comes or goes
  const useBox = (one, now) => {
    const input = h("input", { type: "checkbox", "data-key": `use-${one.id}`, "aria-label": said("use_of", { name: one.label }), onchange: () => press("use", { channel: one.id, used: input.checked }) });
    input.checked = now;
    return h("label", { class: "use" }, input, h("b", { text: one.label }));
  };
  const drawForm = () => settle(ui.root, () => {
    const form = model.get("form");
    places.clear();
    panels.get("posts").replaceChildren(h("div", { class: "list" }, form.channels.map((one) => slider(one.slider, one.label))),
      h("div", { class: "bar" }, button(words.explorer_best, "best", {}, "best")));
    const own = h("input", { type: "text", maxlength: 40, autocomplete: "off", "data-key": "own" });
    const adding = h("form", { class: "own", novalidate: true }, h("label", {}, words.explorer_own, own), h("div", { class: "bar" }, h("button", { type: "submit", text: words.explorer_own_add, "data-key": "own-add" })));
    adding.addEventListener("submit", (event) => { event.preventDefault(); press("own", { name: own.value }, adding.querySelector("button")); });
    const others = h("details", { "data-open": "others" }, h("summary", { text: words.explorer_others, "data-key": "others" }), h("div", { class: "several" }, form.others.map((one) => useBox(one, false))), adding);
    others.open = open.has("others");
    others.addEventListener("toggle", () => { if (others.open) open.add("others"); else open.delete("others"); });
    panels.get("channels").replaceChildren(valuesBox, ...form.channels.map((one) => h("div", { class: "one", role: "group", "aria-label": one.label }, useBox(one, true), fields(one.fields), more(one.more, one.label, one.id))), others);
    panels.get("people").replaceChildren(...form.people.map((one) => h("div", { class: "one", role: "group", "aria-label": one.label }, slider(one.slider, one.label), fields(one.fields), more(one.more, one.label, `people.${one.number}`),
      h("div", { class: "bar" }, button(said("person_gone", { name: one.label }), "person_gone", { number: one.number }, `gone-${one.number}`)))),
      h("div", { class: "bar" }, button(words.explorer_person_add, "person", {}, "person")));
    panels.get("house").replaceChildren(...form.house.map((group) => h("div", { class: "one", role: "group", "aria-label": group.title }, h("h3", { text: group.title }), fields(group.fields))));
    for (const [path, value] of [...Object.entries(form.typed), ...waiting]) { // what Python has not taken in stays as it was typed
      const input = places.get(path)?.inputs.at(-1);
      if (typeof value === "string" && input) input.value = value;
    }
    drawShown();
    drawOrigins();
  }, "h2", false);
  const valuesBox = h("div", { class: "room" });
  const drawValues = () => {
    const { line } = model.get("values_shared");
    valuesBox.replaceChildren(...(line ? [h("p", { class: "quiet", text: line }), h("div", { class: "bar" }, button(words.explorer_values, "values", {}, "values"))] : []));
  };

  // ---- what Python found
  let end = null;
  let speak = null;
  const say = (node, words) => { if (node.textContent !== words) node.textContent = words; };
  let kind = null;
  const paint = (spec) => {
    if (spec && spec.kind === kind) return end.show(spec); // the table stays open, and the focus in it
    end?.();
    kind = spec?.kind ?? null;
    end = spec ? chart.draw(canvas, spec, lang, model.get("chart_texts"), { table: "details" }) : null;
  };
  const drawShown = () => {
    const shown = model.get("shown");
    say(finding, shown.finding);
    say(gain, shown.gain);
    sums.replaceChildren(...shown.sums.map((one) => h("li", { class: one.state }, h("b", { text: one.number }), " ", h("span", { text: one.words }))));
    say(waits, shown.waits && shown.still ? shown.wrong[""] ?? words.explorer_waits : shown.waits ? waits.textContent : "");
    const spec = shown.charts[look];
    say(caption, spec && look !== "rhythm" ? spec.finding[lang] : ""); // there the title says it already
    caption.hidden = !caption.textContent;
    say(note, spec?.note?.[lang] ?? "");
    beneath.replaceChildren(...(shown.beneath ?? []).map((text) => h("li", { text })));
    beneath.hidden = !beneath.childElementCount;
    paint(spec);
    for (const [path, place] of places) {
      const wrong = shown.wrong[path] ?? "";
      if (shown.still || !wrong) say(place.error, wrong); // no complaint about a number that is still being typed
      for (const input of place.inputs) if (place.error.textContent) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
      if (place.said) say(place.said, shown.said[path] ?? "");
      if (place.range && shown.said[path]) place.range.setAttribute("aria-valuetext", `${place.inputs.at(-1).value} ; ${shown.said[path]}`);
    }
    if (!shown.still) return;
    clearTimeout(speak);
    speak = setTimeout(() => ui.announce([...Object.values(shown.wrong), shown.finding, shown.gain].join(" ")), SPOKEN);
  };
  const arrived = () => {
    drawShown();
    if (model.get("shown").serial === flying) landed();
    fly();
  };
  const drawOrigins = () => {
    const origins = model.get("origins");
    for (const [path, { origin }] of places) {
      const one = origins[path];
      if (origin.dataset.now === JSON.stringify(one)) continue;
      origin.dataset.now = JSON.stringify(one);
      origin.replaceChildren(...(one ? [one.said, one.back ? button(one.back, "back", { path }, `back-${path}`, one.name) : ""] : []));
    }
  };
  let named = "";
  const scenario = h("input", { type: "text", maxlength: 60, autocomplete: "off", "data-key": "scenario" });
  const by = h("input", { type: "text", maxlength: 60, autocomplete: "name", "data-key": "by" });
  const done = h("p", { class: "done", role: "status" });
  const grid = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": words.explorer_scenarios });
  const naming = h("form", { class: "own line", novalidate: true }, h("label", {}, words.explorer_scenario, scenario),
    h("div", { class: "bar" }, h("button", { type: "submit", text: words.explorer_scenario_keep, "data-key": "scenario-keep" }), button(words.explorer_vote, "vote", {}, "vote")));
  naming.addEventListener("submit", (event) => { event.preventDefault(); named = scenario.value; press("scenario", { name: named, by: by.value }, naming.querySelector("button")); });
  plans.append(h("h3", { text: words.explorer_scenarios }), h("p", { class: "quiet", text: words.explorer_scenarios_help }), grid, naming, done);
  const drawTable = () => settle(ui.root, () => {
    const table = model.get("table");
    const act = (row, key) => button(words[`explorer_${key}`], key, { plan: row.id }, `${key}-${row.id}`, said(`${key}_of`, { name: row.name }));
    const body = table.rows.map((row) => h("tr", { class: row.now ? "now" : null }, h("th", { scope: "row", text: row.cells[0] }), row.cells.slice(1).map((cell, n) => h("td", { class: n < 6 ? "num" : null, text: cell })),
      h("td", {}, h("div", { class: "bar" }, row.now ? null : act(row, "scenario_take"), row.named ? act(row, "scenario_gone") : null))));
    grid.replaceChildren(h("table", { class: "table" }, h("thead", {}, h("tr", {}, table.heads.map((head) => h("th", { scope: "col", text: head })))), h("tbody", {}, body)));
  }, "[data-key=scenario]", false);

  // ---- what is not kept yet, and keeping it
  const title = h("h3");
  const list = h("ul", { class: "lines" });
  const forget = button(words.explorer_forget, "forget", {}, "forget");
  foot.append(title, list, h("label", {}, words.explorer_by_whom, h("small", { text: words.explorer_by_hint }), by),
    h("div", { class: "bar" }, h("button", { class: "go", type: "submit", text: words.explorer_keep_go, "data-key": "keep" }), forget));
  foot.addEventListener("submit", (event) => { event.preventDefault(); press("keep", { by: by.value }, foot.querySelector(".go")); });
  const drawFoot = () => {
    const pending = model.get("pending");
    say(title, pending.title);
    list.replaceChildren(...pending.lines.map((line) => h("li", { text: line })));
    list.hidden = !pending.lines.length;
    forget.hidden = !pending.changed;
  };
  const drawStrains = () => strains.replaceChildren(...model.get("strains").map((line) => h("p", { text: line })));
  const drawDone = () => say(done, model.get("done"));
  const empty = () => { if (scenario.value === named) scenario.value = ""; };

  const events = [["change:form", drawForm], ["change:shown", arrived], ["change:origins", drawOrigins], ["change:table", drawTable], ["change:pending", drawFoot],
    ["change:strains", drawStrains], ["change:values_shared", drawValues], ["change:done", drawDone], ["change:emptied", empty], ["change:heard", then]];
  for (const [event, call] of events) model.on(event, call);
  drawValues(); drawForm(); drawTable(); drawFoot(); drawStrains(); drawDone();
  return () => {
    for (const [event, call] of events) model.off(event, call);
    for (const timer of [late, rest, speak]) clearTimeout(timer);
    end?.();
    ui.close();
  };
}
export default { render };
