"""Requests that tell whether a server has an operation, and what their answers mean. Pure.

They leave nothing behind. An operation that exists refuses them: for an object that does not exist, or for a
body that lacks what must be there. One that does not exist is refused as any unknown address is, so the
answer to such an address is the measure.
"""

from __future__ import annotations

import re
from typing import Any, Literal, TypeAlias

from attrs import field, frozen
from msgspec import Struct

Verdict: TypeAlias = Literal["served", "absent", "refused", "unclear"]
"""Whether an operation is there, is not, is not for this key, or cannot be judged."""

UNKNOWN_PATH = "/no_such_operation_at_all"
"""An address that no server has."""

_NONE = "0" * 24
_ASSISTANT, _THREAD = f"/assistants/asst_{_NONE}", f"/threads/thread_{_NONE}"
_MESSAGE, _RUN = f"{_THREAD}/messages/msg_{_NONE}", f"{_THREAD}/runs/run_{_NONE}"
_STEP = f"{_RUN}/steps/step_{_NONE}"
_FILE, _STORE = f"/files/file-{_NONE}", f"/vector_stores/vs_{_NONE}"
_UPLOAD = f"/uploads/upload_{_NONE}"
_NOTHING: dict[str, Any] = {}


class Probe(Struct, frozen=True):
    """A harmless request.

    Attributes:
        operation: The operation that it is about, as the contract calls it.
        method: Its method.
        path: Its path below the base URL.
        body: What it is sent with; None for nothing.
        makes: The path of what a server makes that accepts it all the same, which is deleted then.
    """

    operation: str
    method: str
    path: str
    body: dict[str, Any] | None = None
    makes: str = ""


PROBES = (
    Probe("list_assistants", "GET", "/assistants"),
    Probe("create_assistant", "POST", "/assistants", _NOTHING, makes="/assistants"),
    Probe("get_assistant", "GET", _ASSISTANT),
    Probe("modify_assistant", "POST", _ASSISTANT, _NOTHING),
    Probe("delete_assistant", "DELETE", _ASSISTANT),
    Probe("create_thread", "POST", "/threads", {"messages": "none"}, makes="/threads"),
    Probe("get_thread", "GET", _THREAD),
    Probe("modify_thread", "POST", _THREAD, _NOTHING),
    Probe("delete_thread", "DELETE", _THREAD),
    Probe("create_message", "POST", f"{_THREAD}/messages", {"role": "user", "content": "probe"}),
    Probe("list_messages", "GET", f"{_THREAD}/messages"),
    Probe("get_message", "GET", _MESSAGE),
    Probe("modify_message", "POST", _MESSAGE, _NOTHING),
    Probe("delete_message", "DELETE", _MESSAGE),
    Probe("create_run", "POST", f"{_THREAD}/runs", {"assistant_id": f"asst_{_NONE}"}),
    Probe("create_thread_and_run", "POST", "/threads/runs", _NOTHING),
    Probe("list_runs", "GET", f"{_THREAD}/runs"),
    Probe("get_run", "GET", _RUN),
    Probe("modify_run", "POST", _RUN, _NOTHING),
    Probe("submit_tool_outputs_to_run", "POST", f"{_RUN}/submit_tool_outputs", {"tool_outputs": []}),
    Probe("cancel_run", "POST", f"{_RUN}/cancel", _NOTHING),
    Probe("list_run_steps", "GET", f"{_RUN}/steps"),
    Probe("get_run_step", "GET", _STEP),
)
"""One for each of the 23 operations."""

COMPANIONS = (
    Probe("files", "GET", "/files"),
    Probe("files", "GET", _FILE),
    Probe("uploads in parts", "POST", f"{_UPLOAD}/cancel", _NOTHING),
    Probe("vector stores", "GET", "/vector_stores"),
    Probe("vector stores", "GET", _STORE),
    Probe("models", "GET", "/models"),
    Probe("list of threads", "GET", "/threads"),
)
"""What servers have beside them."""


@frozen
class Answer:
    """What a request was answered with.

    Attributes:
        status: The HTTP status.
        text: The body.
        method: The method of the request.
        path: The path of the request.
    """

    status: int
    text: str = field(repr=False)
    method: str
    path: str

    @property
    def likeness(self) -> str:
        """Return what it says without what it says of its own request."""
        text = self.text.replace(self.path, "").replace(self.path.strip("/"), "")
        text = re.sub(rf"\b{self.method}\b", "", text)
        return re.sub(r"\S*[/0-9]\S*", "", text)  # addresses, ids and times


def judge_answer(answer: Answer, unknown: Answer | None) -> Verdict:
    """Return what an answer says of its operation.

    Args:
        answer: The answer to a probe.
        unknown: The answer to an unknown address; None if there was none.
    """
    if answer.status in (401, 403):
        return "refused"
    if answer.status in (405, 501):
        return "absent"
    if answer.status == 404:
        return "absent" if unknown and answer.likeness == unknown.likeness else "served"
    if answer.status >= 500:
        return "unclear"
    return "served" if _looks_like_json(answer.text) else "absent"


def _looks_like_json(text: str) -> bool:
    """Say whether an answer is one of an API, as opposed to a page for people."""
    return text.lstrip()[:1] in ("{", "[", "")
