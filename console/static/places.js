// Puts a fragment of the line's own making into its place without taking the focus away from whoever tabs there.
import { showClocks } from "./clocks.js";

export function replaceInside(place, html) {
  const element = document.getElementById(place);
  if (!element) { return; }
  const focused = element.contains(document.activeElement) ? document.activeElement.id : "";
  element.innerHTML = html;
  window.htmx.process(element);
  showClocks();
  if (focused) { document.getElementById(focused)?.focus(); }
}
