// What our widgets share. Text goes in as text: nothing here makes markup out of a string.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(9).filter((child) => child || child === 0));
  return node;
}

// Lab says its theme on <body>; elsewhere the system does.
const darkNow = () => {
  const said = document.body.dataset.jpThemeLight;
  return said ? said === "false" : matchMedia("(prefers-color-scheme: dark)").matches;
};

// The font comes from the kernel, once a page; until then, and without it, the system's own is used.
let font = null;
function askForFont(model) {
  if (font) return;
  font = "asked";
  const take = (message, buffers) => {
    if (message?.font !== "Hyper" || !buffers?.length) return;
    model.off("msg:custom", take);
    const face = new FontFace("Hyper", buffers[0].buffer ?? buffers[0], { weight: "200 800", display: "swap" });
    face.load().then(() => document.fonts.add(face), () => {});
  };
  model.on("msg:custom", take);
  model.send({ act: "font" });
}

const SILENCE = 8000; // ms without an answer before we say so

// A shadow root with our styles, an alert, a note on the connection, and a polite line for screen readers.
// `act(name, values)` reports to Python; Python answers by raising `heard`.
export function shell(el, model, css, name) {
  const root = el.shadowRoot ?? el.attachShadow({ mode: "open" });
  el.dataset.lmSuppressShortcuts = "true";  // else Lab takes the arrow keys from radios, lists and sliders
  const lost = h("div", { class: "lost", role: "status" });
  const alert = h("div", { class: "alert", role: "alert" });
  const polite = h("p", { class: "sr", role: "status" });
  const box = h("section", { class: `w ${name}` }, polite, lost, alert);
  root.replaceChildren(h("style", { text: css }), box);
  // Enter in a field of a form sends it, also where Lab would keep the key from doing so.
  box.addEventListener("keydown", (event) => {
    const field = event.composedPath()[0];
    if (event.key !== "Enter" || event.isComposing || field.localName !== "input" || !field.form) return;
    event.preventDefault();
    field.form.requestSubmit();
  });

  let alone = "";
  let waiting = null;
  let pressed = null;
  let beat = null;
  const words = model.get("words");
  const say = (node, text) => { if (node.textContent !== text) node.textContent = text; };
  const theme = () => box.classList.toggle("dark", darkNow());
  const link = () => say(lost, alone || model.get("link"));
  // What went wrong stands above the button that was pressed, however long the widget; else at its top.
  const fail = () => {
    const text = model.get("alert"), bar = text && pressed?.isConnected ? pressed.closest(".bar") ?? pressed : null;
    if (bar) bar.before(alert);
    say(alert, text);
    if (bar) alert.scrollIntoView({ block: "nearest" });
  };
  const found = new MutationObserver(() => { if (!alert.isConnected) lost.after(alert); });
  found.observe(box, { childList: true, subtree: true });
  const heard = () => {
    clearTimeout(waiting);
    waiting = null;
    for (const button of box.querySelectorAll("button[aria-disabled=true]")) button.removeAttribute("aria-disabled");
    alive();
  };
  const silent = () => { alone = words.kernel_silent; link(); };
  const alive = () => { clearTimeout(beat); alone = ""; link(); };
  const tell = (message, buffers) => { try { model.send(message, undefined, buffers); } catch { dead(); } };
  const pong = (message) => { if (message?.pong) alive(); };
  // Lab tells a widget that its kernel restarts, but not that it died: so we ask, now and then.
  const ask = () => {
    if (document.hidden || waiting) return;
    clearTimeout(beat);
    beat = setTimeout(silent, SILENCE);
    tell({ act: "ping" });
  };
  const dead = () => { alone = words.kernel_lost; link(); };
  const act = (what, values = {}, button = null, buffers = undefined) => {
    if (waiting) return false;
    pressed = button;
    button?.setAttribute("aria-disabled", "true");
    waiting = setTimeout(() => { heard(); silent(); }, SILENCE);
    tell({ act: what, values }, buffers);
    return true;
  };
  const listeners = [["change:alert", fail], ["change:link", link], ["change:heard", heard], ["comm_live_update", dead], ["msg:custom", pong]];
  for (const [event, done] of listeners) model.on(event, done);
  const watch = new MutationObserver(theme);
  watch.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  const pulse = setInterval(ask, 2 * SILENCE);
  theme(); link(); fail(); askForFont(model);
  return {
    root, box, act,
    announce: (text) => say(polite, text),
    close: () => {
      clearTimeout(waiting);
      clearTimeout(beat);
      clearInterval(pulse);
      watch.disconnect();
      found.disconnect();
      for (const [event, done] of listeners) model.off(event, done);
    },
  };
}

// One field of a form; `drafts` keeps what was typed across redraws, until Python gives it another `turn`.
export function field(spec, drafts, key) {
  const id = `${key}-${spec.name}${spec.turn ?? ""}`;
  const value = drafts.get(id) ?? spec.value ?? "";
  const keep = (event) => drafts.set(id, event.target.type === "checkbox" ? event.target.checked : event.target.value);
  const wide = ["textarea", "radio", "rows"].includes(spec.type) || spec.wide ? "wide" : null;
  const common = { name: spec.name, "data-key": id, oninput: keep, onchange: keep, "data-act": spec.act };
  if (spec.type === "radio") {
    return h("fieldset", { class: wide }, h("legend", { text: spec.label }), h("div", { class: "choices" }, spec.options.map((option) => {
      const input = h("input", { ...common, type: "radio", value: option.id, "data-key": `${id}-${option.id}`, name: id, "data-name": spec.name });
      input.checked = option.id === value;
      return h("label", {}, input, h("span", { text: option.label }));
    })));
  }
  if (spec.type === "rows") return rows(spec, drafts, id, wide);
  if (spec.type === "checks") return checks(spec, drafts, id);
  let input;
  if (spec.type === "select") {
    input = h("select", common, spec.options.map((option) => h("option", { value: option.id, text: option.label })));
    input.value = value;
  } else if (spec.type === "textarea") {
    input = h("textarea", { ...common, rows: spec.rows ?? 3, maxlength: spec.max ?? 4000 });
    input.value = value;
  } else {
    input = h("input", { ...common, type: spec.type, min: spec.min, max: spec.max, step: spec.step, list: spec.list, autocomplete: "off", maxlength: spec.type === "text" ? 400 : null });
    if (spec.type === "checkbox") input.checked = Boolean(value); else input.value = value;
  }
  return h("label", { class: wide }, spec.label, spec.hint ? h("small", { text: spec.hint }) : null, input);
}

// Rows that grow: what stays in dissent, one line a person.
function rows(spec, drafts, id, wide) {
  const list = h("div", { class: "rows", "data-rows": spec.name });
  const kept = drafts.get(id) ?? spec.value ?? [];
  const save = () => drafts.set(id, readRows(list));
  const add = (row) => {
    const line = h("div", {}, spec.columns.map((column) => {
      const input = column.options
        ? h("select", { "data-column": column.name }, column.options.map((option) => h("option", { value: option.id, text: option.label })))
        : h("input", { type: column.type ?? "text", "data-column": column.name, maxlength: 2000 });
      input.value = row[column.name] ?? "";
      return h("label", {}, column.label, input);
    }));
    list.append(line);
    return line;
  };
  for (const row of kept) add(row);
  list.addEventListener("input", save);
  const more = h("button", { type: "button", text: spec.add, "data-key": `${id}-add`, onclick: () => { add({}).querySelector("input").focus(); save(); } });
  return h("fieldset", { class: wide }, h("legend", { text: spec.label }), spec.hint ? h("small", { text: spec.hint }) : null, list, h("p", { style: "margin-top:.6rem" }, more));
}

// Several of a list, in groups; with `search`, a field that leaves only what it names.
function checks(spec, drafts, id) {
  const kept = new Set(drafts.get(id) ?? spec.value ?? []);
  const list = h("div", { class: "choices", "data-checks": spec.name });
  for (const group of new Set(spec.options.map((option) => option.group ?? ""))) {
    list.append(h("div", { role: "group", "aria-label": group || spec.label }, group ? h("p", { class: "kind", text: group }) : null,
      spec.options.filter((option) => (option.group ?? "") === group).map((option) => {
        const input = h("input", { type: "checkbox", value: option.id, "data-key": `${id}-${option.id}` });
        input.checked = kept.has(option.id);
        return h("label", {}, input, h("span", {}, option.label, option.hint ? h("small", { text: option.hint }) : null));
      })));
  }
  list.addEventListener("change", () => drafts.set(id, readChecks(list)));
  const look = h("input", { type: "search", "data-key": `${id}-search`, autocomplete: "off", oninput: (event) => sift(list, "label", event.target.value) });
  return h("fieldset", { class: "wide" }, h("legend", { text: spec.label }), spec.hint ? h("small", { text: spec.hint }) : null,
    spec.search ? h("label", { class: "search" }, spec.search, look) : null, list);
}

const readChecks = (list) => [...list.querySelectorAll("input:checked")].map((input) => input.value);
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Leave only what holds every word that was typed, accents aside; a group with nothing left goes too.
export function sift(box, each, typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  for (const one of box.querySelectorAll(each)) one.hidden = !words.every((word) => plain(one.textContent).includes(word));
  for (const group of box.querySelectorAll("[role=group]")) group.hidden = ![...group.querySelectorAll(each)].some((one) => !one.hidden);
}

const readRows = (list) => [...list.children].map((line) => Object.fromEntries(
  [...line.querySelectorAll("[data-column]")].map((input) => [input.dataset.column, input.value])));

export function read(box) {
  const values = {};
  for (const input of box.querySelectorAll("input[name],select[name],textarea[name]")) {
    if (input.type === "radio") { if (input.checked) values[input.dataset.name] = input.value; }
    else values[input.name] = input.type === "checkbox" ? input.checked : input.value;
  }
  for (const list of box.querySelectorAll("[data-rows]")) values[list.dataset.rows] = readRows(list);
  for (const list of box.querySelectorAll("[data-checks]")) values[list.dataset.checks] = readChecks(list);
  return values;
}

// Redraw without losing the place: the same control keeps the focus; a new step gives it to its heading.
export function settle(root, draw, heading, fresh) {
  const active = root.activeElement;
  const key = active?.dataset?.key;
  draw();
  if (!active) return;
  const same = key && !fresh ? root.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  (same ?? root.querySelector(heading))?.focus({ preventScroll: Boolean(same) });
}
