// The public API, as /docs describes it. Another page can use it the same way.

const ASK_AT_MOST_MS = 15_000;
export const WAIT_SECONDS = 25;

/** The line answered, and the answer is no. */
export class Refused extends Error {
  constructor(status, body, retryAfterSeconds) {
    super(`refused with ${status}`);
    this.status = status;
    this.safetyText = body?.safety_text ?? null;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export async function openChat({ language, desk }) {
  const wanted = desk ? { language, desk } : { language };
  return ask("POST", "/api/chat", { body: wanted });
}

export async function postMessage(token, message) {
  return ask("POST", "/api/chat/messages", { token, body: message });
}

export async function chooseLanguage(token, language) {
  return ask("PUT", "/api/chat/language", { token, body: { language } });
}

/** What came after `after`; waits at the line until there is something, or until `shown` is not true any more. */
export async function readMessages(token, { after, wait, shown, signal }) {
  const query = new URLSearchParams({ after, wait });
  if (shown) {
    query.set("holder", shown.holder);
    if (shown.place) query.set("place", shown.place);
  }
  return ask("GET", `/api/chat/messages?${query}`, { token, signal, atMost: ASK_AT_MOST_MS + wait * 1000 });
}

async function ask(method, path, { token, body, signal, atMost = ASK_AT_MOST_MS } = {}) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const given = body && JSON.stringify(body);
  const signals = [AbortSignal.timeout(atMost), ...(signal ? [signal] : [])];
  const answer = await fetch(path, { method, headers, body: given, cache: "no-store", signal: anyOf(signals) });
  if (!answer.ok) {
    throw new Refused(answer.status, await answer.json().catch(() => null), Number(answer.headers.get("Retry-After")));
  }
  return answer.status === 204 ? null : answer.json();
}

function anyOf(signals) {
  if (AbortSignal.any) return AbortSignal.any(signals);
  const controller = new AbortController();
  for (const signal of signals) signal.addEventListener("abort", () => controller.abort(signal.reason), { once: true });
  return controller.signal;
}
