"""People find what they look for by their own words: each leads to a page that is on a map of the pages."""

from __future__ import annotations

import re

import pytest

from .pages import ROOT

MAPS = ("README.md", "docs/index.md", "docs/how-to/index.md")
"""The pages that lead to all others."""

LOOKED_FOR = {
    "Azure": "docs/how-to/azure-foundry.md",
    "migrate": "docs/moving.md",
    "official SDK": "docs/moving.md",
    "LiteLLM": "docs/how-to/litellm.md",
    "open-assistant-api": "docs/how-to/other-servers.md",
    "Ollama": "docs/how-to/ollama.md",
    "vLLM": "docs/how-to/vllm.md",
    "pytest": "docs/tutorials/testing-a-bot.md",
    "stream": "docs/streaming.md",
    "browser": "docs/how-to/streaming-to-a-browser.md",
    "import": "docs/history.md",
    "export": "docs/history.md",
    "Docker": "docs/how-to/docker.md",
    "systemd": "docs/how-to/systemd.md",
    "proxy": "docs/how-to/reverse-proxy.md",
    "upload": "docs/how-to/uploads.md",
    "file_search": "docs/how-to/uploads.md",
    "auth": "docs/how-to/authentication.md",
    "retries": "docs/how-to/retries-and-timeouts.md",
    "Django": "docs/how-to/django.md",
    "FastAPI": "docs/how-to/fastapi.md",
    "Celery": "docs/how-to/celery.md",
    "logging": "docs/how-to/logging.md",
    "environment variable": "docs/environment.md",
}
"""What users of other clients and servers looked for, and the page that answers."""


@pytest.mark.parametrize("word", LOOKED_FOR)
def test_a_word_leads_to_the_page_that_answers(word: str) -> None:
    """The page has the word, and a map has the page."""
    page = LOOKED_FOR[word]
    assert word.lower() in (ROOT / page).read_text("utf-8").lower()
    assert any(page in find_links(place) for place in MAPS), f"no map has {page}"


def find_links(place: str) -> set[str]:
    """Return the pages that a page links to, from the repository on."""
    folder = (ROOT / place).parent
    links = re.findall(r"\]\(([^)#:]+\.md)", (ROOT / place).read_text("utf-8"))
    return {(folder / link).resolve().relative_to(ROOT).as_posix() for link in links}
