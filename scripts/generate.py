"""Compile the contracts into the raw clients, `generated/…_raw`, and what follows from all of them.

openapi.yaml becomes `assistants_v2_raw`. companions.yaml becomes `assistants_v2_companions_raw`, which has
models, endpoints and params of its own, and takes from the first what both have in common.

    python scripts/generate.py            write it
    python scripts/generate.py --check    compare only; exit 1 and name the files that differ

Every warning of the generator is an error here: it drops operations with nothing but a warning.
What explains the clients is made from the raw client by `faces`, in a second process.
Used by `make generate`, `make check-generated` and whoever changes the contract.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bundling import bundle
from generated_files import ROOT, GenerationError, compare, files_below, tidy
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.union import UnionProperty
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from spec_comparison import EVENT_SCHEMA, operations
from spec_shapes import Document, SpecError, references

CONTRACT = ROOT / "openapi.yaml"
COMPANIONS = ROOT / "companions.yaml"
RAW = "generated/assistants_v2_raw"
"""Where the raw client is in a checkout."""
RAW_COMPANIONS = "generated/assistants_v2_companions_raw"
"""Where that of companions.yaml is."""
SHARED = ("client.py", "errors.py", "types.py", "results.py", "display.py", "events.py")
"""What a raw client takes from the first one; the companions have no streams."""
TYPES = "ergonomic/assistants_v2/openai/types"
"""Where the official SDK's names of its classes are."""
SCRIPTS = ROOT / "scripts"
PINNED = {"openapi-python-client": "0.29.1", "ruff": "0.17.6"}
"""The output's bytes depend on both, so the versions are exact; pyproject.toml repeats them."""


def read_contract(path: Path) -> dict[str, Any]:
    """Return the OpenAPI document in the YAML file *path*.

    Raises:
        GenerationError: The file is not there, or is no YAML.
    """
    loader: Any = YAML(typ="safe")
    try:
        document: dict[str, Any] = loader.load(path.read_text(encoding="utf-8"))
    except (OSError, YAMLError) as error:
        raise GenerationError(f"{path} cannot be read: {error}") from error
    return document


def read_whole(path: Path) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the document in a file, and the names of the schemas in it that are from a file beside it.

    Raises:
        GenerationError: A file cannot be read, or a reference leads nowhere.
    """
    try:
        return bundle(read_contract(path), lambda name: read_contract(path.with_name(name)))
    except SpecError as error:
        raise GenerationError(f"{path}: {error}") from error


def compile_contract(contract: Path, target: Path, runtime: str = "") -> None:
    """Write the raw client for the OpenAPI document *contract* into the new directory *target*.

    Args:
        contract: The document.
        target: The directory, whose name is that of the package.
        runtime: The package from which it takes what all raw clients have in common; empty for its own.

    Raises:
        GenerationError: A pinned tool has another version, or the generator warned.
    """
    require_pinned_versions()
    document, taken = read_whole(contract)
    require_sound(Document(document))
    settings = ConfigFile.load_from_path(SCRIPTS / "generator.yaml")
    settings.package_name_override = target.name
    config = Config.from_sources(
        settings, MetaType.NONE, contract, "utf-8", overwrite=False, output_path=target
    )
    parsed = GeneratorData.from_dict(document, config=config)
    # Before anything is rendered: the templates would fail over what was left out, far from the cause.
    require_no_problems([parsed] if isinstance(parsed, GeneratorError) else parse_problems(parsed))
    assert isinstance(parsed, GeneratorData)
    by_name = {str(model.class_info.name): model for model in parsed.models}
    project = Project(openapi=parsed, config=config, custom_template_path=SCRIPTS / "templates")
    template_globals: dict[str, Any] = vars(project.env)["globals"]
    template_globals["resolved"] = partial(resolved, by_name)
    template_globals["parameter_notes"] = parameter_notes(document)
    template_globals["property_notes"] = property_notes(document)
    template_globals["runtime"] = runtime
    template_globals["taken"] = taken
    require_no_problems(project.build())
    values = {
        "request_models": request_models(parsed, by_name),
        "events": stream_events(document),
        "data": event_data(document),
    }
    for name in ("params.py", "events.py", "results.py", "display.py"):
        text = project.env.get_template(f"{name}.jinja").render(values)
        (target / name).write_text(text, encoding="utf-8")
    for name in SHARED if runtime else ():
        (target / name).unlink()
    (target / "py.typed").write_text("", encoding="utf-8")
    (target / "openapi.json").write_text(
        json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    tidy(target)


def require_pinned_versions() -> None:
    """Refuse to run with tools whose output may differ."""
    for name, wanted in PINNED.items():
        found = version(name)
        if found != wanted:
            raise GenerationError(
                f"{name} {wanted} is needed, {found} is installed: pip install {name}=={wanted}"
            )


def require_sound(document: Document) -> None:
    """Refuse what the generator does not see, or names only by what follows from it.

    Raises:
        GenerationError: A reference leads nowhere, or two operations have one operationId.
    """
    problems: list[str] = []
    for reference in sorted(references(document.content)):
        try:
            document.target(reference)
        except SpecError as error:
            problems.append(str(error))
    counted = Counter(operation.name for operation in operations(document).values())
    problems += [f"operationId {name} names {n} operations" for name, n in counted.items() if n > 1]
    if problems:
        raise GenerationError("\n".join(problems))


def parse_problems(parsed: GeneratorData) -> list[GeneratorError]:
    """Return what the generator would leave out with no more than a warning, causes before consequences."""
    collections = parsed.endpoint_collections_by_tag.values()
    return [*parsed.errors, *(problem for collection in collections for problem in collection.parse_errors)]


def require_no_problems(problems: Sequence[GeneratorError]) -> None:
    """Refuse to go on with anything that the generator could not compile."""
    if problems:
        raise GenerationError("\n".join(explain(problem) for problem in problems))


def explain(problem: GeneratorError) -> str:
    """Return what the generator could not compile; texts of the contract that it masks become dots."""
    text = f"{problem.level.value}: {problem.header} {problem.detail or ''}".strip()
    return re.sub(r"<\S+UntrustedString object at \w+>", "…", text)


def parameter_notes(document: dict[str, Any]) -> dict[str, str]:
    """Return the description of each shared parameter; the generator reads none of them."""
    shared = document["components"]["parameters"].values()
    return {parameter["name"]: parameter["description"] for parameter in shared}


def property_notes(document: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return the description of each schema's properties; the generator drops those beside a `$ref`."""
    return {
        name: {key: value.get("description", "") for key, value in schema.get("properties", {}).items()}
        for name, schema in document["components"]["schemas"].items()
    }


def stream_events(document: dict[str, Any]) -> dict[str, str]:
    """Return the schemas of a stream's events by the events' names; none if the document has no streams."""
    schemas = document["components"]["schemas"]
    members = [member["$ref"].rpartition("/")[2] for member in schemas.get(EVENT_SCHEMA, {}).get("oneOf", [])]
    return {schemas[member]["properties"]["event"]["const"]: member for member in members}


def event_data(document: dict[str, Any]) -> dict[str, str]:
    """Return the schemas of what a stream's events have as their data, by the events' names."""
    schemas = document["components"]["schemas"]
    data = {name: schemas[member]["properties"]["data"] for name, member in stream_events(document).items()}
    return {name: stated["$ref"].rpartition("/")[2] for name, stated in data.items() if "$ref" in stated}


def resolved(by_name: Mapping[str, ModelProperty], model: ModelProperty) -> ModelProperty:
    """Return the model as it was parsed in the end; a property holds it as it was when *it* was parsed."""
    return by_name[str(model.class_info.name)]


def request_models(parsed: GeneratorData, by_name: Mapping[str, ModelProperty]) -> list[ModelProperty]:
    """Return the models that a request body can hold, sorted by name; plain maps are left out."""
    found: dict[str, ModelProperty] = {}
    endpoints = [e for tag in parsed.endpoint_collections_by_tag.values() for e in tag.endpoints]
    waiting = [body.prop for endpoint in endpoints for body in endpoint.bodies]
    while waiting:
        for model in (resolved(by_name, m) for m in models_of(waiting.pop())):
            properties = [*(model.required_properties or []), *(model.optional_properties or [])]
            if properties and str(model.class_info.name) not in found:
                found[str(model.class_info.name)] = model
                waiting.extend(properties)
    return [found[name] for name in sorted(found)]


def models_of(prop: PropertyProtocol) -> Iterator[ModelProperty]:
    """Yield the models that a property's own type names."""
    if isinstance(prop, ModelProperty):
        yield prop
    elif isinstance(prop, ListProperty):
        yield from models_of(prop.inner_property)
    elif isinstance(prop, UnionProperty):
        for inner in prop.inner_properties:
            yield from models_of(inner)


def make_faces(fresh: Path) -> None:
    """Write what explains the clients into the folder *fresh*, from the raw client that is there.

    Raises:
        GenerationError: It cannot be made; the message is what the second process said.
    """
    paths = [(fresh / RAW).parent, *(ROOT / name for name in ("transcripts", "ergonomic", "server"))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"  # what is there is copied whole
    command = [sys.executable, str(SCRIPTS / "faces.py"), str(fresh)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GenerationError(f"what explains the clients cannot be made:\n{done.stderr.strip()}")


def compile_contracts(contract: Path, companions: Path, fresh: Path) -> None:
    """Write the raw clients of both contracts into the folder *fresh*, as they lie in a checkout.

    Raises:
        GenerationError: As `compile_contract` does.
    """
    compile_contract(contract, fresh / RAW)
    compile_contract(companions, fresh / RAW_COMPANIONS, Path(RAW).name)


def compare_checkout(fresh: Path, root: Path) -> list[str]:
    """Return a line for each generated file that is missing, surplus or different in the checkout *root*."""
    stubs = {path.relative_to(root).as_posix() for path in (root / "ergonomic").rglob("*.pyi")}
    whole = {
        f"{folder}/{name}" for folder in (RAW, RAW_COMPANIONS, TYPES) for name in files_below(root / folder)
    }
    present = {name for name in files_below(fresh) if (root / name).exists()}
    return compare(fresh, root, present | stubs | whole)


def replace_raw(fresh: Path, root: Path) -> None:
    """Put the raw clients into a checkout, in the place of those that were there."""
    for package in (RAW, RAW_COMPANIONS):
        shutil.rmtree(root / package, ignore_errors=True)
        shutil.copytree(fresh / package, root / package)


def replace_faces(fresh: Path, root: Path) -> None:
    """Put what explains the clients into a checkout, in the place of all that was there."""
    for stub in (root / "ergonomic").rglob("*.pyi"):
        stub.unlink()
    shutil.rmtree(root / TYPES, ignore_errors=True)
    shutil.copytree(fresh, root, dirs_exist_ok=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = parse_arguments(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "checkout"
        try:
            compile_contracts(options.contract, options.companions, fresh)
            if not options.check:
                replace_raw(fresh, options.root)
            make_faces(fresh)
        except GenerationError as error:
            print(f"generate: {error}", file=sys.stderr)
            return 1
        if options.check:
            return report(compare_checkout(fresh, options.root))
        replace_faces(fresh, options.root)
    return 0


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description="Compile the contracts into the raw clients.")
    parser.add_argument("--check", action="store_true", help="compare with what is there and touch nothing")
    parser.add_argument("--contract", type=Path, default=CONTRACT, help="the OpenAPI document")
    parser.add_argument("--companions", type=Path, default=COMPANIONS, help="that of the companions")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout to write into")
    return parser.parse_args(arguments)


def report(lines: list[str]) -> int:
    """Print what differs and return the exit status for it."""
    if lines:
        print(
            "this is not what the contracts and the code compile to; run `make generate`:", *lines, sep="\n  "
        )
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
