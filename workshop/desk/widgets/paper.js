// The exported page in a frame without scripts, without forms, without an origin.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "paper");
  const words = model.get("words");
  const page = h("iframe", { title: words.paper, sandbox: "", referrerpolicy: "no-referrer" });
  ui.box.setAttribute("aria-label", words.paper);
  ui.box.append(h("div", { class: "in" }, h("div", { class: "bar" }, h("button", { type: "button", text: words.paper_again, onclick: (event) => ui.act("again", {}, event.currentTarget) })), page));
  const draw = () => { page.srcdoc = model.get("html"); };
  model.on("change:html", draw);
  draw();
  return () => { model.off("change:html", draw); ui.close(); };
}
export default { render };
