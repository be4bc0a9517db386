// Reception's keys and search: what was typed hides the services whose code and name do not hold it, Enter chooses the first
// that is left, Enter without a word issues. A form is never sent by a key while nothing is chosen.
const find = document.querySelector("[data-find]");
const chosen = document.querySelector("[data-chosen]");
const form = document.querySelector("form.issue");
const ticked = () => [...(form?.querySelectorAll("[name=service]:checked, [name=journey]:checked") ?? [])];

function filter() {
  const wanted = find.value.trim().toLowerCase();
  for (const group of document.querySelectorAll(".services fieldset")) {
    const lines = [...group.querySelectorAll("[data-words]")];
    for (const line of lines) line.hidden = !line.dataset.words.toLowerCase().includes(wanted);
    group.hidden = lines.every((line) => line.hidden);
  }
}

function tell() {
  if (!chosen) return;
  chosen.hidden = ticked().length === 0;
  chosen.querySelector("span").textContent = ticked().map((e) => e.closest("label").textContent.trim()).join(" · ");
}

find?.addEventListener("input", filter);
find?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  if (!find.value.trim()) {
    if (ticked().length) form.querySelector("[data-main]").click();
    return;
  }
  document.querySelector("[data-words]:not([hidden]) input")?.click();
  find.value = "";
  filter();
});
form?.addEventListener("change", tell);
tell();

// Keys that nobody types into a field: function keys, and + for 諮詢.
document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  const target = document.querySelector(event.key === "+" ? "[data-key='+']" : `[data-fkey="${CSS.escape(event.key)}"]`);
  if (!target || (event.key === "+" && event.target.matches?.("#shown, #help-ticket"))) return;
  event.preventDefault();
  target.matches("input") ? target.focus() : target.click();
});

document.addEventListener("answered", (event) => {
  const count = event.target.querySelector("[data-count]");
  if (!count) return;
  count.value = Number(count.value) + 1;
  event.target.querySelector("[data-advised]").textContent = event.detail.today;
  const elsewhere = event.target.querySelector("[name=elsewhere]");
  if (elsewhere) elsewhere.value = "";
});

document.querySelector("[data-print]")?.addEventListener("click", () => print());
if (document.querySelector("[data-print-now]")) addEventListener("load", () => print());
