// The risk register: a line a risk, opened to what is done about it and who accepted it.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "risk-board");
  const words = model.get("words");
  const drafts = new Map();
  const open = new Set();
  const list = h("div", { class: "list" });
  const gaps = h("div", { class: "list" });
  const look = h("input", { type: "search", autocomplete: "off", "data-key": "search", oninput: () => sift(list, "details", look.value) });
  ui.box.append(h("div", { class: "in" }, h("h2", { text: words.risk_register }), h("p", { class: "quiet", text: words.risk_register_how }),
    h("label", {}, words.risks_search, look), list, gaps));

  const entry = (row) => {
    const form = (fields, act, label, key) => {
      const box = h("div", {}, h("div", { class: "fields" }, fields.map((one) => field(one, drafts, `${row.id}-${key}`))));
      box.append(h("div", { class: "bar press" }, h("button", { type: "button", text: label, "aria-label": `${label} : ${row.name}`, "data-key": `${row.id}-${act}`,
        onclick: (event) => { if (ui.act(act, { ...read(box), risk: row.id }, event.currentTarget)) forget(`${row.id}-${key}`); } })));
      return box;
    };
    const box = h("details", { ontoggle: () => box.open ? open.add(row.id) : open.delete(row.id) },
      h("summary", { "data-key": row.id }, h("b", { text: row.name }), h("small", { text: ` ${[row.place, row.days, row.remedy].filter(Boolean).join(" · ")}` }),
        row.changed ? h("strong", { class: "mark", text: row.changed }) : null),
      h("dl", {}, row.facts.map((one) => [h("dt", { text: one.label }), h("dd", { text: one.text })])),
      h("h3", { text: words.risk_treatment }), form(row.fields, "treat", words.risk_treat, "treat"),
      h("h3", { text: words.risk_sign }), h("p", { class: "quiet", text: words.risk_sign_how }), form(row.signing, "accept", words.risk_accept, "sign"));
    box.open = open.has(row.id);
    return box;
  };
  const forget = (start) => { for (const key of [...drafts.keys()]) if (key.startsWith(start)) drafts.delete(key); };
  const draw = () => settle(ui.root, () => {
    ui.box.lang = model.get("lang");
    const rows = model.get("rows");
    list.replaceChildren(...(rows.length ? rows.map(entry) : [h("p", { class: "quiet", text: words.risk_register_empty })]));
    gaps.replaceChildren(...model.get("gaps").map((gap) => h("div", {}, h("h3", { text: gap.title }),
      gap.items.length ? h("ul", { class: "lines" }, gap.items.map((text) => h("li", { text }))) : h("p", { class: "quiet", text: gap.none }))));
    sift(list, "details", look.value);
  }, "h2", false);
  model.on("change:rows", draw);
  model.on("change:gaps", draw);
  draw();
  return () => { model.off("change:rows", draw); model.off("change:gaps", draw); ui.close(); };
}
export default { render };
