// The room: QR and code, the people who are here, and the facts of the workshop.
const SVG = "http://www.w3.org/2000/svg";

function drawn(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// The QR stays dark on white in both themes; its quiet zone is in the drawing: cameras need it.
function qr(code, name) {
  const size = code.size;
  const title = drawn("title", {});
  title.textContent = name;
  return drawn("svg", { class: "qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": name, "shape-rendering": "crispEdges" },
    title, drawn("rect", { width: size, height: size, fill: "#fff" }), drawn("path", { d: code.path, fill: "#000" }));
}

function render({ model, el }) {
  const ui = shell(el, model, STYLE, "room");
  const words = model.get("words");
  const drafts = new Map();
  const door = h("div", { class: "door" });
  const people = h("div", { class: "people" });
  const handed = h("p", { class: "handed", role: "status" });
  const facts = h("div", {});
  const count = h("p", { class: "quiet", role: "status" });
  ui.box.append(h("div", { class: "in" }, door, h("div", { class: "people" }, h("h2", { text: words.room_people }), count, people, handed, facts)));
  ui.box.setAttribute("aria-label", words.room);

  const enter = () => {
    const way = model.get("way");
    if (!way.url) return;
    door.replaceChildren(qr(way.qr, way.name), h("p", { text: words.room_scan }),
      h("p", {}, h("small", { text: words.room_address }), h("br"), h("b", { text: way.address })),
      h("p", {}, h("small", { text: words.room_code }), h("br"), h("span", { class: "code", text: way.code })),
      ...(way.others.length ? [h("p", {}, h("small", { text: words.room_others }), way.others.map((one) => h("span", { style: "display:block", text: one })))] : []),
      h("p", {}, h("a", { href: way.wall, target: "_blank", rel: "noopener", text: words.room_wall })));
  };

  const line = (person) => {
    const present = h("input", { type: "checkbox", "aria-label": words.room_present_of.replace("{name}", () => person.name), "data-key": `present-${person.id}`,
      onchange: (event) => ui.act("present", { participant: person.id, present: event.target.checked }) });
    present.checked = person.present;
    return h("tr", {}, h("th", { scope: "row", text: person.name }), h("td", { text: person.role }), h("td", {}, h("label", {}, present)),
      h("td", {}, h("button", { type: "button", text: words.room_hand_out, "aria-label": words.room_hand_out_of.replace("{name}", () => person.name), "data-key": `hand-${person.id}`,
        onclick: (event) => ui.act("hand_out", { participant: person.id }, event.currentTarget) })));
  };

  const list = () => settle(ui.root, () => {
    const here = model.get("people");
    const head = [words.room_name, words.room_role, words.room_present, words.room_lost_phone];
    people.replaceChildren(here.length
      ? h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": words.room_people }, h("table", {}, h("thead", {}, h("tr", {}, head.map((text) => h("th", { scope: "col", text })))), h("tbody", {}, here.map(line))))
      : h("p", { text: words.room_nobody }));
  }, "h2", false);

  const settings = () => settle(ui.root, () => {
    const spec = model.get("facts");
    const form = h("form", { class: "fields", novalidate: true, onsubmit: (event) => { event.preventDefault(); drafts.clear(); ui.act("facts", read(form)); } },
      spec.map((one) => field(one, drafts, "facts")),
      h("div", { class: "bar wide" }, h("button", { type: "submit", text: words.room_save, "data-key": "save" })));
    facts.replaceChildren(...(spec.length ? [h("h3", { text: words.room_facts }), form] : []));
  }, "h2", false);

  const told = () => { handed.textContent = model.get("handed"); };
  const counted = () => { count.textContent = model.get("count"); };
  const width = new ResizeObserver(() => ui.box.classList.toggle("narrow", ui.box.clientWidth < 640));
  width.observe(ui.box);
  const events = [["change:way", enter], ["change:people", list], ["change:facts", settings], ["change:handed", told], ["change:count", counted]];
  for (const [event, call] of events) { model.on(event, call); call(); }
  return () => {
    for (const [event, call] of events) model.off(event, call);
    width.disconnect();
    ui.close();
  };
}
export default { render };
