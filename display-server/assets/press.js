// One press is one call: a [data-press] form is sent without leaving the page, and the very same press is repeated until
// an answer came, whatever the network does. The server knows a repeat by the state that the page showed (`seq`).
import "./live.js";

const PATIENCE_MS = 8000;
const note = document.querySelector("[data-note]");
let sending = false;

function say(text, bad) {
  note.textContent = text;
  note.classList.toggle("bad", bad);
  note.hidden = !text;
}

async function send(url, body) {
  for (let pause = 300; ; pause = Math.min(pause * 2, 3000)) {
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE_MS) });
      if (answer.status !== 503) return answer;
      say((await answer.json()).detail, true);
    } catch {
      say(document.querySelector("[data-stale]").textContent, true);
    }
    await new Promise((done) => setTimeout(done, pause));
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-press]");
  if (!form) return;
  event.preventDefault();
  if (sending) return;
  sending = true;
  const button = event.submitter;
  const body = new URLSearchParams(new FormData(form, button));
  button?.setAttribute("aria-busy", "true");
  say("", false);
  const answer = await send(form.action, body);
  sending = false;
  button?.removeAttribute("aria-busy");
  if (answer.status === 401) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
  else if (!answer.ok) say((await answer.json()).detail, true);
  else {
    for (const e of document.querySelectorAll("[data-touched]")) delete e.dataset.touched;
    form.dispatchEvent(new CustomEvent("answered", { bubbles: true, detail: await answer.json() }));
  }
});
