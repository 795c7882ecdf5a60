// Our channels and our hours: one row a channel, native number fields, one button.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "rhythm");
  const words = model.get("words");
  const done = h("p", { class: "done", role: "status" });
  const place = h("form", { class: "in", novalidate: true });
  ui.box.setAttribute("aria-label", words.rhythm);
  ui.box.append(place);
  place.addEventListener("submit", (event) => { event.preventDefault(); ui.act("work_out", read(place)); });
  const columns = model.get("columns");
  const line = (row) => {
    const used = h("input", { type: "checkbox", name: `${row.id}.used`, "aria-label": `${words.rhythm_used} ${row.name}` });
    used.checked = row.used;
    return h("tr", {}, h("td", {}, h("label", {}, used)), h("th", { scope: "row", text: row.name }), columns.map((column) => {
      const input = h("input", { type: "text", inputmode: "decimal", name: `${row.id}.${column.id}`, "aria-label": `${row.name}, ${column.label}`, maxlength: 12, autocomplete: "off" });
      input.value = row[column.id];
      return h("td", {}, input);
    }));
  };
  const head = [h("th", { scope: "col", text: words.rhythm_used }), h("th", { scope: "col", text: words.rhythm_channel }), columns.map((column) => h("th", { scope: "col", text: column.label }))];
  place.append(h("h2", { text: words.rhythm }), h("p", { class: "quiet", text: words.rhythm_help }),
    ...model.get("fields").map((one) => field(one, new Map(), "rhythm")),
    h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": words.rhythm }, h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, model.get("rows").map(line)))),
    h("div", { class: "bar" }, h("button", { class: "go", type: "submit", text: words.rhythm_go })), done);
  const told = () => { done.textContent = model.get("done"); };
  model.on("change:done", told);
  told();
  return () => { model.off("change:done", told); ui.close(); };
}
export default { render };
