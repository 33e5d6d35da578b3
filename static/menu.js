// The menu that lies over the page on a phone. It goes once a page was chosen, no visit begins with it open, and its
// sections are groups of links to a screen reader: as Streamlit writes them they are lists with things between.

const NARROW = matchMedia("(max-width: 767px)");
const KEPT = "stSidebarCollapsed-"; // where Streamlit keeps for the next visit that it was left open
const named = (name) => `[data-testid="${name}"]`;

document.addEventListener("click", (event) => {
  const on = (name) => event.target.closest?.(named(name));
  if (NARROW.matches && on("stSidebarNavLink")) document.querySelector(`${named("stSidebarCollapseButton")} button`)?.click();
  if (on("stExpandSidebarButton") || on("stSidebar")) requestAnimationFrame(() => requestAnimationFrame(group));
});

addEventListener("pagehide", () => {
  if (!NARROW.matches) return;
  Object.keys(localStorage).filter((name) => name.startsWith(KEPT)).forEach((name) => localStorage.removeItem(name));
});

function group() {
  const menu = document.querySelector(named("stSidebarNavItems"));
  menu?.setAttribute("role", "none");
  for (const section of menu?.children ?? []) {
    section.setAttribute("role", "group");
    section.setAttribute("aria-label", section.querySelector("header")?.innerText.split("\n")[0].trim() ?? "");
    section.querySelectorAll("li").forEach((page) => page.setAttribute("role", "none"));
  }
}
