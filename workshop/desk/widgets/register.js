// The register of decisions: a field to search, statuses, and each decision to open.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "register");
  const words = model.get("words");
  const open = new Set();
  const list = h("div", { class: "list" });
  const none = h("p", { class: "quiet", role: "status" });
  const look = h("input", { type: "search", autocomplete: "off", "data-key": "search", oninput: () => only() });
  ui.box.append(h("div", { class: "in" }, h("h2", { text: words.register }), h("label", {}, words.register_search, look), none, list));

  const only = () => {
    sift(list, "details", look.value);
    none.textContent = [...list.querySelectorAll("details")].some((one) => !one.hidden) ? "" : (model.get("groups").length ? words.register_nothing : words.register_empty);
  };
  const entry = (one) => {
    const box = h("details", { ontoggle: () => box.open ? open.add(one.id) : open.delete(one.id) },
      h("summary", { "data-key": one.id }, h("b", { text: one.title }), one.note ? h("small", { text: ` ${one.note}` }) : null),
      h("dl", {}, one.parts.map((part) => [h("dt", { text: part.label }), part.lines.map((line) => h("dd", { text: line }))])));
    box.open = open.has(one.id);
    return box;
  };
  const draw = () => settle(ui.root, () => {
    ui.box.lang = model.get("lang");
    list.replaceChildren(...model.get("groups").map((group) =>
      h("div", { role: "group", "aria-label": group.title }, h("h3", { text: group.title }), group.entries.map(entry))));
    only();
  }, "h2", false);
  model.on("change:groups", draw);
  draw();
  return () => { model.off("change:groups", draw); ui.close(); };
}
export default { render };
