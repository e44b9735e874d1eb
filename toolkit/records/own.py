"""What `tact.toml` says of the firm itself and of its ledgers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from toolkit.errors import Place, SettingsError
from toolkit.records.creditors import Creditor
from toolkit.records.layout import Layout, ready_layout
from toolkit.records.messages import at, explain
from toolkit.records.sayings import sayings_of
from toolkit.wording import joined
from toolkit.workspace import SETTINGS, Workspace


def creditor_of(workspace: Workspace) -> Creditor | None:
    """Return the creditor that [creditor] in tact.toml names, None without that table.

    Raises SettingsError with the field that is wrong.
    """
    table = workspace.settings.get("creditor")
    if table is None:
        return None
    try:
        return Creditor.model_validate(table)
    except ValidationError as error:
        place = Place(str(workspace.root / SETTINGS) if workspace.root else SETTINGS)
        wrong = [at(("creditor", *where), what) for where, what in explain(error, Creditor)]
        raise SettingsError(joined(wrong, "; "), place=place) from error


def columns_of(workspace: Workspace, customers: Path | None = None) -> Layout:
    """Return how tact.toml says that ledgers are to be read.

    `columns = "exact"` takes the ready set of a program; the table [columns] names columns one by one, and
    `program` under [table] adds a ready set to it. [table] may also say `hidden = true` (rows that a workbook
    hides count too), `month_first = true` or false, and `currency = "EUR"`. [values.status] and the like say what cells
    mean in the firm's own words. In: `customers`, a table with the customers of the ledger.
    Raises SettingsError for anything else.
    """
    place = Place(str(workspace.root / SETTINGS) if workspace.root else SETTINGS)
    named, table = workspace.settings.get("columns", {}), workspace.settings.get("table", {})
    kinds = {"program": str, "hidden": bool, "month_first": bool, "currency": str}
    if (
        not isinstance(table, dict)
        or table.get("currency", "EUR") != "EUR"
        or any(not isinstance(value, kinds.get(name, type(None))) for name, value in table.items())
    ):
        raise SettingsError(
            "[table] may say: program = 'exact', hidden = true, month_first = true, currency = 'EUR'",
            place=place,
        )
    program = named if isinstance(named, str) else table.get("program")
    layout = ready_layout(program) if program else Layout()
    own = {} if isinstance(named, str) else named
    if not isinstance(own, dict) or not all(isinstance(value, str) for value in own.values()):
        raise SettingsError(
            "[columns] must name a column for each field", place=place, hint="such as: Klantnr = 'id'"
        )
    values = workspace.settings.get("values", {})
    if not isinstance(values, dict) or not all(
        isinstance(words, dict) and all(isinstance(word, str) for word in words.values())
        for words in values.values()
    ):
        raise SettingsError(
            "[values] must have a table for each column",
            place=place,
            hint="such as: [values.status] 'Fase 2' = 'open'",
        )
    return replace(
        layout,
        own=own,
        sayings=sayings_of(values),
        hidden=table.get("hidden", False),
        month_first=table.get("month_first", layout.month_first),
        currency=table.get("currency", ""),
        customers=customers,
    )
