"""Mistakes in Python functions that are tools."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from assistants_v2 import RunRequiresAction, Toolbox, ToolError, tool
from pydantic import BaseModel

from .table import CONTENT, Desk, Mistake, Taken, look_up


def assistant(desk: Desk, *tools: Any) -> Any:
    """Create an assistant with these tools."""
    return desk.client.assistants.create(model="m", tools=[*tools])


def take_many(*words: str) -> str:
    """Take many words."""
    return " ".join(words)


def take_first(word: str, /) -> str:
    """Take a word."""
    return word


def take_socket(at: socket.socket) -> str:
    """Take what has no form in JSON."""
    return str(at)


def take_unknown(word: Unknown) -> str:  # type: ignore[name-defined]  # noqa: F821  # that is the mistake
    """Take what is not defined."""
    return str(word)


def say_words(word: str) -> Any:
    """Yield words."""
    yield word


async def look_up_later(word: str) -> str:
    """Look a word up, later."""
    return word


def return_socket(word: str) -> object:
    """Return what has no form in JSON."""
    with socket.socket() as made:
        return made if word is not None else word


def fail_always(word: str) -> str:
    """Fail."""
    raise KeyError(CONTENT + word)


def make_twin() -> Callable[[int], int]:
    """Return a function that is called as another."""

    def look_up(number: int) -> int:
        """Look a number up."""
        return number

    return look_up


class Weather:
    """A class that somebody takes for a tool."""

    def __init__(self, city: str) -> None:
        self.city = city

    def tell(self, day: str) -> str:
        """Tell the weather.

        Args:
            day: The day.
        """
        return f"{self.city} {day}"


class Place(BaseModel):
    """Arguments of a function."""

    city: str


async def forget_functions(desk: Desk) -> None:
    """Have a model call a function that was not passed."""
    assistant = await desk.assistant(tools=[look_up])
    thread = await desk.thread("look_up word=abc")
    execute = desk.client.threads.runs.execute
    await desk.do(execute(thread, assistant_id=assistant, tool_choice="required"))


async def report_failure(desk: Desk) -> bool:
    """Have a failure told to the model: the default."""
    result = await desk.execute(fail_always)
    return (
        "failed with KeyError" in result.tool_calls[0].output and CONTENT not in result.tool_calls[0].output
    )


MISTAKES = [
    Mistake(
        "a function that takes *args",
        TypeError,
        "take_many: parameter 'words' takes unnamed arguments",
        "take one list instead",
        lambda desk: assistant(desk, take_many),
    ),
    Mistake(
        "a parameter without a name",
        TypeError,
        "take_first: parameter 'word' is positional-only",
        "remove the '/'",
        lambda desk: assistant(desk, take_first),
    ),
    Mistake(
        "a parameter that JSON cannot say",
        TypeError,
        "take_socket: parameter 'at' cannot be described to a model",
        "annotate it with str, int, float",
        lambda desk: assistant(desk, take_socket),
    ),
    Mistake(
        "an annotation that is not defined",
        TypeError,
        "take_unknown: the type of parameter 'word' cannot be looked up",
        "define or import it at module level",
        lambda desk: assistant(desk, take_unknown),
    ),
    Mistake(
        "a generator",
        TypeError,
        "say_words yields its results, but a tool has one",
        "return a list",
        lambda desk: assistant(desk, say_words),
    ),
    Mistake(
        "a lambda",
        ValueError,
        "'<lambda>' cannot be a tool's name",
        "give another with @tool(name=...)",
        lambda desk: assistant(desk, lambda word: word),
    ),
    Mistake(
        "a name with a blank",
        ValueError,
        "'my tool' cannot be a tool's name",
        "1 to 64 of a-z, A-Z, 0-9, '_' and '-'",
        lambda _: tool(name="my tool")(look_up),
    ),
    Mistake(
        "a class",
        TypeError,
        "a tool is made of a function, got the class Weather",
        "pass a method of an object",
        lambda desk: assistant(desk, Weather),
    ),
    Mistake(
        "a method of the class",
        TypeError,
        "tell is a method",
        "take it from an instance, not from the class",
        lambda _: Toolbox(tool(Weather.tell)),
    ),
    Mistake(
        "a function that was called",
        TypeError,
        "tools[0] is a text",
        "pass a function",
        lambda desk: assistant(desk, look_up("abc")),
    ),
    Mistake(
        "a function that was called, to answer calls",
        TypeError,
        "a tool is made of a function, got str",
        "pass the function itself, without ()",
        lambda desk: desk.client.threads.runs.execute(
            "thread_1", assistant_id="asst_1", functions=[look_up(CONTENT)]
        ),
    ),
    Mistake(
        "a description to answer calls",
        TypeError,
        "a dict that describes a tool goes into tools=",
        "calls are answered by functions",
        lambda desk: desk.client.threads.runs.execute(
            "thread_1", assistant_id="asst_1", functions=[{"type": "function", "function": {}}]
        ),
    ),
    Mistake(
        "one function that is in no list",
        TypeError,
        "tools is a list of tools or a Toolbox, got function",
        "put it into a list",
        lambda desk: desk.client.assistants.create(model="m", tools=look_up),
    ),
    Mistake(
        "a list for a Toolbox",
        TypeError,
        "a tool is made of a function, got list",
        "pass each of its functions by itself",
        lambda _: Toolbox([look_up]),  # type: ignore[arg-type]  # that is the mistake
    ),
    Mistake(
        "a class of arguments to answer calls",
        TypeError,
        "Place describes arguments, and nothing runs it",
        "put it into tools=, and a function that takes a Place into functions=",
        lambda desk: desk.client.threads.runs.execute("thread_1", assistant_id="asst_1", functions=[Place]),
    ),
    Mistake(
        "two functions of one name",
        ValueError,
        "two tools are called 'look_up'",
        "give one another with @tool(name=...)",
        lambda desk: assistant(desk, look_up, make_twin()),
    ),
    Mistake(
        "two functions of one name to answer calls",
        ValueError,
        "two tools are called 'look_up'",
        "give one another with @tool(name=...)",
        lambda desk: desk.client.threads.runs.execute(
            "thread_1", assistant_id="asst_1", functions=[look_up, make_twin()]
        ),
    ),
    Mistake(
        "an async function for blocking code",
        TypeError,
        "look_up_later is an async function",
        "use AsyncAssistants for it",
        lambda desk: desk.client.threads.runs.execute(
            "thread_1", assistant_id="asst_1", functions=[look_up_later]
        ),
        only="blocking",
    ),
    Mistake(
        "no functions for a model that calls one",
        RunRequiresAction,
        "waits for the outputs of functions, and none were passed",
        "pass functions=[look_up]",
        forget_functions,
    ),
    Mistake(
        "a result that JSON cannot say",
        ToolError,
        "a tool returned a value of type socket.socket",
        "make a dict, list or text of it",
        lambda desk: desk.execute(return_socket, on_tool_error="raise"),
    ),
    Mistake(
        "a function that fails",
        ToolError,
        "The tool fail_always accepted its arguments",
        "failed with KeyError",
        lambda desk: desk.execute(fail_always, on_tool_error="raise"),
    ),
    Mistake(
        "a misspelt way to handle failures",
        ValueError,
        "on_tool_error is 'report', 'raise' or 'cancel'",
        "got 'ignore'",
        lambda desk: desk.client.threads.runs.execute(
            "thread_1", assistant_id="asst_1", on_tool_error="ignore"
        ),
    ),
]

TAKEN = [
    Taken(
        "a function without annotations", lambda desk: assistant(desk, tool(lambda word: word, name="say"))
    ),
    Taken("a method of an object", lambda desk: assistant(desk, Weather("Rome").tell)),
    Taken("functions by their names", lambda desk: desk.execute(look_up, functions={"look_up": look_up})),
    Taken("a Toolbox for a list", lambda desk: desk.execute(look_up, functions=Toolbox(look_up))),
    Taken("a failure that the model is told", report_failure),
]
