"""Which models have ended, and what takes their place."""

from __future__ import annotations

from datetime import date

import pytest
from assistants_v2_server.history.models import ENDINGS, find_ending, judge_model, read_model_map

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("model", "state"),
    [
        ("gpt-3.5-turbo", "ended"),
        ("gpt-4-turbo", "ended"),
        ("gpt-4o-2024-05-13", "ended"),
        ("o3-mini", "ended"),
        ("ft:gpt-3.5-turbo-0125:org::id", "ended"),
        ("gpt-4o", "ending"),
        ("gpt-4.1-mini", "ending"),
        ("gpt-5-2025-08-07", "ending"),
        ("ft:gpt-4o-2024-08-06:org:name:id", "ending"),
        ("gpt-5", "unknown"),
        ("llama3.2", "unknown"),
        ("ft:", "unknown"),
        ("", "unknown"),
    ],
)
def test_models_have_ended_by_their_day(model: str, state: str) -> None:
    """A model of 2024 has ended, one that was announced will, and of others nobody knows."""
    assert state == judge_model(model, TODAY)


def test_a_model_has_ended_on_its_day() -> None:
    """On the last day itself nothing is to be relied upon."""
    day = date(2027, 1, 14)
    assert day == find_ending("gpt-4o")
    assert "ending" == judge_model("gpt-4o", date(2027, 1, 13))
    assert "ended" == judge_model("gpt-4o", day)


def test_an_alias_outlives_its_snapshots_by_no_rule() -> None:
    """Each name stands in the table by itself: a snapshot may end years before the name without a date."""
    assert ENDINGS["gpt-4o-2024-05-13"] < ENDINGS["gpt-4o"]


def test_a_model_map_names_models_and_all_others() -> None:
    """The name of a model goes before what stands for all others."""
    models = read_model_map(["gpt-4o=llama3.2, gpt-4=qwen3", "*=small"])
    assert ["llama3.2", "qwen3", "small"] == [models.find(name) for name in ("gpt-4o", "gpt-4", "o1")]


def test_without_a_star_other_models_stay() -> None:
    """Nobody's model changes who was not asked."""
    assert "o1" == read_model_map(["gpt-4o=llama3.2"]).find("o1")
    assert "o1" == read_model_map([]).find("o1")


@pytest.mark.parametrize("text", ["gpt-4o", "=new", "gpt-4o=", "a=b,", ""])
def test_a_map_of_another_form_is_refused(text: str) -> None:
    """The error shows how it is written."""
    with pytest.raises(ValueError, match="OLD=NEW"):
        read_model_map([text])


def test_two_names_for_one_model_are_refused() -> None:
    """Which of them was meant cannot be guessed; the same one twice does no harm."""
    with pytest.raises(ValueError, match="two names for 'a'"):
        read_model_map(["a=b", "a=c"])
    assert "b" == read_model_map(["a=b", "a=b"]).find("a")
