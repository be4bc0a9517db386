// Makes a page live: shows the newest fragment, sends presses without a reload, lets keys pick.
// Without this script the page is plain forms; nothing here decides anything.

const live = document.getElementById('live');
const stale = document.getElementById('stale');
const status = document.getElementById('status');

/** Beats come every 2 s; after three missed ones the daemon is gone. */
const SILENCE_MS = 6500;

let waiting = null;
let finger = false;
let shown = null;
/** How many fragments the stream has brought. */
let brought = 0;

/** The name of a control from one fragment to the next: its word, unless that counts on and it has a name of its own. */
const nameOf = (control) => control.dataset?.keep ?? control.value;

/** What has the focus, by the name of its control; the heading has none. */
function focused() {
  const active = document.activeElement;
  return live.contains(active) ? nameOf(active) ?? 'heading' : null;
}

/** Swaps the fragment; never while a finger is down, or its release would miss the control. */
function show(html) {
  if (finger) { waiting = html; return; }
  if (html === shown) return;
  const kind = live.firstElementChild?.dataset.screen;
  const word = focused();
  shown = html;
  live.innerHTML = html;
  const screen = live.firstElementChild;
  if (screen.lang) document.documentElement.lang = screen.lang;
  if (status && status.textContent !== screen.dataset.status) status.textContent = screen.dataset.status ?? '';
  const wanted = live.querySelector('[autofocus]')
    ?? (word && [...live.querySelectorAll('button')].find((button) => nameOf(button) === word))
    ?? ((screen.dataset.screen !== kind || word) && live.querySelector('h1'));
  if (wanted) wanted.focus({ preventScroll: true });
}

addEventListener('pointerdown', () => { finger = true; });
for (const end of ['pointerup', 'pointercancel']) {
  addEventListener(end, () => {
    finger = false;
    // After the click that follows the release.
    setTimeout(() => { if (waiting !== null) { const html = waiting; waiting = null; show(html); } }, 60);
  });
}

addEventListener('submit', async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target, event.submitter));
  const before = brought;
  const answer = await fetch(live.dataset.press, { method: 'POST', body, headers: { 'x-fragment': 'yes' } });
  const html = await answer.text();
  // The answer is the page right after the press; what the stream has brought meanwhile is that, or newer.
  if (answer.status === 200 && brought === before) show(html);
});

/** Moves the focus to the next or the previous control, round and round: a keypad may have two keys for it. */
function step(by) {
  const controls = [...live.querySelectorAll('button')];
  const at = controls.indexOf(document.activeElement);
  const next = at < 0 && by < 0 ? controls.length - 1 : at + by;
  controls.at(next % controls.length)?.focus();
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key in STEPS) { event.preventDefault(); step(STEPS[event.key]); }
  if (event.repeat) return;
  if (event.key === 'Escape') live.querySelector('[data-back]')?.click();
  if (event.key === 'Backspace') live.querySelector('[data-erase]')?.click();
  // Whoever types digits has no control under the focus; Enter is then the one that the page waits for.
  if (event.key === 'Enter' && document.activeElement?.tagName !== 'BUTTON') live.querySelector('[data-enter]')?.click();
  const key = event.key.toUpperCase();
  const picks = [...live.querySelectorAll('[data-pick]')];
  const exact = picks.find((button) => button.dataset.pick === key);
  const nth = /^[1-9]$/.test(key) ? picks[Number(key) - 1] : null;
  (exact ?? nth)?.click();
});

setInterval(() => {
  const countdown = live.querySelector('[data-countdown]');
  const left = Number(countdown?.textContent);
  if (left > 0) countdown.textContent = String(left - 1);
}, 1000);

let build = null;
let silence = 0;

function heard() {
  stale.hidden = true;
  clearTimeout(silence);
  silence = setTimeout(() => { stale.hidden = false; }, SILENCE_MS);
}

/** Tells the daemon that this page draws: a browser that hangs is started anew. A beat that is lost is followed by the next. */
function sayAlive() {
  if (live.dataset.alive) requestAnimationFrame(() => { fetch(live.dataset.alive, { method: 'POST' }).catch(() => {}); });
}

function listen() {
  const events = new EventSource(live.dataset.events);
  // A stream that was refused, as by a daemon that just starts, is never opened anew by the browser itself.
  events.addEventListener('error', () => { if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000); });
  events.addEventListener('build', (event) => {
    if (build !== null && build !== event.data) location.reload();
    build = event.data;
    heard();
  });
  events.addEventListener('fragment', (event) => { brought += 1; heard(); show(event.data); });
  events.addEventListener('beat', () => { heard(); sayAlive(); });
}

listen();
heard();
