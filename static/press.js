// A button in the site's own markup presses the Streamlit button of that name, which is out of sight; once the page is
// drawn again the focus is where it was.

const WAIT = 5_000;

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-press]");
  if (!button) return;
  const name = button.dataset.press;
  document.querySelector(`.st-key-${name} button`)?.click();
  const seen = new MutationObserver(() => {
    if (button.isConnected) return;
    document.querySelector(`button[data-press="${name}"]`)?.focus();
    seen.disconnect();
  });
  seen.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => seen.disconnect(), WAIT);
});
