// The parts of a stage that weigh results and settle texts: folds, tables, redlines, objections.

export function drawn(spec, ui, draw) {
  const make = { blocks: several, fold, table: tabled, redline, objections, press, strained };
  return make[spec.kind]?.(spec, ui, draw) ?? null;
}

const head = (spec) => spec.title ? h("h3", { text: spec.title }) : null;
const folds = (spec) => spec.blocks.every((one) => one.kind === "fold");
const several = (spec, ui, draw) => h("div", {}, head(spec), h("div", { class: folds(spec) ? null : "blocks" }, spec.blocks.map(draw)));

// What not everybody needs at once: closed until somebody opens it, then as they left it.
function fold(spec, ui, draw) {
  const id = `fold-${spec.name}`;
  const box = h("details", { ontoggle: () => ui.drafts.set(id, box.open) },
    h("summary", { text: spec.label, "data-key": id }), h("div", { class: "blocks" }, spec.blocks.map(draw)));
  box.open = ui.drafts.get(id) ?? Boolean(spec.open);
  return box;
}

// An adopted clause whose numbers no longer fit: said in words, framed as a warning.
const strained = (spec) => h("div", { class: "strained" }, head(spec), spec.items.map((item) => h("p", { text: item.text })));

function tabled(spec) {
  const cell = (text, n) => n ? h("td", { text }) : h("th", { scope: "row", text });
  return h("div", {}, head(spec), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": spec.name },
    h("table", { class: "table" }, h("thead", {}, h("tr", {}, spec.head.map((text) => h("th", { scope: "col", text })))),
      h("tbody", {}, spec.rows.map((row) => h("tr", {}, row.map(cell)))))),
  spec.note ? h("p", { class: "quiet", text: spec.note }) : null);
}

// Removed and added words say so to who does not see them.
export function marked(place, pieces, words) {
  const said = { removed: ["del", words.redline_removed], added: ["ins", words.redline_added] };
  place.replaceChildren(...pieces.map(([mark, text]) => mark === "same" ? document.createTextNode(text)
    : h(said[mark][0], {}, h("span", { class: "sr", text: `${said[mark][1]} ` }), text)));
}

// The change as it is being typed: Python compares, this shows; not announced at every key.
function redline(spec, ui) {
  const words = ui.model.get("words");
  const place = h("p", { class: "redline" });
  const same = h("p", { class: "quiet", text: words.redline_same });
  const show = (pieces) => { marked(place, pieces, words); same.hidden = pieces.some(([mark]) => mark !== "same"); };
  show(spec.pieces);
  const heard = () => { const found = ui.model.get("redline")[spec.of]; if (found) show(found); };
  let timer = null;
  const compare = () => {
    timer = null;
    const field = ui.box.querySelector(`[name="${spec.of}"]`);
    if (field && !ui.act("redraft", { name: spec.of, text: field.value, before: spec.before })) later();
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(compare, 300); };
  const typed = (event) => { if (event.target.name === spec.of) later(); };
  ui.box.addEventListener("input", typed);
  ui.model.on("change:redline", heard);
  ui.ends.push(() => { clearTimeout(timer); ui.box.removeEventListener("input", typed); ui.model.off("change:redline", heard); });
  return h("div", {}, head(spec), place, same);
}

function objections(spec, ui) {
  return h("div", {}, head(spec), h("ul", { class: "objections" }, spec.items.map((item) => h("li", {},
    h("p", {}, h("b", { text: `${spec.reason} ` }), item.text),
    item.wording ? h("p", {}, h("b", { text: `${spec.wording} ` }), item.wording) : null,
    item.act ? button(item, ui) : null))));
}

const button = (spec, ui) => h("button", { type: "button", text: spec.label, "aria-label": spec.name ?? null, "data-key": `${spec.act}-${spec.key ?? ""}`,
  onclick: (event) => ui.act(spec.act, { ...read(ui.left), ...spec.values }, event.currentTarget) });

const press = (spec, ui) => h("div", { class: "bar" }, spec.buttons.map((one) => button(one, ui)));
