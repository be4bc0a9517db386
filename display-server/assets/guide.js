// A guide's page rings: a job that is offered vibrates and sounds until it is answered, one that is open to all once.
import "./press.js";

const EVERY_S = 4;
const TONES_HZ = [880, 1175];
let rung = new Set();
let sound = null;
let seconds = 0;

// Browsers give sound only after a touch; signing on is one.
document.addEventListener("pointerdown", () => {
  sound ??= new AudioContext();
  sound.resume();
});

function ring() {
  navigator.vibrate?.([300, 120, 300]);
  if (sound?.state !== "running") return;
  TONES_HZ.forEach((hz, i) => {
    const tone = new OscillatorNode(sound, { frequency: hz });
    const level = new GainNode(sound, { gain: 0.25 });
    tone.connect(level).connect(sound.destination);
    tone.start(sound.currentTime + i * 0.2);
    tone.stop(sound.currentTime + i * 0.2 + 0.18);
  });
}

function look() {
  const now = new Set([...document.querySelectorAll("[data-ring]")].map((e) => e.dataset.ring));
  const fresh = [...now].some((job) => !rung.has(job));
  rung = now;
  if (fresh) ring();
}

document.addEventListener("swapped", look);
document.addEventListener("tick", () => {
  seconds += 1;
  if (seconds % EVERY_S === 0 && document.querySelector(".offered[data-ring]")) ring();
});
look();
