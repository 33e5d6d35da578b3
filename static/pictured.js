// Makes a file of a picture on the page: a standing SVG with title, source and marking in it, or that as a PNG.
//
// The panel is laid out anew by the browser on a white sheet out of sight, and each box, line of text and drawing
// of the sheet is then written down where it stands. So a picture is what the page shows, and nothing is drawn twice.

const LEAST_WIDTH = 900; // of a sheet without a plotly chart, in pixels; a chart is as wide as it was drawn
const PNG_WIDTH = 1600;
const MOST_PIXELS = 16e6; // what browsers of phones can draw at once
const FONTS = "Inter, Arial, sans-serif";
const LEFT_OUT = "details.pb-more, .pb-hidden, .pb-pop, button, input, script, style";
const NEVER_DRAWN = ".hoverlayer, .draglayer, .selectionlayer, .shapelayer:empty, .zoomlayer, .cursor-crosshair";

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-take]");
  if (button) give(button);
});

async function give(button) {
  const { take, panel, file } = button.dataset;
  const said = button.closest(".pb-take").querySelector(".pb-taken-said");
  try {
    if (take === "csv") {
      document.querySelector(`.st-key-numbers-${panel} button`).click();
      said.textContent = `The numbers come as ${file}`;
      return;
    }
    const drawing = await drawn(document.querySelector(`.st-key-panel-${panel}`));
    const svg = new Blob([drawing.text], { type: "image/svg+xml" });
    save(take === "svg" ? svg : await painted(drawing), file);
    said.textContent = `Saved as ${file}`;
  } catch (error) {
    console.warn("A picture could not be taken:", error);
    said.textContent = "It could not be made. Load the page again and take it once more, or print the page.";
  }
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function painted({ text, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(Math.max(2, PNG_WIDTH / width), Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = Object.assign(document.createElement("canvas"), {
    width: Math.ceil(width * scale),
    height: Math.ceil(height * scale),
  });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("too large to draw"))), "image/png"),
  );
}

async function drawn(panel) {
  const font = await typeface();
  const facts = JSON.parse(document.querySelector(".pb-pictured").dataset.facts);
  const { sheet, charts } = laidOut(panel, facts);
  try {
    const out = [];
    const origin = sheet.getBoundingClientRect();
    const paint = { origin, out, charts, light: (text) => inLight(text, facts.light) };
    for (const child of sheet.children) write(child, paint);
    const [width, height] = [Math.ceil(origin.width), Math.ceil(origin.height)];
    const text =
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `role="img" font-family="${FONTS}" style="font-feature-settings: 'tnum', 'cv11'"><title>${escaped(titleOf(panel))}</title><desc>${escaped(told(panel))}</desc>` +
      `<style>@font-face { font-family: Inter; font-weight: 100 900; src: url(${font}) }</style>` +
      `<rect width="${width}" height="${height}" fill="#ffffff"/>${out.join("")}</svg>`;
    return { text, width, height };
  } finally {
    sheet.remove();
  }
}

let loaded; // the typeface as text, so that the picture looks the same where it is not installed
function typeface() {
  loaded ??= fetch(new URL("inter.woff2", import.meta.url))
    .then((answer) => answer.blob())
    .then(
      (blob) =>
        new Promise((done, failed) => {
          const reader = Object.assign(new FileReader(), { onload: () => done(reader.result), onerror: failed });
          reader.readAsDataURL(new Blob([blob], { type: "font/woff2" }));
        }),
    );
  return loaded;
}

// The sheet: marking, what the panel shows, where and when it stands, marking.

function laidOut(panel, facts) {
  const sheet = document.createElement("div");
  sheet.className = "pb-taken";
  sheet.ariaHidden = "true";
  const line = (kind, text) =>
    sheet.append(Object.assign(document.createElement("p"), { className: kind, textContent: text }));
  const top = () => {
    line("pb-marking", facts.marking);
    if (facts.notice) line("pb-notice", facts.notice);
  };
  const charts = new Map();
  top();
  for (const part of panel.querySelectorAll(".stHtml, .js-plotly-plot")) {
    if (part.matches(".js-plotly-plot") && !part.clientWidth) continue; // not shown on a narrow screen
    const place = document.createElement("div");
    if (part.matches(".js-plotly-plot")) {
      charts.set(place, part);
      place.style.cssText = `width: ${part.clientWidth}px; height: ${part.clientHeight}px`;
    } else {
      place.innerHTML = part.innerHTML;
      place.querySelectorAll(LEFT_OUT).forEach((left) => left.remove());
    }
    sheet.append(place);
  }
  line("pb-foot", facts.standing);
  top();
  const chart = Math.max(0, ...[...charts.values()].map((found) => found.clientWidth));
  sheet.style.width = chart ? `calc(${chart}px + 3rem)` : `${Math.max(panel.clientWidth, LEAST_WIDTH)}px`;
  document.querySelector(".stApp").append(sheet);
  if (sheet.scrollWidth > sheet.clientWidth) sheet.style.width = `calc(${sheet.scrollWidth}px + 1.5rem)`;
  return { sheet, charts };
}

const titleOf = (panel) => panel.querySelector(".pb-panel-title")?.textContent ?? "";

function told(panel) {
  const charts = [...panel.querySelectorAll('[data-testid="stPlotlyChart"]')].map((chart) => chart.ariaLabel);
  const images = [...panel.querySelectorAll("img")].map((image) => image.alt);
  return [...charts, ...images].filter(Boolean).join(" ");
}

// Each element of the sheet, written down where it stands.

function write(node, paint) {
  if (node.nodeType === Node.TEXT_NODE) return writeText(node, paint);
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const look = getComputedStyle(node);
  if (look.display === "none" || look.visibility === "hidden") return;
  const box = node.getBoundingClientRect();
  const place = { x: box.x - paint.origin.x, y: box.y - paint.origin.y, width: box.width, height: box.height };
  writeBox(look, place, paint);
  if (paint.charts.has(node)) return writeChart(paint.charts.get(node), place, paint);
  if (node.matches("img")) return writeImage(node, place, paint);
  for (const child of node.childNodes) write(child, paint);
}

const round = (value) => Math.round(value * 100) / 100;
const isSeen = (colour) => colour !== "transparent" && !/, 0\)$|\/ 0\)$/.test(colour);
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function area({ x, y, width, height }, inset = 0) {
  const size = [width - 2 * inset, height - 2 * inset].map((side) => round(Math.max(0, side)));
  return `x="${round(x + inset)}" y="${round(y + inset)}" width="${size[0]}" height="${size[1]}"`;
}

function writeBox(look, place, paint) {
  if (!place.width || !place.height) return;
  const bent = look.borderTopLeftRadius.endsWith("%") ? place.width / 2 : parseFloat(look.borderTopLeftRadius) || 0;
  const round_ = bent ? ` rx="${round(Math.min(bent, place.width / 2, place.height / 2))}"` : "";
  if (isSeen(look.backgroundColor)) {
    paint.out.push(`<rect ${area(place)}${round_} fill="${look.backgroundColor}"/>`);
  }
  const hatch = hatching(look.backgroundImage, paint);
  if (hatch) paint.out.push(`<rect ${area(place)}${round_} fill="url(#${hatch})"/>`);
  const sides = ["Top", "Right", "Bottom", "Left"].map((side) => ({
    width: parseFloat(look[`border${side}Width`]),
    style: look[`border${side}Style`],
    colour: look[`border${side}Color`],
  }));
  const drawnSides = sides.map((side) => side.width > 0 && side.style !== "none" && isSeen(side.colour));
  const dashed = (side) => (side.style === "dashed" ? ` stroke-dasharray="${3 * side.width} ${2 * side.width}"` : "");
  const isAlike = sides.every((side) => ["width", "style", "colour"].every((what) => side[what] === sides[0][what]));
  if (isAlike && drawnSides[0]) {
    const [side] = sides;
    paint.out.push(
      `<rect ${area(place, side.width / 2)}${round_} fill="none" stroke="${side.colour}" ` +
        `stroke-width="${side.width}"${dashed(side)}/>`,
    );
    return;
  }
  const { x, y, width, height } = place;
  const ends = [
    (half) => [x, y + half, x + width, y + half],
    (half) => [x + width - half, y, x + width - half, y + height],
    (half) => [x, y + height - half, x + width, y + height - half],
    (half) => [x + half, y, x + half, y + height],
  ];
  sides.forEach((side, at) => {
    if (!drawnSides[at]) return;
    const [x1, y1, x2, y2] = ends[at](side.width / 2).map(round);
    paint.out.push(
      `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${side.colour}" stroke-width="${side.width}"${dashed(side)}/>`,
    );
  });
}

// A striped ground, as the grid of grades has for what is not held and for breaks.
function hatching(ground, paint) {
  const found = /^repeating-linear-gradient\((\d+)deg, (rgba?\([^)]*\)) 0px, rgba?\([^)]*\) ([\d.]+)px.* ([\d.]+)px\)$/.exec(
    ground,
  );
  if (!found) return null;
  const [, turned, colour, thick, period] = found;
  const name = `hatch-${turned}-${colour.replace(/\D+/g, "-")}${period}`.replace(/\W/g, "-");
  if (!paint.out.some((piece) => piece.includes(`id="${name}"`))) {
    paint.out.push(
      `<pattern id="${name}" width="${period}" height="${period}" patternUnits="userSpaceOnUse" ` +
        `patternTransform="rotate(${turned - 90})"><rect width="${thick}" height="${period}" fill="${colour}"/></pattern>`,
    );
  }
  return name;
}

const ruler = document.createElement("canvas").getContext("2d");

function writeText(node, paint) {
  const lines = linesOf(node);
  if (!lines.length) return;
  const look = getComputedStyle(node.parentElement);
  ruler.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = ruler.measureText("x");
  const anchor = { center: "middle", right: "end", end: "end" }[look.textAlign] ?? "start";
  const spans = lines.map(({ words, left, right, top, height }) => {
    const x = { start: left, middle: (left + right) / 2, end: right }[anchor] - paint.origin.x;
    const y = top - paint.origin.y + (height * above) / (above + below);
    // With its length said, a line fills its place in whatever typeface it is shown.
    return `<tspan x="${round(x)}" y="${round(y)}" textLength="${round(right - left)}">${escaped(words)}</tspan>`;
  });
  const spaced = look.letterSpacing === "normal" ? "" : ` letter-spacing="${look.letterSpacing}"`;
  const weight = look.fontWeight >= 600 ? "bold" : "normal"; // office programs know no other
  paint.out.push(
    `<text fill="${look.color}" font-size="${look.fontSize}" font-weight="${weight}" ` +
      `text-anchor="${anchor}"${spaced}>${spans.join(" ")}</text>`,
  );
}

// The words of a text, line by line as the browser broke it.
function linesOf(node) {
  const lines = [];
  const range = document.createRange();
  let last = 0;
  const add = (begin, end) => {
    range.setStart(node, begin);
    range.setEnd(node, end);
    const boxes = range.getClientRects();
    if (boxes.length > 1 && end - begin > 1) {
      for (let at = begin; at < end; at += 1) add(at, at + 1);
      return;
    }
    const [box] = boxes;
    if (!box || !box.width) return;
    const line = lines.at(-1);
    const said = node.data.slice(begin, end);
    if (line && Math.abs(line.top - box.top) < 2) {
      line.words += (/\s/.test(node.data.slice(last, begin)) ? " " : "") + said;
      line.right = box.right;
    } else {
      lines.push({ words: said, left: box.left, right: box.right, top: box.top, height: box.height });
    }
    last = end;
  };
  for (const word of node.data.matchAll(/\S+/g)) add(word.index, word.index + word[0].length);
  return lines;
}

// Drawings: small charts and icons are images of SVG; plotly's are several SVGs one over the other.

function writeImage(image, place, paint) {
  const found = /^data:image\/svg\+xml,(.*)$/s.exec(image.src);
  if (!found) return;
  const svg = new DOMParser().parseFromString(decodeURIComponent(found[1]), "image/svg+xml").documentElement;
  writeDrawing(svg, place, paint);
}

function writeChart(chart, place, paint) {
  for (const layer of chart.querySelectorAll("svg.main-svg")) {
    const copy = layer.cloneNode(true);
    settle(layer, copy);
    copy.querySelectorAll(NEVER_DRAWN).forEach((left) => left.remove());
    copy.querySelectorAll("[data-unformatted]").forEach((word) => word.removeAttribute("data-unformatted"));
    copy.querySelectorAll("[data-math]").forEach((word) => word.removeAttribute("data-math"));
    copy.removeAttribute("class");
    copy.removeAttribute("style");
    copy.setAttribute("viewBox", `0 0 ${layer.clientWidth} ${layer.clientHeight}`);
    writeDrawing(copy, place, paint);
  }
}

// Lines of one text that plotly sets apart by letter heights lie one over the other in office programs: a place each.
function settle(layer, copy) {
  const lines = copy.querySelectorAll("tspan[dy$=em][y]");
  layer.querySelectorAll("tspan[dy$=em][y]").forEach((line, at) => {
    const down = parseFloat(line.getAttribute("dy")) * parseFloat(getComputedStyle(line).fontSize);
    lines[at].setAttribute("y", round(parseFloat(line.getAttribute("y")) + down));
    lines[at].removeAttribute("dy");
  });
}

function writeDrawing(svg, { x, y, width, height }, paint) {
  Object.entries({ x, y, width, height }).forEach(([name, value]) => svg.setAttribute(name, round(value)));
  const text = new XMLSerializer()
    .serializeToString(svg)
    // A line that keeps its thickness on the page would be a hair's breadth in a larger picture.
    .replaceAll(/vector-effect: ?non-scaling-stroke;?/g, "")
    .replaceAll(/font-family: ?Inter, sans-serif/g, `font-family: ${FONTS}`);
  paint.out.push(paint.light(text));
}

// The colours of a dark screen as they are on white.
function inLight(text, light) {
  if (!Object.keys(light).length) return text;
  const hex = (part) => Number(part).toString(16).padStart(2, "0");
  return text
    .replace(/#[0-9a-f]{6}\b/gi, (colour) => light[colour.toLowerCase()] ?? colour)
    .replace(/rgb\((\d+), (\d+), (\d+)\)/g, (said, ...parts) => light[`#${parts.slice(0, 3).map(hex).join("")}`] ?? said);
}
