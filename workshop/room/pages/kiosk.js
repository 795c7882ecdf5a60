// A shared tablet: who is done is forgotten, by a press or after a minute without a touch, and never before the room
// has recorded what they sent. Forgetting is an empty store and a new page: nothing stays in memory, form or history.
import { h } from "./ballot.js";

const CALM = 60_000;     // without a touch: then it asks
const PATIENCE = 15_000; // and forgets after this

export default function kiosk(app, self) {
  const { words, room, me, store, outbox, link, t, m, page, title, foot, note, statusOf, draw } = app;
  const $ = (id) => document.getElementById(id);
  let touched = Date.now(), code = "", asked = 0;
  const boot = outbox.entries().length > 0;  // the tablet went down with an answer in hand
  const pending = () => outbox.entries().length > 0;
  const inside = () => !!me.token;
  const started = () => inside() || ["code", "name", "role"].some((id) => $(id)?.value);

  // Nothing of the person stays: the store is emptied, and the page begins anew in place of this one.
  function forget() {
    if (pending()) { open("leaving"); return; }
    link.stop();
    store.forget("me", "draft:", "answer:", "ideas:", "written:", "given:", "fates", "seen", "secret");
    Object.assign(me, { token: "", participant: "", name: "", role: "", code: "" });
    Object.assign(room, { scene: null, mine: null, others: null, failed: {}, page: "" });
    $("main").replaceChildren();
    document.title = t("app");
    location.replace("/kiosk");
  }

  function open(name) {
    room.page = name;
    ask();
    draw(true);
  }

  function ask() {
    if (room.page !== "done" || code || !room.joined || Date.now() - asked < 3000) return;
    asked = Date.now();
    link.send({ type: "AskCode" });
  }

  function doneScreen() {
    const shown = code && `${code.slice(0, 4)}\u00a0${code.slice(4)}`, drafts = store.all("draft:").length > 0;
    return [page(title(m("kiosk_done_title")), drafts && note("alert", "warn", m("kiosk_draft")), h("p", {}, m("kiosk_come_back")),
      h("p", { class: "code", role: "status" }, shown || m("kiosk_code_wait")),
      h("p", {}, h("button", { type: "button", id: "stay", click: () => open("") }, m("kiosk_stay")))),
    foot(h("button", { class: "go", type: "button", id: "forget", click: forget }, m("kiosk_forget")))];
  }

  // What was sent has not arrived: the tablet waits, and shows nothing of it.
  const leavingScreen = () => [page(title(m("kiosk_pending")), h("p", { role: "status" }, m("kiosk_sending")), h("p", { class: "quiet" }, m("kiosk_pending_help")))];

  const seconds = () => Math.max(0, Math.ceil((touched + CALM + PATIENCE - Date.now()) / 1000));
  const idleScreen = () => [page(title(m("kiosk_idle")), h("p", { class: "num", id: "idle" }, m("kiosk_idle_help", { n: seconds() }))),
    foot(h("button", { class: "go", type: "button", id: "here" }, m("kiosk_here")))];

  let before = "";
  function watch() {
    const calm = Date.now() - touched;
    ask();
    if (room.page === "leaving") return void (pending() || left());
    if (!started()) { touched = Date.now(); return; }
    if (room.page === "idle") {
      $("idle").textContent = m("kiosk_idle_help", { n: seconds() });
      if (calm >= CALM + PATIENCE) forget();
    } else if (inside() && calm >= CALM) {
      before = room.page;
      open("idle");
    } else if (calm >= CALM + PATIENCE) forget();
  }

  // Everything was heard. Whoever is still here reads what the room refused.
  function left() {
    if (boot || !Object.values(room.failed).some((one) => !one.retry)) return forget();
    touched = Date.now();
    return open("");
  }

  // A press counts as one when it is over: what it was on may not go away under the finger.
  function touch(event) {
    touched = Date.now();
    if (room.page === "idle" && event.type === "click") open(before);
  }

  // What a phone says of itself, a tablet says otherwise.
  for (const table of Object.values(words)) {
    for (const key of Object.keys(table).filter((one) => one.startsWith("more.kiosk_is_"))) table[key.replace("more.kiosk_is_", "phone.")] = table[key];
  }
  for (const event of ["pointerdown", "keydown", "input", "click"]) addEventListener(event, touch, true);
  addEventListener("pageshow", (event) => { if (event.persisted) location.replace("/kiosk"); });
  setInterval(watch, 500);
  if (boot) room.page = "leaving";

  Object.assign(self.pages, { done: doneScreen, leaving: leavingScreen, idle: idleScreen });
  for (const one of [doneScreen, leavingScreen, idleScreen]) one.still = true;
  const buttons = self.buttons;
  return {
    extra: () => code,
    entry: (field) => [h("p", { class: "quiet" }, m("kiosk_note")), h("details", {}, h("summary", {}, m("kiosk_code")),
      field("code", m("kiosk_code_label"), m("kiosk_code_help"), { class: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 12 }))],
    buttons: () => [buttons(), room.page === "" && h("button", { type: "button", id: "done", click: () => open("done") }, m("kiosk_done"))],
    code(given) { code = given; draw(); },
    // Where nothing is left to send, the way out is the one filled button.
    drawn() { this.refreshed(); },
    refreshed() {
      $("bye")?.remove();
      if (!inside() || room.page || document.querySelector("main .go")) return;
      const bye = foot(h("button", { class: "go", type: "button", click: () => open("done") }, m("kiosk_done")));
      bye.id = "bye";
      $("main").append(bye);
    },
  };
}
