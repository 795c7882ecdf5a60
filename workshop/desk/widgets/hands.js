// The pad for hands: one number an answer, their sum in words beside how many people answer this way.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "hands");
  const words = model.get("words");
  const inside = h("div", { class: "in" });
  const done = h("p", { class: "done", role: "status" });
  ui.box.append(inside);
  const drafts = new Map();
  let shown = null;

  const draw = () => {
    const ask = model.get("ask");
    ui.box.setAttribute("aria-label", words.hands);
    ui.box.lang = model.get("lang");
    if (!ask.id) { shown = null; inside.replaceChildren(h("h2", { tabindex: "-1", text: words.hands }), h("p", { text: words.hands_none })); return; }
    if (ask.id === shown) return;
    shown = ask.id;
    drafts.clear();
    const number = { type: "number", min: 0, max: 5000, step: 1 };
    const sum = h("p", { class: "sum", role: "status" });
    const answers = h("div", { class: "fields" }, ask.answers.map((one) => field({ ...number, name: one.id, label: one.label, value: ask.counts[one.id] ?? "" }, drafts, "hands")));
    const people = field({ ...number, name: "people", label: words.hands_people, hint: words.hands_people_hint, value: ask.people }, drafts, "hands");
    const form = h("form", { class: "blocks", novalidate: true, onsubmit: (event) => { event.preventDefault(); ui.act("count", read(form)); } },
      people, answers, sum, h("div", { class: "bar" }, h("button", { class: "go", type: "submit", text: words.hands_record, "data-key": "record" })), done);
    const count = () => {
      const total = [...answers.querySelectorAll("input")].reduce((all, input) => all + (Number(input.value) || 0), 0);
      const most = Number(people.querySelector("input").value) || 0;
      const key = total > most ? "hands_over" : total < most ? "hands_under" : "hands_all";
      sum.textContent = words[key].replace("{sum}", total).replace("{people}", most).replace("{rest}", Math.abs(most - total));
      sum.classList.toggle("over", total > most);
    };
    form.addEventListener("input", count);
    settle(ui.root, () => inside.replaceChildren(h("h2", { tabindex: "-1", text: words.hands_title.replace("{title}", () => ask.title) }), h("p", { class: "quiet", text: words.hands_how }), form), "h2", true);
    count();
  };
  const told = () => { done.textContent = model.get("said"); };
  const events = [["change:ask", draw], ["change:said", told]];
  for (const [event, call] of events) { model.on(event, call); call(); }
  return () => {
    for (const [event, call] of events) model.off(event, call);
    ui.close();
  };
}
export default { render };
