// Until Streamlit has drawn the page, name and marking are shown, and where there is one the plain page of the same
// figures. After eight seconds without a page the reader is told why that may be and where to read on.

const PATIENCE_MS = 8_000;
const QUIET_MS = 1_000;
const first = document.getElementById("pb-first");
const status = first.querySelector("[role=status]");
const { plain, isOwn } = first.dataset;

// Closed: what is in it is on the page a second time, and no script of the page itself is to find it.
const shadow = first.querySelector("div").attachShadow({ mode: "closed" });

// It gives way to a page that is whole, so that nothing moves under a reader: one that has its foot, is a slide or the
// making of slides, or has begun and changes no more, and in whose first screen nothing is still being loaded. After
// eight seconds it gives way to any page that has begun.
function isLoading() {
  const parts = document.querySelectorAll('#root [data-testid="stSkeleton"]');
  return [...parts].some((part) => part.checkVisibility() && part.getBoundingClientRect().top < innerHeight);
}

function isWhole() {
  return document.querySelector("#root :is(.pb-bottom, .pb-empty, .pb-slide, .pb-stages)") && !isLoading();
}

function hasBegun() {
  return document.querySelector("#root h1");
}

async function showPlain() {
  const typeface = document.fonts.load("1em Inter").catch(() => null);  // no line is to break anew when it comes
  const answer = await fetch(plain + location.search).catch(() => null);
  if (answer?.status !== 200 || !first.isConnected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const style = page.querySelector("style");
  style.textContent = style.textContent.replaceAll(":root", ":host");
  await typeface;
  const body = document.createElement("div");
  body.className = page.body.className;
  body.append(...page.querySelectorAll("body > .pb-notice, header > :is(p, h1), main"));
  shadow.append(style, body);
}

function explain() {
  const link = document.createElement("a");
  link.href = plain + location.search;
  link.textContent = isOwn ? "Read this page without it" : "Read the Overview without it";
  const where = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/_stcore/stream`;
  status.textContent =
    "Not connected yet. If this stays, your network may not let the page's connection through: " +
    `ask for ${where} to be allowed. `;
  status.append(link, ".");
}

function stop() {
  clearTimeout(late);
  clearTimeout(quiet);
  drawing.disconnect();
  first.remove();
}

function lookAgain() {
  isLate = true;
  performance.mark("late");
  if (hasBegun()) stop();
  else explain();
}

let isLate = false;
const late = setTimeout(lookAgain, PATIENCE_MS);
let quiet;
const drawing = new MutationObserver(() => {
  clearTimeout(quiet);
  if (isWhole() || (isLate && hasBegun())) stop();
  else quiet = setTimeout(() => hasBegun() && !isLoading() && stop(), QUIET_MS);
});
drawing.observe(document.getElementById("root"), { childList: true, subtree: true });
if (isOwn) showPlain();
