// Keeps a page's [data-live] part as the server draws it, its clocks running, and says when the server has gone silent.
const part = document.querySelector("[data-live]");
const stale = document.querySelector("[data-stale]");
const trouble = document.querySelector("[data-trouble]");
const SILENT_MS = 5000;
let ahead = null; // server's clock − this machine's, in ms; until it is known, times stay as the server drew them
let heardAt = performance.now();

const face = new Intl.DateTimeFormat("en-GB", { timeZone: document.body.dataset.zone, hour: "2-digit", minute: "2-digit" });

function length(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const pad = (n) => String(n).padStart(2, "0");
  return s < 3600 ? `${Math.floor(s / 60)}:${pad(s % 60)}` : `${Math.floor(s / 3600)}:${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}`;
}

function tick() {
  if (stale && part) stale.hidden = performance.now() - heardAt < SILENT_MS;
  if (ahead === null) return;
  const now = Date.now() + ahead;
  for (const e of document.querySelectorAll("[data-clock]")) e.textContent = face.format(now);
  for (const e of document.querySelectorAll("[data-since]")) e.textContent = length(now - Date.parse(e.dataset.since));
  for (const e of document.querySelectorAll("[data-until]")) e.textContent = length(Date.parse(e.dataset.until) - now);
  for (const e of document.querySelectorAll("[data-ends]")) e.disabled = now > Date.parse(e.dataset.ends);
  document.dispatchEvent(new CustomEvent("tick", { detail: now }));
}

// A swap must not take away what somebody is choosing: touched values, open parts and the focus survive it.
function swap(html) {
  const open = [...part.querySelectorAll("details[open]")].map((e) => e.id);
  const chosen = [...part.querySelectorAll("[data-touched]")].filter((e) => e.type !== "radio" || e.checked);
  const focus = document.activeElement?.id;
  part.innerHTML = html;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const old of chosen) old.type === "radio" ? pick(old) : enter(old);
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  tick();
  document.dispatchEvent(new CustomEvent("swapped"));
}

// A choice means its value, not its place: when the one that was picked is gone, none is picked.
function pick(old) {
  for (const e of part.querySelectorAll(`input[name="${old.name}"]`)) {
    e.checked = e.value === old.value;
    if (e.checked) e.dataset.touched = "1";
  }
}

function enter(old) {
  const e = document.getElementById(old.id);
  // What was chosen for one ticket is not chosen for the next.
  if (!e || e.dataset.about !== old.dataset.about || (e.options && ![...e.options].some((o) => o.value === old.value))) return;
  if (e.type === "checkbox") e.checked = old.checked;
  else e.value = old.value;
  e.dataset.touched = "1";
}

function heard(instant) {
  heardAt = performance.now();
  if (instant) ahead = Date.parse(instant) - Date.now();
}

function listen(url) {
  const source = new EventSource(url);
  // A stream that was refused – a server that starts, or cannot write – is never opened anew by the browser itself.
  source.addEventListener("error", () => source.readyState === EventSource.CLOSED && setTimeout(listen, 2000, url));
  source.addEventListener("build", (e) => e.data === document.body.dataset.build || location.reload());
  source.addEventListener("beat", (e) => heard(e.data));
  source.addEventListener("fragment", (e) => { heard(); swap(e.data); });
  source.addEventListener("trouble", (e) => { trouble.textContent = e.data; trouble.hidden = !e.data; });
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
  // Not every way of choosing an option is an input to every browser; each is a change.
  for (const kind of ["input", "change"]) part.addEventListener(kind, (e) => { e.target.dataset.touched = "1"; });
  listen(part.dataset.live);
  const every = Number(part.dataset.poll) * 1000;
  if (every) setInterval(() => performance.now() - heardAt > every && poll(), every);
}
setInterval(tick, 1000);
tick();
