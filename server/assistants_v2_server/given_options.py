"""What a program gives to an embedded server, checked before anything is opened.

Used by `shared`, and by the client, which names its own arguments in the same words. Without it a wrong word
would be met with the first file that is searched, or the first code that is run.
"""

from __future__ import annotations

from .models import check_model

GIVEN = ("durability", "interpreter", "embedder", "forward", "vector_stores")
"""The options beside the model, by name."""

_DURABILITIES = ("full", "normal")


def check_given(
    model: object,
    *,
    durability: object = "full",
    interpreter: object = "auto",
    embedder: object = None,
    forward: object = None,
    vector_stores: object = None,
) -> None:
    """Check that a server can be made of these options.

    Args:
        model: Where answers come from; None for the default.
        durability: How safely to write; `full` by default.
        interpreter: What runs code, or its name; `auto` by default.
        embedder: What makes vectors; None for the default.
        forward: Another server that has files and vector stores; None for none.
        vector_stores: Another server that has vector stores; None for none.

    Raises:
        TypeError: One of them is something else; the text says what is expected.
        ValueError: A word is none of those that are known.
    """
    check_model(model)
    if durability not in _DURABILITIES:
        raise ValueError(f"durability is 'full' or 'normal', got {durability!r:.80}.")
    if isinstance(interpreter, str):
        if interpreter != "auto":
            _check_name(interpreter)
    elif interpreter is not None:
        _check_methods("interpreter", "Interpreter", interpreter, ("probe", "start"))
    if embedder is not None:
        _check_methods("embedder", "Embedder", embedder, ("embed_passages", "embed_query"))
    if forward is not None or vector_stores is not None:
        _check_upstreams(forward=forward, vector_stores=vector_stores)


def _check_name(name: str) -> None:
    """Raise ValueError for a word that is no interpreter's name."""
    from .builtin_tools.interpreters.choosing import INTERPRETERS  # late: most programs name none

    if name not in INTERPRETERS:
        raise ValueError(f"interpreter is one of {', '.join(map(repr, INTERPRETERS))}, got {name!r:.80}.")


def _check_upstreams(**given: object) -> None:
    """Raise TypeError for what is no address of another server."""
    from .elsewhere.upstreams import check_upstream  # late: most servers have everything themselves

    for option, upstream in given.items():
        check_upstream(option, upstream)


def _check_methods(option: str, kind: str, given: object, methods: tuple[str, ...]) -> None:
    """Raise TypeError for a class, and for what lacks a method."""
    if isinstance(given, type):
        raise TypeError(f"{option} is an object, not a class: pass {given.__name__}(...).")
    lacking = [f"{name}()" for name in methods if not callable(getattr(given, name, None))]
    if lacking:
        raise TypeError(
            f"{option} is an {kind} of assistants_v2_server, and {type(given).__name__} has no "
            f"{' and no '.join(lacking)}."
        )
