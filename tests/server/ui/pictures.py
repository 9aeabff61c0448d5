"""Draws the pictures of the pages in the documents: `make pictures`. Look at them before you commit them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from assistants_v2_server import Server, create_app

from ..loopback import served
from .browser import NARROW, browsing, window
from .conversations import RUN, THREAD, fill

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "images"

_WIDTH, _HEIGHT = 900, 620

PICTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "ui-threads.png": ("/ui/threads?q=castle", {"color_scheme": "light"}),
    "ui-thread.png": (f"/ui/threads/{THREAD}", {"color_scheme": "light"}),
    "ui-run-dark.png": (f"/ui/threads/{THREAD}/runs/{RUN}", {"color_scheme": "dark"}),
    "ui-narrow.png": (f"/ui/threads/{THREAD}", {"color_scheme": "dark", "width": NARROW}),
}
"""What is drawn: the address, and the window."""


def draw(browser: Any, folder: Path) -> None:
    """Draw all pictures into a folder, which is there."""
    server = Server()
    fill(server)
    with served(create_app(server)) as base:
        for name, (address, options) in PICTURES.items():
            with window(browser, base, **{"width": _WIDTH, **options}) as look:
                look.page.set_viewport_size({"width": options.get("width", _WIDTH), "height": _HEIGHT})
                look.open(address)
                look.page.wait_for_load_state("networkidle")
                look.page.screenshot(path=folder / name)


if __name__ == "__main__":
    with browsing() as chromium:
        draw(chromium, Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
