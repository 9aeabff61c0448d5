"""Messages of a thread as items of a conversation. Pure. Used by `conversations`."""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import Struct, field

from .losses import Loss
from .shapes import JsonObject, mend_text, read_object, read_objects, read_text

Item: TypeAlias = dict[str, Any]


class Mapped(Struct):
    """What objects of a thread have become.

    Attributes:
        items: Items of a conversation, in order.
        losses: What they do not say.
    """

    items: list[Item] = field(default_factory=list[Item])
    losses: list[Loss] = field(default_factory=list[Loss])

    def lose(self, kind: str, source: JsonObject) -> None:
        """Note a loss of an object."""
        self.losses.append(Loss(kind, read_text(source, "id")))

    def mend(self, text: str, source: JsonObject) -> str:
        """Return a text of an object as JSON can say it."""
        sound = mend_text(text)
        if sound is not text:
            self.lose("broken_text", source)
        return sound


def map_message(message: JsonObject) -> Mapped:
    """Return a message as an item; as none if nothing of it goes over."""
    mapped = Mapped()
    role = read_text(message, "role")
    if read_object(message, "metadata"):
        mapped.lose("message_metadata", message)
    if read_objects(message, "attachments"):
        mapped.lose("attachments", message)
    if role == "user":
        _add(mapped, message, "user", _map_user_content(mapped, message))
    elif role == "assistant":
        _add(mapped, message, "assistant", _map_assistant_content(mapped, message))
    else:
        mapped.lose("unknown_role", message)
    return mapped


def make_text_item(text: str) -> Item:
    """Return a text of the assistant as an item."""
    return {"type": "message", "role": "assistant", "content": text}


def _add(mapped: Mapped, message: JsonObject, role: str, content: list[Item] | str) -> None:
    if content:
        mapped.items.append({"type": "message", "role": role, "content": content})
    else:
        mapped.lose("empty_message", message)


def _list_parts(message: JsonObject) -> list[JsonObject]:
    """Return the parts of a message; some servers write one text as it is."""
    content = message.get("content")
    if isinstance(content, str):
        return [{"type": "text", "text": {"value": content}}]
    return [*read_objects(message, "content")]


def _map_user_content(mapped: Mapped, message: JsonObject) -> list[Item]:
    found: list[Item] = []
    for part in _list_parts(message):
        kind = read_text(part, "type")
        if kind == "text":
            if text := _read_words(mapped, message, part):
                found.append({"type": "input_text", "text": text})
        elif kind in ("image_file", "image_url") and (image := _map_image(part, kind)):
            found.append(image)
        else:
            mapped.lose("unknown_content", message)
    return found


def _map_image(part: JsonObject, kind: str) -> Item | None:
    """Return an image of the user; None if the part names none."""
    inner = read_object(part, kind)
    name, source = ("file_id", "file_id") if kind == "image_file" else ("image_url", "url")
    value = mend_text(read_text(inner, source))
    if not value:
        return None
    return {"type": "input_image", name: value, "detail": read_text(inner, "detail") or "auto"}


def _map_assistant_content(mapped: Mapped, message: JsonObject) -> str:
    """Return what an assistant said as one text: the plain form of its messages takes no parts."""
    found: list[str] = []
    for part in _list_parts(message):
        kind = read_text(part, "type")
        if kind == "text":
            found.append(_read_words(mapped, message, part))
        elif kind == "refusal":
            found.append(mapped.mend(read_text(part, "refusal"), message))
            mapped.lose("refusal_as_text", message)
        elif kind in ("image_file", "image_url"):
            inner = read_object(part, kind)
            found.append(f"[image: {read_text(inner, 'file_id') or 'a link'}]")
            mapped.lose("assistant_image", message)
        else:
            mapped.lose("unknown_content", message)
    return "\n\n".join(text for text in found if text)


def _read_words(mapped: Mapped, message: JsonObject, part: JsonObject) -> str:
    """Return the words of a part; notes the annotations that they had."""
    text = read_object(part, "text")
    if read_objects(text, "annotations"):
        mapped.lose("annotations", message)
    return mapped.mend(read_text(text, "value") or read_text(part, "text"), message)
