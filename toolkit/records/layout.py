"""How a firm's tables are to be read: its own column names, a ready set of them, and what else it says of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.errors import SettingsError
from toolkit.records.messages import suggestion
from toolkit.wording import worded


@dataclass(frozen=True, slots=True)
class Layout:
    """What a firm says of its tables.

    `own` are its column names, each with our field, or a name we know for it, or nothing for a column to leave
    out; `ready` are those of its bookkeeping program, which need not all be there. `hidden`: rows that a workbook
    hides count too. `month_first`: all days have their month first, or none has; None when the firm
    does not say. `currency`: that of all amounts, when a title names another one. `customers`: a table with the
    customers. `sayings`: what cells say in the firm's own words (see `sayings.sayings_of`).
    """

    own: Mapping[str, str] = field(default_factory=dict)
    ready: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False
    month_first: bool | None = None
    currency: str = ""
    customers: Path | None = None
    sayings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def without(self, column: str) -> Layout:
        """Return the layout that leaves a column out."""
        return replace(self, own={column: "", **self.own})

    @property
    def names(self) -> Mapping[str, str]:
        """All column names, own and ready."""
        return {**self.ready, **self.own}


def layout_of(columns: Mapping[str, str] | Layout | None) -> Layout:
    """Return a layout for own column names alone, and a layout as it is."""
    return columns if isinstance(columns, Layout) else Layout(dict(columns or {}))


@cache
def programs() -> Mapping[str, Mapping[str, Any]]:
    """Return the ready sets by the name of their program: `columns`, `source`, and `month_first` where it holds."""
    with Path(__file__).with_name("programs.toml").open("rb") as file:
        return tomllib.load(file)


def ready_layout(program: str) -> Layout:
    """Return the layout of a bookkeeping program; raises SettingsError for one that we do not know."""
    name = "".join(char for char in program.casefold() if char.isalnum())
    known = programs()
    if name not in known:
        raise SettingsError(
            worded(
                "columns: {program} is geen programma dat wij kennen{near}",
                program=f"{program!r}",
                near=suggestion(name, list(known)),
            ),
            hint=worded("kies uit: {known}", known=", ".join(known)),
        )
    found = known[name]
    return Layout(ready=dict(found["columns"]), month_first=found.get("month_first"))
