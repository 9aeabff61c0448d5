"""Schemas that pydantic wrote, brought into our shape."""

from typing import Any, Literal

import pydantic
import pytest
from assistants_v2.rules.tools import pydantic_models
from assistants_v2.rules.tools.foreign_schemas import adopted
from assistants_v2.rules.tools.json_data import Schema
from assistants_v2.rules.tools.references import References


class Cat(pydantic.BaseModel):
    kind: Literal["cat"]
    lives: int = 9


class Dog(pydantic.BaseModel):
    kind: Literal["dog"]


class Owner(pydantic.BaseModel):
    title: str
    pet: Cat | Dog = pydantic.Field(discriminator="kind")
    spare: Cat | None = None
    at: tuple[int, str] = (0, "")


@pydantic.dataclasses.dataclass
class Tiger:
    number: int = pydantic.Field(le=9, alias="no")
    kind: str = "cat"


def adopt(model: type[pydantic.BaseModel], references: References | None = None) -> Schema:
    return adopted(pydantic_models.schema(model), model, references or References())


CAT = {
    "type": "object",
    "properties": {"kind": {"type": "string", "enum": ["cat"]}, "lives": {"type": "integer", "default": 9}},
    "required": ["kind"],
}


def test_parts_are_written_out_without_noise() -> None:
    """Titles, discriminators and null defaults go; a property that is called `title` stays."""
    schema = adopt(Owner)
    assert ["title", "pet", "spare", "at"] == list(schema["properties"])
    assert {"type": "string"} == schema["properties"]["title"]
    assert [CAT, {**CAT, "properties": {"kind": {"type": "string", "enum": ["dog"]}}}] == schema[
        "properties"
    ]["pet"]["anyOf"]
    assert {"anyOf": [CAT, {"type": "null"}]} == schema["properties"]["spare"]


def test_a_wrapped_reference_is_unwrapped() -> None:
    """Older versions of pydantic wrap a reference in `allOf` to say something beside it."""
    schema = {
        "$defs": {"N": {"type": "integer", "title": "N"}},
        "allOf": [{"$ref": "#/$defs/N"}],
        "default": 3,
    }
    assert {"type": "integer", "default": 3} == adopted(schema, Owner, References())


def test_tuples_get_items() -> None:
    """An array without `items`, which servers refuse, is given some."""
    assert {"anyOf": [{"type": "integer"}, {"type": "string"}]} == adopt(Owner)["properties"]["at"]["items"]


def test_two_models_may_use_one_name() -> None:
    """Each model's recursive parts keep to themselves."""

    def family(kind: Any) -> type[pydantic.BaseModel]:
        class Node(pydantic.BaseModel):
            value: kind
            next: "Node | None" = None

        return Node

    references = References()
    assert {"$ref": "#/$defs/Node"} == adopt(family(int), references)
    assert {"$ref": "#/$defs/Node_2"} == adopt(family(str), references)
    types = [references.defs[name]["properties"]["value"]["type"] for name in ("Node", "Node_2")]
    assert ["integer", "string"] == types


@pytest.mark.parametrize("kind", [dict, int, object, Literal["a"], Owner(title="x", pet=Dog(kind="dog"))])
def test_only_model_classes_are_models(kind: object) -> None:
    """Neither other classes nor instances are taken for models."""
    assert pydantic_models.is_model(Owner)
    assert pydantic_models.is_model(Tiger)
    assert not pydantic_models.is_model(kind)


def test_dataclasses_of_pydantic_are_described_by_pydantic() -> None:
    """A checked dataclass has the schema that a model with its fields has."""
    lives = adopted(pydantic_models.schema(Tiger), Tiger, References())["properties"]
    assert {"no": {"type": "integer", "maximum": 9}, "kind": {"type": "string", "default": "cat"}} == lives


def test_dataclasses_of_pydantic_come_back_as_they_went() -> None:
    """What goes out has the names that the schema has, so it may come in again."""
    tiger = Tiger(no=3)
    assert {"no": 3, "kind": "cat"} == pydantic_models.dump(tiger)
    assert tiger == pydantic_models.load(Tiger, pydantic_models.dump(tiger))
