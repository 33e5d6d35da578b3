"""Serves as `python -m src serve` does, but for sign-ins it is later than it is, by the seconds that a file says.

So a test sees a sign-in grow old without waiting, and a slow machine never sees one grow old too soon. A cold server
makes no page ready before it is asked for one.
"""

import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

from src.__main__ import main
from src.serving import warm_up
from src.web import session_auth

if __name__ == "__main__":
    ahead = Path(sys.argv[1])
    later = SimpleNamespace(time=lambda: time.time() + float(ahead.read_text(encoding="utf-8")))
    session_auth.time = later  # type: ignore[assignment,attr-defined]
    if sys.argv[2] == "cold":
        warm_up.begin = threading.Thread
    sys.exit(main(sys.argv[3:]))
