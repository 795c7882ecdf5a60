// The phone inside the notebook: the phones' own ballot and sheet, the same for the preview and for voting here.

// A chart above the answers is drawn by the wall's own module, which is here already.
ballot.learn(() => ({ around: { paint: (place, spec, lang, texts) => chart.draw(place, spec, lang, texts, { table: "details" }) } }));

// A model of anywidget's shape over plain values, for a ballot that nobody sends from.
function still(values) {
  const listeners = new Map();
  return {
    get: (name) => values[name],
    set: (name, value) => {
      if (JSON.stringify(values[name]) === JSON.stringify(value)) return;
      values[name] = value;
      for (const call of listeners.get(`change:${name}`) ?? []) call();
    },
    on: (event, call) => listeners.set(event, [...(listeners.get(event) ?? []), call]),
    off: (event, call) => listeners.set(event, (listeners.get(event) ?? []).filter((one) => one !== call)),
    save_changes: () => {},
  };
}

// What the phones see now, with no answer chosen: header, thread, and the ballot or a line that says to wait.
export function phone(place, model) {
  const root = place.shadowRoot ?? place.attachShadow({ mode: "open" });
  const sheet = h("style");
  const theme = () => { sheet.textContent = PHONE_STYLE.replaceAll("(prefers-color-scheme:dark)", darkNow() ? "all" : "not all"); };
  const watch = new MutationObserver(theme);
  watch.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  theme();
  const head = h("header");
  const thread = h("p", { class: "thread" });
  const wait = h("div", { class: "pad" });
  const form = h("div");
  root.replaceChildren(sheet, h("style", { text: ":host{min-height:100%;height:100%;overflow:hidden}:host>div{flex:none}" }), head, h("div", { class: "pad top" }, thread), wait, form);

  const start = model.get("scene");
  const mind = still({ ask: null, lang: start.lang, texts: model.get("phone_texts"), draft: null, answer: null, status: {}, ideas: [], css: PHONE_STYLE, preview: true });
  let end = null;
  let unchart = null;
  const draw = () => {
    const { scene, lang, title, steps } = model.get("scene");
    if (!scene) return;
    const texts = model.get("phone_texts");
    const other = lang === "fr" ? "EN" : "FR";
    head.replaceChildren(h("p", { text: title[lang] ?? "" }), h("p", { style: "margin:0", text: texts["phone.connected"] }), h("b", { text: other }));
    const at = steps.indexOf(scene.stage);
    thread.replaceChildren(...steps.map((_, n) => h("i", { class: n < at ? "done" : n === at ? "now" : null })), h("span", { text: texts[`stage.${scene.stage}`] ?? "" }));
    const asked = scene.round && scene.round.state === "open" ? scene.round : null;
    const result = asked ? null : scene.result;
    const prompt = result?.finding ?? scene.question?.prompt;
    const picture = h("div");
    unchart?.();
    unchart = null;
    wait.hidden = Boolean(asked);
    wait.replaceChildren(h("h1", { text: prompt ? prompt[lang] : texts["phone.wait"] }), 
      result?.chart ? picture : h("p", { class: "quiet", text: prompt ? texts[`phone.wait_${scene.stage}`] : "" }));
    if (result?.chart) unchart = chart.draw(picture, result.chart, lang, texts);
    mind.set("lang", lang);
    mind.set("ask", asked);
    form.hidden = !asked;
    end ??= ballot.standard.render({ model: mind, el: form });
  };
  model.on("change:scene", draw);
  draw();
  return () => { model.off("change:scene", draw); watch.disconnect(); end?.(); unchart?.(); };
}
