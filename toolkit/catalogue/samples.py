"""The samples of templates: records to look at a text with, of the firm itself where there is one.

A sample that names no creditor is of the firm in `tact.toml`. So is one whose creditor comes from an ordinary base
(`_samples/nl-consumer.toml` and its kind), when the firm is in that country: the creditor there only stands in for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from toolkit.records import Creditor, Record
from toolkit.records.own import creditor_of
from toolkit.records.readers import record_of
from toolkit.records.toml_json import Document, read_documents, reader
from toolkit.workspace import Workspace

SAMPLES = "_samples"
"""The folder with the creditors and customers that samples share."""

_ORDINARY = re.compile(r"([a-z]{2})-(?:consumer|business)\.toml")


def read_sample(workspace: Workspace, path: Path) -> Record:
    """Return the record of a sample. Raises RecordErrors, and SettingsError as `creditor_of`."""
    return read_samples(workspace, (path,))[path.stem]


def read_samples(workspace: Workspace, paths: Iterable[Path]) -> dict[str, Record]:
    """Return the records of samples by name, their common bases read once; errors as `read_sample`."""
    own, parse = creditor_of(workspace), reader()
    return {path.stem: record_of(_of_the_firm(read_documents(path, parse)[0], own), own) for path in paths}


def sample_table(workspace: Workspace, path: Path) -> dict[str, Any]:
    """Return the values of a sample, those of its base and of the firm included; errors as `read_sample`."""
    own = creditor_of(workspace)
    table = _of_the_firm(read_documents(path)[0], own).table
    given = {"creditor": workspace.settings["creditor"]} if own and "creditor" not in table else {}
    return {**table, **given}


def stands_in(path: Path, own: Creditor | None) -> bool:
    """Say whether the creditor in a file only stands in for the firm."""
    found = _ORDINARY.fullmatch(path.name)
    return (
        own is not None
        and found is not None
        and path.parent.name == SAMPLES
        and found[1] == own.address.country.lower()
    )


def _of_the_firm(document: Document, own: Creditor | None) -> Document:
    """Return a sample without the creditor that only stands in for the firm."""
    layer = next((layer for layer in document.layers if "creditor" in layer.table), None)
    if layer is None or not stands_in(layer.file, own):
        return document
    return replace(document, table=_without_creditor(document.table))


def _without_creditor(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name != "creditor"}
