"""A real Chromium that looks at pages, and what is wrong with a page that it shows.

Playwright drives it. Where one of them is missing, tests are skipped and say why; `.ci/run` installs both.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from attrs import define, field

WIDE, NARROW = 1000, 320
"""Widths of a window in CSS pixels; the second is what 1280 are at 400 %."""

PATIENCE = 30_000
"""Milliseconds that a page may take on a machine that does something else."""

RULES = """
() => {
  const faults = [];
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const visible = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  const show = (element) => element.outerHTML.slice(0, 120);
  const say = (rule, element) => faults.push(rule + (element ? ": " + show(element) : ""));
  if (!document.title.trim()) say("no title");
  if (document.documentElement.lang !== "en") say("no language");
  if (all("h1").length !== 1) say("not one h1");
  if (all("main").length !== 1) say("not one main");
  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const now = Number(heading.tagName[1]);
    if (now > level + 1) say("a heading skips a level", heading);
    if (!heading.textContent.trim()) say("an empty heading", heading);
    level = now;
  }
  for (const image of all("img")) if (!image.alt) say("an image without a text", image);
  for (const graphic of all("svg")) if (graphic.ariaHidden !== "true") say("a graphic that is read", graphic);
  for (const input of all("input, select, textarea"))
    if (!input.labels.length) say("a field without a label", input);
  for (const link of all("a, button, summary"))
    if (!link.textContent.trim()) say("a link without a text", link);
  for (const region of all("nav, [role=group]"))
    if (!region.ariaLabel) say("a region without a name", region);
  for (const list of all("ul, ol"))
    for (const child of list.children) if (child.tagName !== "LI") say("no item of its list", child);
  for (const list of all("dl > *, dl > div > *"))
    if (!["DIV", "DT", "DD"].includes(list.tagName)) say("no part of its list", list);
  const ids = all("[id]").map((element) => element.id);
  for (const id of ids)
    if (!id || ids.indexOf(id) !== ids.lastIndexOf(id)) say("an id that is there twice: " + id);
  for (const element of all("[tabindex]")) if (element.tabIndex > 0) say("an order of its own", element);
  for (const element of all("[style], [onclick], [onload], [onerror], script:not([src])"))
    say("not allowed", element);
  for (const element of all("main *")) {
    const style = getComputedStyle(element);
    const scrolls = /auto|scroll/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (scrolls && element.tabIndex < 0) say("scrolls, and no key reaches it", element);
  }
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) {
    say("wider than the window by " + wide);
    for (const element of all("body *"))
      if (element.getBoundingClientRect().right > innerWidth + 1) say("too wide", element);
  }
  const read = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const parts = color.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = read(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const seen = new Set();
  for (const element of all("body *")) {
    const texts = Array.from(element.childNodes).filter((node) => node.nodeType === 3 && node.data.trim());
    if (!texts.length || !visible(element)) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const pair = style.color + behind(element);
    const [one, other] = [light(read(style.color)), light(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5 && !seen.has(pair)) say("contrast of " + ratio.toFixed(2), element);
    if (size < 11) say("letters of " + size, element);
    seen.add(pair);
  }
  return faults;
}
"""
"""Returns what keeps somebody from using a page, as sentences: a hand-written part of what axe looks for."""


def find_chromium() -> str | None:
    """Return where Chromium is; None if there is none."""
    found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    return next(filter(None, found), None)


def require_browser() -> str:
    """Return where Chromium is; skip the test if it, or what drives it, is missing."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = find_chromium()
    if path is None:
        pytest.skip("there is no Chromium on this machine: apt-get install chromium")
    return path


@contextmanager
def browsing() -> Iterator[Any]:
    """Start a Chromium for the time of a block; it finds no host but this machine."""
    path = require_browser()
    from playwright.sync_api import sync_playwright

    rules = "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"
    arguments = [f"--host-resolver-rules={rules}", "--disable-gpu"]
    if os.geteuid() == 0:  # in a container; Chromium's own sandbox needs another user
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


@define
class Window:
    """A window of a browser, with what it noticed.

    Attributes:
        page: Playwright's page.
        base: The address of the server.
        troubles: Errors, dialogs, refused loads, and requests to elsewhere.
    """

    page: Any
    base: str
    troubles: list[str] = field(factory=list[str])

    def open(self, address: str) -> None:
        """Go to an address of the server."""
        self.page.goto(self.base + address)

    def find_faults(self) -> list[str]:
        """Return what is wrong with the page that is shown."""
        return [*self.troubles, *self.page.evaluate(RULES)]

    def focused(self) -> str:
        """Return the text of what has the focus."""
        return str(
            self.page.evaluate("document.activeElement.innerText || document.activeElement.id")
        ).strip()

    def watch(self) -> None:
        """Note what goes wrong from now on."""
        note = self.troubles.append
        host = urlsplit(self.base).netloc

        def ask(request: Any) -> None:
            if urlsplit(request.url).netloc != host and not self.base.startswith("file:"):
                note(f"a request to {request.url}")

        def dismiss(dialog: Any) -> None:
            note(f"a dialog: {dialog.message}")
            dialog.dismiss()

        self.page.on("request", ask)
        self.page.on("dialog", dismiss)
        self.page.on("pageerror", lambda error: note(f"an error: {error}"))
        self.page.on("console", lambda said: note(said.text) if said.type in ("error", "warning") else None)


@contextmanager
def window(browser: Any, base: str, width: int = WIDE, **options: Any) -> Iterator[Window]:
    """Open a window without a history for the time of a block.

    Args:
        browser: The browser.
        base: The address of the server.
        width: How wide it is, in CSS pixels.
        options: Those of Playwright's `new_context`, such as `color_scheme`.
    """
    context = browser.new_context(viewport={"width": width, "height": 700}, **options)
    context.set_default_timeout(PATIENCE)
    try:
        opened = Window(context.new_page(), base)
        opened.watch()
        yield opened
    finally:
        context.close()
