// Hears what is said: asks the line from the last sequence number on, waits there, and asks again, for ever.

import { readMessages, Refused, WAIT_SECONDS } from "./api.js";
import { kept } from "./keep.js";

const LONGEST_PAUSE_SECONDS = 15;

export class Incoming {
  #after = 0;
  #shown = null;
  #isListening = false;
  #stop = new AbortController();
  #wake = () => {};

  /** `told`: {heard(messages, state), lost(), back(), anew(refusedToken)} */
  constructor(told) {
    this.told = told;
  }

  /** Listen to the chat of the kept token; called again it does nothing. */
  async listen() {
    if (this.#isListening) return;
    this.#isListening = true;
    let pause = 1;
    while (kept.token) {
      const token = kept.token;
      const stop = this.#stop.signal;
      try {
        await this.#hearOnce(token, { stop, wasLost: pause > 1 });
        pause = 1;
      } catch (failure) {
        if (stop.aborted) continue;
        if (failure instanceof Refused && failure.status === 401) {
          this.told.anew(token);
          continue;
        }
        this.told.lost();
        await this.#rest(failure instanceof Refused ? Math.max(pause, failure.retryAfterSeconds || 0) : pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
      }
    }
    this.#isListening = false;
  }

  hurry() {
    this.#wake();
  }

  /** Begin at the beginning, for a new chat. */
  startOver() {
    this.#after = 0;
    this.#shown = null;
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  async #hearOnce(token, { stop, wasLost }) {
    // After a loss the first look does not wait, so that the page can say at once that the line is back.
    const wait = wasLost || this.#shown === null ? 0 : WAIT_SECONDS;
    const asked = { after: this.#after, wait, shown: this.#shown, signal: stop };
    const { messages, state } = await readMessages(token, asked);
    if (kept.token !== token) return;
    for (const { seq } of messages) this.#after = Math.max(this.#after, seq);
    this.#shown = state;
    this.told.back();
    this.told.heard(messages, state);
  }

  #rest(seconds) {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, seconds * 1000);
    });
  }
}
