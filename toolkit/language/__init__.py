"""What a language is: sentences, words, syllables, names, lexicons. One pack per language.

`load("nl")` returns a pack; a language is a folder beside this file whose `pack.py` has one class that
keeps the protocol `Pack`.
"""

from __future__ import annotations

from functools import cache

from toolkit.errors import SettingsError, did_you_mean
from toolkit.language.model import Analysis, Kind, Measures, Pack, Role, Sentence

LANGUAGES = ("nl",)

__all__ = ["LANGUAGES", "Analysis", "Kind", "Measures", "Pack", "Role", "Sentence", "load"]


@cache
def load(tag: str) -> Pack:
    """Return the pack of a language.

    In: a tag of `LANGUAGES`, such as "nl". Out: the pack, one for each tag, whose word lists are read once.
    Raises SettingsError for a language there is no pack for.
    """
    if tag == "nl":
        from toolkit.language.nl.pack import DutchPack

        return DutchPack()
    raise SettingsError(f"there is no language '{tag}'", hint=did_you_mean(tag, LANGUAGES) or "use 'nl'")
