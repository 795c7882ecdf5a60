// A table filled in together: a row a topic, a column a channel. A cell is saved when it is left; nothing typed is lost.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "matrix");
  const words = model.get("words");
  const said = (template, facts) => template.replace(/\{([a-z]+)\}/g, (whole, name) => facts[name] ?? whole);
  const inside = h("div", { class: "in" });
  ui.box.append(inside);
  const queue = new Map();   // what waits for the kernel's ear, by the place it is about
  const typed = new Map();   // what is in a cell and not yet known to be kept, by its place
  let who = "";
  let shown = null;
  let told = model.get("told").n ?? 0;
  let last = null;           // the cell that suggestions go into
  let added = false;

  const flush = () => {
    for (const [place, [act, values]] of [...queue]) {
      if (!ui.act(act, { ...values, by: who })) return;
      queue.delete(place);
    }
  };
  const send = (place, act, values) => { queue.set(place, [act, values]); flush(); };

  // ---- one cell ---------------------------------------------------------------------------------

  const grow = (area) => { area.style.height = "auto"; area.style.height = `${area.scrollHeight + 4}px`; };
  const cellAt = (row, column) => inside.querySelector(`textarea[data-row="${CSS.escape(row)}"][data-column="${CSS.escape(column)}"]`);
  const rowsNow = () => model.get("view").rows;

  const save = (area) => {
    const { row, column } = area.dataset;
    const place = `${row}/${column}`;
    const kept = rowsNow().find((one) => one.id === row)?.cells[column] ?? "";
    if (area.value.trim() === kept) { typed.delete(place); return; }
    typed.set(place, area.value);
    send(place, "cell", { row, column, text: area.value });
  };
  const pressed = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    const { row, column } = event.target.dataset;
    const rows = rowsNow();
    const below = rows[rows.findIndex((one) => one.id === row) + 1];
    if (below) cellAt(below.id, column).focus();
    else inside.querySelector("[name=label]").focus();
  };
  const cell = (row, column) => {
    const area = h("textarea", { rows: 1, maxlength: 600, "data-row": row.id, "data-column": column.id, "data-key": `${row.id}/${column.id}`,
      onfocus: () => { last = area; suggest(); }, oninput: () => { typed.set(`${row.id}/${column.id}`, area.value); grow(area); }, onchange: () => save(area), onkeydown: pressed });
    area.value = typed.get(`${row.id}/${column.id}`) ?? row.cells[column.id] ?? "";
    return h("td", { role: "cell" }, h("label", {}, h("span", { text: column.label }), h("span", { class: "sr", text: `, ${row.name}` }), area));
  };

  // ---- one row ----------------------------------------------------------------------------------

  const nameOf = (row, view) => {
    const name = h("textarea", { rows: 1, maxlength: 120, "data-key": `name ${row.id}`, "aria-label": `${words.table_name} : ${row.name}`,
      oninput: () => grow(name), onkeydown: (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); cellAt(row.id, view.columns[0].id).focus(); } } });
    name.value = row.name;
    const flag = view.mark ? h("input", { type: "checkbox", "data-key": `mark ${row.id}`, "aria-label": `${view.mark} : ${row.name}` }) : null;
    if (flag) flag.checked = row.mark;
    const change = () => send(`name ${row.id}`, "name", { row: row.id, label: name.value.replace(/\s+/g, " "), mark: flag?.checked ?? false });
    name.addEventListener("change", change);
    flag?.addEventListener("change", change);
    return h("th", { scope: "row", role: "rowheader" }, name, flag ? h("span", { class: "flag" }, flag, h("span", { "aria-hidden": "true", text: view.mark })) : null);
  };
  // A row with words in it is taken out by a second press.
  const out = (row) => {
    const button = h("button", { type: "button", text: words.table_drop, "aria-label": `${words.table_drop} : ${row.name}`, "data-key": `drop ${row.id}` });
    let sure = !Object.values(row.cells).some(Boolean);
    button.addEventListener("click", () => {
      if (sure) { ui.act("drop", { row: row.id }, button); return; }
      sure = true;
      button.textContent = words.table_drop_sure;
      button.setAttribute("aria-label", `${words.table_drop_sure} : ${row.name}`);
    });
    button.addEventListener("blur", () => { if (sure && button.textContent !== words.table_drop && Object.values(row.cells).some(Boolean)) {
      sure = false;
      button.textContent = words.table_drop;
      button.setAttribute("aria-label", `${words.table_drop} : ${row.name}`);
    } });
    return h("td", { role: "cell", class: "last" }, h("small", { class: "said", "data-said": row.id, text: row.said }), button);
  };
  const line = (row, view) => h("tr", { role: "row" }, nameOf(row, view), view.columns.map((column) => cell(row, column)), out(row));

  // ---- suggestions ------------------------------------------------------------------------------

  const chips = h("div", { class: "chips" });
  const suggest = () => {
    const view = model.get("view");
    if (!last?.isConnected) { chips.replaceChildren(); return; }
    const { row, column } = last.dataset;
    const label = said(words.table_cells, { cell: `« ${rowsNow().find((one) => one.id === row)?.name} · ${view.columns.find((one) => one.id === column)?.label} »` });
    chips.replaceChildren(h("h3", { text: label }), h("div", { class: "bar", role: "group", "aria-label": label }, (view.cells[column] ?? []).map((text) => h("button", { type: "button", text, onclick: () => {
      last.value = [last.value.trim(), text].filter(Boolean).join("\n");
      grow(last);
      save(last);
      last.focus();
    } }))));
  };

  // ---- the whole --------------------------------------------------------------------------------

  const key = (view) => JSON.stringify([view.lang, view.columns, view.rows.map((one) => one.id), view.ideas]);
  const draw = () => {
    const view = model.get("view");
    if (!view.title) return;
    if (key(view) === shown) { fill(view); return; }
    shown = key(view);
    settle(ui.root, () => {
      ui.box.lang = view.lang;
      ui.box.setAttribute("aria-label", view.title);
      const by = h("input", { type: "text", maxlength: 60, autocomplete: "off", "data-key": "who", oninput: () => { who = by.value; } });
      by.value = who;
      const label = h("input", { type: "text", name: "label", maxlength: 120, autocomplete: "off", "data-key": "new" });
      const add = (text) => { added = true; return ui.act("add", { label: text, by: who }); };
      const heads = [view.row, ...view.columns.map((one) => one.label), words.table_last];
      const table = h("table", { class: "table", role: "table" }, h("caption", { class: "sr", text: view.title }),
        h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads.map((text) => h("th", { scope: "col", role: "columnheader", text })))),
        h("tbody", { role: "rowgroup" }, view.rows.map((row) => line(row, view))));
      inside.replaceChildren(...[
        h("h2", { tabindex: "-1", text: view.title }), h("p", { text: view.aim }), h("p", { class: "quiet", text: words.table_how }),
        h("label", { class: "who" }, words.table_who, by),
        view.rows.length ? h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": view.title }, table) : h("p", { class: "none", text: words.table_none }),
        chips,
        h("form", { class: "new", onsubmit: (event) => { event.preventDefault(); add(label.value); } },
          h("label", {}, words.table_new, label), h("button", { class: "plus", type: "submit", text: words.table_add })),
        view.ideas.length ? h("details", {}, h("summary", { text: words.table_ideas, "data-key": "ideas" }),
          h("div", { class: "bar" }, view.ideas.map((text) => h("button", { type: "button", text, onclick: () => add(text) })))) : null,
      ].filter(Boolean));
      inside.querySelector("details")?.toggleAttribute("open", view.rows.length === 0 || open);
      inside.querySelector("details")?.addEventListener("toggle", (event) => { open = event.target.open; });
      for (const area of inside.querySelectorAll("textarea")) grow(area);
    }, "h2", false);
    suggest();
    if (added && view.rows.length) { added = false; inside.querySelector(`[data-key="name ${CSS.escape(view.rows.at(-1).id)}"]`)?.focus(); }
  };
  let open = false;

  // The same rows and columns: what others wrote comes in, what is being typed here stays.
  const fill = (view) => {
    for (const row of view.rows) {
      for (const column of view.columns) {
        const area = cellAt(row.id, column.id);
        const place = `${row.id}/${column.id}`;
        const kept = row.cells[column.id] ?? "";
        if ((typed.get(place) ?? "").trim() === kept) typed.delete(place);
        if (typed.has(place) || area === ui.root.activeElement || area.value === kept) continue;
        area.value = kept;
        grow(area);
      }
      const name = inside.querySelector(`[data-key="name ${CSS.escape(row.id)}"]`);
      if (name !== ui.root.activeElement && name.value !== row.name) { name.value = row.name; grow(name); }
      inside.querySelector(`[data-said="${CSS.escape(row.id)}"]`).textContent = row.said;
    }
  };
  const heard = () => {
    const now = model.get("told");
    if ((now.n ?? 0) !== told) { told = now.n; ui.announce(""); ui.announce(now.text); }
    if (model.get("alert")) added = false;
    flush();
  };

  // Below 40 rem of its own width a row is a block: nothing scrolls sideways on a narrow screen.
  const width = new ResizeObserver(() => {
    ui.box.classList.toggle("narrow", ui.box.clientWidth < 640);
    for (const area of inside.querySelectorAll("textarea")) grow(area);
  });
  width.observe(ui.box);
  const events = [["change:view", draw], ["change:told", heard], ["change:heard", heard]];
  for (const [event, call] of events) model.on(event, call);
  draw();
  return () => {
    width.disconnect();
    for (const [event, call] of events) model.off(event, call);
    ui.close();
  };
}
export default { render };
