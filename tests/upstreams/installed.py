"""LiteLLM's proxy and OGX as real servers of Responses, where `make upstreams` has installed them.

Each is a process of its own, which asks a chat peer for the words and nobody else: whatever is not on
loopback goes to a port where nothing listens.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen

from ..responses_upstream.chat import DIMENSIONS, EMBEDDER

INSTALLED = Path(sys.prefix) / "upstreams"
"""Where they are, each in an environment of its own."""

PATIENCE = 120.0
"""Seconds that one of them may take to start."""

_OFFLINE = {
    "HTTP_PROXY": "http://127.0.0.1:9",
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "NO_PROXY": "127.0.0.1,localhost",
    "HF_HUB_OFFLINE": "1",
    "OTEL_SDK_DISABLED": "true",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_TELEMETRY": "False",
    "DISABLE_ADMIN_UI": "True",
}


@frozen
class Installed:
    """A server that is running.

    Attributes:
        url: Its address, with `/v1`.
        key: Its key.
        model: What it calls the model of the chat peer.
    """

    url: str
    key: str
    model: str


@contextmanager
def run_litellm(folder: Path, chat_url: str, library_url: str) -> Iterator[Installed]:
    """Run LiteLLM's proxy for the time of a block; skip the test where it is not installed.

    Args:
        folder: Where its configuration is written.
        chat_url: The chat peer.
        library_url: The server to which it passes files and vector stores.
    """
    command = find_command("litellm")
    key = "sk-a-key-that-nobody-knows-of"
    parameters = {"model": "custom_openai/gpt-4o", "api_base": chat_url, "api_key": "none"}
    library = {"custom_llm_provider": "openai", "api_base": library_url, "api_key": "none"}
    settings = {
        "model_list": [{"model_name": "gpt-4o", "litellm_params": parameters}],
        "router_settings": {"disable_cooldowns": True, "num_retries": 0},
        "litellm_settings": {"telemetry": False, "num_retries": 0},
        "general_settings": {"master_key": key},
        "files_settings": [library],
    }
    path = folder / "litellm.yaml"
    path.write_text(json.dumps(settings))
    port = find_port()
    known = {"OPENAI_API_KEY": "none", "OPENAI_API_BASE": library_url, "OPENAI_BASE_URL": library_url}
    arguments = ["--config", str(path), "--host", "127.0.0.1", "--port", str(port)]
    with run_process([command, *arguments], folder, known, f"http://127.0.0.1:{port}/health/liveliness"):
        yield Installed(f"http://127.0.0.1:{port}/v1", key, "gpt-4o")


@contextmanager
def run_ogx(folder: Path, chat_url: str) -> Iterator[Installed]:
    """Run OGX for the time of a block; skip the test where it is not installed.

    Args:
        folder: Where its configuration and all that it keeps are written.
        chat_url: The chat peer.
    """
    command = find_command("ogx")
    tables = find_tables()
    port = find_port()
    path = folder / "ogx.yaml"
    path.write_text(json.dumps(configure_ogx(folder, chat_url, port)))
    known = {"HOME": str(folder), "TIKTOKEN_CACHE_DIR": str(tables)}
    arguments = ["run", "--insecure", str(path), "--port", str(port)]
    with run_process([command, *arguments], folder, known, f"http://127.0.0.1:{port}/v1/health"):
        yield Installed(f"http://127.0.0.1:{port}/v1", "none", "chat/gpt-4o")


def configure_ogx(folder: Path, chat_url: str, port: int) -> dict[str, Any]:
    """Return a configuration of OGX that keeps everything in a folder."""

    def offer(kind: str, **config: Any) -> list[dict[str, Any]]:
        provider_id = "chat" if kind == "remote::vllm" else kind.rpartition("::")[2]
        return [{"provider_id": provider_id, "provider_type": kind, "config": config}]

    tables = {"backend": "sql_default"}
    embedder = {"provider_id": "chat", "model_id": EMBEDDER, "embedding_dimensions": DIMENSIONS}
    return {
        "version": 2,
        "distro_name": "tests",
        "apis": ["file_processors", "files", "inference", "responses", "tool_runtime", "vector_io"],
        "providers": {
            "inference": offer("remote::vllm", base_url=chat_url, api_token="none"),
            "vector_io": offer("inline::faiss", persistence={"namespace": "v", "backend": "kv_default"}),
            "files": offer(
                "inline::localfs",
                storage_dir=str(folder / "files"),
                metadata_store={"table_name": "files", **tables},
            ),
            "file_processors": offer("inline::pypdf"),
            "responses": offer(
                "inline::builtin", persistence={"responses": {"table_name": "responses", **tables}}
            ),
            "tool_runtime": offer("inline::file-search"),
        },
        "storage": {
            "backends": {
                "kv_default": {"type": "kv_sqlite", "db_path": str(folder / "kv.db")},
                "sql_default": {"type": "sql_sqlite", "db_path": str(folder / "sql.db")},
            },
            "stores": {
                "metadata": {"namespace": "registry", "backend": "kv_default"},
                "inference": {"table_name": "inference", **tables},
                "conversations": {"table_name": "conversations", **tables},
                "prompts": {"table_name": "prompts", **tables},
            },
        },
        "registered_resources": {
            "models": [
                {
                    "model_id": EMBEDDER,
                    "provider_id": "chat",
                    "provider_model_id": EMBEDDER,
                    "model_type": "embedding",
                    "metadata": {"embedding_dimension": DIMENSIONS},
                }
            ],
        },
        "vector_stores": {"default_provider_id": "faiss", "default_embedding_model": embedder},
        "server": {"port": port, "host": "127.0.0.1"},
    }


def find_command(name: str) -> str:
    """Return the command of a server; skip the test where it is not installed."""
    path = INSTALLED / name / "bin" / name
    if not path.exists():
        pytest.skip(f"`make upstreams` installs {name}, with a Python from 3.12 on")
    return str(path)


def find_tables() -> Path:
    """Return where tiktoken's tables are, which OGX would fetch; skip the test where they are not."""
    found = [*INSTALLED.glob("litellm/lib/*/site-packages/litellm/litellm_core_utils/tokenizers")]
    if not found:
        pytest.skip("OGX needs tiktoken's tables, which LiteLLM brings: `make upstreams` installs both")
    return found[0]


def find_port() -> int:
    """Return a port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def run_process(
    command: Sequence[str], folder: Path, known: Mapping[str, str], health_url: str
) -> Iterator[None]:
    """Run a server for the time of a block, which begins when it is well."""
    log = folder / "server.log"
    with log.open("wb") as out:
        environment = {**os.environ, **_OFFLINE, **known}
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out)
    try:
        wait_until_well(process, health_url, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_well(process: subprocess.Popen[bytes], health_url: str, log: Path) -> None:
    """Return when a server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text("utf-8", "replace")[-3000:]
        try:
            if httpx.get(health_url, timeout=5).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError(f"it did not start: {log.read_text('utf-8', 'replace')[-3000:]}")
