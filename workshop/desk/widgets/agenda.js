// The agenda against the clock: what is on, how long is left, what comes; one press begins a part.
const TICK = 30_000;  // ms between two questions to Python: lateness grows while nothing else happens

function render({ model, el }) {
  const ui = shell(el, model, STYLE, "agenda");
  const words = model.get("words");
  const place = h("div", { class: "in" });
  ui.box.setAttribute("aria-label", words.agenda_title);
  ui.box.lang = model.get("lang");
  ui.box.append(place);
  let since = performance.now();
  const clock = h("b", { class: "num" });
  const caption = h("small");
  const set = (node, text) => { if (node.textContent !== text) node.textContent = text; };

  const tick = () => {
    const { left } = model.get("table");
    if (left === null || left === undefined) return;
    const rest = Math.round(left - (performance.now() - since) / 1000), over = Math.abs(rest);
    set(clock, `${Math.floor(over / 60)}:${String(over % 60).padStart(2, "0")}`);
    set(caption, rest < 0 ? words.agenda_over : words.agenda_left);
  };

  const line = (part, n, all) => h("li", { class: part.state, "aria-current": part.state === "now" ? "step" : null },
    h("p", {}, h("b", { text: part.title }), h("span", { class: "sr", text: ` (${part.words})` }), " ", h("small", { text: part.note })),
    part.start ? h("button", { type: "button", class: all.findIndex((one) => one.start) === n ? "first" : "later", text: words.agenda_start, "aria-label": `${words.agenda_start} ${part.title}`, "data-key": `start-${part.id}`,
      onclick: (event) => ui.act("start", { part: part.id }, event.currentTarget) }) : null,
    part.back ? h("button", { type: "button", class: "later", text: words.agenda_back, "aria-label": `${words.agenda_back} ${part.title}`, "data-key": `back-${part.id}`,
      onclick: (event) => ui.act("start", { part: part.id }, event.currentTarget) }) : null);

  const draw = () => {
    const table = model.get("table");
    if (!table.parts) return;
    since = performance.now();
    const timed = table.left !== null && table.left !== undefined;
    settle(ui.root, () => {
      place.replaceChildren(...[
        h("h2", { tabindex: "-1", text: table.on }),
        timed ? h("p", { class: "left", role: "timer" }, clock, " ", caption) : null,
        h("p", { text: table.whole }),
        table.cuts.length ? h("div", { class: "late" }, h("h3", { text: table.cuts_title }), h("ul", { class: "lines" }, table.cuts.map((text) => h("li", { text }))),
          h("div", { class: "bar" }, h("button", { type: "button", text: words.agenda_shorten, "data-key": "shorten", onclick: (event) => ui.act("shorten", {}, event.currentTarget) }))) : null,
        h("ol", { class: "parts", "aria-label": words.agenda_title }, table.parts.map(line)),
      ].filter(Boolean));
    }, "h2", false);
    tick();
  };
  const tell = () => ui.announce(model.get("told"));
  const seconds = setInterval(tick, 500);
  const again = setInterval(() => { if (!document.hidden) ui.act("tick"); }, TICK);
  model.on("change:table", draw);
  model.on("change:told", tell);
  draw();
  return () => {
    clearInterval(seconds);
    clearInterval(again);
    model.off("change:table", draw);
    model.off("change:told", tell);
    ui.close();
  };
}
export default { render };
