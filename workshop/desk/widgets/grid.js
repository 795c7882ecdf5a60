// Sheets of paper typed in: one row a sheet. Enter records a row and goes on; what is wrong is said in its place.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "grid");
  const words = model.get("words");
  const inside = h("div", { class: "in" });
  ui.box.append(inside);
  const queue = new Map(); // rows that wait for the kernel's ear, by their key
  let rows = [];
  let made = 0;
  let shown = null;
  let list = null;
  let closed = null;

  const said = (template, facts) => template.replace(/\{([a-z]+)\}/g, (whole, name) => facts[name] ?? whole);
  const value = (input) => input.type === "checkbox" ? input.checked : input.value;
  const content = (row) => JSON.stringify([row.number.value, row.name.value, row.role.value, row.inputs.map(value)]);
  const cellsOf = (row) => Object.fromEntries(row.inputs.map((input) => [input.name, value(input)]));

  const flush = () => {
    for (const [key, values] of [...queue]) {
      if (!ui.act("row", values)) return;
      queue.delete(key);
    }
  };

  // Sent when it differs from what was recorded; an untouched row only if somebody asks for it.
  const submit = (row, asked) => {
    const now = content(row);
    if (now === row.sent || (!asked && now === row.blank)) return;
    row.sent = now;
    row.serial += 1;
    row.status.textContent = words.grid_sending;
    row.status.className = "said";
    queue.set(row.key, { row: row.key, serial: row.serial, number: row.number.value, name: row.name.value, role: row.role.value, cells: cellsOf(row) });
    flush();
  };

  const place = (row, index) => (row.inputs[index] ?? row.inputs[0] ?? row.number).focus();
  const go = (row, step, index) => {
    const at = rows.indexOf(row) + step;
    if (at < 0) return;
    if (at === rows.length) add({ number: Math.max(...rows.map((one) => Number(one.number.value) || 0)) + 1, role: row.role.value });
    place(rows[at], index);
  };

  const pressed = (event, row) => {
    const input = event.target;
    const index = row.inputs.indexOf(input);
    if (event.key === "Enter" && (input.tagName !== "TEXTAREA" || event.ctrlKey)) {
      event.preventDefault();
      submit(row, true);
      go(row, 1, 0);
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && input.tagName === "INPUT" && index >= 0) {
      event.preventDefault();
      go(row, event.key === "ArrowDown" ? 1 : -1, index);
    }
  };

  const control = (spec) => {
    if (spec.type === "select") return h("select", { name: spec.name }, spec.options.map((one) => h("option", { value: one.id, text: one.label })));
    if (spec.type === "lines") return h("textarea", { name: spec.name, rows: 4, maxlength: 20000 });
    if (spec.type === "check") return h("input", { type: "checkbox", name: spec.name });
    if (spec.type === "number") return h("input", { type: "text", inputmode: spec.max ? "decimal" : "numeric", name: spec.name, maxlength: spec.max ?? 4, autocomplete: "off" });
    return h("input", { type: "text", name: spec.name, maxlength: 2000, autocomplete: "off" });
  };

  const name = (row) => {
    const sheet = said(words.grid_sheet, { number: row.number.value || "?" });
    row.number.setAttribute("aria-label", words.grid_number);
    row.name.setAttribute("aria-label", `${words.here_name}, ${sheet}`);
    row.name.setAttribute("placeholder", sheet);
    row.role.setAttribute("aria-label", `${words.here_role}, ${sheet}`);
    row.specs.forEach((spec, n) => row.inputs[n].setAttribute("aria-label", [spec.group, spec.label, sheet].filter(Boolean).join(", ")));
    row.node.setAttribute("aria-label", sheet);
  };

  // Who this sheet is does not change any more once it is recorded, or known from an earlier round.
  const fix = (row) => {
    row.number.readOnly = row.name.readOnly = true;
    for (const option of row.role.options) option.disabled = !option.selected;
  };

  const blocks = (row, specs) => {
    const groups = new Map();
    specs.forEach((spec, n) => {
      const label = h("label", { class: spec.type === "check" ? "tick" : spec.type }, h("span", { text: spec.label }), row.inputs[n]);
      groups.set(spec.group ?? "", [...(groups.get(spec.group ?? "") ?? []), label]);
    });
    return [...groups].map(([title, labels]) => title ? h("fieldset", {}, h("legend", { text: title }), h("div", { class: "pair" }, labels)) : labels);
  };

  const add = (given) => {
    const ask = model.get("ask");
    const specs = ask.cells;
    const row = { key: given.row ?? `n${made++}`, specs, serial: 0, sent: null,
      number: h("input", { type: "text", inputmode: "numeric", maxlength: 4, autocomplete: "off", value: String(given.number) }),
      name: h("input", { type: "text", maxlength: 40, autocomplete: "off", value: given.name ?? "" }),
      role: h("select", {}, h("option", { value: "", text: words.grid_choose }), model.get("roles").map((one) => h("option", { value: one.id, text: one.label }))),
      inputs: specs.map(control), status: h("p", { class: "said", role: "status" }) };
    row.role.value = given.role ?? "";
    for (const input of row.inputs) if (input.type === "checkbox") input.checked = Boolean(given.cells?.[input.name]); else input.value = given.cells?.[input.name] ?? "";
    const number = h("label", { class: "number" }, h("span", { class: ask.wide ? null : "sr", text: words.grid_number }), row.number);
    row.node = ask.wide
      ? h("div", { class: "one", role: "group" }, h("div", { class: "head" }, number, row.name, row.role), h("div", { class: "cells" }, blocks(row, specs)), row.status)
      : h("tr", {}, h("th", { scope: "row" }, number), h("td", {}, row.name), h("td", {}, row.role), row.inputs.map((input) => h("td", {}, input)), h("td", {}, row.status));
    name(row);
    row.blank = content(row);
    if (given.name) fix(row);
    if (given.recorded) { row.sent = row.blank; tell(row, { state: "recorded", text: said(words.grid_recorded, { number: given.number }) }); }
    row.number.addEventListener("input", () => name(row));
    row.node.addEventListener("keydown", (event) => pressed(event, row));
    row.node.addEventListener("focusout", (event) => { if (!row.node.contains(event.relatedTarget)) submit(row, false); });
    row.node.addEventListener("change", () => { if (!row.node.contains(ui.root.activeElement)) submit(row, false); });
    rows.push(row);
    list.append(ask.wide ? h("li", {}, row.node) : row.node);
    return row;
  };

  const tell = (row, told) => {
    row.status.textContent = told.text;
    row.status.className = `said ${told.state}`;
    if (told.state === "recorded") fix(row);
    else row.sent = null;
    for (const input of row.inputs) if (told.state === "wrong") input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
  };

  const heard = () => {
    const told = model.get("told");
    for (const row of rows) {
      const mine = told[row.key];
      if (mine && mine.serial === row.serial && mine !== row.heard) { row.heard = mine; tell(row, mine); }
    }
    flush();
  };

  const draw = () => {
    const ask = model.get("ask");
    if (ask.id !== shown) settle(ui.root, () => {
      shown = ask.id;
      rows = [];
      queue.clear();
      ui.box.lang = model.get("lang");
      ui.box.setAttribute("aria-label", words.grid);
      if (!ask.id) return;
      const heads = [words.grid_number, words.here_name, words.here_role, ...ask.cells.map((spec) => spec.label), words.grid_state];
      list = ask.wide ? h("ol", { class: "stack" }) : h("tbody");
      closed = h("p", { class: "closed", role: "status" });
      inside.replaceChildren(h("h2", { tabindex: "-1", text: ask.title }), h("p", { class: "quiet", text: words.grid_how }), closed,
        ask.wide ? list : h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": ask.title }, h("table", {},
          h("thead", {}, h("tr", {}, heads.map((text) => h("th", { scope: "col", text })))), list)),
        h("div", { class: "bar" }, h("button", { type: "button", text: words.grid_more, "data-key": "more", onclick: () => { const last = rows.at(-1); go(last, 1, 0); } })));
      for (const sheet of model.get("sheets")) add(sheet);
      if (!rows.length) add({ number: 1 });
    }, "h2", true);
    if (!ask.id) { inside.replaceChildren(h("h2", { tabindex: "-1", text: words.grid }), h("p", { text: words.grid_none })); return; }
    closed.textContent = ask.open ? "" : words.grid_closed;
  };

  const events = [["change:ask", draw], ["change:told", heard], ["change:heard", heard]];
  for (const [event, call] of events) model.on(event, call);
  draw();
  return () => {
    for (const [event, call] of events) model.off(event, call);
    ui.close();
  };
}
export default { render };
