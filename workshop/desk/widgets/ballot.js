// Voting in the notebook: name and role, then the ballot module that the phones run.
function render({ model, el }) {
  const ui = shell(el, model, STYLE, "vote");
  const inside = h("div", { class: "in" });
  ui.box.append(inside);
  const drafts = new Map();
  const words = model.get("words");
  let end = null;
  let drawn = "";

  const enter = () => {
    const known = model.get("known");
    const lang = model.get("lang");
    const roles = model.get("roles").map((role) => ({ id: role.id, label: role.label[lang] ?? role.id }));
    const people = [{ id: "", label: words.here_new }, ...known.map((one) => ({ id: one.id, label: one.absent ? words.here_absent.replace("{name}", () => one.name) : one.name }))];
    const ways = [{ id: "desk", label: words.here_in_person }, { id: "proxy", label: words.here_by_telephone }];
    const form = h("form", { class: "fields", novalidate: true, onsubmit: (event) => { event.preventDefault(); ui.act("enter", read(form)); } },
      known.length ? field({ name: "known", type: "select", label: words.here_known, options: people, wide: true }, drafts, "here") : null,
      field({ name: "name", type: "text", label: words.here_name, max: 40 }, drafts, "here"),
      field({ name: "role", type: "select", label: words.here_role, options: roles, value: roles[0]?.id }, drafts, "here"),
      field({ name: "how", type: "select", label: words.here_how, options: ways, value: "desk", wide: true }, drafts, "here"),
      h("div", { class: "bar wide" }, h("button", { class: "go", type: "submit", text: words.here_enter, "data-key": "enter" })));
    return [h("h2", { tabindex: "-1", text: words.here }), h("p", { class: "quiet", text: words.here_who }), form];
  };

  const sheet = (who) => {
    const place = h("div", { class: "sheet" });
    const top = h("div", { class: "as" }, h("h2", { tabindex: "-1", text: (who.away ? words.here_for : words.here_as).replace("{name}", () => who.name) }),
      h("button", { type: "button", text: words.here_other, "data-key": "other", onclick: () => ui.act("other") }));
    const asked = model.get("ask");
    if (!asked) return [top, h("p", { text: model.get("texts")["phone.wait"] })];
    end = ballot.standard.render({ model, el: place });
    return [top, place];
  };

  const draw = () => {
    const who = model.get("who");
    const asked = model.get("ask");
    const sign = JSON.stringify(who.id ? [who.id, Boolean(asked)] : [model.get("known"), model.get("roles")]);
    if (sign === drawn) return;
    const first = !drawn;
    const fresh = !first && JSON.parse(sign)[0] !== JSON.parse(drawn)[0];
    drawn = sign;
    settle(ui.root, () => {
      end?.();
      end = null;
      ui.box.setAttribute("aria-label", words.here);
      ui.box.lang = model.get("lang");
      inside.replaceChildren(...(who.id ? sheet(who) : enter()));
    }, "h2", fresh);
  };

  const events = ["change:who", "change:known", "change:roles", "change:ask"];
  for (const event of events) model.on(event, draw);
  draw();
  return () => {
    for (const event of events) model.off(event, draw);
    end?.();
    ui.close();
  };
}
export default { render };
