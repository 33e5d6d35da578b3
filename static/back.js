// Back and Forward over another date or edition of the same page. The address has changed and what is drawn has not:
// the page is asked for again by its address, which holds every choice. Loaded before anything is drawn, so that no
// reader is quicker.

window.navigation?.addEventListener("navigate", (event) => {
  const to = new URL(event.destination.url);
  if (event.navigationType !== "traverse" || to.pathname !== location.pathname || to.search === location.search) return;
  addEventListener("popstate", () => location.reload(), { once: true });
});
