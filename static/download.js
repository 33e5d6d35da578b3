// Gives the chart of a panel as a file. The server makes the drawing from the chart's description when it is asked for;
// a picture of dots is that drawing, painted here.

const PNG_WIDTH = 1600;
const MOST_PIXELS = 16e6; // what browsers of phones can draw at once
const PATIENCE = 60_000;
const AGAIN = 20_000;

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-take]");
  if (button) give(button);
});

async function give(button) {
  const { take, panel, file } = button.dataset;
  const status = button.closest(".pb-take").querySelector('[role="status"]');
  const maker = `.st-key-${take === "csv" ? "numbers" : "chart"}-${panel} button`;
  try {
    status.textContent = `Downloading ${file}`;
    const address = await addressFrom(maker);
    if (take === "png") save(await paint(await (await fetch(address)).text()), file);
    else Object.assign(document.createElement("a"), { href: address, download: file }).click();
    status.textContent = `Saved as ${file}`;
  } catch (error) {
    console.warn("A chart could not be downloaded:", error);
    status.textContent = "The chart could not be downloaded. Reload the page and try again, or print the page.";
  }
}

// Streamlit gives the address of a file only to a link that it makes and clicks; that one click is caught. While a page
// is drawn again a button may not be there yet, or not answer: it is waited for, and pressed a second time.
function addressFrom(maker) {
  return new Promise((found, failed) => {
    const links = HTMLAnchorElement.prototype;
    let pressedAt = -AGAIN;
    const press = () => {
      const button = document.querySelector(maker);
      if (!button || performance.now() - pressedAt < AGAIN) return;
      pressedAt = performance.now();
      button.click();
    };
    const looking = setInterval(press, 100);
    const stop = () => {
      delete links.click;
      clearInterval(looking);
      clearTimeout(late);
    };
    const late = setTimeout(() => {
      stop();
      failed(new Error("the server did not answer"));
    }, PATIENCE);
    links.click = function () {
      stop();
      found(this.href);
    };
    press();
  });
}

async function paint(text) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(Math.max(1, PNG_WIDTH / width), Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = Object.assign(document.createElement("canvas"), {
    width: Math.ceil(width * scale),
    height: Math.ceil(height * scale),
  });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("too large to draw"))), "image/png"),
  );
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
