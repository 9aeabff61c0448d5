"""What Python shows of a method: the signature and the docstring of its flow, each field spelled out.

A flow takes a port first and body fields as `**fields: Unpack[SomeParams]`. The method has neither:
`inspect.signature` and `help` show each field as the keyword argument it is, with its sentence, which
`make generate` gathers in `_arguments`. `scripts/faces.py` writes the stubs from what is made here.
"""

from __future__ import annotations

import inspect
import re
from inspect import Parameter
from typing import TYPE_CHECKING, Any, Literal

from ..rules.options import defaults_of
from ..rules.parameters import CallParams

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class NotGiven(Any):  # type: ignore[misc]  # a default of parameters of every type
    """The default of a field that is left out of the request when the caller leaves it out."""

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN: Any = NotGiven()

NOT_OFFERED = frozenset({"stream"})
"""Fields of requests that no method takes: what returns an object cannot return a stream."""


class Annotation(str):
    """A type as text, shown without the quotes that Python puts around texts.

    Args:
        text: The type.
        module: Name of the module whose names the text uses.
    """

    __slots__ = ("module",)
    module: str

    def __new__(cls, text: str, module: str) -> Annotation:
        self = super().__new__(cls, text)
        self.module = module
        return self

    def __repr__(self) -> str:
        return str(self)


class _Signature(inspect.Signature):
    """A signature that is shown with one parameter a line where it is long, as Python 3.13 does itself."""

    def __str__(self) -> str:
        line = super().__str__()
        if len(line) <= 80:
            return line
        shown = [str(parameter) for parameter in self.parameters.values()]
        kinds = [parameter.kind for parameter in self.parameters.values()]
        if Parameter.KEYWORD_ONLY in kinds:
            shown.insert(kinds.index(Parameter.KEYWORD_ONLY), "*")
        return "(\n    " + ",\n    ".join(shown) + f",\n) -> {self.return_annotation}"


def signature_of(flow: Callable[..., Any], returned: tuple[str, str] = ("", "")) -> inspect.Signature:
    """Return the signature of the method that a flow becomes.

    Args:
        flow: The flow.
        returned: The start of the flow's return type, and what stands there in the method's.
    """
    own = inspect.signature(flow)
    parameters = [
        parameter.replace(annotation=Annotation(parameter.annotation, flow.__module__))
        for parameter in own.parameters.values()
        if parameter.kind is not Parameter.VAR_KEYWORD
    ]
    parameters[0] = Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)
    if fields := fields_of(flow):
        parameters += _parameters_of(fields)
    if next(iter(own.parameters.values())).annotation == "Port":  # others make no call
        parameters += _parameters_of(CallParams)
    parameters.sort(key=lambda p: (p.kind, p.kind is p.KEYWORD_ONLY and p.default is not p.empty))
    answer = str(own.return_annotation)
    answer = answer.replace(*returned, 1) if returned[0] else answer
    return _Signature(parameters, return_annotation=Annotation(answer, flow.__module__))


def fields_of(flow: Callable[..., Any]) -> type | None:
    """Return the TypedDict that a flow takes its keyword arguments from; None if it names each itself."""
    annotations: Mapping[str, str] = flow.__annotations__
    unpacked = [text for text in annotations.values() if text.startswith("Unpack[")]
    if not unpacked:
        return None
    found: type = getattr(inspect.getmodule(flow), unpacked[0].removeprefix("Unpack[").removesuffix("]"))
    return found


def _parameters_of(fields: type) -> list[Parameter]:
    """Return a keyword parameter for each field of a TypedDict."""
    defaults = defaults_of(fields)
    parameters: list[Parameter] = []
    for name, hint in fields.__annotations__.items():
        text, required = hint.__forward_arg__, hint.__forward_arg__.startswith("Required[")
        if required:
            text = text.removeprefix("Required[").removesuffix("]")
        default = Parameter.empty if required else defaults.get(name, NOT_GIVEN)
        annotation = Annotation(text, hint.__forward_module__)
        if name not in NOT_OFFERED:
            parameters.append(Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation))
    return parameters


def docstring_of(
    flow: Callable[..., Any], signature: inspect.Signature, sentences: Mapping[str, Mapping[str, str]]
) -> str:
    """Return the docstring of the method that a flow becomes: the flow's, with an entry for each field.

    Args:
        flow: The flow.
        signature: The method's signature, in whose order the fields are explained.
        sentences: The sentence of each field, by the name of its TypedDict and its own.
    """
    text, fields = inspect.cleandoc(flow.__doc__ or ""), fields_of(flow)
    explained = {**(sentences[fields.__name__] if fields else {}), **sentences[CallParams.__name__]}
    entries = [f"\n    {name}: {explained[name]}" for name in signature.parameters if name in explained]
    if not entries:
        return text
    if "\n\nArgs:\n" not in text:
        end = re.search(r"\n\n(?=Returns:|Raises:|Endpoint:)|\Z", text)
        assert end
        text = f"{text[: end.start()]}\n\nArgs:{text[end.start() :]}"
    before, title, after = text.partition("\n\nArgs:")
    own, gap, rest = after.partition("\n\n")
    return "".join([before, title, own, *entries, gap, rest])
