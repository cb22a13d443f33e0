// Joins the parts of an open console. The page is swapped by htmx; this module, its socket and its sound stay.
import { Alarm } from "./alarm.js";
import { Chat } from "./chat.js";
import { startClocks, setServerTime } from "./clocks.js";
import { forgetEverything } from "./drafts.js";
import { replaceInside } from "./places.js";
import { Socket } from "./socket.js";

const alarm = new Alarm();
let chat = null;

const socket = new Socket({
  opened: () => { show("stale", false); if (chat) { chat.resume(); } },
  lost: () => show("stale", true),
  signedOut: () => { alarm.stop(); forgetEverything(); location.assign("/console/sign-in"); },
  heard: (told) => {
    switch (told.event) {
      case "beat": setServerTime(told.at); socket.send({ do: "beat" }); break;
      case "alarm": alarm.announce(told.level); break;
      case "ringing": alarm.ringFor(told.handoffs); break;
      case "duty": alarm.setOnDuty(told.is_on); break;
      case "html": replaceInside(told.place, told.html); break;
      default: if (chat) { chat.hear(told); }
    }
  },
});

function show(id, isShown) {
  const bar = document.getElementById(id);
  if (bar) { bar.hidden = !isShown; }
}

function arrive() {
  if (!document.querySelector("[data-console]")) { return; }
  if (chat) { chat.leave(); chat = null; }
  const main = document.querySelector("[data-conversation]");
  if (main) { chat = new Chat(main, socket); }
  alarm.showBars();
  show("stale", socket.isLost);
  if (!socket.open() && socket.isOpen) {
    if (chat) { chat.resume(); } else { socket.send({ do: "look" }); }
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-sound-on]")) { alarm.unlock({ withTone: true }); }
});
document.addEventListener("submit", (event) => {
  if (event.target.closest("[data-start-shift]")) { alarm.unlock({ withTone: true }); }
  if (event.target.closest("[data-sign-out]")) { forgetEverything(); }
}, true);
// In the same breath as the swap: what is typed into a new page a moment later is already listened for.
document.addEventListener("htmx:afterSwap", (event) => { if (event.target === document.body) { arrive(); } });

startClocks();
arrive();
