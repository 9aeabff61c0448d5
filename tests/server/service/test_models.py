"""The models that runs can name, through the embedded door; the HTTP door's are in `test_app`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from assistants_v2_server import ModelError, Rehearsal

from ..driving import Api


class Listing(Rehearsal):
    """A model that says for which models it answers, or fails to."""

    def __init__(self, names: list[str] | None) -> None:
        super().__init__()
        self.names = names

    async def list_models(self) -> list[str]:
        """Return the names."""
        if self.names is None:
            raise ModelError("server_error", "the endpoint is not there")
        return self.names


def test_models_are_listed(serve: Callable[..., Api]) -> None:
    """One, or all of them; one that is not there is a 404 with the API's text."""
    api = serve(model=Listing(["a", "b/c"]))
    model = {"id": "b/c", "object": "model", "created": 0, "owned_by": "assistants-v2"}
    listed = api.get("/models")
    assert ("list", ["a", "b/c"], model) == (
        listed["object"],
        [one["id"] for one in listed["data"]],
        listed["data"][1],
    )
    assert model == api.get("/models/b%2Fc")
    assert "The model 'd' does not exist" == api.get("/models/d", 404)["error"]["message"]


@pytest.mark.anyio
async def test_models_are_listed_where_an_event_loop_runs(serve: Callable[..., Api]) -> None:
    """A blocking client in a coroutine finds them too."""
    assert 1 == len(serve(model=Listing(["a"])).get("/models")["data"])


def test_an_endpoint_that_does_not_list_its_models_is_a_502(serve: Callable[..., Api]) -> None:
    """Nothing of the endpoint is told."""
    error = serve(model=Listing(None)).get("/models", 502)["error"]
    assert "The model endpoint did not list its models." == error["message"]
