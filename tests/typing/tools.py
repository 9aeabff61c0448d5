"""Function tools as type checkers see them. Checked by mypy and pyright, never run."""

import functools
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, assert_type

from assistants_v2 import Tool, Toolbox, tool


@tool
def weather(city: str, *, days: int = 3) -> str:
    return city * days


@tool(name="forecast", strict=True)
def look_ahead(city: str) -> list[int]:
    return [len(city)]


@tool
async def look_up(city: str) -> bytes:
    return city.encode()


class Desk:
    @tool
    def find(self, room: str, floor: int = 1) -> bool:
        return bool(room) and floor > 0


def connect(session: object, city: str) -> float:
    return float(len(city))


# A tool is called as the function is, and gives what the function gives.
assert_type(weather("Oslo", days=2), str)
assert_type(look_ahead("Oslo"), list[int])
assert_type(tool(connect, name="connected")(object(), "Oslo"), float)
assert_type(tool(functools.partial(connect, object()))(city="Oslo"), float)

# A method's instance is taken care of.
assert_type(Desk().find("A", floor=2), bool)
assert_type(Desk.find(Desk(), "A"), bool)

# A tool may stand wherever its function may.
plain: Callable[[str], list[int]] = look_ahead
later: Callable[[str], Awaitable[bytes]] = look_up
started: Coroutine[Any, Any, bytes] = look_up("Oslo")

# Wrong calls are still wrong.
weather(3)  # type: ignore[arg-type]  # city is a str
Desk().find()  # type: ignore[call-arg]  # the room is missing

# A toolbox takes tools and functions, and gives tools.
toolbox = Toolbox(weather, look_ahead, look_up, Desk().find, connect)
assert_type(toolbox["weather"], Tool[..., Any])
assert_type(toolbox.definitions(), list[dict[str, Any]])
assert_type(toolbox.bind("weather", "{}").run(), object)
assert_type(toolbox.bind("look_up", "{}").start(), Awaitable[object])
assert_type(weather.name, str)
assert_type(weather.parameters, dict[str, Any])
