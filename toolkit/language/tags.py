"""What people call a language, as one tag: "FR", "F", "Frans", "Français" and "fr_BE" are all "fr"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

_ASKED_IN = ("nl", "fr", "de", "en")
"""The languages in which people here name a language."""

_SHORT = MappingProxyType({"n": "nl", "f": "fr", "d": "de", "e": "en", "vlaams": "nl", "flemish": "nl"})
"""What no list of names holds: the single letters of Belgian ledgers, and Flemish."""


def tag_of(text: str) -> str | None:
    """Return the tag (ISO 639, in small letters) of a language as people write it; None for what is none.

    Known are tags with or without a country ("nl", "nl-BE", "fr_BE"), codes of three letters ("nld", "fre"), one
    letter for the four languages of Belgian ledgers, and the names of languages in Dutch, French, German and
    English, and of a language with a pack in the language itself.
    """
    bare = " ".join(text.casefold().replace("_", "-").split())
    if bare in ("nl", "fr", "de", "en"):
        return bare
    names = _names()
    found = names.get(bare)
    if found is None and "-" in bare:
        head, _, country = bare.partition("-")
        if country.isalnum() and len(country) in (2, 3, 4):
            found = names.get(head) if len(head) in (2, 3) else None
    return found


@cache
def _names() -> Mapping[str, str]:
    """Return the tag for each name; a name of two languages goes to the first that has it."""
    from babel import Locale
    from babel.core import get_global

    from toolkit.language import LANGUAGES, load

    named = [
        (str(tag), str(name).casefold())
        for asked in _ASKED_IN
        for tag, name in sorted(Locale(asked).languages.items(), key=str)
        if str(tag).isalpha()
    ]
    tags = sorted({tag for tag, _ in named})
    aliases = [(str(tag), long) for long, tag in get_global("language_aliases").items() if len(long) == 3]
    own = [(tag, load(tag).title.casefold()) for tag in LANGUAGES]
    names = dict(_SHORT)
    for tag, name in (*own, *((tag, tag) for tag in (*LANGUAGES, *tags)), *named):
        names.setdefault(name, tag)
    return MappingProxyType({**names, **{long: tag for tag, long in aliases if tag in names}})
