// One week of the posting calendar: a real table, days down and channels across; two buttons turn the weeks.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "calendar");
  const drafts = new Map();
  const place = h("div", { class: "in" });
  const written = files(model, ui, model.get("words"));
  const left = h("p", { class: "quiet", role: "status" });
  ui.box.append(place);

  const post = (one) => h("li", { class: one.absent ? "absent" : null }, h("b", { class: "num", text: one.time }), h("span", { text: ` ${one.who}` }),
    one.ready ? h("small", { text: one.ready }) : null);
  const cell = (posts, words) => h("td", {}, posts.length ? h("ul", {}, posts.map(post)) : h("span", { class: "quiet", text: words.no_post }));
  const grid = (view) => h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": view.title },
    h("table", { class: "table" }, h("caption", { class: "sr", text: `${view.title}. ${view.where}` }),
      h("thead", {}, h("tr", {}, h("th", { scope: "col", text: view.words.day }), view.channels.map((name) => h("th", { scope: "col", text: name })))),
      h("tbody", {}, view.days.map((day) => h("tr", {}, h("th", { scope: "row", text: day.day }), day.cells.map((posts) => cell(posts, view.words)))))));
  // The same on a narrow screen: a day after the other.
  const list = (view) => h("div", { class: "narrow" }, view.days.map((day) => {
    const posts = day.cells.flatMap((some, k) => some.map((one) => h("li", { class: one.absent ? "absent" : null }, h("b", { text: view.channels[k] }),
      h("span", { text: ` ${one.time}, ${one.who}` }), one.ready ? h("small", { text: one.ready }) : null)));
    return [h("h3", { text: day.day }), posts.length ? h("ul", {}, posts) : h("p", { class: "quiet", text: view.words.no_post })];
  }));
  const turn = (by, text, at) => at ? null : h("button", { type: "button", text, "data-key": `turn${by}`, onclick: (event) => ui.act("turn", { by }, event.currentTarget) });
  const part = (title, lines, loud) => lines.length ? h("div", { class: loud ? "part loud" : "part" }, h("h3", { text: title }), h("ul", { class: "lines" }, lines.map((text) => h("li", { text })))) : null;
  const choose = (view) => h("form", { class: "which", novalidate: "", onchange: (event) => ui.act("plan", read(event.currentTarget)) }, h("div", { class: "fields" }, field(view.plans, drafts, "plan")));

  const draw = () => settle(ui.root, () => {
    const view = model.get("view"), words = view.words;
    ui.box.lang = model.get("lang");
    if (view.none) return place.replaceChildren(...[h("h2", { text: words.title }), view.plans ? choose(view) : null, h("p", { text: view.none })].filter(Boolean));
    place.replaceChildren(...[
      h("div", { class: "head" }, h("h2", { text: view.title, tabindex: "-1" }), h("p", { class: "quiet", text: view.where })),
      view.plans.options.length > 1 ? choose(view) : null,
      h("div", { class: "bar" }, turn(-1, words.previous, view.first), turn(1, words.next, view.last)),
      grid(view), list(view),
      h("div", {}, view.told.map((text) => h("p", { text }))),
      part(words.clashes, view.clashes, view.clashing), part(words.leaves, view.leaves, false),
      h("div", { class: "part" }, h("h3", { text: words.files }), h("p", { class: "quiet", text: words.local }), h("p", { class: "quiet", text: words.files_help }),
        h("div", { class: "bar" }, view.takes.map((one) => h("button", { type: "button", text: one.label, "data-key": `take-${one.id}`, onclick: (event) => ui.act("take", { what: one.id }, event.currentTarget) }))),
        written.place, left),
    ].filter(Boolean));
  }, "h2", false);
  const out = () => { left.textContent = model.get("left_out"); };
  const told = () => { const view = model.get("view"); if (!view.none) ui.announce(`${view.title}. ${view.where}`); };
  const changed = () => { draw(); told(); };
  model.on("change:view", changed);
  model.on("change:left_out", out);
  draw(); out();
  return () => { model.off("change:view", changed); model.off("change:left_out", out); written.end(); ui.close(); };
}
export default { render };
