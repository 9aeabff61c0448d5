"""The tools that a request may offer, as strict types."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from .items import Strict


class Function(Strict):
    """A function of the caller's; `strict` has to be said, since its default is not that of other APIs."""

    type: Literal["function"]
    name: str = Field(pattern="^[a-zA-Z0-9_-]{1,64}$")
    parameters: dict[str, Any] | None
    strict: bool | None
    description: str | None = None

    @model_validator(mode="after")
    def _is_strict(self) -> Function:
        schema = self.parameters or {}
        wanted = [*(schema.get("properties") or {})]
        if self.strict and (
            schema.get("additionalProperties") is not False or schema.get("required") != wanted
        ):
            raise ValueError(f"the schema of the function '{self.name}' does not fit strict: true")
        return self


class _Comparison(Strict):
    type: Literal["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin"]
    key: str
    value: str | float | bool | list[str | float]


class _Compound(Strict):
    type: Literal["and", "or"]
    filters: list[_Comparison | _Compound]


class _HybridSearch(Strict):
    embedding_weight: float
    text_weight: float


class _Ranking(Strict):
    ranker: Literal["auto", "default-2024-11-15"] | None = None
    score_threshold: float | None = Field(default=None, ge=0, le=1)
    hybrid_search: _HybridSearch | None = None


class FileSearch(Strict):
    """The hosted search."""

    type: Literal["file_search"]
    vector_store_ids: list[str] = Field(min_length=1)
    max_num_results: int | None = Field(default=None, ge=1, le=50)
    filters: _Comparison | _Compound | None = None
    ranking_options: _Ranking | None = None


class _Auto(Strict):
    type: Literal["auto"]
    file_ids: list[str] = Field(default=[])
    memory_limit: Literal["1g", "4g", "16g", "64g"] | None = None


class CodeInterpreter(Strict):
    """The hosted interpreter."""

    type: Literal["code_interpreter"]
    container: str | _Auto


Tool = Annotated[Function | FileSearch | CodeInterpreter, Field(discriminator="type")]
