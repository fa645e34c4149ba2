"""Checks JSON against the schemas of the specification, by the keywords of JSON Schema that they use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "schemas"
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}
_UNCHECKED = {"$schema", "$id", "description", "definitions", "default", "format"}
_USED = {"$ref", "type", "enum", "pattern", "items", "contains", "minItems", "uniqueItems", "oneOf", "anyOf", "required"}
_USED |= {"properties", "patternProperties", "additionalProperties"}


def faults(name: str, value: object) -> list[str]:
    """Where `value` is not what the schema `name` says; empty where it conforms."""
    return list(_faults(value, _schema(name), _schema(name), "$"))


@cache
def _schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    assert set(schema) <= _USED | _UNCHECKED, f"a keyword this does not know: {set(schema) - _USED - _UNCHECKED}"
    if "$ref" in schema:
        name, _, pointer = schema["$ref"].partition("#")
        root = target = _schema(name.removesuffix(".json")) if name else root
        for part in filter(None, pointer.split("/")):
            target = target[part]
        yield from _faults(value, target, root, at)
        return
    kind = schema.get("type")
    if kind and (not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        yield f"{at}: {value!r} is no {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not match {schema['pattern']}"
    for keyword, most in (("oneOf", 1), ("anyOf", len(schema.get("anyOf", ())))):
        fits = sum(not list(_faults(value, option, root, at)) for option in schema.get(keyword, ()))
        if keyword in schema and not 1 <= fits <= most:
            yield f"{at}: {value!r} fits {fits} of {keyword}"
    if isinstance(value, list):
        yield from _faults_of_list(value, schema, root, at)
    if isinstance(value, dict):
        yield from _faults_of_object(value, schema, root, at)


def _faults_of_list(value: list[Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    for index, item in enumerate(value):
        yield from _faults(item, schema.get("items", {}), root, f"{at}[{index}]")
    if "contains" in schema and not any(not list(_faults(item, schema["contains"], root, at)) for item in value):
        yield f"{at}: nothing in it is {schema['contains']}"
    if len(value) < schema.get("minItems", 0):
        yield f"{at}: too few items"
    if schema.get("uniqueItems") and len({json.dumps(item, sort_keys=True) for item in value}) < len(value):
        yield f"{at}: an item twice"


def _faults_of_object(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    yield from (f"{at}: no {name}" for name in schema.get("required", ()) if name not in value)
    for name, item in value.items():
        known = [schema["properties"][name]] if name in schema.get("properties", {}) else []
        known += [each for pattern, each in schema.get("patternProperties", {}).items() if re.search(pattern, name)]
        for each in known:
            yield from _faults(item, each, root, f"{at}.{name}")
        if not known and schema.get("additionalProperties") is False:
            yield f"{at}: {name} is not allowed"
