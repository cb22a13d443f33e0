// One WebSocket that always comes back, and knows when it is deaf.
const DEAF_AFTER_MS = 13000;
const SIGNED_OUT = 4401;
const REFUSED = 4403;

export class Socket {
  constructor(listener) {
    this.listener = listener;
    this.ws = null;
    this.wait = 500;
    this.isLost = false;
    this.heardAt = 0;
    this.hasEnded = false;
    setInterval(() => this.#checkHearing(), 2000);
    addEventListener("online", () => this.#again(0));
    addEventListener("offline", () => this.#lose());
  }

  get isOpen() { return this.ws !== null && this.ws.readyState === WebSocket.OPEN; }

  // True if a connection was begun now, false if there was one.
  open() {
    if (this.ws || this.hasEnded) { return false; }
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const ws = new WebSocket(`${scheme}//${location.host}/console/ws`);
    this.ws = ws;
    this.heardAt = Date.now();
    ws.onopen = () => { this.wait = 500; this.isLost = false; this.heardAt = Date.now(); this.listener.opened(); };
    ws.onmessage = (message) => { this.heardAt = Date.now(); this.listener.heard(JSON.parse(message.data)); };
    ws.onclose = (closed) => { if (this.ws === ws) { this.#closed(closed.code); } };
    return true;
  }

  send(told) {
    if (!this.isOpen) { return false; }
    this.ws.send(JSON.stringify(told));
    return true;
  }

  #closed(code) {
    this.ws = null;
    if (code === SIGNED_OUT || code === REFUSED) { this.hasEnded = true; this.listener.signedOut(); return; }
    this.#lose();
    this.#again(this.wait);
    this.wait = Math.min(this.wait * 2, 8000);
  }

  #lose() { this.isLost = true; this.listener.lost(); }

  #again(after) { setTimeout(() => { if (!this.ws) { this.open(); } }, after); }

  // A cable that was pulled closes nothing: silence is the only sign.
  #checkHearing() {
    if (this.ws && Date.now() - this.heardAt > DEAF_AFTER_MS) {
      const deaf = this.ws;
      this.ws = null;
      deaf.close();
      this.#lose();
      this.#again(this.wait);
    }
  }
}
