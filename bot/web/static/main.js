// Joins the parts of the student's page: what is written goes out, what is said comes in.

import { chooseLanguage } from "./api.js";
import { Incoming } from "./incoming.js";
import { kept } from "./keep.js";
import { watchForLeaving } from "./leave.js";
import { Outgoing } from "./outgoing.js";
import * as view from "./view.js";

const LARGEST_TEXT_BYTES = 60_000;
const language = document.documentElement.lang;
const desk = new URLSearchParams(location.search).get("desk");
const form = document.getElementById("say");
const words = document.getElementById("words");
const sentNotYetHeard = new Map();
let isWaiting = false;

const outgoing = new Outgoing(
  {
    changed: showOnItsWay,
    opened: () => void incoming.listen(),
    sent: (message, seq) => {
      // It may have been heard before the line's yes to it came back.
      if (!view.isShown(seq)) sentNotYetHeard.set(seq, message);
    },
    anew: startAnew,
    safety: view.showSafetyText,
    fine: () => {
      isWaiting = false;
      showOnItsWay();
      if (["failing", "too_many", "lost"].includes(view.noteShown())) view.showNote("back", { lasts: 3 });
    },
    trouble: (kind, unsentWords) => {
      if (unsentWords !== undefined) giveBack(unsentWords);
      isWaiting = true;
      showOnItsWay();
      view.showNote(kind);
    },
  },
  { language, desk },
);

const incoming = new Incoming({
  heard: (messages, state) => {
    for (const { seq } of messages) sentNotYetHeard.delete(seq);
    view.showMessages(messages);
    view.showState(state);
    showOnItsWay();
  },
  lost: () => view.showNote("lost"),
  back: () => {
    if (view.noteShown() !== "lost") return;
    view.showNote("back", { lasts: 3 });
    outgoing.hurry();
  },
  anew: startAnew,
});

/** The token leads nowhere any more: say so, and let the next words open a new chat. */
function startAnew(refusedToken) {
  if (kept.token !== refusedToken) return;
  kept.token = null;
  sentNotYetHeard.clear();
  incoming.startOver();
  view.clear();
  view.showNote("anew");
  showOnItsWay();
}

function showOnItsWay() {
  view.showUnsent([...sentNotYetHeard.values(), ...outgoing.list], { isWaiting });
}

function giveBack(unsentWords) {
  words.value = [unsentWords, words.value].filter(Boolean).join("\n");
  keepDraft();
}

function keepDraft() {
  kept.draft = words.value;
  words.style.height = "auto";
  words.style.height = `${Math.min(words.scrollHeight, 160)}px`;
}

function send(text) {
  if (["anew", "too_long"].includes(view.noteShown())) view.showNote(null);
  view.showChoices();
  outgoing.add(text);
}

view.whenChosen(send);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value;
  if (!text.trim()) return;
  if (new TextEncoder().encode(JSON.stringify(text)).length > LARGEST_TEXT_BYTES) {
    view.showNote("too_long");
    return;
  }
  words.value = "";
  keepDraft();
  send(text);
  words.focus();
});

words.addEventListener("input", keepDraft);
words.addEventListener("keydown", (event) => {
  // Enter chooses a word while Chinese is being composed, and begins a line on a phone.
  const isSending = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
  if (isSending && matchMedia("(pointer: fine)").matches) {
    event.preventDefault();
    form.requestSubmit();
  }
});

const ask = document.getElementById("ask");
for (const button of document.querySelectorAll("[data-command]")) {
  button.addEventListener("click", async () => {
    button.closest("details")?.removeAttribute("open");
    if (button.dataset.command === "ask" && !(await isConfirmed())) return;
    send(button.textContent);
  });
}

function isConfirmed() {
  ask.returnValue = "no";
  ask.showModal();
  return new Promise((resolve) => {
    ask.addEventListener("close", () => resolve(ask.returnValue === "yes"), { once: true });
  });
}

for (const link of document.querySelectorAll("[data-language]")) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const chosen = link.dataset.language;
    if (kept.token) await chooseLanguage(kept.token, chosen).catch(() => {});
    const query = new URLSearchParams(location.search);
    query.set("language", chosen);
    // `replace`: pages in other languages must not pile up behind the back button.
    location.replace(`/?${query}`);
  });
}

// A sheet that covers the talk closes by a tap anywhere else, and by Escape.
document.addEventListener("click", (event) => {
  for (const sheet of document.querySelectorAll("details[open]")) {
    if (!sheet.contains(event.target)) sheet.removeAttribute("open");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const sheet of document.querySelectorAll("details[open]")) sheet.removeAttribute("open");
});

function hurry() {
  incoming.hurry();
  outgoing.hurry();
}
addEventListener("online", hurry);
addEventListener("offline", () => kept.token && view.showNote("lost"));
document.addEventListener("visibilitychange", () => document.hidden || hurry());

watchForLeaving(document.getElementById("leave"));
words.value = kept.draft;
keepDraft();
showOnItsWay();
if (kept.token) void incoming.listen();
outgoing.hurry();
