// What helps to read a page: strange words are explained where they stand, a long page lists its parts, and a click on a
// mark of a picture opens the rows behind it.

const EXPLAINED = ".pb-headline, .pb-headline-more, .pb-lead, .pb-subtitle, .pb-state, .pb-panel-title";
const CARRIED = ["as_at", "edition", "since", "since_edition", "events"];
const LONG = 1.6; // screens
let words = null;
let drawn = 0;

new MutationObserver(() => {
  cancelAnimationFrame(drawn);
  drawn = requestAnimationFrame(() => document.querySelector(".pb-bottom") && (explain(), list()));
}).observe(document.body, { childList: true, subtree: true });

// Strange words: the first of each on a page, unless it stands in a link.

async function explain() {
  words ??= fetch("words.json").then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({}));
  const meanings = await words;
  const names = Object.keys(meanings);
  if (!names.length) return;
  const any = new RegExp(`(?<![\\w-])(${names.map(RegExp.escape ?? ((text) => text)).join("|")})(?![\\w-])`);
  const seen = new Set([...document.querySelectorAll(".pb-term")].map((term) => term.dataset.word));
  for (const text of document.querySelectorAll(EXPLAINED)) {
    if (text.dataset.explained === text.textContent) continue;
    for (const node of [...text.childNodes]) if (node.nodeType === Node.TEXT_NODE) mark(node, any, meanings, seen);
    text.dataset.explained = text.textContent;
  }
}

function mark(node, any, meanings, seen) {
  for (let found, from = 0; (found = any.exec(node.data.slice(from))); ) {
    const at = from + found.index;
    if (seen.has(found[0])) {
      from = at + found[0].length;
      continue;
    }
    seen.add(found[0]);
    const rest = node.splitText(at);
    const after = rest.splitText(found[0].length);
    const term = Object.assign(document.createElement("span"), { className: "pb-term", tabIndex: 0, textContent: rest.data });
    term.setAttribute("role", "button");
    term.setAttribute("aria-expanded", "false");
    Object.assign(term.dataset, { word: found[0], meaning: meanings[found[0]] });
    rest.replaceWith(term);
    [node, from] = [after, 0];
  }
}

function toggle(term) {
  const isOpen = term.getAttribute("aria-expanded") === "true";
  close();
  if (isOpen) return;
  term.setAttribute("aria-expanded", "true");
  const note = Object.assign(document.createElement("span"), { className: "pb-meaning" });
  note.setAttribute("role", "status");
  term.after(note);
  note.textContent = ` ${term.dataset.word}: ${term.dataset.meaning}. `;
}

function close() {
  document.querySelectorAll(".pb-meaning").forEach((note) => note.remove());
  document.querySelectorAll('.pb-term[aria-expanded="true"]').forEach((term) => term.setAttribute("aria-expanded", "false"));
}

// The parts of a long page.

function list() {
  const main = document.querySelector('[data-testid="stMain"]');
  const parts = [...document.querySelectorAll("h2.pb-section")].filter((part) => part.getClientRects().length);
  const box = document.querySelector(".pb-parts");
  newest();
  if (parts.length < 2 || main.scrollHeight < LONG * innerHeight) return box?.remove();
  const names = parts.map((part) => part.textContent);
  if (box?.dataset.names === names.join("|")) return;
  box?.remove();
  const menu = Object.assign(document.createElement("details"), { className: "pb-parts" });
  menu.dataset.names = names.join("|");
  const title = Object.assign(document.createElement("summary"), { textContent: "On this page" });
  const items = document.createElement("ul");
  for (const name of ["Top of the page", ...names]) {
    const go = Object.assign(document.createElement("button"), { type: "button", textContent: name });
    go.dataset.part = name;
    items.append(Object.assign(document.createElement("li"), {}));
    items.lastChild.append(go);
  }
  menu.append(title, items);
  main.append(menu);
}

// A grid of grades that is wider than the screen shows its newest inspection first.
function newest() {
  for (const box of document.querySelectorAll(".pb-scroll:has(> .pb-grid):not([data-moved])")) {
    box.scrollLeft = box.scrollWidth;
    box.dataset.moved = "yes";
  }
}

function go(name) {
  const part = [...document.querySelectorAll("h2.pb-section")].find((each) => each.textContent === name) ?? document.querySelector("h1.pb-title");
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
  part.scrollIntoView({ block: part.matches("h1") ? "end" : "start" });
  document.querySelector(".pb-parts")?.removeAttribute("open");
}

// The rows behind a mark.

const followed = new WeakMap();

document.addEventListener("pointerover", (event) => {
  const chart = event.target.closest?.(".js-plotly-plot");
  if (!chart?.on) return;
  const known = followed.get(chart) ?? { plotly_click: ({ points }) => follow(chart, points[0]), plotly_hover: () => over(chart, true), plotly_unhover: () => over(chart, false) };
  followed.set(chart, known);
  for (const [name, listener] of Object.entries(known)) {
    chart.removeListener(name, listener); // a chart that is drawn anew has none
    chart.on(name, listener);
  }
});

const over = (chart, isOver) => chart.classList.toggle("pb-over", isOver);

function follow(chart, point) {
  const leads = [point.customdata].flat()[0];
  if (leads) return open(leads);
  const isBar = point.data.type === "bar";
  rows(chart, isBar ? String(point.y) : String(point.x));
}

function open(leads) {
  const to = new URL(leads, location.href);
  const here = new URLSearchParams(location.search);
  for (const name of CARRIED) if (here.has(name)) to.searchParams.set(name, here.get(name));
  location.assign(to.href);
}

async function rows(inside, name) {
  const panel = inside.closest('[class*="st-key-panel"]');
  const box = [...(panel?.querySelectorAll("details.pb-more") ?? [])].find((each) => each.querySelector("summary").textContent.includes("as a table"));
  if (!box) return;
  box.open = true;
  const table = await arrived(box);
  table.querySelectorAll("tr.pb-marked").forEach((row) => row.classList.remove("pb-marked"));
  const wanted = spoken(name);
  const fitting = [...table.querySelectorAll("tbody tr")].filter((row) => [...row.cells].some((cell) => wanted.includes(cell.textContent.trim())));
  fitting.forEach((row) => row.classList.add("pb-marked"));
  const first = fitting[0] ?? table;
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  first.scrollIntoView({ block: "center" });
}

function arrived(box) {
  return new Promise((found) => {
    const look = () => {
      const table = box.querySelector("table");
      if (!table) return setTimeout(look, 50);
      found(table);
    };
    look();
  });
}

// A date as tables write it: the day, or the month of a figure that has no day.
function spoken(name) {
  if (!/^\d{4}-\d\d-\d\d/.test(name)) return [name.replaceAll("<br>", " ")];
  const day = new Date(`${name.slice(0, 10)}T00:00:00Z`);
  const written = (parts) => day.toLocaleDateString("en-GB", { timeZone: "UTC", ...parts });
  const long = written({ day: "numeric", month: "long", year: "numeric" });
  return [long, written({ month: "long", year: "numeric" }), written({ day: "numeric", month: "short", year: "numeric" }).replace("Sept", "Sep")];
}

// One ear for what is pressed, by pointer or keyboard.

document.addEventListener("click", (event) => {
  const target = event.target;
  const term = target.closest?.(".pb-term");
  if (term) return toggle(term);
  close();
  const part = target.closest?.("button[data-part]");
  if (part) return go(part.dataset.part);
  const small = target.closest?.("figure.pb-multiple");
  if (small) rows(small, small.querySelector("img").alt.split(":")[0]);
});

document.addEventListener("keydown", (event) => {
  const term = event.target.closest?.(".pb-term");
  if (term && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    toggle(term);
  } else if (event.key === "Escape") {
    close();
    document.querySelector(".pb-parts")?.removeAttribute("open");
  }
});
