"""Whether a method takes what it is called with, and what to say if it does not. Pure.

Used by `resources.publishing` for every method and by `client`, so that one mistake has one text. What an
argument may be is checked elsewhere: options in `options`, fields of requests in `bodies`.
"""

from __future__ import annotations

from functools import cached_property, wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from attrs import frozen

from .suggestions import suggest_argument

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S")

_LEFT_OUT = frozenset({"NotGiven", "Omit"})
"""Names of the classes whose values stand for an argument that is left out: the official SDK's, and ours."""


def is_left_out(value: object) -> bool:
    """Say whether a value stands for none, such as the official SDK's NOT_GIVEN and omit."""
    return value.__class__.__name__ in _LEFT_OUT


@frozen(slots=False)
class Arguments:
    """The arguments that a method takes.

    Attributes:
        method: The method's name, as users know it.
        taken: Its parameters.
        silent: Names that are taken too, but not told.
        common: Names of what all methods take, which is not listed for each.
    """

    method: str
    taken: Sequence[Parameter]
    silent: Collection[str] = ()
    common: Collection[str] = ()

    @cached_property
    def _positional(self) -> list[str]:
        """The arguments that need no name, in order."""
        return [parameter.name for parameter in self.taken if parameter.kind is not Parameter.KEYWORD_ONLY]

    @cached_property
    def _by_name(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """What may and what must be given by name, where no, one, two … arguments are given without."""
        names = frozenset(parameter.name for parameter in self.taken)
        required = frozenset(
            parameter.name for parameter in self.taken if parameter.default is Parameter.empty
        )
        first = [frozenset(self._positional[:count]) for count in range(len(self._positional) + 1)]
        return [(names.union(self.silent, self.common) - given, required - given) for given in first]

    def check(self, args: Sequence[object], kwargs: dict[str, Any]) -> dict[str, Any]:
        """Return the keyword arguments without those that stand for none.

        Raises:
            TypeError: The method has no such argument, or one is missing.
        """
        for value in kwargs.values():
            if is_left_out(value):
                kwargs = {name: value for name, value in kwargs.items() if not is_left_out(value)}
                break
        if len(args) < len(self._by_name):
            allowed, required = self._by_name[len(args)]
            if kwargs.keys() <= allowed and required <= kwargs.keys():
                return kwargs
        raise TypeError(f"{self.method}() {self._explain(args, kwargs)}")

    def _explain(self, args: Sequence[object], kwargs: Mapping[str, object]) -> str:
        """Return what is wrong, as the end of a sentence."""
        count = len(args)
        names = [parameter.name for parameter in self.taken]
        for name in kwargs:
            if name not in names and name not in self.silent and name not in self.common:
                return f"has no argument {name!r}{suggest_argument(name, [*names, *self.common])}"
        if count > len(self._positional):
            others = [f"{name}=" for name in names if name not in self._positional]
            first = ", ".join(self._positional)
            taken = f"takes only {first} without a name" if first else "takes no argument without a name"
            is_address = str(args[len(self._positional)]).startswith(("http://", "https://"))
            meant = "base_url=" if is_address and "base_url=" in others else [*others, ""][0]
            return f"{taken}: pass the others by name, such as {meant}..." if others else f"{taken}."
        doubled = [name for name in self._positional[:count] if name in kwargs]
        if doubled:
            return f"got {doubled[0]!r} twice: once by its name, once without."
        missing = [repr(name) for name in names if name in self._by_name[count][1] - kwargs.keys()]
        return f"needs the argument{'s' if len(missing) > 1 else ''} {' and '.join(missing)}."


def name_mistakes(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Let a method of a class refuse wrong arguments with the texts of `Arguments`, not with Python's."""
    taken: list[Parameter] = []

    @wraps(method)
    def checked(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if not taken:
            taken.extend([*signature(method).parameters.values()][1:])
        kind = self if isinstance(self, type) else type(self)
        name = kind.__name__ + f".{method.__name__}".removesuffix(".__init__")
        given = Arguments(name, taken).check(args, cast("dict[str, Any]", kwargs))
        return method(self, *args, **given)

    return checked
