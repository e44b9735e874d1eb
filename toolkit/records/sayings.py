"""What a firm's cells say in words of its own (a status, a way of paying), each with the word that we know for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from toolkit.errors import SettingsError
from toolkit.records import columns
from toolkit.records.messages import quote, suggestion
from toolkit.records.stops import METHOD, STATUS, in_cell, is_no
from toolkit.wording import joined, worded

Sayings = Mapping[str, Mapping[str, str]]
"""By field (`invoice.status`) and bare cell the word that we know for it; empty for a cell that says nothing."""

_ANSWERS = MappingProxyType(
    {
        STATUS: ("open", "betaald", "betwist", "geblokkeerd"),
        METHOD: ("overboeking", "automatische incasso"),
        "invoice.kind": ("factuur", "creditnota", "inkoopfactuur"),
        "invoice.side": ("debet", "credit"),
        "invoice.currency": ("EUR", "USD"),
    }
)
"""The columns of which each word has to be known, with the words to choose from."""


def sayings_of(table: Mapping[str, Mapping[str, str]]) -> Sayings:
    """Return the words of a firm: `{"status": {"Fase 2": "open"}}` by field and bare cell.

    Raises SettingsError for a column, or a meaning of a cell, that we do not know.
    """
    out: dict[str, dict[str, str]] = {}
    for name, words in table.items():
        field = columns.field_called(name)
        if field is None:
            known = [each[0] for each in columns.names().values()]
            raise SettingsError(
                worded(
                    "values.{name} is geen kolom die wij kennen{near}",
                    name=name,
                    near=suggestion(name, known),
                ),
                hint=worded("kies uit: {known}", known=", ".join(known)),
            )
        for cell, meaning in words.items():
            if meaning and field in _ANSWERS and not is_understood(field, meaning):
                raise SettingsError(
                    worded("values.{name}: {meaning} kennen wij niet", name=name, meaning=quote(meaning)),
                    hint=worded("kies uit: {known}", known=", ".join(_ANSWERS[field])),
                )
            out.setdefault(field, {})[columns.bare_name(cell)] = meaning.strip()
    return out


def translated(cells: Mapping[str, str], sayings: Sayings) -> dict[str, str]:
    """Return the cells of a row with the firm's own words replaced; a cell that says nothing is left out."""
    said = {
        field: sayings[field].get(columns.bare_name(text), text) if field in sayings else text
        for field, text in cells.items()
    }
    return {field: text for field, text in said.items() if text}


def is_understood(field: str, text: str) -> bool:
    """Return whether it is clear what a cell of one of these columns says about whether, and whom, we ask."""
    if field in (STATUS, METHOD):
        return bool(
            in_cell(field, text)
            or is_no(text)
            or (field == STATUS and columns.answer("status", text))
            or columns.is_made_of_known_words(field.partition(".")[2], text)
        )
    if field == "invoice.currency":
        from toolkit.records.unread import currency

        return currency(text) is not None
    return columns.answer("document" if field == "invoice.kind" else "side", text) not in (None, "other")


def question(field: str, text: str) -> str:
    """Return in Dutch that a cell is not understood, with the line to write."""
    name, words = columns.names()[field][0], _ANSWERS[field]
    line = f'"{" ".join(text.split())}" = "{words[0]}"'
    others = joined((f'"{word}"' for word in words[1:]), worded(" of "))
    return worded(
        "{text} kennen wij niet; schrijf in tact.toml onder [values.{key}]: {line} (of {others})",
        text=quote(text),
        key=_key(name),
        line=line,
        others=others,
    )


def _key(name: str) -> str:
    return name if name.isalnum() else f'"{name}"'
