// The alarm: a tone made here, a title that flashes, a bar that is read aloud; until somebody takes it or says they heard.
const EVERY_MS = { 2: 4000, 3: 1600 };

export class Alarm {
  constructor() {
    this.sound = null;
    this.ringing = [];
    this.isOnDuty = false;
    this.timer = null;
    this.title = null;
    setInterval(() => this.#flashTitle(), 1000);
  }

  // Browsers let a page sound only after a touch: "start shift" is that touch, and its tone is the proof.
  async unlock({ withTone }) {
    this.sound ??= new AudioContext();
    await this.sound.resume();
    if (withTone) { this.#tone(660, 0, 0.35); this.#tone(880, 0.4, 0.45); }
    this.showBars();
    this.#ring();
  }

  get canSound() { return this.sound !== null && this.sound.state === "running"; }

  setOnDuty(isOnDuty) {
    this.isOnDuty = isOnDuty;
    if (isOnDuty && !this.sound) {
      // After a reload the browser may still remember the touch.
      this.sound = new AudioContext();
      this.sound.onstatechange = () => this.showBars();
    }
    this.showBars();
    this.#ring();
  }

  ringFor(handoffs) { this.ringing = handoffs; this.showBars(); this.#ring(); }

  announce(level) { if (this.isOnDuty && this.canSound) { this.#chime(level); } }

  stop() { this.ringing = []; this.showBars(); this.#ring(); }

  showBars() {
    const bar = document.getElementById("alarm");
    if (!bar) { return; }
    bar.hidden = this.ringing.length === 0;
    document.getElementById("alarm-count").textContent = String(this.ringing.length);
    document.getElementById("sound-off").hidden = !this.isOnDuty || this.canSound;
    document.documentElement.dataset.ringing = this.isOnDuty && this.canSound && this.ringing.length ? "aloud" : "";
  }

  #ring() {
    clearInterval(this.timer);
    this.timer = null;
    if (!this.ringing.length || !this.isOnDuty) { return; }
    const level = Math.max(...this.ringing.map((handoff) => handoff.level));
    this.timer = setInterval(() => { if (this.canSound) { this.#chime(level); } }, EVERY_MS[level] ?? 4000);
  }

  #chime(level) {
    const notes = level >= 3 ? [880, 660, 880, 660] : [660, 520];
    notes.forEach((pitch, place) => this.#tone(pitch, place * 0.22, 0.2));
  }

  #tone(pitch, after, length) {
    const start = this.sound.currentTime + after;
    const tone = this.sound.createOscillator();
    const volume = this.sound.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.35, start + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
    tone.connect(volume).connect(this.sound.destination);
    tone.start(start);
    tone.stop(start + length + 0.05);
  }

  #flashTitle() {
    const mark = `(${this.ringing.length}) `;
    const plain = document.title.replace(/^(\(\d+\) |❗ )/, "");
    if (!this.ringing.length) { if (document.title !== plain) { document.title = plain; } return; }
    document.title = document.title.startsWith("❗") ? mark + plain : "❗ " + plain;
  }
}
