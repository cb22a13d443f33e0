// The quick exit: nothing of the chat stays on the screen, in the tab's memory or behind the back button.

import { forgetEverything } from "./keep.js";

const ESC_TWICE_WITHIN_MS = 700;

export function watchForLeaving(link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
  let lastEscape = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    if (event.timeStamp - lastEscape < ESC_TWICE_WITHIN_MS) leave(link.href);
    lastEscape = event.timeStamp;
  });
}

function leave(address) {
  forgetEverything();
  // The other site may take a moment to come; until then the page is empty.
  document.title = " ";
  document.body.replaceChildren();
  // `replace`: the back button does not lead here again.
  location.replace(address);
}
