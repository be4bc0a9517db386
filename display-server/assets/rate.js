// The digits 1–5 press the five faces; what was pressed is pressed once.
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.repeat) return;
  document.querySelector(`[data-digit="${CSS.escape(e.key)}"]`)?.click();
});
document.addEventListener("submit", (e) => setTimeout(() => {
  for (const face of e.target.querySelectorAll("button")) face.disabled = true;
}));
// What was said to one visitor is not for the next.
const note = document.querySelector("[data-note]");
if (note) {
  history.replaceState(null, "", location.pathname);
  setTimeout(() => note.remove(), 8000);
}
