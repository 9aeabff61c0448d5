"""Options that say which endpoints there are, of the verbs that use some."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeAlias, cast

import typer
from attrs import evolve, frozen

from .models import APIS, Manner, complaining_of_address, open_model
from .option_groups import OptionGroup
from .variables import make_parser, one_of, read_keys

if TYPE_CHECKING:
    from .models import EndpointModel


_MODEL_URL = "ASSISTANTS_V2_MODEL_URL"

REHEARSAL = "The rehearsal answers: rules, no AI. --model-url URL brings a model."
"""What is said where no endpoint is named."""


ModelApi: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--model-api",
        metavar="API",
        parser=make_parser(one_of(*APIS)),
        envvar="ASSISTANTS_V2_MODEL_API",
        help="what it speaks: chat, responses, or auto for what its address ends in",
    ),
]
"""The option that says what an endpoint speaks."""


@frozen
class Endpoint(OptionGroup):
    """A model endpoint.

    Attributes:
        model_url: Its address; None for none.
        model_key: Its key; None for none, or for that in a file.
        model_key_file: A file with its key; None for none.
        model_api: What it speaks, one of `APIS`; None for what its address ends in.
    """

    model_url: Annotated[
        str | None,
        typer.Option(
            "--model-url", metavar="URL", help="an OpenAI-compatible endpoint to answer from: http://host/v1"
        ),
    ] = None
    model_key: Annotated[
        str | None,
        typer.Option(
            "--model-key",
            metavar="KEY",
            envvar="ASSISTANTS_V2_MODEL_KEY",
            help="that endpoint's key; better by the variable or --model-key-file",
        ),
    ] = None
    model_key_file: Annotated[
        Path | None, typer.Option("--model-key-file", metavar="FILE", help="a file with that endpoint's key")
    ] = None
    model_api: ModelApi = None

    def or_that_of(self, environment: Mapping[str, str]) -> Self:
        """Return the same, with the endpoint that `serve` would take if no option names one."""
        return evolve(self, model_url=self.model_url or environment.get(_MODEL_URL) or None)

    def find_key(self) -> str | None:
        """Return the key of the endpoint; None if there is none.

        Raises:
            OptionError: Its file cannot be read.
        """
        if self.model_key_file is None:
            return self.model_key or None
        return read_keys(self.model_key_file)[0]  # on the command line, as a variable is not

    @property
    def manner(self) -> Manner:
        """Return how the endpoint is spoken to."""
        return Manner(api=cast("Any", self.model_api or "auto"))

    def open(self, model: str | None = None) -> EndpointModel | None:
        """Return the model behind the endpoint; None if there is no endpoint.

        Args:
            model: The model to ask for; by default the one that each run names.

        Raises:
            OptionError: The address is none, or does not fit --model-api; or the key's file cannot be read.
        """
        with complaining_of_address("--model-url", self.model_url):
            return open_model(self.model_url, self.find_key(), model, manner=self.manner)


@frozen
class ModelOptions(Endpoint):
    """A model endpoint, and a model.

    Attributes:
        model: The model; None for one that is there.
    """

    model: Annotated[
        str | None, typer.Option("--model", metavar="MODEL", help="the model to name in requests")
    ] = None


@frozen
class EmbeddingOptions(OptionGroup):
    """An endpoint that makes vectors of texts.

    Attributes:
        embedding_url: Its address; None for that of the model endpoint.
        embedding_key: Its key; None for none.
        embedding_model: The model to ask it for; None for one that it lists.
    """

    embedding_url: Annotated[
        str | None,
        typer.Option("--embedding-url", metavar="URL", help="an endpoint that makes vectors of texts"),
    ] = None
    embedding_key: Annotated[
        str | None,
        typer.Option(
            "--embedding-key",
            metavar="KEY",
            envvar="ASSISTANTS_V2_EMBEDDING_KEY",
            help="its key; better by the variable",
        ),
    ] = None
    embedding_model: Annotated[
        str | None, typer.Option("--embedding-model", metavar="MODEL", help="the model to ask it for")
    ] = None
