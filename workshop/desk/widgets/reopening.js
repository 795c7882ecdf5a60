// Which question to take up again: a list, and one button that opens its stage below.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "reopening");
  const words = model.get("words");
  const drafts = new Map();
  const place = h("form", { class: "in", novalidate: "" });
  place.addEventListener("submit", (event) => { event.preventDefault(); ui.act("reopen", read(place), place.querySelector("button")); });
  ui.box.append(place);
  const draw = () => settle(ui.root, () => {
    ui.box.lang = model.get("lang");
    place.replaceChildren(h("div", { class: "fields" }, field(model.get("asked"), drafts, "reopen")),
      h("div", { class: "bar" }, h("button", { type: "submit", text: words.reopen_go, "data-key": "reopen-go" })));
  }, "select", false);
  model.on("change:asked", draw);
  draw();
  return () => { model.off("change:asked", draw); ui.close(); };
}
export default { render };
