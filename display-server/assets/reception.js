// Reception's search: hides the services whose code and name do not hold what was typed; and the print button.
const find = document.querySelector("[data-find]");
find?.addEventListener("input", () => {
  const wanted = find.value.trim().toLowerCase();
  for (const group of document.querySelectorAll(".services fieldset")) {
    const lines = [...group.querySelectorAll("[data-words]")];
    for (const line of lines) line.hidden = !line.dataset.words.toLowerCase().includes(wanted);
    group.hidden = lines.every((line) => line.hidden);
  }
});
find?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  document.querySelector("[data-words]:not([hidden]) input")?.click();
});
document.querySelector("[data-print]")?.addEventListener("click", () => print());
