"""Files of which nobody sees a part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from assistants_v2.history.whole_files import write_whole_file


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """Its owner alone may read it, and nothing is left beside it."""
    place = tmp_path / "a.txt"
    write_whole_file(place, [b"old"])
    write_whole_file(place, [b"new ", b"words"])
    assert (b"new words", 0o600, [place]) == (
        place.read_bytes(),
        place.stat().st_mode & 0o777,
        [*tmp_path.iterdir()],
    )


def test_what_was_there_stays_until_all_is_written(tmp_path: Path) -> None:
    """Whoever breaks off leaves the old file, and no part of the new one."""

    def chunks() -> Iterator[bytes]:
        yield b"new "
        assert b"old" == place.read_bytes()
        raise KeyboardInterrupt

    place = tmp_path / "a.txt"
    write_whole_file(place, [b"old"])
    with pytest.raises(KeyboardInterrupt):
        write_whole_file(place, chunks())
    assert (b"old", [place]) == (place.read_bytes(), [*tmp_path.iterdir()])
