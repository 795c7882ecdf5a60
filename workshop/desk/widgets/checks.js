// The checks of the adopted clauses: those that no longer fit first, each with a way to take it up again.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "checks");
  const words = model.get("words");
  const place = h("div", { class: "in" });
  ui.box.append(place);
  const again = (one) => h("button", { type: "button", text: words.quiet_correct, "aria-label": one.name, "data-key": `again-${one.id}`,
    onclick: (event) => ui.act("reopen", { question: one.id }, event.currentTarget) });
  const strain = (one) => h("li", { class: "strained" }, h("h3", { text: one.title }), h("p", { text: one.said }), h("div", { class: "bar" }, again(one)));
  const fit = (one) => h("li", {}, h("b", { text: one.title }), h("small", { text: ` ${one.said}` }));
  let told = null;
  const draw = () => settle(ui.root, () => {
    const shown = model.get("shown");
    ui.box.lang = model.get("lang");
    place.replaceChildren(...[h("h2", { text: words.checks }), h("p", { class: "finding", text: shown.finding }),
      shown.strained.length ? h("ul", { class: "strains" }, shown.strained.map(strain)) : null,
      shown.fits.length ? h("ul", { class: "lines" }, shown.fits.map(fit)) : null].filter(Boolean));
    if (told !== null && told !== shown.finding) ui.announce(shown.finding);
    told = shown.finding;
  }, "h2", false);
  model.on("change:shown", draw);
  draw();
  return () => { model.off("change:shown", draw); ui.close(); };
}
export default { render };
