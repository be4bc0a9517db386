// Keeps a page's [data-live] part as the server draws it, its clocks running, and says when the server has gone silent.
const part = document.querySelector("[data-live]");
const stale = document.querySelector("[data-stale]");
const SILENT_MS = 5000;
let ahead = 0; // server's clock − this machine's, in ms
let heardAt = performance.now();

export const serverNow = () => Date.now() + ahead;

const face = new Intl.DateTimeFormat("en-GB", { timeZone: document.body.dataset.zone, hour: "2-digit", minute: "2-digit" });

function length(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const pad = (n) => String(n).padStart(2, "0");
  return s < 3600 ? `${Math.floor(s / 60)}:${pad(s % 60)}` : `${Math.floor(s / 3600)}:${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}`;
}

function tick() {
  const now = serverNow();
  for (const e of document.querySelectorAll("[data-clock]")) e.textContent = face.format(now);
  for (const e of document.querySelectorAll("[data-since]")) e.textContent = length(now - Date.parse(e.dataset.since));
  for (const e of document.querySelectorAll("[data-until]")) e.textContent = length(Date.parse(e.dataset.until) - now);
  for (const e of document.querySelectorAll("[data-ends]")) e.disabled = now > Date.parse(e.dataset.ends);
  if (stale && part) stale.hidden = performance.now() - heardAt < SILENT_MS;
  document.dispatchEvent(new CustomEvent("tick", { detail: now }));
}

// A swap must not take away what somebody is choosing: values, open parts and the focus survive it by their id.
function swap(html) {
  const chosen = [...part.querySelectorAll("input[id], select[id], details[id]")]
    .map((e) => [e.id, e.value, e.checked, e.open, e.dataset.touched]);
  const focus = document.activeElement?.id;
  part.innerHTML = html;
  for (const [id, value, checked, open, touched] of chosen) {
    const e = document.getElementById(id);
    if (!e) continue;
    if (e.tagName === "DETAILS") e.open = open;
    if (!touched) continue;
    e.dataset.touched = touched;
    if (e.type === "radio" || e.type === "checkbox") e.checked = checked;
    else if (e.tagName !== "SELECT" || [...e.options].some((o) => o.value === value)) e.value = value;
  }
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  tick();
  document.dispatchEvent(new CustomEvent("swapped"));
}

function heard(instant) {
  heardAt = performance.now();
  if (instant) ahead = Date.parse(instant) - Date.now();
}

function listen(url) {
  const source = new EventSource(url);
  source.addEventListener("build", (e) => e.data === document.body.dataset.build || location.reload());
  source.addEventListener("beat", (e) => heard(e.data));
  source.addEventListener("fragment", (e) => { heard(); swap(e.data); });
  source.addEventListener("gone", () => location.reload());
}

// Where event streams do not get through, the page is fetched anew every few seconds.
async function poll() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (fresh) { heard(); swap(fresh.innerHTML); }
  } catch { /* The banner says it. */ }
}

if (part) {
  part.addEventListener("input", (e) => { e.target.dataset.touched = "1"; });
  listen(part.dataset.live);
  const every = Number(part.dataset.poll) * 1000;
  if (every) setInterval(() => performance.now() - heardAt > every && poll(), every);
}
setInterval(tick, 1000);
tick();
