"""A chat in a browser: FastAPI, and the words of the answer as server-sent events.

Run it (`pip install fastapi uvicorn`), and open http://127.0.0.1:8080:

    uvicorn --app-dir examples --port 8080 a_web_chat:app

Conversations are kept in `chats.db`; CHATS names another file. Each browser has a thread, whose id is in a
cookie. The rehearsal answers, or a model: MODEL_URL=http://127.0.0.1:11434/v1 MODEL=llama3.2.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated

from assistants_v2 import AsyncAssistants
from assistants_v2_server import ChatCompletions
from fastapi import Cookie, FastAPI, Form
from fastapi.responses import HTMLResponse, StreamingResponse

URL = os.environ.get("MODEL_URL")
PAGE = """<!doctype html><title>Chat</title><main id="log"></main>
<form id="form"><input id="text" name="text" autofocus autocomplete="off"><button>Send</button></form>
<script>
  form.onsubmit = async (event) => {
    event.preventDefault();
    const [said, answer] = [0, 1].map(() => log.appendChild(document.createElement("p")));
    said.textContent = "> " + text.value;
    await fetch("/say", { method: "POST", body: new FormData(form) });
    form.reset();
    const source = new EventSource("/answer");
    source.addEventListener("thread.message.delta", (event) => {
      for (const part of JSON.parse(event.data).delta.content) answer.textContent += part.text?.value ?? "";
    });
    source.onerror = () => source.close(); // at the end, too: it would begin again
  };
</script>"""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Open the conversations, and make the assistant if this is a new file."""
    model = ChatCompletions(URL, model=os.environ["MODEL"]) if URL else None
    async with AsyncAssistants.local(os.environ.get("CHATS", "chats.db"), model=model) as client:
        bots = [bot async for bot in await client.assistants.list() if bot.name == "Web"]
        bot = bots[0] if bots else await client.assistants.create(model="gpt-4o", name="Web")
        app.state.client, app.state.bot_id = client, bot.id
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/")
async def show_page(thread: Annotated[str | None, Cookie()] = None) -> HTMLResponse:
    """Answer with the page, and with a thread for whoever has none."""
    page = HTMLResponse(PAGE)
    if thread is None:
        page.set_cookie("thread", (await app.state.client.threads.create()).id, httponly=True)
    return page


@app.post("/say")
async def say(text: Annotated[str, Form()], thread: Annotated[str, Cookie()]) -> None:
    """Write down what the user said."""
    await app.state.client.threads.messages.create(thread, role="user", content=text, on_active_run="wait")


@app.get("/answer")
async def answer(thread: Annotated[str, Cookie()]) -> StreamingResponse:
    """Start a run, and pass its events on as they come."""

    async def relay() -> AsyncGenerator[bytes]:
        async with app.state.client.threads.runs.stream(thread, assistant_id=app.state.bot_id) as stream:
            async for event in stream.to_sse():
                yield event

    return StreamingResponse(relay(), media_type="text/event-stream", headers={"x-accel-buffering": "no"})
