"""What a language is: fixed words, names, sentences, syllables, lexicons. One pack per language.

A language is a folder beside this file with a `pack.toml`; `load("nl")` returns its pack. `tag_of` reads what
people call a language. What a pack is made of is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import SettingsError, did_you_mean
from toolkit.language.tags import tag_of
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.language.model import Analysis, Kind, Measures, Reader, Role, Sentence
    from toolkit.language.pack import Detector, Labels, Pack
    from toolkit.language.person import PersonName

_HERE = Path(__file__).parent

LANGUAGES = tuple(sorted(path.parent.name for path in _HERE.glob("*/pack.toml")))
"""The languages that have a pack."""

HOUSE = "nl"
"""The language of a customer of whom nothing else is known."""

__all__ = [
    "HOUSE",
    "LANGUAGES",
    "Analysis",
    "Detector",
    "Kind",
    "Labels",
    "Measures",
    "Pack",
    "PersonName",
    "Reader",
    "Role",
    "Sentence",
    "detectors",
    "labels",
    "load",
    "reader",
    "tag_of",
    "title",
]

_MODULES = dict.fromkeys(("Analysis", "Kind", "Measures", "Reader", "Role", "Sentence"), "model")
_MODULES |= {"Detector": "pack", "Labels": "pack", "Pack": "pack", "PersonName": "person"}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


@cache
def load(tag: str) -> Pack:
    """Return the pack of a language.

    In: a tag of `LANGUAGES`, such as "nl". Out: the pack, one for each tag, whose word lists are read once.
    Raises SettingsError for a language there is no pack for, and for a pack that lacks something.
    """
    if tag in LANGUAGES:
        from toolkit.language.pack import read_pack

        return read_pack(_HERE / tag)
    known = ", ".join(f"'{each}'" for each in LANGUAGES)
    raise SettingsError(
        worded("there is no language '{tag}'", tag=tag),
        hint=did_you_mean(tag, LANGUAGES) or worded("there is: {known}", known=known),
    )


def labels(tag: str) -> Labels:
    """Return the fixed words of a language, those of the house for one without a pack."""
    return load(tag if tag in LANGUAGES else HOUSE).labels


@cache
def reader(tag: str) -> Reader:
    """Return what reads a text of a language, one for each tag; of a language without a pack the general one."""
    from toolkit.language.pack import reader_of

    return load(tag).reader if tag in LANGUAGES else reader_of(tag)


def detectors(tag: str) -> Mapping[str, Detector]:
    """Return what can be looked for in a text of a language, by name; nothing for one without a pack."""
    return load(tag).detectors if tag in LANGUAGES else {}


def title(tag: str) -> str:
    """Return what a language is called: by its own name, else by its tag alone."""
    return f"{load(tag).title} ({tag})" if tag in LANGUAGES else tag
