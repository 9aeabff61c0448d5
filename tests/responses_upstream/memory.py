"""What an upstream keeps of answers and conversations, and whether the items of a request fit to it.

The rules are those that callers of real servers run into: a call needs its output and an output its call,
reasoning goes with what followed it, an id that is not kept cannot be referred to, and no item is there
twice.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import define, field

from .asking import Asking
from .refusals import Refusal, missing_object

Json: TypeAlias = dict[str, Any]

_PREFIXES = {"message": "msg", "function_call": "fc", "function_call_output": "fco"}
"""How the ids of items begin that came without one."""


@define
class Ids:
    """Numbers objects, so that two runs of a test name them alike."""

    numbers: Iterator[int] = field(factory=lambda: itertools.count(1))

    def make(self, prefix: str) -> str:
        """Return a new id."""
        return f"{prefix}_{next(self.numbers):012}"


@define
class Conversation:
    """A conversation: its items, oldest first, and its metadata."""

    id: str
    metadata: Json
    created_at: int
    items: list[Json] = field(factory=list)

    def show(self) -> Json:
        """Return it as it is answered."""
        return {
            "id": self.id,
            "object": "conversation",
            "created_at": self.created_at,
            "metadata": self.metadata,
        }


@define
class Memory:
    """What is kept.

    Attributes:
        ids: Makes the ids of all that is kept.
        responses: The answers that were stored, by id.
        contexts: All items that each of them came after, its own at the end.
        conversations: By id.
        reasoned: Which reasoning was right before which item, in any answer that was ever given; by ids.
        items: Every item that is kept, by id.
    """

    ids: Ids = field(factory=Ids)
    responses: dict[str, Json] = field(factory=dict)
    contexts: dict[str, list[Json]] = field(factory=dict)
    conversations: dict[str, Conversation] = field(factory=dict)
    reasoned: dict[str, str] = field(factory=dict)
    items: dict[str, Json] = field(factory=dict)

    def find_conversation(self, conversation_id: str) -> Conversation:
        """Return a conversation.

        Raises:
            Refusal: There is none.
        """
        found = self.conversations.get(conversation_id)
        if found is None:
            raise missing_object("Conversation", conversation_id, "conversation")
        return found

    def find_response(self, response_id: str) -> Json:
        """Return a stored answer.

        Raises:
            Refusal: There is none.
        """
        if response_id not in self.responses:
            raise missing_object("Response", response_id, "response_id")
        return self.responses[response_id]

    def gather(self, asking: Asking) -> list[Json]:
        """Return all items that an answer comes after.

        Raises:
            Refusal: They do not fit to each other, or something that they name is not kept.
        """
        before: list[Json] = []
        if asking.previous_response_id:
            if asking.previous_response_id not in self.contexts:
                raise Refusal(
                    400,
                    f"Previous response with id '{asking.previous_response_id}' not found.",
                    param="previous_response_id",
                    code="previous_response_not_found",
                )
            before = self.contexts[asking.previous_response_id]
        elif asking.conversation_id:
            before = self.find_conversation(asking.conversation_id).items
        given = [self._resolve(item) for item in asking.items]
        self._check_ids(before, given)
        check_calls([*before, *given])
        self._check_reasoning([*before, *given])
        return [*before, *given]

    def note(self, output: Sequence[Json]) -> None:
        """Remember which items came right after reasoning."""
        for first, second in itertools.pairwise(output):
            if first["type"] == "reasoning":
                self.reasoned[second["id"]] = first["id"]

    def keep(self, asking: Asking, context: Sequence[Json], response: Json) -> None:
        """Keep an answer, as far as the request wants it kept."""
        output: list[Json] = response["output"]
        context = [self.name_item(item) for item in context]
        if asking.conversation_id:
            conversation = self.find_conversation(asking.conversation_id)
            conversation.items += [*context[len(conversation.items) :], *output]
        if asking.store is not False:
            self.responses[response["id"]] = response
            self.contexts[response["id"]] = [*context, *output]
        if asking.conversation_id or asking.store is not False:
            self.items |= {item["id"]: item for item in (*context, *output)}

    def name_item(self, item: Json) -> Json:
        """Return an item with an id, as all have that are kept."""
        return item if item.get("id") else {**item, "id": self.ids.make(_PREFIXES.get(item["type"], "item"))}

    def _resolve(self, item: Json) -> Json:
        """Return an item, or what a reference stands for."""
        item_id = item.get("id")
        is_alone = item["type"] == "item_reference" or (
            item["type"] == "reasoning" and not item.get("encrypted_content")
        )
        if not is_alone:
            return item
        if item_id not in self.items:
            remedy = "Items are not persisted when `store` is set to false."
            raise Refusal(404, f"Item with id '{item_id}' not found. {remedy}", param="input")
        return self.items[str(item_id)]

    def _check_ids(self, before: Sequence[Json], given: Sequence[Json]) -> None:
        seen = {item["id"] for item in before if item.get("id")}
        for item in given:
            item_id = item.get("id")
            if item_id in seen:
                raise Refusal(400, f"Duplicate item found with id {item_id}.", param="input")
            seen |= {item_id} if item_id else set()

    def _check_reasoning(self, items: Sequence[Json]) -> None:
        ids = [item.get("id") for item in items]
        for place, item in enumerate(items):
            needed = self.reasoned.get(item.get("id", ""))
            if needed is not None and (place == 0 or ids[place - 1] != needed):
                raise Refusal(
                    400,
                    f"Item '{item['id']}' of type '{item['type']}' was provided without its required "
                    f"'reasoning' item: '{needed}'.",
                    param="input",
                )
            if item["type"] == "reasoning" and item["id"] in self.reasoned.values():
                after = items[place + 1] if place + 1 < len(items) else {}
                if self.reasoned.get(after.get("id", "")) != item["id"]:
                    raise Refusal(
                        400,
                        f"Item '{item['id']}' of type 'reasoning' was provided without its required "
                        "following item.",
                        param="input",
                    )


def check_calls(items: Sequence[Mapping[str, Any]]) -> None:
    """Raise `Refusal` unless each call of a function has its output, after it, and each output its call."""
    open_calls: list[str] = []
    for item in items:
        if item["type"] == "function_call":
            open_calls.append(item["call_id"])
        elif item["type"] == "function_call_output":
            if item["call_id"] not in open_calls:
                raise Refusal(
                    400,
                    f"No tool call found for function call output with call_id {item['call_id']}.",
                    param="input",
                )
            open_calls.remove(item["call_id"])
    if open_calls:
        raise Refusal(400, f"No tool output found for function call {open_calls[0]}.", param="input")
