// One live conversation: lines in order, words that are shown as sent only after the line has kept them.
import * as drafts from "./drafts.js";

export class Chat {
  constructor(main, socket) {
    this.id = main.dataset.conversation;
    this.socket = socket;
    this.list = document.getElementById("lines");
    this.form = document.getElementById("say");
    this.input = document.getElementById("text");
    this.unsent = drafts.read("unsent", this.id) ?? [];
    this.left = new AbortController();
    if (this.form) { this.#prepareForm(); }
    this.unsent.forEach((typed) => this.#showPending(typed));
    this.#toEnd(true);
  }

  leave() { this.left.abort(); }

  // Says what it has and gets what it missed; what was not confirmed is sent again under the same name.
  resume() {
    this.socket.send({ do: "watch", conversation: this.id, after: this.#last() });
    this.unsent.forEach((typed) => this.#send(typed));
  }

  hear(told) {
    if (told.conversation && told.conversation !== this.id) { return; }
    if (told.event === "lines") { this.#showLines(told.html); }
    if (told.event === "said") { this.#said(told); }
    if (told.event === "not_said") { this.#notSaid(told); }
    if (told.event === "gone") { this.#gone(); }
  }

  #prepareForm() {
    const options = { signal: this.left.signal };
    // Whoever was quicker than this script keeps what they have typed.
    this.input.value ||= drafts.read("draft", this.id) ?? "";
    this.input.addEventListener("input", () => drafts.keep("draft", this.id, this.input.value), options);
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.form.requestSubmit(); }
    }, options);
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#say(); }, options);
    this.input.focus();
  }

  #say() {
    const text = this.input.value.trim();
    if (!text) { return; }
    const typed = { client_id: crypto.randomUUID ? crypto.randomUUID() : uuid(), text };
    this.unsent.push(typed);
    drafts.keep("unsent", this.id, this.unsent);
    this.input.value = "";
    drafts.keep("draft", this.id, "");
    this.#showPending(typed);
    this.#send(typed);
    this.#toEnd(true);
  }

  #send(typed) {
    const isOnTheWay = this.socket.send({ do: "say", conversation: this.id, client_id: typed.client_id, text: typed.text });
    this.#mark(typed.client_id, isOnTheWay ? "sending" : "unsent");
  }

  #said({ client_id: clientId, seq }) {
    this.#forget(clientId);
    const line = this.#pending(clientId);
    if (!line) { return; }
    if (this.list.querySelector(`li[data-seq="${seq}"]`)) { line.remove(); return; }
    line.classList.remove("pending", "unsent");
    line.querySelectorAll(".who span").forEach((span) => span.remove());
    line.dataset.sent = String(seq);
  }

  #notSaid({ client_id: clientId, why }) {
    this.#mark(clientId, why === "too_long" ? "too_long" : "unsent");
    if (why === "later") { setTimeout(() => { const typed = this.#typed(clientId); if (typed) { this.#send(typed); } }, 2000); return; }
    this.#forget(clientId);
    if (why === "gone") { this.#gone(); }
  }

  #gone() {
    document.getElementById("gone").hidden = false;
    if (this.form) { this.form.querySelector("button").disabled = true; this.input.disabled = true; }
    for (const clientId of this.unsent.map((typed) => typed.client_id)) { this.#mark(clientId, "unsent"); this.#forget(clientId); }
  }

  #showLines(html) {
    const wasAtEnd = this.#isAtEnd();
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const line of [...template.content.querySelectorAll("li[data-seq]")]) {
      const seq = line.dataset.seq;
      if (this.list.querySelector(`li[data-seq="${seq}"]`)) { continue; }
      this.list.querySelector(`li[data-sent="${seq}"]`)?.remove();
      const next = [...this.list.children].find((other) => Number(other.dataset.seq ?? other.dataset.sent ?? Infinity) > Number(seq));
      this.list.insertBefore(line, next ?? null);
    }
    this.#toEnd(wasAtEnd);
    this.#askForSupervisor();
    // Nobody ends a talk over a cry for help that came while they were filling in the form.
    const seen = document.querySelector("#close input[name=seen]");
    if (seen) { seen.value = String(this.#last()); }
  }

  // From level 3 on the close form asks for a supervisor; the line decides, this only shows the fields in time.
  #askForSupervisor() {
    const fields = document.getElementById("supervisor");
    if (fields && this.list.querySelector(".from-student .level-3")) { fields.hidden = false; }
  }

  #showPending(typed) {
    const line = document.getElementById("pending").content.firstElementChild.cloneNode(true);
    line.dataset.client = typed.client_id;
    line.querySelector("bdi").textContent = typed.text;
    this.list.append(line);
  }

  #mark(clientId, state) {
    const line = this.#pending(clientId);
    if (!line) { return; }
    line.classList.toggle("unsent", state !== "sending");
    line.querySelector("[data-sending]").hidden = state !== "sending";
    line.querySelector("[data-unsent]").hidden = state !== "unsent";
    line.querySelector("[data-too-long]").hidden = state !== "too_long";
  }

  #pending(clientId) { return this.list.querySelector(`li.pending[data-client="${clientId}"]`); }

  #typed(clientId) { return this.unsent.find((typed) => typed.client_id === clientId); }

  #forget(clientId) {
    this.unsent = this.unsent.filter((typed) => typed.client_id !== clientId);
    drafts.keep("unsent", this.id, this.unsent);
  }

  #last() { return Math.max(0, ...[...this.list.querySelectorAll("li[data-seq]")].map((line) => Number(line.dataset.seq))); }

  #isAtEnd() { return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80; }

  #toEnd(isWanted) {
    if (!isWanted) { return; }
    this.list.scrollTop = this.list.scrollHeight;
    if (this.list.scrollHeight <= this.list.clientHeight && matchMedia("(max-width: 55rem)").matches) { this.list.lastElementChild?.scrollIntoView({ block: "end" }); }
  }
}

// crypto.randomUUID exists only behind https and on loopback.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
