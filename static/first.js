// Until Streamlit has drawn the page, name and marking are shown, and where there is one the plain page of the same
// figures. After eight seconds without a page the reader is told why that may be and where to read on.

const PATIENCE_MS = 8_000;
const first = document.getElementById("pb-first");
const status = first.querySelector("[role=status]");
const { plain, isOwn } = first.dataset;

// Closed: what is in it is on the page a second time, and no script of the page itself is to find it.
const shadow = first.querySelector("div").attachShadow({ mode: "closed" });

// A page that shows figures already gives way to one that is whole, words alone to one that has begun.
function isDrawn() {
  return document.querySelector(`#root :is(.pb-bottom, .pb-empty${shadow.hasChildNodes() ? "" : ", h1"})`);
}

async function showPlain() {
  const answer = await fetch(plain + location.search).catch(() => null);
  if (answer?.status !== 200 || !first.isConnected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const style = page.querySelector("style");
  style.textContent = style.textContent.replaceAll(":root", ":host");
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
  drawing.disconnect();
  first.remove();
}

const late = setTimeout(explain, PATIENCE_MS);
const drawing = new MutationObserver(() => isDrawn() && stop());
drawing.observe(document.getElementById("root"), { childList: true, subtree: true });
if (isOwn) showPlain();
