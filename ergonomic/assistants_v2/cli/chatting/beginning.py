"""With whom a conversation is held, and on which thread: both found, or made on the spot. Used by `chat`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from assistants_v2_raw.models import FunctionTool
from msgspec import Struct

from ...errors import APIResponseValidationError, APIStatusError, AssistantsError, NotFoundError
from ..complaints import OptionError
from .attachments import choose_readers

if TYPE_CHECKING:
    from assistants_v2_raw.models import Assistant

    from ...client import Assistants
    from ...tools import Toolbox
    from .turns import Conversation

_USUAL_MODEL = "gpt-4o-mini"
"""What most servers answer for, so what an assistant names that nobody gave a model."""


class Wishes(Struct, frozen=True, kw_only=True):
    """What was said of the assistant and the thread.

    Attributes:
        assistant_id: An assistant that is there; None for one that is made.
        thread_id: A thread that is there; None for a new one.
        name: The name of the one that is made.
        instructions: What it is told.
        tools: Its built-in tools.
        model: Its model; None for one that the server has.
    """

    assistant_id: str | None = None
    thread_id: str | None = None
    name: str | None = None
    instructions: str | None = None
    tools: Sequence[str] = ()
    model: str | None = None


class Beginning:
    """Finds or makes what a conversation needs, and takes away what nobody used.

    Args:
        client: The client.
        wishes: What was said.
        functions: What the assistant may call here.

    Attributes:
        client: The client.
        thread_id: The thread to begin with.
        assistant: Who answers.
    """

    def __init__(self, client: Assistants, wishes: Wishes, functions: Toolbox) -> None:
        self.client = client
        self._wishes = wishes
        self._functions = functions
        self._made_threads: list[str] = []
        self._is_ours = False
        self.thread_id = "" if wishes.thread_id is None else self.find_thread(wishes.thread_id)
        self.assistant = self._find_assistant() or self._make_assistant()
        self.thread_id = self.thread_id or self.make_thread()

    @property
    def readers(self) -> list[str]:
        """Which tools read documents here."""
        return choose_readers([str(tool.type) for tool in self.assistant.tools or ()])

    @property
    def run_fields(self) -> dict[str, Any]:
        """In what runs are to differ from an assistant that was there: the model, if one is named."""
        return {} if self._is_ours or self._wishes.model is None else {"model": self._wishes.model}

    def find_thread(self, thread_id: str) -> str:
        """Return the id of a thread that is there.

        Raises:
            NotFoundError: It is not.
        """
        return self.client.threads.retrieve(thread_id).id

    def make_thread(self) -> str:
        """Return the id of a new thread."""
        self._made_threads.append(self.client.threads.create().id)
        return self._made_threads[-1]

    def ready_for_documents(self, conversation: Conversation) -> None:
        """Have runs search what is attached, also those of an assistant that has no tool for that."""
        tools: list[Any] = [*(self.assistant.tools or ())]
        missing = [name for name in self.readers if name not in {str(tool.type) for tool in tools}]
        if not missing:
            return
        tools += [{"type": name} for name in missing]
        if self._is_ours:
            self.assistant = self.client.assistants.update(self.assistant.id, tools=tools)
        else:
            known = {tool.function.name for tool in tools if isinstance(tool, FunctionTool)}
            tools += [made for name, made in self._functions.items() if name not in known]
            conversation.run_fields["tools"] = tools

    def remove_unused(self) -> None:
        """Delete what was made, where nothing was said."""
        with suppress(AssistantsError):
            for thread_id in self._made_threads:
                self.client.threads.delete(thread_id)
            if self._is_ours:
                self.client.assistants.delete(self.assistant.id)

    def _find_assistant(self) -> Assistant | None:
        """Return the assistant that was named, or the one that answered last on the thread."""
        if self._wishes.assistant_id is not None:
            return self.client.assistants.retrieve(self._wishes.assistant_id)
        if self.thread_id and not self._describes_one():
            for run in self.client.threads.runs.list(self.thread_id, limit=1, max_items=1):
                with suppress(NotFoundError):
                    return self.client.assistants.retrieve(run.assistant_id)
        return None

    def _describes_one(self) -> bool:
        wishes = self._wishes
        return bool(wishes.name or wishes.instructions or wishes.tools)

    def _make_assistant(self) -> Assistant:
        """Return a new assistant.

        Raises:
            OptionError: The server has another API, or several models of which none was named.
        """
        wishes = self._wishes
        self._require_assistants()
        tools: list[Any] = [{"type": name} for name in wishes.tools]
        fields: dict[str, Any] = {"name": wishes.name, "instructions": wishes.instructions}
        made = self.client.assistants.create(
            model=wishes.model or choose_model(self.client),
            tools=[*tools, *self._functions.values()],
            **{name: text for name, text in fields.items() if text is not None},
        )
        self._is_ours = True
        return made

    def _require_assistants(self) -> None:
        """Refuse the address of another API, which people have in their environment."""
        try:
            self.client.assistants.list(limit=1)
        except NotFoundError as error:
            raise OptionError(
                f"{error.url} does not serve the Assistants API; if it is an endpoint of chat completions, "
                f"say --model-url {error.url}"
            ) from error


def choose_model(client: Assistants) -> str:
    """Return a model that a server has.

    Args:
        client: A client of it.

    Raises:
        OptionError: It lists several, and not the one that most have.
    """
    try:
        listed = [model.id for model in client.models.list()]
    except (APIStatusError, APIResponseValidationError):  # it has no such list
        return _USUAL_MODEL
    if len(listed) == 1:
        return listed[0]
    if not listed or _USUAL_MODEL in listed:
        return _USUAL_MODEL
    shown = ", ".join(listed[:5])
    raise OptionError(f"the server has several models: name one with --model, such as {shown}")
