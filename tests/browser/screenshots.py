"""Pictures of every page, wide and phone, light and dark: `python -m tests.browser.screenshots FOLDER [ADDRESS]`.

Without an address a server is started and stopped again.
"""

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch
from tests.browser.server import Server
from tests.browser.visit import PAGES, PHONE, WIDE, Scheme, visit

SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def main(folder: Path, address: str | None = None) -> None:
    """Take the pictures; each is the whole page, however long."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        if address is None:
            address = stack.enter_context(Server(Path(stack.enter_context(tempfile.TemporaryDirectory())))).address
        browser = launch(stack.enter_context(sync_playwright()))
        for size, size_name in ((WIDE, "wide"), (PHONE, "phone")):
            for scheme in SCHEMES:
                with visit(browser, address, size=size, scheme=scheme) as seen:
                    for name in PAGES:
                        page = seen.open(name)
                        # The page scrolls inside a box: only a window as tall as it shows it whole.
                        tall = page.locator('[data-testid="stMain"]').evaluate("box => box.scrollHeight")
                        page.set_viewport_size({"width": size[0], "height": min(max(tall, size[1]), 16_000)})
                        seen.settle()
                        page.screenshot(path=folder / f"{name}-{size_name}-{scheme}.png")
                        page.set_viewport_size({"width": size[0], "height": size[1]})
                        print(folder / f"{name}-{size_name}-{scheme}.png", flush=True)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit("Say where to: python -m tests.browser.screenshots FOLDER [ADDRESS]")
    main(Path(sys.argv[1]), *sys.argv[2:])
