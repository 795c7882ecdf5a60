// One question from asking to deciding. Python decides what is shown; this draws it and reports what was pressed.

function steps(list, name) {
  return h("ol", { class: "steps", "aria-label": name }, list.map((step) =>
    h("li", { class: step.state, "aria-current": step.state === "now" ? "step" : null }, step.name,
      step.words ? h("span", { class: "sr", text: ` ${step.words}` }) : null)));
}

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function hour(lang) {
  const now = new Date();
  const past = String(now.getMinutes()).padStart(2, "0");
  return lang === "fr" ? `${now.getHours()} h ${past}` : `${now.getHours()}:${past}`;
}

function block(spec, ui, drafts, key) {
  const title = spec.title ? h("h3", { text: spec.title }) : null;
  if (spec.kind === "text") return h("div", {}, title, h("p", { text: spec.text }));
  if (spec.kind === "lines") return h("div", {}, title, h("ul", { class: "lines" }, spec.items.map((item) => h("li", {}, item.text, item.note ? h("small", { text: ` ${item.note}` }) : null))));
  if (spec.kind === "options") return h("div", {}, title, h("ul", { class: "options" }, spec.items.map((item) => h("li", {}, h("b", { text: item.label }), item.clause ? h("small", { text: item.clause }) : null))));
  if (spec.kind === "quote") return h("div", {}, title, h("p", { class: "quote", text: spec.text }));
  if (spec.kind === "form") return h("div", {}, title, h("div", { class: "fields" }, spec.fields.map((one) => field(one, drafts, key))));
  if (gathers[spec.kind]) return gathers[spec.kind](spec, ui, key);
  if (spec.kind === "chart") {
    const place = h("div");
    ui.ends.push(chart.draw(place, spec.chart, spec.lang, ui.texts, { table: "details" }));
    return h("div", {}, spec.finding ? h("h3", { class: "finding", text: spec.finding }) : null, place);
  }
  return drawn(spec, ui, (one) => block(one, ui, drafts, key));
}

function render({ model, el }) {
  const ui = shell(el, model, STYLE, "stage");
  const drafts = new Map();
  Object.assign(ui, { ends: [], drafts, model });
  ui.texts = model.get("phone_texts");
  const end = () => { for (const one of ui.ends.splice(0)) one(); };
  const thread = h("div", { class: "thread" });
  const left = ui.left = h("div", { class: "desk" });
  const preview = h("div", { inert: true });
  const caption = h("p");
  const peek = h("aside", { class: "peek" }, h("div", { class: "phone" }, preview), caption);
  const asked = h("details", { class: "requests", hidden: true });
  ui.box.append(thread, asked, left, peek);
  let shown = null;
  let live = {};
  let since = performance.now();

  const numbers = h("div", { class: "live" });
  const meter = h("div", { class: "meter", "aria-hidden": "true" });
  const roles = h("ul", { class: "roles" });

  const draw = () => {
    const view = model.get("view");
    if (!view.key) return;
    const fresh = shown !== view.key;
    shown = view.key;
    settle(ui.root, () => {
      end();
      ui.box.setAttribute("aria-label", view.title);
      ui.box.lang = view.lang;
      thread.replaceChildren(steps(view.steps, view.thread));
      const button = (item, kind) => h("button", { type: "button", class: kind, text: item.label, "data-key": item.act,
        onclick: (event) => ui.act(item.act, read(left), event.currentTarget) });
      left.replaceChildren(...[
        h("h2", { tabindex: "-1", text: view.title }),
        view.say ? h("p", { class: "aloud", text: view.say }) : null,
        view.counts ? numbers : null, view.counts ? meter : null, view.counts ? roles : null,
        view.blocks.length ? h("div", { class: "blocks" }, view.blocks.map((spec) => block(spec, ui, drafts, view.key))) : null,
        h("div", { class: "bar actions" }, view.go ? button(view.go, "go") : null, view.quiet.map((item) => button(item, null))),
        view.more ? h("details", {}, h("summary", { text: view.more.label, "data-key": "more" }),
          h("div", { class: "fields" }, view.more.fields.map((one) => field(one, drafts, view.key)), h("div", { class: "bar wide" }, button(view.more, null)))) : null,
      ].filter(Boolean));
      for (const select of left.querySelectorAll("[data-act]")) select.addEventListener("change", () => ui.act(select.dataset.act, read(left)));
      ui.box.classList.toggle("alone", !view.here);
      peek.hidden = !view.here;
      caption.textContent = view.peek;
      peek.setAttribute("aria-label", view.peek);
    }, "h2", fresh);
    if (fresh) ui.announce(view.announce);
    tell();
  };

  // What the last press did, said politely; the idea it was about gets the focus where it stands now.
  let told = model.get("told").n ?? 0;
  const tell = () => {
    const said = model.get("told");
    if ((said.n ?? 0) === told) return;
    told = said.n;
    ui.announce(said.text);
    if (said.idea && ui.root.activeElement) ui.root.querySelector(`[data-key="idea-${CSS.escape(said.idea)}"]`)?.focus();
  };

  // Requests from phones: a count that is there at once, and opens when the facilitator wants it.
  const ask = () => settle(ui.root, () => {
    const spec = model.get("asked");
    asked.hidden = !spec.items?.length;
    asked.replaceChildren(...(spec.items?.length ? [h("summary", { text: spec.title, "data-key": "requests" }), requests(spec, ui, drafts)] : []));
  }, "h2", false);

  const tick = () => {
    const cells = numbers.querySelectorAll("b");
    if (cells.length < 3) return;
    const gone = live.running ? (performance.now() - since) / 1000 : 0;
    const rest = live.remaining === null || live.remaining === undefined ? null : Math.max(0, live.remaining - gone);
    const set = (cell, text) => { if (cell.textContent !== text) cell.textContent = text; };
    set(cells[1], rest === null ? "–" : minutes(Math.ceil(rest)));
    set(cells[2], hour(live.lang));
  };

  const count = () => {
    live = model.get("live");
    since = performance.now();
    if (!live.lang) return;
    numbers.replaceChildren(
      h("p", {}, h("b", { text: live.answered }), h("small", { text: live.answered_words })),
      h("p", { role: "timer" }, h("b"), h("small", { text: live.left_words })),
      h("p", {}, h("b"), h("small", { text: live.plan_words })));
    meter.style.setProperty("--share", `${Math.round(100 * live.share)}%`);
    roles.replaceChildren(...live.roles.map((role) => h("li", {}, `${role.label} `, h("b", { text: role.count }))));
    tick();
  };

  const width = new ResizeObserver(() => ui.box.classList.toggle("narrow", ui.box.clientWidth < 704));
  width.observe(ui.box);
  const clock = setInterval(tick, 500);
  const unpreview = phone(preview, model);
  const written = files(model, ui, model.get("words"));
  ui.box.append(written.place);
  model.on("change:view", draw);
  model.on("change:live", count);
  const soon = () => queueMicrotask(tell);  // the view that came with it is drawn first
  model.on("change:told", soon);
  model.on("change:asked", ask);
  ask(); count(); draw();
  return () => {
    clearInterval(clock);
    width.disconnect();
    unpreview();
    written.end();
    end();
    model.off("change:view", draw);
    model.off("change:live", count);
    model.off("change:told", soon);
    model.off("change:asked", ask);
    ui.close();
  };
}
export default { render };
