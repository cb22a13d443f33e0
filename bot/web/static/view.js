// Puts things on the page. Everything somebody wrote goes in as text, never as HTML.

const words = JSON.parse(document.body.dataset.words);
const numbers = JSON.parse(document.body.dataset.numbers);
const language = document.documentElement.lang;
const hours = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const days = new Intl.DateTimeFormat(language, { month: "long", day: "numeric", weekday: "short" });
const callable = new RegExp(`(?<![0-9])(${numbers.map((number) => number.replaceAll(" ", "[ ]")).join("|")})(?![0-9])`);
const NEAR_THE_END_PX = 120;
const MARGIN_PX = 8;

const place = Object.fromEntries(
  ["talk", "welcome", "messages", "unsent", "choices", "newer", "note", "state"].map((id) => [id, document.getElementById(id)]),
);
const shown = new Set();
let lastDay = "";
let isFollowing = true;

export const text = (key) => words[key];
export const isShown = (seq) => shown.has(seq);

/** Show messages in order; one that is shown already stays as it is. */
export function showMessages(messages) {
  const fresh = messages.filter(({ seq }) => !shown.has(seq));
  if (!fresh.length) return;
  const isMine = fresh.some(({ author }) => author === "student");
  let start = null;
  for (const message of fresh) {
    shown.add(message.seq);
    showDay(new Date(message.at));
    place.messages.append(bubble(message));
    // Reading begins at the first answer to what was written last: a safety text is read from its top.
    start = message.author === "student" ? null : (start ?? place.messages.lastElementChild);
  }
  showChoices(fresh.at(-1).choices);
  // The first words are said in the chat itself now.
  place.welcome.hidden = true;
  if (isFollowing || isMine) scrollToEnd(start);
  else place.newer.hidden = false;
}

let choose = () => {};

/** `chosen(text)` is called with the words of the button that was tapped. */
export function whenChosen(chosen) {
  choose = chosen;
}

/** Answers to the last message that one tap gives; they go as soon as anything else is said. */
export function showChoices(choices = []) {
  place.choices.replaceChildren(
    ...choices.map((words) => {
      const button = element("button", "choice", words);
      button.type = "button";
      button.addEventListener("click", () => {
        showChoices();
        choose(words);
      });
      return button;
    }),
  );
  place.choices.hidden = !choices.length;
}

/** Words that must be read now although the line could not keep anything. */
export function showSafetyText(body) {
  if (place.messages.lastElementChild?.dataset.safety === body) return;
  const item = bubble({ author: "line", text: body, at: new Date().toISOString() });
  item.dataset.safety = body;
  place.messages.append(item);
  scrollToEnd(item);
}

/** What is still on its way, below what was said. */
export function showUnsent(list, { isWaiting }) {
  place.unsent.replaceChildren(
    ...list.map(({ text: body }) => {
      const item = bubble({ author: "student", text: body });
      item.classList.toggle("waiting", isWaiting);
      item.append(element("small", "fate", text(isWaiting ? "message.waiting" : "message.sending")));
      return item;
    }),
  );
  if (list.length) scrollToEnd();
}

export function showState({ holder, place: number }) {
  place.state.dataset.holder = holder;
  const key = holder === "queue" && number === 1 ? "state.queue_next" : `state.${holder}`;
  const sentence = text(key).replace("{place}", number ?? "…");
  if (place.state.textContent !== sentence) place.state.textContent = sentence;
}

let forgetNote = 0;

/** A note above the state; `lasts` seconds, or until the next one. */
export function showNote(kind, { lasts } = {}) {
  clearTimeout(forgetNote);
  place.note.hidden = !kind;
  place.note.dataset.kind = kind ?? "";
  if (kind && place.note.textContent !== text(`note.${kind}`)) place.note.textContent = text(`note.${kind}`);
  if (lasts) forgetNote = setTimeout(() => showNote(null), lasts * 1000);
}

export const noteShown = () => (place.note.hidden ? null : place.note.dataset.kind);

/** An empty page, as at the start. */
export function clear() {
  shown.clear();
  lastDay = "";
  showChoices();
  place.messages.replaceChildren();
  place.welcome.hidden = false;
  showState({ holder: "new" });
}

/** To the newest words; where they are longer than the screen, to the first of them. */
export function scrollToEnd(start = null) {
  place.newer.hidden = true;
  const end = place.talk.scrollHeight - place.talk.clientHeight;
  place.talk.scrollTop = start ? Math.min(end, start.offsetTop - place.talk.offsetTop - MARGIN_PX) : end;
  isFollowing = true;
}

place.newer.addEventListener("click", () => scrollToEnd());
place.talk.addEventListener("scroll", () => {
  const left = place.talk.scrollHeight - place.talk.scrollTop - place.talk.clientHeight;
  isFollowing = left < NEAR_THE_END_PX;
  if (isFollowing) place.newer.hidden = true;
});
// A note or a keyboard takes room from the talk; whoever was at the end stays there.
new ResizeObserver(() => isFollowing && scrollToEnd()).observe(place.talk);

function showDay(at) {
  const day = days.format(at);
  if (day === lastDay) return;
  lastDay = day;
  place.messages.append(element("li", "day", day));
}

function bubble({ author, text: body, at }) {
  const item = element("li", `message ${author}`);
  item.append(element("span", author === "student" ? "author unseen" : "author", text(`author.${author}`)));
  const said = element("p", "said");
  said.dir = "auto";
  said.append(...(author === "line" || author === "bot" ? withCallableNumbers(body) : [body]));
  item.append(said);
  if (at) {
    const time = element("time", "at", hours.format(new Date(at)));
    time.dateTime = at;
    item.append(time);
  }
  return item;
}

/** The line's and the bot's own sentences with their numbers one tap away; no words of a person become links. */
function withCallableNumbers(body) {
  return body.split(callable).map((piece) => {
    if (!numbers.includes(piece)) return piece;
    const link = element("a", "call", piece);
    link.href = `tel:${piece.replace(/[ -]/g, "")}`;
    return link;
  });
}

function element(tag, className, body = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = body;
  return made;
}
