// Promise against reality: files to choose, what was promised and done, the rows set aside, the clauses to reopen.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "kept");
  const drafts = new Map();
  const form = model.get("form"), words = form.words;
  const input = h("input", { type: "file", multiple: true, accept: ".csv,.tsv,.txt,text/csv", "data-key": "files" });
  const columns = h("details", {}, h("summary", { text: words.columns }), h("div", { class: "fields" }, form.columns.map((one) => field(one, drafts, "kept"))));
  const go = h("button", { class: "go", type: "submit", text: words.go, "data-key": "go" });
  const ask = h("form", { class: "ask", novalidate: "" }, h("label", {}, words.choose, input), h("div", { class: "fields" }, form.fields.map((one) => field(one, drafts, "kept"))), columns, h("div", { class: "bar" }, go));
  const place = h("div", { class: "found" });
  const canvas = h("div");
  ui.box.append(h("div", { class: "in" }, h("h2", { text: words.title }), h("p", { class: "quiet", text: words.help }), ask, place));

  const refuse = (text) => { model.set("alert", ""); model.set("alert", text); };
  ask.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = [...input.files], large = chosen.find((one) => one.size > form.most);
    if (large) return refuse(words.too_large.replace("{file}", large.name).replace("{most}", String(form.most >> 20)));
    const buffers = await Promise.all(chosen.map((one) => one.arrayBuffer()));
    ui.act("read", { ...read(ask), names: chosen.map((one) => one.name) }, go, buffers);
  });

  let end = null;
  const row = (one, k, rows) => {
    const [clause, channel, promised, found, word] = one.cells;
    return h("tr", { class: one.kept === false ? "broken" : null }, h("th", { scope: "row" }, h("span", { text: channel }), k === 0 || rows[k - 1].cells[0] !== clause ? h("small", { text: clause }) : null),
      h("td", { text: promised }), h("td", { text: found }), h("td", { class: "word", text: word }));
  };
  const draw = () => settle(ui.root, () => {
    const view = model.get("view"), lang = model.get("lang"), spec = model.get("chart");
    ui.box.lang = lang;
    end?.();
    end = null;
    if (!view.rows) return place.replaceChildren();
    place.replaceChildren(...[
      spec.finding ? h("h3", { class: "finding", text: spec.finding[lang], tabindex: "-1" }) : null, spec.kind ? canvas : null,
      h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": words.title }, h("table", { class: "table" },
        h("thead", {}, h("tr", {}, [words.channel_head, words.promised, words.done, words.found].map((text) => h("th", { scope: "col", text })))), h("tbody", {}, view.rows.map(row)))),
      h("ul", { class: "lines" }, view.read.map((text) => h("li", { text }))),
      view.aside.length ? h("details", { class: "aside" }, h("summary", { text: `${words.rows} (${view.aside.length})` }), h("ul", { class: "lines" }, view.aside.map((text) => h("li", { text })))) : null,
      h("h3", { text: words.reopen }),
      view.reopen.length ? h("div", { class: "bar" }, view.reopen.map((one) => h("button", { type: "button", text: one.label, "data-key": `reopen-${one.id}`, onclick: (event) => ui.act("reopen", { question: one.id }, event.currentTarget) })))
        : h("p", { text: words.reopen_none }),
    ].filter(Boolean));
    if (spec.kind) end = chart.draw(canvas, spec, lang, model.get("chart_texts"), { table: "details" });
    if (spec.finding) ui.announce(spec.finding[lang]);
  }, "h2", false);
  model.on("change:view", draw);
  draw();
  return () => { model.off("change:view", draw); end?.(); ui.close(); };
}
export default { render };
