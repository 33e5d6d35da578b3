// What a press of a button is answered with may be drawn where its reader does not look: above, or below the edge of
// the screen. It is brought into sight until the page is whole, unless the reader scrolls or uses the keyboard first.

const SAID = ["status", "alert"].map((role) => `[data-testid="stHtml"] [role="${role}"]`);
const PANELS = ["preview", "problems", "turning"].map((panel) => `.st-key-panel-${panel}`);
const ANSWERS = [...SAID, ...PANELS].join();
const STOPS = ["wheel", "touchstart", "keydown", "pointerdown"];
const SETTLES = 2_000; // milliseconds in which what is drawn around an answer may still move it
let seen = new Set();
let answer = null;
let until = 0;

const name = (one) => (one.role ? one.textContent : one.className);
const all = () => [...document.querySelectorAll(ANSWERS)].filter((one) => name(one) && !one.closest(".pb-search"));

function look() {
  const fresh = all().find((one) => !seen.has(name(one)));
  if (fresh) {
    all().forEach((one) => seen.add(name(one)));
    answer = fresh;
    until = performance.now() + SETTLES;
  }
  if (!answer?.isConnected || performance.now() > until) return;
  const { top, bottom } = answer.getBoundingClientRect();
  if (top >= 0 && (bottom <= innerHeight || top <= innerHeight / 4)) return;
  (answer.closest('[class*="st-key-"]') ?? answer).scrollIntoView({ block: "start" });
}

const watching = new MutationObserver(look);

function stop() {
  watching.disconnect();
  answer = null;
}

STOPS.forEach((happens) => addEventListener(happens, stop, true));
addEventListener("click", (event) => {
  if (!event.target.closest?.("button")) return;
  seen = new Set(all().map(name));
  watching.observe(document.body, { childList: true, subtree: true, characterData: true });
}, true);
