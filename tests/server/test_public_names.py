"""The package's public names."""

from __future__ import annotations

import subprocess
import sys
from typing import get_type_hints

import assistants_v2_server
import attrs
import pytest
from assistants_v2_server import ChatCompletions, Model, Rehearsal, TextPart, UserMessage, models
from assistants_v2_server.models import hosted
from msgspec import Struct
from msgspec.structs import replace

PASSING = {
    name: value
    for module in (models, hosted)
    for name, value in vars(module).items()
    if isinstance(value, type) and not name.startswith("_") and value is not Struct
    if issubclass(value, Struct) or attrs.has(value)
}
"""The classes of values that pass between a server and a model, by name."""


def test_all_is_sorted_and_every_name_is_there() -> None:
    """What `__all__` promises can be imported, including what is only loaded when asked for."""
    names = assistants_v2_server.__all__
    assert sorted(names) == names
    assert [] == [name for name in names if not hasattr(assistants_v2_server, name)]


def test_no_public_name_is_missing_from_all() -> None:
    """A class or function that the package imports for its users is listed."""
    public = {
        name
        for name, value in vars(assistants_v2_server).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("assistants_v2_server")
    }
    assert set() == public - set(assistants_v2_server.__all__)


def test_whoever_writes_a_model_finds_here_what_passes_between_it_and_a_server() -> None:
    """Every kind of piece, and what pieces and prompts consist of."""
    assert set(PASSING) <= {*assistants_v2_server.__all__}
    assert {"ItemPiece", "HostedTool", "TextPiece", "Prompt"} <= set(PASSING)


def test_whatever_passes_is_copied_in_one_way() -> None:
    """Who changes one message of a prompt need not know which kind it is."""
    assert [] == [name for name, kind in PASSING.items() if not issubclass(kind, Struct)]
    assert UserMessage((), "msg_1") == replace(UserMessage((TextPart("Hello"),), "msg_1"), parts=())


def test_an_unknown_name_is_an_attribute_error() -> None:
    """Loading on demand does not change what a typo leads to."""
    with pytest.raises(AttributeError, match="has no attribute 'create_ap'"):
        _ = assistants_v2_server.create_ap


@pytest.mark.parametrize("model", [Rehearsal(), ChatCompletions("http://127.0.0.1:9")])
def test_both_models_are_models(model: object) -> None:
    """They fulfil the protocol that users' own classes fulfil."""
    assert isinstance(model, Model)
    assert get_type_hints(Model.answer).keys() == get_type_hints(type(model).answer).keys()


def test_a_program_that_configured_no_logging_sees_no_log() -> None:
    """Not even failures, which its requests tell it of; with any handler of its own it sees them."""
    code = (
        "import logging, sys, assistants_v2_server; "
        "log = logging.getLogger('assistants_v2_server.server'); log.error('one'); "
        "logging.basicConfig(stream=sys.stdout, format='%(message)s'); log.error('two')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ("two\n", "") == (done.stdout, done.stderr)
