"""Small things that programs import from the official SDK."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ..errors import AssistantsError
from ..io.file_contents import FileContent
from ..resources.signatures import NotGiven

F = TypeVar("F", bound=Callable[..., Any])

OpenAIError = AssistantsError
HttpxBinaryResponseContent = FileContent


class Omit(NotGiven):
    """The type of `omit`, which stands for an argument that is left out, or a header that is not sent."""

    def __repr__(self) -> str:
        return "omit"


omit: Any = Omit()


def override(method: F, /) -> F:
    """Mark a method that takes the place of another; type checkers know `typing.override`, which is this.

    Args:
        method: The method, which is returned as it is.
    """
    return method


def pydantic_function_tool(
    model: type[Any], *, name: str | None = None, description: str | None = None
) -> dict[str, Any]:
    """Return a strict function tool whose arguments are the fields of a pydantic model.

    Args:
        model: The class.
        name: The function's name; by default the class's.
        description: What the function does; by default the class's docstring.

    Raises:
        TypeError: The model holds what strict mode does not allow.
    """
    from ..tools import define_model  # late: most programs never ask
    from ..tools.strict_mode import make_strict

    function = define_model(model)["function"]
    said = description or function.get("description")
    described = {"description": said} if said else {}
    parameters = make_strict(function["parameters"], "")
    made = {"name": name or function["name"], "strict": True, "parameters": parameters, **described}
    return {"type": "function", "function": made}
