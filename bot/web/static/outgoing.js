// Sends what the student writes: in order, one at a time, again and again with the same client_id until it is kept.

import { openChat, postMessage, Refused } from "./api.js";
import { kept } from "./keep.js";

const SHORTEST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 20;

export class Outgoing {
  #isSending = false;
  #wake = () => {};
  #pause = SHORTEST_PAUSE_SECONDS;

  /** `told`: {changed(list), opened(), sent(message, seq), anew(refusedToken), trouble(kind), fine(), safety(text)} */
  constructor(told, { language, desk }) {
    this.told = told;
    this.wanted = { language, desk };
    this.list = kept.unsent;
  }

  add(text) {
    this.#keep([...this.list, { client_id: newId(), text }]);
    this.hurry();
  }

  /** Try now, for example because the network is back. */
  hurry() {
    this.#wake();
    void this.#sendAll();
  }

  async #sendAll() {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.list.length) {
      try {
        await this.#sendFirst();
      } catch (failure) {
        await this.#after(failure);
      }
    }
    this.#isSending = false;
  }

  async #sendFirst() {
    if (!kept.token) {
      kept.token = (await openChat(this.wanted)).token;
      this.told.opened();
    }
    const [{ client_id, text }] = this.list;
    const { seq } = await postMessage(kept.token, { client_id, text });
    this.told.sent({ client_id, text }, seq);
    this.#keep(this.list.slice(1));
    this.#pause = SHORTEST_PAUSE_SECONDS;
    this.told.fine();
  }

  async #after(failure) {
    const refused = failure instanceof Refused ? failure : null;
    if (refused?.status === 401) {
      this.told.anew(kept.token);
      return;
    }
    if (refused?.safetyText) this.told.safety(refused.safetyText);
    if (refused?.status === 413 || refused?.status === 422) {
      // It will never be taken as it is: the words go back to where they can be changed.
      const [first] = this.list;
      this.#keep(this.list.slice(1));
      this.told.trouble("too_long", first.text);
      return;
    }
    this.told.trouble(troubleOf(refused));
    await this.#rest(refused?.retryAfterSeconds || this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_SECONDS);
  }

  #rest(seconds) {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, seconds * 1000);
    });
  }

  #keep(list) {
    this.list = list;
    kept.unsent = list;
    this.told.changed(list);
  }
}

function troubleOf(refused) {
  if (!refused) return "lost";
  return refused.status === 429 && !kept.token ? "too_many" : "failing";
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // randomUUID is missing on pages without https; the line only needs the shape and the chance.
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
