// A board's own: a call looks new for 20 s, and is announced once to whoever listens instead of looks.
import "./live.js";

const NEW_MS = 20000;
let announced = null;

document.addEventListener("tick", ({ detail: now }) => {
  for (const line of document.querySelectorAll(".line[data-called-at]")) {
    line.classList.toggle("new", now - Date.parse(line.dataset.calledAt) < NEW_MS);
  }
});

document.addEventListener("swapped", () => {
  const newest = document.querySelector(".call.newest");
  if (newest && newest.dataset.call !== announced) {
    announced = newest.dataset.call;
    document.querySelector("[data-announce]").textContent = newest.dataset.say;
  }
});
