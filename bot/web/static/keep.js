// What this tab remembers. Only sessionStorage: a shared school computer must not keep the chat, and sessionStorage
// ends with the tab, where localStorage and cookies would stay for whoever sits down next.

const TOKEN = "token";
const DRAFT = "draft";
const UNSENT = "unsent";

export const kept = {
  get token() { return read(TOKEN); },
  set token(token) { write(TOKEN, token); },
  get draft() { return read(DRAFT) ?? ""; },
  set draft(text) { write(DRAFT, text); },
  /** Messages the line has not acknowledged yet: [{client_id, text}], the oldest first. */
  get unsent() { return JSON.parse(read(UNSENT) ?? "[]"); },
  set unsent(messages) { write(UNSENT, messages.length ? JSON.stringify(messages) : null); },
};

export function forgetEverything() {
  memory.clear();
  try { sessionStorage.clear(); } catch { /* a browser that keeps nothing has nothing to forget */ }
}

// Browsers that forbid storage still get a chat, until the page is reloaded.
const memory = new Map();

function read(name) {
  try { return sessionStorage.getItem(name); } catch { return memory.get(name) ?? null; }
}

function write(name, text) {
  try {
    if (text === null || text === "") sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    memory.set(name, text);
  }
}
