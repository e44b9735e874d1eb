"""The word lists: one readable TOML file per rule; the top of `jargon.toml` tells its shape."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from toolkit.errors import Place, SettingsError
from toolkit.wording import worded

FOLDER = Path(__file__).resolve().parent

AREAS = ("payment", "law", "government", "office", "connective", "general")
PROFILES = ("nl", "be")
LEVELS = ("warning", "hint")

GAP = "…"
CLAUSE_END = "$"
OPTION = " / "


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase to avoid, with what to write instead.

    `forms` leads from every inflected form to the text that takes its place, "" where no text fits in the
    same spot. In a form, "…" is a gap of one to `gap` words inside the sentence, and a closing "$" asks for
    the end of a clause. A replacement with " / " offers a choice, one with "…" stands around other words: a
    person reads those, no machine fills them in. `plain` is another way to say it, which fits no form word
    for word; `advice` says in Dutch ("nl") and English ("en") what to do. `safe` marks replacements that
    are right in every context. A `quiet` entry reports nothing: it keeps shorter forms from firing inside
    it, as the phrases of `unless` do.
    """

    term: str
    forms: Mapping[str, str]
    area: str = "general"
    profiles: tuple[str, ...] = PROFILES
    level: str = "warning"
    plain: str = ""
    advice: Mapping[str, str] | None = None
    safe: bool = False
    quiet: bool = False
    gap: int = 6
    unless: tuple[str, ...] = ()

    def tip(self, language: str = "nl") -> str:
        """Return what to do, in Dutch ("nl") or English ("en"); "" where the replacement says it all."""
        if self.advice is not None:
            return self.advice[language]
        if not self.plain:
            return ""
        return f"Zeg het zo: “{self.plain}”." if language == "nl" else f"Say it like this: “{self.plain}”."


_FIELDS = frozenset(field.name for field in fields(Entry))


def names() -> tuple[str, ...]:
    """Return the names of the shipped lists, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def read(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a list in TOML, checked; raises SettingsError that names file and term."""
    try:
        return tuple(_entries(tomllib.loads(path.read_text(encoding="utf-8"))))
    except (OSError, ValueError) as error:
        raise SettingsError(
            worded("is not a word list: {error}", error=str(error)), place=Place(str(path))
        ) from error


def _entries(data: dict[str, Any]) -> Iterator[Entry]:
    """Go through a parsed file: the short tables, their [hint.…] twins, the [[entry]] tables."""
    advice = data.pop("advice", {})
    listed = data.pop("entry", [])
    hints = data.pop("hint", {})
    for level, tables in (("warning", data), ("hint", hints)):
        for kind, areas in tables.items():
            if kind not in ("replace", "rephrase") or not isinstance(areas, dict):
                raise ValueError(f"unknown table '{kind}'")
            for area, lines in areas.items():
                if not isinstance(lines, dict):
                    raise ValueError(f"'{area}' stands in [{kind}], not in [{kind}.AREA]")
                for key, value in lines.items():
                    yield _entry(_line(kind, key, str(value)) | {"area": area, "level": level}, advice)
    for table in listed:
        yield _entry(table, advice)


def _line(kind: str, key: str, value: str) -> dict[str, Any]:
    """Read one line of a short table: the forms of a word, parted by commas, and what to write instead."""
    forms = key.split(", ")
    if kind == "rephrase":
        return {"term": forms[0], "forms": forms, "plain": value}
    replacements = value.split(", ")
    if len(replacements) != len(forms):
        raise ValueError(f"'{key}' has {len(forms)} forms, but '{value}' has {len(replacements)}")
    return {"term": forms[0], "forms": dict(zip(forms, replacements, strict=True))}


def _entry(table: dict[str, Any], advice: Mapping[str, Mapping[str, str]]) -> Entry:
    values = dict(table)
    term = values.get("term")
    if not isinstance(term, str) or not term:
        raise ValueError("an entry has no term")
    profile = values.pop("profile", "both")
    values["profiles"] = PROFILES if profile == "both" else (profile,)
    values["unless"] = tuple(values.get("unless", ()))
    forms = values.get("forms", [term])
    values["forms"] = dict.fromkeys(forms, "") if isinstance(forms, list) else forms
    plain = values.get("plain", "")
    if plain.startswith("@"):
        if plain[1:] not in advice:
            raise ValueError(f"'{term}' names the advice '{plain}', which the file does not have")
        values |= {"plain": "", "advice": advice[plain[1:]]}
    unknown = sorted(set(values) - _FIELDS)
    if unknown:
        raise ValueError(f"'{term}' has an unknown key '{unknown[0]}'")
    entry = Entry(**values)
    for problem in _problems(entry):
        raise ValueError(f"'{term}' {problem}")
    return entry


def _problems(entry: Entry) -> Iterator[str]:
    if entry.area not in AREAS:
        yield f"has the area '{entry.area}', not one of {', '.join(AREAS)}"
    if entry.level not in LEVELS:
        yield f"has the level '{entry.level}', not warning or hint"
    if not set(entry.profiles) <= set(PROFILES):
        yield f"has the profile '{entry.profiles[0]}', not nl, be or both"
    if entry.advice is not None and set(entry.advice) != {"nl", "en"}:
        yield "has an advice that is not in Dutch (nl) and English (en)"
    if not entry.forms:
        yield "has no forms"
    for form, replacement in entry.forms.items():
        if not isinstance(replacement, str):
            yield f"has no text for '{form}'"
        if not form or form != form.lower() or form != " ".join(form.split()):
            yield f"has the form '{form}': write forms in lower case, with single spaces"
        if form == replacement:
            yield f"replaces '{form}' by itself"
        if not (replacement or entry.plain or entry.advice or entry.quiet):
            yield f"has neither replacement nor advice for '{form}'"
