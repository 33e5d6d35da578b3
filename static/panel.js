// An address may name a panel of its page, as in findings?panel=findings_overdue. A page is drawn piece by piece: the
// panel is brought to the top until the page is whole, unless the reader scrolls or uses the keyboard first.

const wanted = new URLSearchParams(location.search).get("panel") ?? "";
const STOPS = ["wheel", "touchstart", "keydown", "pointerdown"];

function show() {
  const panel = document.querySelector(`[class~="st-key-panel-${CSS.escape(wanted)}"], [data-panel="${CSS.escape(wanted)}"]`);
  if (!panel) return;
  if (panel !== document.activeElement) {
    panel.querySelector("details")?.setAttribute("open", "");
    panel.tabIndex = -1;
    panel.focus({ preventScroll: true });
  }
  panel.scrollIntoView({ block: "start" });
  // What is hidden behind what is shown first cannot have the focus.
  const isSeen = !document.getElementById("pb-first");
  if (isSeen && document.querySelector(".pb-bottom")) setTimeout(stop, 1500);
}

const watching = new MutationObserver(show);

function stop() {
  watching.disconnect();
  STOPS.forEach((name) => removeEventListener(name, stop, true));
}

if (wanted) {
  watching.observe(document.body, { childList: true, subtree: true });
  STOPS.forEach((name) => addEventListener(name, stop, true));
  show();
}
