// Something that everybody answers alone. Python decides what is shown; this draws it and reports what was pressed.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "asking");
  const drafts = new Map();
  Object.assign(ui, { ends: [], drafts, model });
  const end = () => { for (const one of ui.ends.splice(0)) one(); };
  const inside = ui.left = h("div", { class: "in" });
  ui.box.append(inside);
  const number = h("b", { class: "num" });
  const words = h("span");
  const meter = h("div", { class: "meter", "aria-hidden": "true" });
  const left = h("b", { class: "num" });
  const rest = h("p", { class: "count", role: "timer" }, left, " ", h("span"));
  const counts = [h("div", { class: "numbers" }, h("p", { class: "count", role: "status" }, number, " ", words), rest), meter];
  let since = performance.now();
  let shown = null;

  const button = (spec, kind) => h("button", { type: "button", class: kind, text: spec.button, "data-key": spec.act,
    onclick: (event) => ui.act(spec.act, read(event.currentTarget.closest("details, .in")), event.currentTarget) });
  const fields = (list, key) => list.length ? h("div", { class: "fields" }, list.map((one) => field(one, drafts, key))) : null;
  const picture = (view) => {
    const place = h("div", { class: "picture" });
    ui.ends.push(chart.draw(place, view.chart, view.lang, model.get("chart_texts"), { table: "details" }));
    return place;
  };
  const again = (spec, key) => {
    const box = h("details", { ontoggle: () => drafts.set("again", box.open) }, h("summary", { text: spec.label, "data-key": "again-open" }),
      fields(spec.fields, key), h("div", { class: "bar" }, button(spec, null)));
    box.open = drafts.get("again") ?? false;
    return box;
  };

  const draw = () => {
    const view = model.get("view");
    if (!view.key) return;
    const fresh = shown !== null && shown !== view.key;
    if (fresh) drafts.clear();
    shown = view.key;
    settle(ui.root, () => {
      end();
      ui.box.setAttribute("aria-label", view.title);
      ui.box.lang = view.lang;
      inside.replaceChildren(...[
        h("h2", { tabindex: "-1", text: view.title }),
        view.say ? h("p", { class: "aloud", text: view.say }) : null,
        view.lead ? h("p", { text: view.lead }) : null,
        view.items.length ? h("ul", { class: "lines" }, view.items.map((text) => h("li", { text }))) : null,
        view.finding ? h("h3", { class: "finding", text: view.finding }) : null,
        view.chart ? picture(view) : null,
        view.note ? h("p", { class: "quiet", text: view.note }) : null,
        view.table ? drawn(view.table, ui) : null,
        view.lines.map((text) => h("p", { class: "said", text })),
        view.counts ? counts : null,
        fields(view.fields, view.key),
        view.go || view.quiet.length ? h("div", { class: "bar" }, view.go ? button(view.go, "go") : null, view.quiet.map((one) => button(one, null))) : null,
        view.again ? again(view.again, view.key) : null,
      ].flat().filter(Boolean));
    }, "h2", fresh);
    if (fresh) ui.announce(view.finding || view.title);
  };

  const count = () => {
    const live = model.get("live");
    number.textContent = live.answered ?? "";
    words.textContent = live.words ?? "";
    meter.style.setProperty("--share", `${Math.round(100 * (live.share ?? 0))}%`);
    since = performance.now();
    tick();
  };

  const tick = () => {
    const live = model.get("live");
    rest.hidden = typeof live.remaining !== "number";
    if (rest.hidden) return;
    const seconds = Math.ceil(Math.max(0, live.remaining - (live.running ? (performance.now() - since) / 1000 : 0)));
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    rest.lastChild.textContent = live.left;
  };

  const clock = setInterval(tick, 500);
  model.on("change:view", draw);
  model.on("change:live", count);
  count();
  draw();
  return () => {
    clearInterval(clock);
    end();
    model.off("change:view", draw);
    model.off("change:live", count);
    ui.close();
  };
}
export default { render };
