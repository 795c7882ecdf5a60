// What the room asks, and the parking lot.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "matters");
  ui.model = model;
  const words = model.get("words");
  const drafts = new Map();
  const waiting = h("div");
  const lot = h("div");
  const form = h("form", { class: "fields", novalidate: true, onsubmit: (event) => { event.preventDefault(); if (ui.act("park", read(form))) form.reset(); } },
    field({ name: "text", type: "text", label: words.park_text, wide: true }, new Map(), "park"),
    field({ name: "owner", type: "text", label: words.owner }, new Map(), "park"), field({ name: "due", type: "date", label: words.due_on }, new Map(), "park"),
    h("div", { class: "bar wide" }, h("button", { type: "submit", text: words.park, "data-key": "park" })));
  ui.box.setAttribute("aria-label", words.matters_title);
  ui.box.lang = model.get("lang");
  ui.box.append(h("div", { class: "in" }, h("h2", { tabindex: "-1", text: words.matters_title }), waiting, form, lot));
  const ask = () => settle(ui.root, () => {
    const spec = model.get("asked");
    waiting.replaceChildren(...(spec.items?.length ? [h("h3", { text: spec.title }), requests(spec, ui, drafts)] : [h("p", { class: "quiet", text: words.matters_none })]));
  }, "h2", false);
  const keep = () => {
    const kept = model.get("kept");
    lot.replaceChildren(...(kept.length ? [h("h3", { text: words.parking }), h("ul", { class: "lines" }, kept.map((one) => h("li", {}, h("span", { lang: one.lang, dir: "auto", text: one.text }), h("small", { text: ` ${one.note}` }))))] : []));
  };
  const tell = () => ui.announce(model.get("told"));
  const events = [["change:asked", ask], ["change:kept", keep], ["change:told", tell]];
  for (const [event, call] of events) { model.on(event, call); call(); }
  return () => { for (const [event, call] of events) model.off(event, call); ui.close(); };
}
export default { render };
