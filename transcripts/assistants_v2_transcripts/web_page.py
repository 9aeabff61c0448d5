"""A timeline as a web page, and as a piece of one. Pure. Used by `formats`, and by results in notebooks.

The page needs nothing from elsewhere and fetches nothing: no script, no image, no link, and a policy that
forbids browsers to load any. Its markup is XML too.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .controls import show_controls, show_line
from .headings import BLOCKS, is_short, list_facts, name_entry, name_part, write_short
from .times import write_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .timeline import TimelineEntry, TimelinePart

STYLE = """
.av2 { --ink: #1f2328; --dim: #59636e; --paper: #fff; --box: #f2f4f7; --line: #d1d9e0; --user: #0969da;
  --assistant: #1a7f37; --error: #b42318;
  color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; }
@media (prefers-color-scheme: dark) { .av2 { --ink: #e6edf3; --dim: #9198a1; --paper: #0d1117; --box: #161b22;
  --line: #30363d; --user: #58a6ff; --assistant: #3fb950; --error: #ff7b72; } }
body.av2 { margin: 0 auto; padding: 1rem; }
.av2 article { border-left: 3px solid var(--line); margin: 0 0 1rem; padding: 0 0 0 .8rem; }
.av2 article.user { border-color: var(--user); }
.av2 article.assistant { border-color: var(--assistant); }
.av2 h2 { font-size: 1rem; margin: 0; }
.av2 .facts, .av2 .name { color: var(--dim); font-size: .85rem; margin: 0; overflow-wrap: anywhere; }
.av2 .said, .av2 .block { white-space: pre-wrap; overflow-wrap: anywhere; margin: .2rem 0 .4rem; }
.av2 .block { background: var(--box); font: .85rem/1.45 ui-monospace, monospace; padding: .4rem .6rem; }
.av2 .error, .av2 .refusal { color: var(--error); }
@media print { .av2 { --ink: #000; --dim: #444; --paper: #fff; --box: #f4f4f4; --line: #999; --user: #000;
  --assistant: #000; --error: #000; max-width: none; font-size: 11pt; }
  .av2 h2, .av2 .facts { break-after: avoid; } }
"""

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
<meta name="viewport" content="width=device-width" />
<meta name="color-scheme" content="light dark" />
<title>{title}</title>
<style>{style}</style>
</head>
<body class="av2">
"""


def write_web_page(entries: Iterable[TimelineEntry]) -> Iterator[str]:
    """Yield a timeline as a page, an entry at a time."""
    began = False
    for entry in entries:
        if not began:
            yield _HEAD.format(title=_escape_line(f"{entry.title} {entry.id}".strip()), style=STYLE)
            began = True
        yield write_article(entry)
    if not began:
        yield _HEAD.format(title="nothing", style=STYLE)
    yield "</body>\n</html>\n"


def write_fragment(entries: Iterable[TimelineEntry]) -> str:
    """Return a timeline as a piece of a page, as notebooks show it."""
    articles = "".join(map(write_article, entries))
    return f'<div class="av2"><style>{STYLE}</style>\n{articles}</div>'


def write_article(entry: TimelineEntry) -> str:
    """Return an entry as an element."""
    kind = entry.title if entry.title in ("user", "assistant") else "event"
    facts = ", ".join(filter(None, (write_time(entry.time), *list_facts(entry))))
    parts = "".join(map(_write_part, entry.parts))
    return (
        f'<article class="{kind}">\n<h2>{_escape_line(name_entry(entry))}</h2>\n'
        f'<p class="facts">{_escape_line(facts)}</p>\n{parts}</article>\n'
    )


def _write_part(part: TimelinePart) -> str:
    """Return a part as elements."""
    name = _escape_line(name_part(part))
    look = " error" if part.kind == "error" else " refusal" if part.kind == "refusal" else ""
    if is_short(part):
        return f'<p class="name{look}">{name} <bdi>{_escape_line(write_short(part))}</bdi></p>\n'
    above = f'<p class="name">{name}</p>\n' if name else ""
    text = "".join(
        f"<sup>[{piece}]</sup>" if isinstance(piece, int) else escape(show_controls(piece))
        for piece in part.pieces
    )
    if part.kind in BLOCKS:
        return f'{above}<div class="block" dir="ltr">{text}</div>\n'
    return f'{above}<div class="said{look}" dir="auto">{text}</div>\n'


def _escape_line(text: str) -> str:
    """Return a text as one line of HTML."""
    return escape(show_line(text))
