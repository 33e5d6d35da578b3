// The search box of every page. What it finds is fetched once, when it is first used, and is looked through here.
// "/" goes to it, arrow keys choose, Enter opens, Escape leaves.

const BOX = ".pb-search input";
const MOST = 12;
const CARRIED = ["as_at", "edition", "since", "since_edition", "events"];
let fetched = null;
let active = -1;

const box = () => document.querySelector(BOX);
const list = () => document.querySelector(".pb-search ul");
const options = () => [...(list()?.children ?? [])];
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");

function everything() {
  const here = new URLSearchParams(location.search);
  const asked = new URLSearchParams(["as_at", "edition"].filter((name) => here.has(name)).map((name) => [name, here.get(name)]));
  const key = asked.toString();
  if (fetched?.key !== key) {
    const entries = fetch(`search.json?${key}`)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
      .then((all) => all.map((entry) => ({ ...entry, plain: plain(`${entry.title} ${entry.about}`), start: plain(entry.title) })));
    fetched = { key, entries };
    entries.catch(() => (fetched = null));
  }
  return fetched.entries;
}

function address(entry) {
  const to = new URL(entry.address, location.href);
  const here = new URLSearchParams(location.search);
  for (const name of CARRIED) if (here.has(name)) to.searchParams.set(name, here.get(name));
  return to.href;
}

async function search() {
  const text = plain(box().value).trim();
  if (text.length < 2) return show([], "");
  let entries;
  try {
    entries = await everything();
  } catch {
    return show([], "Search is not available. Reload the page.");
  }
  if (plain(box()?.value ?? "").trim() !== text) return;
  const words = text.split(/\s+/);
  const fitting = entries.filter((entry) => words.every((word) => entry.plain.includes(word)));
  const rank = (entry) => (entry.start.startsWith(text) ? 0 : entry.start.includes(text) ? 1 : 2);
  fitting.sort((one, other) => rank(one) - rank(other));
  const count = fitting.length === 1 ? "1 result" : `${fitting.length} results`;
  show(fitting.slice(0, MOST), fitting.length ? (fitting.length > MOST ? `${count}, the first ${MOST} shown` : count) : "Nothing found");
}

function show(entries, said) {
  active = -1;
  list().replaceChildren(...entries.map(option));
  list().hidden = !entries.length;
  document.querySelector('.pb-search [role="status"]').textContent = said;
  box().setAttribute("aria-expanded", String(entries.length > 0));
  box().removeAttribute("aria-activedescendant");
}

function option(entry, at) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  item.id = `pb-found-${at}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  link.href = address(entry);
  link.tabIndex = -1;
  for (const [kind, text] of [["kind", entry.kind], ["title", entry.title], ["about", entry.about]]) {
    const part = document.createElement("span");
    part.className = kind;
    part.textContent = text;
    link.append(part, " ");
  }
  item.append(link);
  return item;
}

function choose(at) {
  const all = options();
  if (!all.length) return;
  active = (at + all.length) % all.length;
  all.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
  all[active].scrollIntoView({ block: "nearest" });
  box().setAttribute("aria-activedescendant", all[active].id);
}

document.addEventListener("input", (event) => event.target.matches?.(BOX) && search());
document.addEventListener("focusin", (event) => event.target.matches?.(BOX) && everything().catch(() => {}));
document.addEventListener("pointerdown", (event) => {
  if (list() && !event.target.closest?.(".pb-search")) show([], "");
});

document.addEventListener(
  "keydown",
  (event) => {
    const inField = event.target.closest?.("input, textarea, select, [contenteditable], [role=spinbutton]");
    if (event.key === "/" && !inField && !event.ctrlKey && !event.metaKey && box()) {
      event.preventDefault();
      box().focus();
      box().select();
    }
    if (!event.target.matches?.(BOX)) return;
    event.stopPropagation(); // Streamlit has shortcuts of its own, such as R
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      (options()[Math.max(active, 0)]?.firstElementChild)?.click();
    } else if (event.key === "Escape") {
      show([], "");
      box().value = "";
      box().blur();
    }
  },
  true,
);
