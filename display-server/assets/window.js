// The console's keys. They can be switched off, and never act while somebody types or chooses.
import "./press.js";

const STORED = "hall-keys-off";
const body = document.body;
const switched = document.querySelector("[data-keys-switch]");
const help = document.querySelector("[data-keys-help]");

function show() {
  const off = localStorage.getItem(STORED) === "1";
  body.classList.toggle("keys-off", off);
  switched.setAttribute("aria-pressed", String(!off));
}

switched.addEventListener("click", () => {
  localStorage.setItem(STORED, body.classList.contains("keys-off") ? "0" : "1");
  show();
});
document.querySelector("[data-keys-show]").addEventListener("click", () => help.showModal());
show();

function press(key) {
  const name = key === " " ? "Enter" : key.length === 1 ? key.toLowerCase() : key;
  const chooser = document.querySelector(`[data-focus-key="${CSS.escape(name)}"]`);
  if (chooser) { chooser.focus(); return true; }
  const target = document.querySelector(`[data-key="${CSS.escape(name)}"]:not(:disabled)`);
  if (!target) return false;
  target.click();
  target.dataset.touched = "1";
  return true;
}

document.addEventListener("keydown", (event) => {
  const typing = help.open || event.target.matches?.("input:not([type=radio]), select, textarea");
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || typing) return;
  if (event.key === "?") { help.showModal(); return; }
  // A focused button or link keeps its own Enter and Space.
  const own = event.target.matches?.("button, a, summary") && (event.key === "Enter" || event.key === " ");
  if (body.classList.contains("keys-off") || own) return;
  if (press(event.key)) event.preventDefault();
});

// After a click the next Enter is the console's again; who walks by Tab keeps the place.
document.addEventListener("click", (event) => { if (event.detail > 0) event.target.closest("[form=verbs]")?.blur(); });
