"""Functions as tools: made, called, bound and kept together."""

import asyncio
import functools
import inspect
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from assistants_v2.errors import ToolError
from assistants_v2.tools import BoundCall, Tool, Toolbox, as_tool, define_model, tool
from pydantic import BaseModel


@tool
def weather(city: str, *, unit: str = "c") -> str:
    """Look up the weather.

    Args:
        city: The town.
    """
    return f"{city} in {unit}"


@tool(name="forecast", description="Look ahead.", strict=True)
async def look_ahead(city: str, days: int = 3) -> str:
    """Not told."""
    return f"{city} for {days}"


class Desk:
    """A desk in an office."""

    def __init__(self, office: str) -> None:
        self.office = office

    @tool
    def find(self, room: str, floor: int = 1) -> str:
        """Find a desk."""
        return f"{self.office}: {room} on {floor}"

    @tool
    def unusual(this, room: str) -> str:  # noqa: N805  # Python allows any name
        return f"{this.office}: {room}"

    @classmethod
    @tool
    def count(cls, room: str) -> str:
        return f"{cls.__name__} of {room}"

    @staticmethod
    @tool
    def clean(room: str) -> str:
        return f"clean {room}"

    @tool
    async def wait_for(self, room: str) -> str:
        return f"{self.office}: {room} is free"

    def plain(self, room: str) -> str:
        """Never decorated."""
        return f"{self.office}: plain {room}"

    def __call__(self, question: str) -> str:
        """Ask the desk."""
        return f"{self.office}? {question}"


def called(function: Callable[..., Any], /, **arguments: Any) -> object:
    """Return what a tool returns when a model calls it."""
    return as_tool(function).bind(json.dumps(arguments)).run()


def test_a_tool_is_still_the_function() -> None:
    """Called, inspected and asked for help, it answers as the function does."""
    assert "Oslo in f" == weather("Oslo", unit="f")
    assert "weather" == weather.__name__
    assert "Look up the weather." == str(inspect.getdoc(weather)).splitlines()[0]
    assert "(city: str, *, unit: str = 'c') -> str" == str(inspect.signature(weather))
    assert __name__ == weather.__module__
    assert weather.function is weather.__wrapped__
    assert "<Tool weather(city, unit)>" == repr(weather)


def test_a_definition_is_what_the_api_takes() -> None:
    """Name, description and schema; no `strict` where nobody asked for it."""
    assert {
        "type": "function",
        "function": {
            "name": "weather",
            "description": "Look up the weather.",
            "parameters": {
                "type": "object",
                "properties": {
                    "city": {"type": "string", "description": "The town."},
                    "unit": {"type": "string", "default": "c"},
                },
                "required": ["city"],
                "additionalProperties": False,
            },
        },
    } == weather.definition()


def test_options_go_before_what_the_function_says() -> None:
    """The decorator's name and description are told; a tool without a description tells none."""
    told = look_ahead.definition()["function"]
    assert ("forecast", "Look ahead.", True) == (told["name"], told["description"], told["strict"])
    assert "look_ahead" == look_ahead.__name__
    assert "description" not in tool(Desk.clean.function).definition()["function"]
    assert "description" not in tool(weather, description="").definition()["function"]


def test_an_async_tool_gives_an_awaitable() -> None:
    """It is known as async, called as before, and its bound call is awaited."""
    assert look_ahead.is_async
    assert not weather.is_async
    assert "Oslo for 3" == asyncio.run(look_ahead("Oslo"))

    async def answer() -> object:
        return await look_ahead.bind('{"city": "Oslo", "days": null}').start()

    assert "Oslo for 3" == asyncio.run(answer())


def test_methods_are_bound_to_their_instance() -> None:
    """A decorated method has its instance, whoever calls it, and `self` is asked of nobody."""
    desk = Desk("HQ")
    assert "HQ: A on 2" == desk.find("A", floor=2) == Desk.find(desk, "A", 2)
    assert "HQ: A on 2" == called(desk.find, room="A", floor=2)
    assert ["room", "floor"] == list(desk.find.parameters["properties"])
    assert "(room: str, floor: int = 1) -> str" == str(inspect.signature(desk.find))
    assert desk.wait_for.is_async
    assert "HQ: B is free" == asyncio.run(desk.wait_for("B"))
    assert "Branch: A on 1" == Desk("Branch").find("A")


def test_a_method_may_call_its_instance_what_it_likes() -> None:
    """Whatever the first parameter is called, an instance takes its place."""
    desk = Desk("HQ")
    assert "HQ: A" == desk.unusual("A") == called(desk.unusual, room="A")
    assert ["room"] == list(desk.unusual.parameters["properties"])


@pytest.mark.parametrize(("expected", "name"), [("Desk of A", "count"), ("clean A", "clean")])
def test_class_and_static_methods_are_tools_too(expected: str, name: str) -> None:
    """With @classmethod or @staticmethod above @tool, both work from class and instance."""
    for owner in (Desk, Desk("HQ")):
        method = getattr(owner, name)
        assert expected == method("A") == called(method, room="A")
        assert ["room"] == list(as_tool(method).parameters["properties"])


def shout(text: str, *, mark: str) -> str:
    """Shout it."""
    return text.upper() + mark


async def whisper(text: str, mark: str) -> str:
    return text.lower() + mark


@pytest.mark.parametrize(
    ("expected", "function", "arguments"),
    [
        ("HEY!", functools.partial(shout, mark="!"), {"text": "hey"}),
        ("HEY!", functools.partial(tool(shout), mark="!"), {"text": "hey"}),
        ("HEY?", functools.partial(shout, "hey"), {"mark": "?"}),
        ("HQ: plain A", Desk("HQ").plain, {"room": "A"}),
        ("HQ? why", Desk("HQ"), {"question": "why"}),
    ],
    ids=["partial", "partial of a tool", "positional partial", "method", "object"],
)
def test_any_callable_can_be_a_tool(
    expected: str, function: Callable[..., Any], arguments: dict[str, Any]
) -> None:
    """What is bound already is not asked of the model."""
    made = tool(function)
    assert expected == called(made, **arguments)
    assert list(arguments) == list(made.parameters["properties"])


def test_partials_and_objects_have_names_and_colours_of_their_own() -> None:
    """A partial is called what its function is called, and is async if that is."""
    assert ("shout", "Shout it.") == (tool(functools.partial(shout, mark="!")).name, tool(shout).description)
    assert "Shout it." == tool(functools.partial(shout, mark="!")).__doc__
    assert "Desk" == tool(Desk("HQ")).name
    assert tool(functools.partial(whisper, mark="!")).is_async
    assert tool(functools.partial(tool(whisper), mark="!")).is_async


def test_a_tool_can_be_made_of_a_tool() -> None:
    """The same function under another name; `as_tool` leaves a tool as it is."""
    other = tool(weather, name="weather_of_the_day")
    assert ("weather_of_the_day", "weather") == (other.name, weather.name)
    assert other.function is weather.function
    assert as_tool(weather) is weather


@pytest.mark.parametrize("name", ["", "two words", "a" * 65, "größe", "a.b", "name\n"])
def test_names_that_the_api_refuses_are_refused(name: str) -> None:
    """A name has 1 to 64 plain letters, digits, `_` and `-`; the error says how to give one."""
    with pytest.raises(ValueError, match=r"cannot be a tool's name.*@tool\(name=\.\.\.\)"):
        tool(shout, name=name)


def test_a_function_without_a_name_needs_one() -> None:
    """A lambda is a tool once it has a name."""
    with pytest.raises(ValueError, match="'<lambda>' cannot be a tool's name"):
        tool(lambda: 1)
    assert 1 == called(tool(lambda: 1, name="one"))


def yielding() -> Iterator[int]:
    yield 1


async def yielding_later() -> AsyncIterator[int]:
    yield 1


class Yielding:
    def __call__(self) -> Iterator[int]:
        yield 1


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (Desk, "a tool is made of a function, got the class Desk: pass a method of an object"),
        (3, "a tool is made of a function, got int: pass the function itself"),
        (staticmethod(shout), "put @staticmethod above @tool"),
        (classmethod(called), "put @classmethod above @tool"),
        (yielding, "yielding yields its results.*return a list"),
        (yielding_later, "yielding_later yields its results.*return a list"),
        (functools.partial(yielding), "yielding yields its results.*return a list"),
        (functools.partial(yielding_later), "yielding_later yields its results.*return a list"),
        (Yielding(), r"Yielding.__call__ yields its results.*return a list"),
    ],
)
def test_what_is_no_function_with_one_result_is_refused(function: Any, words: str) -> None:
    """The error says what to do instead."""
    with pytest.raises(TypeError, match=words):
        tool(function)


def test_a_bound_call_shows_no_values() -> None:
    """Printed, it names the tool and the arguments, whose values may be anybody's secret."""
    call = weather.bind('{"city": "s3cret"}')
    assert {"city": "s3cret", "unit": "c"} == call.arguments
    assert "BoundCall(tool=<Tool weather(city, unit)>, arguments=city, unit)" == repr(call)


def test_attributes_of_the_function_hide_nothing_of_the_tool() -> None:
    """What a registry left on a function is readable, but does not take the place of a method."""

    def find(room: str) -> str:
        return room

    vars(find).update(bind=None, definition="docs/find.md", name="x", topic="rooms")
    made = tool(find)
    assert "A" == called(made, room="A")
    assert "find" == made.definition()["function"]["name"] == made.name
    assert "rooms" == vars(made)["topic"]


def test_a_static_method_may_call_its_parameter_like_an_instance() -> None:
    """Its first parameter is asked of the model where its type is one of data."""

    class Sheet:
        @staticmethod
        @tool
        def style(cls: str) -> str:
            return f"class={cls}"

    instance: Any = Sheet()
    assert "class=red" == called(Sheet.style, cls="red") == called(instance.style, cls="red")
    assert ["style"] == list(Toolbox(Sheet.style))


def test_parameters_may_have_any_name() -> None:
    """No name is taken by the tool itself."""

    @tool
    def odd(self: str, function: int, args: int, name: str) -> tuple[str, int, int, str]:
        return self, function, args, name

    assert ("a", 1, 2, "b") == called(odd, self="a", function=1, args=2, name="b")


def test_a_toolbox_is_a_mapping_of_tools() -> None:
    """It is asked by name, and makes tools of functions."""
    toolbox = Toolbox(weather, look_ahead, shout, Desk("HQ").find)
    assert ["weather", "forecast", "shout", "find"] == list(toolbox)
    assert 4 == len(toolbox)
    assert weather is toolbox["weather"] is toolbox.get("weather")
    assert isinstance(toolbox["shout"], Tool)
    assert "forecast" in toolbox
    assert "look_ahead" not in toolbox
    assert toolbox.get("nothing") is None
    assert [made.definition() for made in toolbox.values()] == toolbox.definitions()
    assert "Toolbox(weather, forecast, shout, find)" == repr(toolbox)
    assert not Toolbox()


def test_a_toolbox_binds_calls_by_name() -> None:
    """The model's call finds its tool."""
    call = Toolbox(weather, shout).bind("shout", '{"text": "hey", "mark": "!"}')
    assert isinstance(call, BoundCall)
    assert "HEY!" == call.run()


def test_a_call_of_an_unknown_tool_tells_the_known_ones() -> None:
    """Models make names up; the error helps them to a right one."""
    with pytest.raises(ToolError, match="there is no tool 'multi_tool_use'; the tools are: weather, shout"):
        Toolbox(weather, shout).bind("multi_tool_use", "{}")
    with pytest.raises(ToolError, match="the tools are: none"):
        Toolbox().bind("weather", "{}")


def test_two_tools_of_one_name_are_refused() -> None:
    """A model could not tell them apart."""
    with pytest.raises(ValueError, match=r"two tools are called 'weather'.*@tool\(name=\.\.\.\)"):
        Toolbox(weather, tool(shout, name="weather"))


@pytest.mark.parametrize("method", [Desk.find, Desk.plain])
def test_a_method_without_its_instance_is_refused(method: Callable[..., Any]) -> None:
    """Nobody could call it: the instance is missing."""
    with pytest.raises(TypeError, match="is a method: take it from an instance"):
        Toolbox(method)


class Query(BaseModel):
    """Look a city up."""

    city: str
    days: int = 1


def by_dict(arguments: dict[str, Any]) -> Any:
    return arguments


def by_word(args):  # type: ignore[no-untyped-def]  # as programs have it
    return args


def by_model(query: Query) -> Any:
    return query.model_dump()


@pytest.mark.parametrize("handler", [by_dict, by_word, by_model])
def test_a_dispatch_table_is_a_toolbox(handler: Callable[..., Any]) -> None:
    """The model calls a function by its name there; one that takes a dict or a model gets all arguments."""
    box = Toolbox({"get_weather": handler, "shout": shout})
    assert ["get_weather", "shout"] == [*box]
    sent = {"city": "Rome", "days": 2}
    assert sent == box.bind("get_weather", json.dumps(sent)).run()
    (name,) = box["get_weather"].parameters["properties"]
    assert sent == box.bind("get_weather", json.dumps({name: sent})).run()
    assert "HEY!" == box.bind("shout", '{"text": "hey", "mark": "!"}').run()


def test_a_dispatch_table_renames_tools() -> None:
    """A tool that has another name already keeps all else."""
    made = Toolbox({"cry": tool(shout, description="Be loud.")})["cry"]
    assert ("cry", "Be loud.") == (made.name, made.description)


def test_a_pydantic_model_describes_arguments() -> None:
    """It goes into tools=; nothing runs it, so functions= wants a function that takes it."""
    defined = define_model(Query)["function"]
    assert ("Query", "Look a city up.", ["city"]) == (
        defined["name"],
        defined["description"],
        defined["parameters"]["required"],
    )
    with pytest.raises(TypeError, match=r"Query describes arguments.*a function that takes a Query"):
        Toolbox(Query)


WITHOUT_TOOLS = """
from assistants_v2 import Assistants
with Assistants.local() as client:
    thread = client.threads.create(messages=[{"role": "user", "content": "Hello"}])
    assistant = client.assistants.create(model="rehearsal")
    assert client.threads.runs.execute(thread.id, assistant_id=assistant.id).text
"""


@pytest.mark.parametrize("code", ["import assistants_v2", "from assistants_v2 import tool", WITHOUT_TOOLS])
def test_a_program_without_tools_does_not_pay_for_them(code: str) -> None:
    """The libraries behind tools are imported when the first tool is made, and not before."""
    asked = (
        "import sys\n"
        f"{code}\n"
        "assert not {'pydantic', 'pydantic_core', 'docstring_parser'} & sys.modules.keys()\n"
        "from assistants_v2 import tool\n"
        "tool(lambda: 1, name='one')\n"
        "assert 'pydantic' in sys.modules\n"
    )
    path = os.pathsep.join(filter(None, sys.path))
    subprocess.run([sys.executable, "-c", asked], check=True, env={**os.environ, "PYTHONPATH": path})
