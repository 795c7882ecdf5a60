// One chart of the wall, in the notebook.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "figure");
  const words = model.get("words");
  const place = h("div", { class: "in" });
  ui.box.append(place);
  let end = null;
  const draw = () => {
    const spec = model.get("chart");
    const lang = model.get("lang");
    end?.();
    end = null;
    ui.box.lang = lang;
    if (!spec.kind) return place.replaceChildren(h("p", { class: "quiet", text: words.figure_empty }));
    const canvas = h("div");
    place.replaceChildren(...[spec.finding ? h("h2", { text: spec.finding[lang] }) : null, canvas].filter(Boolean));
    end = chart.draw(canvas, spec, lang, model.get("chart_texts"), { table: "details" });
  };
  model.on("change:chart", draw);
  draw();
  return () => { model.off("change:chart", draw); end?.(); ui.close(); };
}
export default { render };
