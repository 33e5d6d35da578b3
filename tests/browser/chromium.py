"""Finds a Chromium for the browser tests, or installs one, and says which.

One that is there is preferred: PEELBOARD_CHROMIUM, then the usual names on the PATH, then
Playwright's own. `python -m tests.browser.chromium` installs one where none starts.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
"""A root user in a container has no sandbox and little shared memory; the pages are our own."""


def candidates(playwright: Playwright) -> list[Path]:
    """Where a Chromium may stand, the preferred first."""
    named = os.environ.get("PEELBOARD_CHROMIUM")
    if named:
        return [Path(named)]
    on_path = [Path(found) for name in NAMES if (found := shutil.which(name))]
    return [*on_path, Path(playwright.chromium.executable_path)]


def launch(playwright: Playwright) -> Browser:
    """A running browser. Raises RuntimeError, with what was tried, where none starts."""
    tried = []
    for path in candidates(playwright):
        if not path.exists():
            tried.append(f"{path}: not there")
            continue
        try:
            return playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        except Error as error:
            tried.append(f"{path}: {error.message.splitlines()[0]}")
    raise RuntimeError(
        "No Chromium starts. Run `python -m tests.browser.chromium`, or name one in PEELBOARD_CHROMIUM. "
        f"Tried: {'; '.join(tried)}"
    )


def _starts() -> str | None:
    """The version of the Chromium that starts, or None."""
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return None
        version = browser.version
        browser.close()
        return version


def _ways_to_install() -> list[list[list[str]]]:
    """Commands to try, one way after another."""
    ways = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        ways.append([[*root, "apt-get", "update"], [*root, "apt-get", "install", "--yes", "chromium"]])
    return ways


def main() -> int:
    """Print which Chromium will be used, installing one where none starts."""
    if version := _starts():
        print(f"Chromium {version} is there and starts.")
        return 0
    for way in _ways_to_install():
        for command in way:
            print("Installing a Chromium:", " ".join(command), flush=True)
            try:
                subprocess.run(command, check=True)
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"That did not work: {error}", file=sys.stderr)
                break
        if version := _starts():
            print(f"Chromium {version} was installed and starts.")
            return 0
    print("No Chromium could be installed: install one and name it in PEELBOARD_CHROMIUM.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
