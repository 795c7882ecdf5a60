// What the phone keeps and how it talks to the room. An answer stays in the outbox until the room has recorded it:
// through a reload, a dead battery, a restart of the room. Nothing here draws.

const LAST = ["CastBallot", "GiveReason"];
const IDLE = 20_000;      // a silent socket may be a dead one: ask after this long
const PATIENCE = 8_000;   // and give it this long to answer
const AGAIN = 15_000;     // an answer nobody acknowledged goes out again, with the same key
const LONGEST = 10_000;   // between two tries to connect

// localStorage under `PREFIX`, or memory where the browser refuses it. One entry a thing, so that two tabs never overwrite each other.
export function openStore(PREFIX) {
  let box = null;
  try {
    box = window.localStorage;
    box.setItem(PREFIX, "1");
    box.removeItem(PREFIX);
  } catch {
    box = null;
  }
  const memory = new Map();
  const raw = {
    get: (key) => (box ? box.getItem(PREFIX + key) : memory.get(key)) ?? null,
    set: (key, text) => {
      memory.set(key, text);
      try { box?.setItem(PREFIX + key, text); } catch { store.durable = false; }
    },
    drop: (key) => { memory.delete(key); box?.removeItem(PREFIX + key); },
    keys: () => (box ? Object.keys(box).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length)) : [...memory.keys()]),
  };
  const store = {
    durable: !!box,
    get(key) {
      try { return JSON.parse(raw.get(key)); } catch { return null; }
    },
    set(key, value) { value === null || value === undefined ? raw.drop(key) : raw.set(key, JSON.stringify(value)); },
    all: (start) => raw.keys().filter((key) => key.startsWith(start)),
    forget(...starts) { for (const start of starts) for (const key of store.all(start)) raw.drop(key); },
  };
  return store;
}

// 128 bits in hexadecimal; getRandomValues is there on plain http too.
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// What waits to be acknowledged, oldest first: {message, round, at}.
export function openOutbox(store) {
  const entries = () => store.all("out:").map((key) => store.get(key)).filter((one) => one && one.message).sort((a, b) => a.at - b.at);
  return {
    entries,
    find: (key) => store.get(`out:${key}`),
    of: (round) => entries().filter((one) => one.round === round),
    add(round, message) {
      // only the last ballot or reason counts: an earlier one still waiting is replaced
      if (LAST.includes(message.type)) for (const one of entries()) if (one.round === round && one.message.type === message.type) this.drop(one.message.key);
      store.set(`out:${message.key}`, { message, round, at: Date.now() });
    },
    drop: (key) => store.set(`out:${key}`, null),
  };
}

// One WebSocket that comes back by itself. It begins with the word `first`; `heard(message)` for each message, `changed(state)` for "open" | "lost".
export function openLink(address, { first, heard, changed }) {
  let socket = null, tries = 0, lastHeard = 0, asked = 0, retryAt = 0, stopped = false;
  const link = {
    state: "opening",
    seconds: () => Math.max(0, Math.ceil((retryAt - Date.now()) / 1000)),
    send(message) {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
    now() { if (!stopped && link.state !== "open") connect(); },
    check() {  // after sleep a socket can look open: ask, and do not wait long
      if (link.state !== "open") return link.now();
      asked = Date.now() - PATIENCE / 2;
      link.send({ type: "Ping" });
    },
    stop() { stopped = true; socket?.close(); },
    start() { stopped = false; connect(); },
  };

  function become(state) {
    if (link.state === state) return;
    link.state = state;
    changed(state);
  }

  function lose(dead) {
    if (dead !== socket) return;
    socket = null;
    asked = 0;
    if (!stopped) retryAt = Date.now() + 250 + Math.random() * Math.min(LONGEST, 400 * 2 ** tries);
    tries += 1;
    become("lost");
  }

  function connect() {
    const old = socket;
    socket = null;
    old?.close();
    retryAt = Date.now() + LONGEST;
    const mine = socket = new WebSocket(address);
    lastHeard = Date.now();
    mine.onopen = () => { if (first) mine.send(JSON.stringify(first)); };
    mine.onmessage = (event) => {
      if (mine !== socket) return;
      lastHeard = Date.now();
      asked = tries = 0;
      become("open");
      heard(JSON.parse(event.data));
    };
    mine.onclose = () => lose(mine);
  }

  setInterval(() => {
    const now = Date.now();
    if (stopped) return;
    if (link.state !== "open") {
      if (now >= retryAt) connect();
    } else if (asked && now - asked > PATIENCE) {
      const dead = socket;
      lose(dead);
      dead.close();
    } else if (!asked && now - lastHeard > IDLE) {
      asked = now;
      link.send({ type: "Ping" });
    }
  }, 500);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) link.check(); });
  addEventListener("online", () => link.check());
  addEventListener("pageshow", (event) => { if (event.persisted) link.check(); });
  return link;
}

// Send what waits, in order; again after a while with the same keys. `ready()` says whether the room knows us.
export function openSender(outbox, link, ready) {
  const sent = new Map();
  let pauseUntil = 0;
  const sender = {
    flush(all = true) {
      if (!ready() || Date.now() < pauseUntil) return;
      for (const { message } of outbox.entries()) {
        if (!all && Date.now() - (sent.get(message.key) || 0) < AGAIN) continue;
        if (link.send(message)) sent.set(message.key, Date.now());
      }
    },
    one(message) { if (ready() && Date.now() >= pauseUntil && link.send(message)) sent.set(message.key, Date.now()); },
    pause(seconds) {
      pauseUntil = Date.now() + seconds * 1000;
      sent.clear();
    },
  };
  setInterval(() => sender.flush(false), 1000);
  return sender;
}
