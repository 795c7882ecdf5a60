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
  const more = h("details");
  const quorum = h("p", { class: "quorum", role: "status" });
  const missing = h("p", { class: "missing", role: "status" });
  const handed = h("p", { class: "handed", role: "status" });
  const facts = h("div", {});
  const count = h("p", { class: "quiet", role: "status" });
  ui.box.append(h("div", { class: "in" }, door, h("div", { class: "people" }, h("h2", { text: words.room_people }), count, quorum, missing, people, more, handed, facts)));
  ui.box.setAttribute("aria-label", words.room);

  const enter = () => {
    const way = model.get("way");
    if (!way.url) return;
    door.replaceChildren(qr(way.qr, way.name), h("p", { text: words.room_scan }),
      h("p", {}, h("small", { text: words.room_address }), h("br"), h("b", { text: way.address })),
      h("p", {}, h("small", { text: words.room_code }), h("br"), h("span", { class: "code", text: way.code })),
      ...(way.others.length ? [h("p", {}, h("small", { text: words.room_others }), way.others.map((one) => h("span", { style: "display:block", text: one })))] : []),
      h("p", {}, h("a", { href: way.wall, target: "_blank", rel: "noopener", text: words.room_wall })),
      h("p", {}, h("small", { text: words.room_kiosk }), h("br"), h("b", { text: way.kiosk.replace("http://", "") }), h("small", { style: "display:block", text: words.room_kiosk_how })));
  };

  // One row a person; what is rarely needed opens under the row.
  let open = "";
  const toggle = (person) => { open = open === person.id ? "" : person.id; list(); };
  const line = (person) => {
    const present = h("input", { type: "checkbox", "aria-label": words.room_present_of.replace("{name}", () => person.name), "data-key": `present-${person.id}`,
      onchange: (event) => ui.act("present", { participant: person.id, present: event.target.checked }) });
    present.checked = person.present;
    const row = h("tr", {}, h("th", { scope: "row" }, person.name, h("small", { text: person.note })), h("td", {}, h("label", {}, present)),
      h("td", {}, h("button", { type: "button", text: words.roster_change, "aria-label": words.roster_change_of.replace("{name}", () => person.name),
        "aria-expanded": String(open === person.id), "data-key": `change-${person.id}`, onclick: () => toggle(person) })));
    return open === person.id ? [row, h("tr", {}, h("td", { colspan: 3 }, changes(person)))] : [row];
  };

  const changes = (person) => {
    const key = `change-${person.id}`;
    const holders = [{ id: "", label: words.roster_nobody }, ...model.get("holders").filter((one) => one.id !== person.id)];
    const box = h("div", { class: "change", role: "group", "aria-label": words.roster_change_of.replace("{name}", () => person.name) });
    const send = (act, more) => (event) => { const said = read(box); for (const name of Object.keys(said)) drafts.delete(`${key}-${name}`); ui.act(act, { participant: person.id, ...said, ...more }, event.currentTarget); };
    const press = (name, text, act, more = {}) => h("button", { type: "button", text, "data-key": `${name}-${person.id}`, onclick: send(act, more) });
    const question = model.get("question");
    box.append(...[
      person.votes ? h("div", { class: "one" }, field({ name: "holder", type: "select", label: words.roster_holder, options: holders, value: person.holder }, drafts, key), press("keep", words.roster_keep, "mandate")) : null,
      person.votes && question ? h("p", { class: "quiet", text: words.roster_question.replace("{title}", () => question) }) : null,
      person.votes && question ? h("div", { class: "one" }, person.recused ? null : field({ name: "reason", type: "text", label: words.roster_reason }, drafts, key),
        press("recuse", person.recused ? words.roster_unrecuse : words.roster_recuse, "recuse", { recused: !person.recused })) : null,
      h("div", { class: "bar" }, h("button", { type: "button", text: words.room_hand_out, "aria-label": words.room_hand_out_of.replace("{name}", () => person.name), "data-key": `hand-${person.id}`,
        onclick: (event) => ui.act("hand_out", { participant: person.id }, event.currentTarget) })),
    ].filter(Boolean));
    return box;
  };

  const list = () => settle(ui.root, () => {
    const groups = model.get("people");
    const head = [words.room_name, words.room_present, words.roster_change];
    people.replaceChildren(groups.length
      ? h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": words.room_people }, h("table", {}, h("thead", {}, h("tr", {}, head.map((text) => h("th", { scope: "col", text })))),
        groups.map((group) => h("tbody", {}, h("tr", {}, h("th", { scope: "rowgroup", colspan: 3, class: "kind", text: group.role })), group.people.map(line)))))
      : h("p", { text: words.room_nobody }));
  }, "h2", false);

  const adding = () => settle(ui.root, () => {
    const roles = model.get("roles");
    const holders = [{ id: "", label: words.roster_at_desk }, ...model.get("holders")];
    const form = h("form", { class: "fields", novalidate: true, onsubmit: (event) => { event.preventDefault(); const said = read(form); for (const name of ["name", "away", "holder"]) drafts.delete(`add-${name}`); ui.act("add", said, form.querySelector("button")); } },
      field({ name: "name", type: "text", label: words.here_name }, drafts, "add"),
      field({ name: "role", type: "select", label: words.here_role, options: roles, value: roles[0]?.id }, drafts, "add"),
      field({ name: "away", type: "checkbox", label: words.roster_away, value: false }, drafts, "add"),
      field({ name: "holder", type: "select", label: words.roster_holder, options: holders, value: "" }, drafts, "add"),
      h("div", { class: "bar wide" }, h("button", { type: "submit", text: words.roster_do_add, "data-key": "do-add" })));
    more.replaceChildren(h("summary", { text: words.roster_add, "data-key": "add" }), form);
  }, "h2", false);

  const settings = () => settle(ui.root, () => {
    const spec = model.get("facts");
    const form = h("form", { class: "fields", novalidate: true, onsubmit: (event) => { event.preventDefault(); drafts.clear(); ui.act("facts", read(form), form.querySelector("button")); } },
      spec.map((one) => field(one, drafts, "facts")),
      h("div", { class: "bar wide" }, h("button", { type: "submit", text: words.room_save, "data-key": "save" })));
    facts.replaceChildren(...(spec.length ? [h("h3", { text: words.room_facts }), form] : []));
  }, "h2", false);

  const told = () => { handed.textContent = model.get("handed"); };
  const say = (node, text) => { if (node.textContent !== text) node.textContent = text; };
  const counted = () => { say(count, model.get("count")); say(quorum, model.get("quorum")); say(missing, model.get("missing")); };
  const width = new ResizeObserver(() => ui.box.classList.toggle("narrow", ui.box.clientWidth < 640));
  width.observe(ui.box);
  const events = [["change:way", enter], ["change:people", list], ["change:question", list], ["change:holders", list], ["change:holders", adding], ["change:roles", adding], ["change:facts", settings], ["change:handed", told], ["change:handed", adding], ["change:count", counted], ["change:quorum", counted], ["change:missing", counted]];
  for (const [event, call] of events) { model.on(event, call); call(); }
  return () => {
    for (const [event, call] of events) model.off(event, call);
    width.disconnect();
    ui.close();
  };
}
export default { render };
