// What is closed on a page is fetched once it is opened; before the page is printed, what belongs on paper is too, and
// the printing waits for it. Links go on with what the page's own address holds.

const CARRIED = ["edition", "since", "since_edition", "events"];
const FAILED = {
  403: "Your sign-in has ended. Sign in again to see this.",
  404: "These figures have changed since the page was drawn. Reload the page to see them.",
};

document.addEventListener("toggle", (event) => event.target.open && event.target.dataset.closed && open(event.target), true);

addEventListener("beforeprint", () => {
  for (const box of document.querySelectorAll("details.pb-onpaper[data-closed]")) {
    const asked = new XMLHttpRequest();
    asked.open("GET", box.dataset.closed, false);
    try {
      asked.send();
    } catch {
      continue;
    }
    if (asked.status === 200) fill(box, asked.responseText);
  }
});

async function open(box) {
  const inside = box.querySelector(".pb-working");
  inside.setAttribute("role", "status");
  inside.textContent = "Loading";
  try {
    const answer = await fetch(box.dataset.closed);
    if (answer.ok) return fill(box, await answer.text());
    inside.textContent = FAILED[answer.status] ?? "This could not be loaded. Close it and open it again.";
  } catch {
    inside.textContent = "The server does not answer. Close this and open it again.";
  }
}

function fill(box, text) {
  const inside = box.querySelector(".pb-working");
  inside.removeAttribute("role");
  inside.innerHTML = text;
  delete box.dataset.closed;
  const here = new URLSearchParams(location.search);
  for (const link of inside.querySelectorAll('a[href*="?as_at="]')) {
    const to = new URL(link.href);
    for (const name of CARRIED) if (here.has(name) && !to.searchParams.has(name)) to.searchParams.append(name, here.get(name));
    link.href = to.href;
  }
}
