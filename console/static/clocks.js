// Waiting clocks: counted from the line's own time, not from whatever this machine believes.
let ahead = 0;

export function setServerTime(seconds) { if (seconds) { ahead = seconds - Date.now() / 1000; show(); } }

export function startClocks() { setInterval(show, 1000); show(); }

function show() {
  for (const clock of document.querySelectorAll("time[data-since]")) {
    const passed = Math.max(0, Math.floor(Date.now() / 1000 + ahead - Number(clock.dataset.since)));
    const hours = Math.floor(passed / 3600);
    const minutes = String(Math.floor(passed / 60) % 60).padStart(hours ? 2 : 1, "0");
    clock.textContent = `${hours ? `${hours}:` : ""}${minutes}:${String(passed % 60).padStart(2, "0")}`;
  }
}

export { show as showClocks };
