"""Plays a turn of the script: searches and cells are really made, and what comes of them is output items."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Sequence
from typing import Any

from attrs import define, field

from .asking import Asking
from .containers import Containers
from .library import Library
from .memory import Ids, Json
from .refusals import Refusal
from .script import Call, Cite, Item, Link, Reason, Refuse, Run, Say, Search, Turn
from .tools import CodeInterpreter, FileSearch, Function


class OffScript(Exception):
    """The script has the model do what this request does not allow."""


@define
class Player:
    """Plays the turns of one request.

    Attributes:
        asking: The request.
        context: The items that the answer comes after.
        ids: Makes ids.
        library: What is searched.
        containers: Where code runs.
    """

    asking: Asking
    context: Sequence[Json]
    ids: Ids
    library: Library
    containers: Containers
    _found: list[Json] = field(factory=list)
    _container: str | None = None

    async def check_tools(self) -> None:
        """Raise `Refusal` if a tool names what there is not; start the container that is wanted."""
        hosted = self.asking.find_tool(FileSearch)
        for store_id in hosted.vector_store_ids if hosted else ():
            await self.library.check_store(store_id)
        interpreter = self.asking.find_tool(CodeInterpreter)
        if interpreter is None:
            return
        if isinstance(interpreter.container, str):
            self.containers.list_files(interpreter.container)
            self._container = interpreter.container
            return
        files = [await self.library.read_file(file_id, "tools") for file_id in interpreter.container.file_ids]
        used = [item["container_id"] for item in self.context if item["type"] == "code_interpreter_call"]
        alive = [container_id for container_id in used if self.containers.is_alive(container_id)]
        if not alive:
            self._container = await self.containers.start(files)
            return
        self._container = alive[-1]
        for name, data in files:
            await self.containers.put(alive[-1], name, data)

    async def check_input(self) -> None:
        """Raise `Refusal` if the input names a file that there is not."""
        for item in self.context:
            content = item.get("content") if item["type"] == "message" else item.get("output")
            for part in content if isinstance(content, list) else ():
                if part.get("file_id"):
                    await self.library.read_file(part["file_id"])

    async def play(self, turn: Turn) -> list[Json]:
        """Return the output items of a turn, all of them whole."""
        self._found = [found for item in self.context for found in item.get("results") or ()]
        return [await self._play(item) for item in turn.items]

    async def _play(self, item: Item) -> Json:
        match item:
            case Say():
                return self._message({"type": "output_text", **self._write(item), "logprobs": []})
            case Refuse():
                return self._message({"type": "refusal", "refusal": item.text})
            case Reason():
                return self._reason(item)
            case Call():
                return self._call(item)
            case Search():
                return await self._search(item)
            case Run():
                return await self._run(item)

    def _message(self, part: Json) -> Json:
        return {
            "id": self.ids.make("msg"),
            "type": "message",
            "role": "assistant",
            "status": "completed",
            "content": [part],
        }

    def _write(self, said: Say) -> Json:
        text, annotations = "", list[Json]()
        for part in said.parts:
            if isinstance(part, Cite):
                annotations.append(self._cite(part, len(text)))
            elif isinstance(part, Link):
                link = f"sandbox:/mnt/data/{part.filename}"
                annotations.append(self._link(part, len(text), len(text) + len(link)))
                text += link
            else:
                text += part
        return {"text": text, "annotations": annotations}

    def _cite(self, cited: Cite, place: int) -> Json:
        for found in self._found:
            if found["filename"] == cited.filename:
                return {
                    "type": "file_citation",
                    "file_id": found["file_id"],
                    "filename": found["filename"],
                    "index": place,
                }
        raise OffScript(f"no search has found {cited.filename}")

    def _link(self, link: Link, start: int, end: int) -> Json:
        assert self._container is not None
        file_id, _ = self.containers.find_file(self._container, link.filename)
        return {
            "type": "container_file_citation",
            "container_id": self._container,
            "file_id": file_id,
            "filename": link.filename,
            "start_index": start,
            "end_index": end,
        }

    def _reason(self, item: Reason) -> Json:
        reasoning: Json = {
            "id": self.ids.make("rs"),
            "type": "reasoning",
            "summary": [{"type": "summary_text", "text": item.summary}],
        }
        if "reasoning.encrypted_content" in self.asking.include:
            reasoning["encrypted_content"] = base64.b64encode(item.summary.encode()).decode()
        return reasoning

    def _call(self, item: Call) -> Json:
        if self.asking.find_tool(Function, item.name) is None:
            raise OffScript(f"no function {item.name} is offered")
        return {
            "id": self.ids.make("fc"),
            "type": "function_call",
            "call_id": self.ids.make("call"),
            "name": item.name,
            "arguments": item.arguments,
            "status": "completed",
        }

    async def _search(self, item: Search) -> Json:
        tool = self.asking.find_tool(FileSearch)
        if tool is None:
            raise OffScript("no file_search is offered")
        found = await self.library.search(tool.vector_store_ids, item.queries, tool)
        self._found += found
        is_wanted = "file_search_call.results" in self.asking.include
        return {
            "id": self.ids.make("fs"),
            "type": "file_search_call",
            "status": "completed",
            "queries": [*item.queries],
            "results": found if is_wanted else None,
        }

    async def _run(self, item: Run) -> Json:
        if self._container is None:
            raise OffScript("no code_interpreter is offered")
        result = await self.containers.run(self._container, item.code)
        logs = "\n".join(text for text in (result.logs, *result.remarks) if text)
        images = [("image/png", image) for image in result.images]
        for name in item.shown:
            kind = mimetypes.guess_type(name)[0] or "image/png"
            images.append((kind, self.containers.find_file(self._container, name)[1]))
        outputs: list[Json] = [{"type": "logs", "logs": logs}] if logs else []
        outputs += [
            {"type": "image", "url": f"data:{kind};base64,{base64.b64encode(data).decode()}"}
            for kind, data in images
        ]
        is_wanted = "code_interpreter_call.outputs" in self.asking.include
        return {
            "id": self.ids.make("ci"),
            "type": "code_interpreter_call",
            "status": "completed",
            "code": item.code,
            "container_id": self._container,
            "outputs": outputs if is_wanted else None,
        }


def check_room(asking: Asking, context: Sequence[Json], room: int | None) -> None:
    """Raise `Refusal` if the input is longer than the model takes and nothing may be left out."""
    if (
        room is not None
        and asking.truncation != "auto"
        and count_tokens([asking.instructions, context]) > room
    ):
        raise Refusal(
            400,
            "Your input exceeds the context window of this model. Please adjust your input and try again.",
            param="input",
            code="context_length_exceeded",
        )


def count_tokens(value: Any) -> int:
    """Return how many tokens a value takes: four characters are one."""
    return len(str(value)) // 4 + 1
