"""Knows a past participle by its shape, for the verbs no lexicon has: "geüpload", "doorgefactureerd"."""

from __future__ import annotations

import re

_SHAPE = re.compile(
    r"(?:(?:aan|achter|af|be|bij|binnen|buiten|dicht|door|heen|her|in|klaar|leeg|los|mee|na|neer|om|onder|op|over|rond|samen"
    r"|tegen|terug|toe|uit|vast|vol|voor|voort|vrij|weg)-?)?ge[a-zëïöü-]{3,}(?:[dt]|eerd)\Z"
    r"|(?:be|ont|ver|her)[a-zëïöü]{2,}(?:eerd|[^aeioun]d)\Z"
)
_NO_PARTICIPLE = re.compile(
    r"(?:heid|schap|baar|lijk|isch|loos|ing|bied|bod|duld|dicht|recht|wicht|zicht|beeld|laat|spaard|gist)\Z"
)


def looks_like_participle(word: str) -> bool:
    """Tell whether a word in small letters, in no lexicon, has the shape of a past participle."""
    return bool(_SHAPE.match(word)) and not _NO_PARTICIPLE.search(word)
