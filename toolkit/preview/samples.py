"""Samples as forms, and forms as samples: TOML that holds what differs from the file it is based on."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from toolkit.catalogue import Catalogue, Template
from toolkit.catalogue.samples import sample_table, stands_in
from toolkit.catalogue.shelf import folded
from toolkit.preview.choices import Choice, record_of, sample_path, template_of
from toolkit.preview.problems import BadRequest
from toolkit.records import Creditor, Customer
from toolkit.records.cells import Notation, amount, clean, day
from toolkit.records.own import creditor_of
from toolkit.records.readers import schema
from toolkit.records.toml_json import BASE, read_documents
from toolkit.workspace import Workspace


def says(path: Path) -> str:
    """Return what the first line of a sample says about it, or its name when that is no comment."""
    with suppress(OSError, UnicodeDecodeError), path.open(encoding="utf-8-sig") as file:
        first = file.readline()
        if first.startswith("#") and (words := first.strip("# \r\n").rstrip(".")):
            return words
    return path.stem


def form(workspace: Workspace, choice: Choice) -> dict[str, Any]:
    """Return the JSON Schema of a record and the values of a sample, dates and amounts as text."""
    template = template_of(Catalogue(workspace), choice.template)
    path = sample_path(template, choice.sample)
    values = choice.values if choice.values is not None else sample_table(workspace, path)
    return {"schema": schema(), "values": plain_values(values), "needs": template.needs}


def sample_text(workspace: Workspace, template: Template, choice: Choice, name: str) -> tuple[str, str]:
    """Return the file name and the TOML of a new sample with the values of a choice.

    The file is called after the letters and digits of the name. Raises BadRequest for a name without any,
    RecordErrors for values that are not right.
    """
    called = " ".join(name.split())
    name = folded(called)
    if not name:
        raise BadRequest("Geef het voorbeeld een naam, zoals 'twee facturen'")
    path = sample_path(template, choice.sample)
    record = record_of(workspace, template, choice)
    table = _without_defaults(record)
    table["id"] = f"{template.name}-{name}"
    if (own := creditor_of(workspace)) and record.creditor == own:
        del table["creditor"]  # it stays the firm's own, whatever is written there later
    layers = read_documents(path)[0].layers
    base = layers[0].table.get(BASE)
    if isinstance(base, str) and len(layers) > 1:
        under = _checked(read_documents(layers[1].file)[0].table)
        if "creditor" not in table and stands_in(layers[1].file, own):
            del under["creditor"]
        if _covers(table, under):
            table = {BASE: base, **_above(under, table)}
    return name, f"# {called}\n# Gemaakt aan het bureau, op basis van {choice.sample}.\n{_toml(table)}"


def as_meant(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a form with amounts and days as a record writes them: `1.234,50` and `31-10-2026` too.

    What is no amount or no day stays as it was typed, for the record to refuse.
    """
    whole = schema()

    def meant(value: Any, kind: Mapping[str, Any]) -> Any:
        kinds = [_resolved(each, whole) for each in kind.get("anyOf", [kind])]
        if isinstance(value, Mapping):
            inside: Mapping[str, Any] = next(
                (each["properties"] for each in kinds if "properties" in each), {}
            )
            return {key: meant(inner, inside.get(key, {})) for key, inner in value.items()}
        if isinstance(value, list):
            items: Mapping[str, Any] = next((each["items"] for each in kinds if "items" in each), {})
            return [meant(inner, items) for inner in value]
        if isinstance(value, str):
            with suppress(ValueError):
                if any(each.get("format") == "date" for each in kinds):
                    return day(clean(value), Notation()).isoformat()
                if any(each.get("type") == "number" for each in kinds):
                    return str(amount(clean(value), Notation()))
        return value

    return {key: meant(value, whole["properties"].get(key, {})) for key, value in values.items()}


def _resolved(kind: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = whole["$defs"][kind["$ref"].rpartition("/")[2]] if "$ref" in kind else kind
    return found


def plain_values(value: Any) -> Any:
    """Return values as JSON has them: amounts and days as text."""
    if isinstance(value, Mapping):
        return {str(key): plain_values(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(inner) for inner in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _without_defaults(model: BaseModel) -> dict[str, Any]:
    """Return the fields of a model that say something, as TOML knows them."""
    dumped: dict[str, Any] = model.model_dump(exclude_defaults=True, exclude_none=True)
    return dumped


def _checked(under: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a base file as a record would hold them, so that they can be compared."""
    models: dict[str, type[BaseModel]] = {"creditor": Creditor, "customer": Customer}
    out = dict(under)
    for key, model in models.items():
        if key in under:
            with suppress(ValidationError):
                out[key] = _without_defaults(model.model_validate(under[key]))
    return out


def _covers(table: Mapping[str, Any], under: Mapping[str, Any]) -> bool:
    """Say whether `table` still has everything of `under`: what is gone cannot be said above a base."""
    for key, value in under.items():
        if key not in table:
            return False
        if isinstance(value, Mapping) and not (
            isinstance(table[key], Mapping) and _covers(table[key], value)
        ):
            return False
    return True


def _above(under: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `table` says that `under` does not."""
    out: dict[str, Any] = {}
    for key, value in table.items():
        below = under.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping):
            if rest := _above(below, value):
                out[key] = rest
        elif plain_values(value) != plain_values(below):
            out[key] = value
    return out


def _toml(table: Mapping[str, Any]) -> str:
    import tomlkit

    def item(value: Any) -> Any:
        if isinstance(value, Mapping):
            group = tomlkit.table()
            for key, inner in _in_order(value):
                group.add(key, item(inner))
            return group
        if isinstance(value, list | tuple):
            if value and all(isinstance(inner, Mapping) for inner in value):
                groups = tomlkit.aot()
                for inner in value:
                    groups.append(item(inner))
                return groups
            listed = tomlkit.array()
            for inner in value:
                listed.append(item(inner))
            return listed
        return tomlkit.float_(str(value)) if isinstance(value, Decimal) else tomlkit.item(value)

    document = tomlkit.document()
    for key, value in _in_order(table):
        document.add(key, item(value))
    return tomlkit.dumps(document)


def _in_order(table: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the pairs with plain values before tables: after a table, TOML cannot go back."""

    def depth(value: Any) -> int:
        if isinstance(value, Mapping):
            return 1
        return (
            2 if isinstance(value, list | tuple) and any(isinstance(each, Mapping) for each in value) else 0
        )

    return sorted(table.items(), key=lambda pair: depth(pair[1]))
