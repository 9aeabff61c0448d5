"""Types that stand for what another library does not convert."""

from typing import Any

import msgspec
from assistants_v2.rules.tools.conversion import Conversion, revive
from assistants_v2.rules.tools.stand_ins import original, stand_in


class Doubling:
    """Takes a number for twice as much, and tells in which mode."""

    def load(self, value: Any, conversion: Conversion, *, strict: bool) -> Any:
        return conversion.convert(value, int, strict=strict) * 2, strict


def test_a_stand_in_is_converted_by_what_it_stands_for() -> None:
    """Whatever comes of the data counts as an instance of the type."""
    kind = stand_in(Doubling())
    assert [(6, True)] == msgspec.json.decode("[3]", type=list[kind], dec_hook=revive)


def test_other_types_stand_for_themselves() -> None:
    """Only stand-ins have something that they stand for."""
    doubling = Doubling()
    assert doubling is original(stand_in(doubling))
    assert original(int) is None
