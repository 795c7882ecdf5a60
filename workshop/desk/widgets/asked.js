// What the room asks to talk about: each with a line for words, an owner and a date, and four ways to settle it.
export function requests(spec, ui, drafts) {
  const words = ui.model.get("words");
  return h("ul", { class: "asked" }, spec.items.map((item) => {
    const keep = (name) => `${item.id}-${name}`;
    const input = (name, props) => {
      const one = h("input", { autocomplete: "off", "data-key": keep(name), oninput: () => drafts.set(keep(name), one.value), ...props });
      one.value = drafts.get(keep(name)) ?? "";
      return one;
    };
    const answer = input("answer", { type: "text", maxlength: 2000 });
    const owner = input("owner", { type: "text", maxlength: 40 });
    const due = input("due", { type: "date" });
    return h("li", {}, h("p", { lang: item.lang, dir: "auto", text: item.text }),
      h("div", { class: "fields" }, h("label", { class: "wide" }, words.matter_answer, h("small", { text: words.matter_answer_hint }), answer),
        h("label", {}, words.owner, owner), h("label", {}, words.due_on, due)),
      h("div", { class: "bar" }, spec.choices.map((choice) => h("button", { type: "button", text: choice.label, "data-key": keep(choice.id), "aria-label": `${choice.label} ${item.text}`,
        onclick: (event) => ui.act("matter", { matter: item.id, state: choice.id, answer: answer.value, owner: owner.value, due: due.value }, event.currentTarget) }))));
  }));
}
