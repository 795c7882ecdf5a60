// Ideas under their themes, moved, merged, split and named by buttons. An idea that is ticked opens what can be done
// with it right below, so that one Tab leads there.

export const gathers = (() => {
const FIRST = 5;  // ideas of a proposed theme that are shown at once
const say = (text, facts) => text.replace(/\{([a-z_]+)\}/g, (all, name) => (name in facts ? facts[name] : all));
const entry = (label, input, hint) => h("label", {}, label, hint ? h("small", { text: hint }) : null, input);
const typed = (props) => h("input", { type: "text", autocomplete: "off", maxlength: 2000, ...props });

function turn(spec) {
  return h("p", { class: "turn" }, `${spec.label} `, h("b", { text: spec.name }));
}

// What was read out; each can be set aside at once, for a reason.
function heard(spec, ui, key) {
  const words = ui.model.get("words");
  return h("div", {}, h("h3", { text: spec.title }), h("ul", { class: "lines" }, spec.items.map((item) => h("li", {}, item.text,
    item.aside ? h("small", { text: ` ${say(words.aside_because, { reason: item.aside })}` }) : asideFold(ui, key, words, item)))));
}

function asideFold(ui, key, words, item) {
  const why = typed({ "data-key": `${key}-why-${item.id}` });
  return h("details", {}, h("summary", { text: words.aside, "data-key": `${key}-fold-${item.id}` }),
    h("div", { class: "row" }, entry(words.aside_reason, why, words.aside_hint), press(ui, words.aside, "aside", () => ({ ideas: [item.id], reason: why.value }))));
}

const press = (ui, label, act, values, props = {}) => h("button", { type: "button", text: label, ...props,
  onclick: (event) => ui.act(act, values(), event.currentTarget) });

function themes(spec, ui, key) {
  const words = ui.model.get("words");
  if (spec.proposal) return proposal(spec.proposal, spec, ui, words);
  ui.wanted = undefined;
  const picked = ui.picked ??= new Set();
  const known = new Map(spec.groups.flatMap((group) => group.ideas).map((idea) => [idea.id, idea]));
  for (const id of [...picked]) if (!known.has(id)) picked.delete(id);
  const panel = h("div", { class: "panel", role: "group" });
  const box = h("div", { class: "themes" });
  const clear = () => {
    picked.clear();
    for (const one of box.querySelectorAll(".idea input")) one.checked = false;
    panel.remove();
  };
  const open = (id, item) => {
    panel.remove();
    if (!picked.size) return;
    fillPanel(panel, [...picked].map((one) => known.get(one)), spec, ui, words, clear);
    (picked.has(id) ? item : box.querySelector(".idea:has(:checked)"))?.append(panel);
  };
  const line = (idea) => {
    const tick = h("input", { type: "checkbox", "data-key": `idea-${idea.id}`, onchange: () => {
      tick.checked ? picked.add(idea.id) : picked.delete(idea.id);
      open(idea.id, item);
    } });
    tick.checked = picked.has(idea.id);
    const item = h("li", { class: "idea" }, h("label", {}, tick, h("span", { lang: idea.lang, dir: "auto", text: idea.text }),
      idea.notes.length ? h("small", { text: idea.notes.join(" · ") }) : null), idea.made.length ? lineage(idea, ui, words) : null);
    return item;
  };
  const sections = spec.groups.map((group, n) => h("section", { "aria-label": group.name || words.theme_none },
    h("h4", {}, h("span", { dir: "auto", text: group.name || words.theme_none }), " ", h("span", { class: "num", text: String(group.ideas.length) })),
    group.name ? naming(group.name, n, spec, ui, words) : null, h("ul", {}, group.ideas.map(line))));
  const seek = h("input", { type: "search", autocomplete: "off", "data-key": `${key}-seek`, oninput: (event) => sift(box, ".idea", event.target.value) });
  box.append(...[h("h3", { text: spec.title }), h("p", { class: "quiet", text: words.themes_help }),
    h("div", { class: "row" }, known.size > 7 ? entry(words.themes_seek, seek) : null,
      press(ui, spec.again ? words.themes_again : words.themes_propose, "propose_themes", () => ({}), { "data-key": "propose_themes" })),
    doubles(spec, ui, words), h("div", { class: "columns" }, sections), setAside(spec, ui, words)].filter(Boolean));
  if (picked.size) open([...picked].at(-1), box.querySelector(`[data-key="idea-${CSS.escape([...picked].at(-1))}"]`)?.closest("li"));
  return box;
}

function lineage(idea, ui, words) {
  return h("details", {}, h("summary", { text: words.lineage, "data-key": `made-${idea.id}` }),
    h("ul", { class: "made" }, idea.made.map((text) => h("li", { dir: "auto", text }))),
    press(ui, idea.merged ? words.undo_merge : words.undo_split, "restore", () => ({ ideas: [idea.id] }), { "data-key": `undo-${idea.id}` }));
}

// Another name for a theme, or one theme of two.
function naming(name, n, spec, ui, words) {
  const called = typed({ maxlength: 80, value: name, "data-key": `called-${n}` });
  const others = spec.themes.filter((one) => one !== name);
  const into = h("select", { "data-key": `into-${n}` }, others.map((one) => h("option", { value: one, text: one })));
  return h("details", {}, h("summary", { "data-key": `naming-${n}` }, words.theme_change, h("span", { class: "sr", text: ` ${name}` })),
    h("div", { class: "row" }, entry(words.theme_name, called), press(ui, words.theme_rename, "rename", () => ({ theme: name, name: called.value }), { "data-key": `rename-${n}` })),
    others.length ? h("div", { class: "row" }, entry(words.theme_into, into), press(ui, words.theme_join, "rename", () => ({ theme: name, name: into.value }), { "data-key": `join-${n}` })) : null);
}

// What can be done with the ideas that are ticked.
function fillPanel(panel, ideas, spec, ui, words, clear) {
  const ids = ideas.map((idea) => idea.id);
  const done = (act, values) => (event) => { if (ui.act(act, { ideas: ids, ...values() }, event.currentTarget)) ui.picked.clear(); };
  const button = (label, act, values) => h("button", { type: "button", text: label, onclick: done(act, values), "data-key": `panel-${act}` });
  const count = say(ids.length === 1 ? words.picked_one : words.picked, { count: ids.length });
  const fresh = typed({ maxlength: 80, "data-key": "panel-new" });
  const named = entry(words.theme_new_name, fresh);
  const where = h("select", { "data-key": "panel-where", onchange: () => { named.hidden = where.value !== "new"; } },
    spec.themes.map((one, n) => h("option", { value: `t${n}`, text: one })),
    h("option", { value: "new", text: words.theme_new }), h("option", { value: "none", text: words.theme_none }));
  named.hidden = where.value !== "new";
  const target = () => ({ theme: where.value === "new" ? fresh.value : where.value === "none" ? "" : spec.themes[Number(where.value.slice(1))] });
  const text = ideas.reduce((longest, idea) => (idea.text.length > longest.length ? idea.text : longest), "");
  const area = h("textarea", { rows: 3, maxlength: 4000, "data-key": "panel-text" });
  area.value = text;
  const why = typed({ "data-key": "panel-why" });
  panel.setAttribute("aria-label", count);
  panel.replaceChildren(h("p", {}, h("b", { text: count }), " ", h("button", { type: "button", class: "plain", text: words.picked_none, "data-key": "panel-clear", onclick: () => {
    const first = ui.root.querySelector(`[data-key="idea-${CSS.escape(ids[0])}"]`);
    clear();
    first?.focus();
  } })),
    h("div", { class: "row" }, entry(words.theme_to, where), button(words.theme_move, "group", target)), named,
    ids.length > 1
      ? h("div", { class: "row" }, entry(words.merge_text, area), button(words.merge, "merge", () => ({ text: area.value })))
      : h("details", {}, h("summary", { text: words.split }), h("div", { class: "row" }, entry(words.split_text, area, words.split_hint), button(words.split, "split", () => ({ text: area.value })))),
    h("details", {}, h("summary", { text: words.aside }), h("div", { class: "row" }, entry(words.aside_reason, why, words.aside_hint), button(words.aside, "aside", () => ({ reason: why.value })))));
}

function doubles(spec, ui, words) {
  if (!spec.pairs.length) return null;
  const box = h("details", { ontoggle: () => ui.drafts.set("doubles", box.open) }, h("summary", { text: say(words.doubles, { count: spec.pairs.length }), "data-key": "doubles" }),
    h("ul", { class: "doubles" }, spec.pairs.map((pair, n) => h("li", {}, h("div", {}, pair.texts.map((text) => h("p", { dir: "auto", text }))),
      press(ui, words.merge, "merge", () => ({ ideas: pair.ideas }), { "data-key": `double-${n}`, "aria-label": say(words.merge_pair, { a: pair.texts[0], b: pair.texts[1] }) })))));
  box.open = ui.drafts.get("doubles") ?? true;
  return box;
}

function setAside(spec, ui, words) {
  if (!spec.aside.length) return null;
  const box = h("details", { ontoggle: () => ui.drafts.set("asides", box.open) }, h("summary", { text: say(words.asides, { count: spec.aside.length }), "data-key": "asides" }),
    h("ul", { class: "lines" }, spec.aside.map((idea) => h("li", {}, h("span", { dir: "auto", text: idea.text }), h("small", { text: ` ${say(words.aside_because, { reason: idea.reason })} ` }),
      press(ui, words.bring_back, "bring", () => ({ ideas: [idea.id] }), { "data-key": `bring-${idea.id}`, "aria-label": `${words.bring_back} ${idea.text}` })))));
  box.open = ui.drafts.get("asides") ?? false;
  return box;
}

// Themes by meaning, as many as the slider says; nothing of it is in the room before "keep".
function proposal(found, spec, ui, words) {
  const value = (count) => say(words.themes_number, { count });
  const shown = h("span");
  const slider = h("input", { type: "range", min: 1, max: found.most, step: 1, "data-key": "slider" });
  // One question at a time goes to Python; where people left the slider is kept, and goes next.
  const put = (count) => {
    slider.value = count;
    shown.textContent = value(slider.value);
    slider.setAttribute("aria-valuetext", value(slider.value));
  };
  const send = () => { if (Number(slider.value) !== found.count) ui.act("cut", { themes: slider.value }); };
  put(ui.wanted ?? found.count);
  ui.model.on("change:heard", send);
  ui.ends.push(() => ui.model.off("change:heard", send));
  slider.addEventListener("input", () => { ui.wanted = Number(slider.value); put(ui.wanted); send(); });
  const names = found.groups.map((group, n) => typed({ maxlength: 80, value: group.name, "data-key": `name-${found.count}-${n}` }));
  return h("div", { class: "themes" }, h("h3", { text: spec.title }), h("p", { class: "quiet", text: spec.again ? words.proposal_replaces : words.proposal_help }),
    h("label", { class: "slider" }, shown, slider),
    h("div", { class: "bar" }, press(ui, words.themes_keep, "keep_themes", () => ({ names: names.map((one) => one.value) }), { "data-key": "keep_themes" }),
      press(ui, words.themes_leave, "leave_themes", () => ({}), { "data-key": "leave_themes" })),
    h("div", { class: "columns" }, found.groups.map((group, n) => h("section", {},
      entry(say(words.theme_name_of, { n: n + 1, count: group.ideas.length }), names[n]), some(group.ideas, words)))));
}

// The first few ideas of a theme, the others behind a fold.
function some(ideas, words) {
  const lines = (texts) => h("ul", {}, texts.map((text) => h("li", { class: "idea", dir: "auto", text })));
  const rest = ideas.slice(FIRST);
  return [lines(ideas.slice(0, FIRST)), rest.length ? h("details", {}, h("summary", { text: say(words.themes_rest, { count: rest.length }) }), lines(rest)) : null];
}

return { themes, heard, turn };
})();
