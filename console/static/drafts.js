// What is being written stays in this tab only, and goes with the sign-in: machines are shared.
const PREFIX = "tingjian:";

export function read(kind, conversation) {
  try { return JSON.parse(sessionStorage.getItem(`${PREFIX}${kind}:${conversation}`)); } catch { return null; }
}

export function keep(kind, conversation, value) {
  const key = `${PREFIX}${kind}:${conversation}`;
  if (value === null || value === "" || value.length === 0) { sessionStorage.removeItem(key); return; }
  sessionStorage.setItem(key, JSON.stringify(value));
}

export function forgetEverything() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) { sessionStorage.removeItem(key); }
  }
}
