"""Whether the name that a bank gives is that of a customer: banks write capitals, no accents, and cut names off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toolkit.records import Customer
from toolkit.records.names import words_around_names
from toolkit.text.folding import fold

_WORD = re.compile(r"[a-z0-9]+")
# What tells no names apart beside the words of `names.toml`; a municipality is not its town.
_MORE = frozenset(("heer", "erven", "stichting", "vereniging", "eo", "cj", "et", "en", "of"))
_SHORTEST_CUT = 10


def name_words(text: str) -> list[str]:
    """Return the words of a name that tell it apart, small and without accents; forms such as B.V. are left out."""
    plain = fold(text).casefold().replace(".", "")
    return [word for word in _WORD.findall(plain) if word not in _no_name() and len(word) > 1]


@cache
def _no_name() -> frozenset[str]:
    plain = (fold(word).casefold().replace(".", "") for word in words_around_names())
    return _MORE | {word for word in plain if word.isalnum()}


def keys(customer: Customer) -> Iterator[tuple[str, ...]]:
    """Yield the words by each of which a payer is this customer: the firm, and the surname of each person."""
    names = (customer.company, *(person.last_name for person in customer.people))
    yield from (tuple(words) for name in names if (words := name_words(name)))


def is_same(customer: Customer, payer: str) -> bool:
    """Tell whether a payer has the name of a customer: all words of it, or the beginning of it cut off.

    A bank may give an initial for a given name that the ledger holds with the surname: 'De Smet W'.
    """
    words = set(name_words(payer))
    joined = "".join(name_words(payer))
    letters = {word for word in _WORD.findall(fold(payer).casefold()) if len(word) == 1}
    return any(
        (key[-1] in words and all(word in words or word[0] in letters for word in key))
        or (len(joined) >= _SHORTEST_CUT and "".join(key).startswith(joined))
        for key in keys(customer)
    )


def has_initial(customer: Customer, payer: str) -> bool:
    """Tell whether a word of a payer begins as the given name or the initials of a customer do."""
    given = fold(customer.first_name or customer.initials).casefold()
    words = _WORD.findall(fold(payer).casefold())
    return bool(given) and any(
        word[0] == given[0] for word in words if word not in name_words(customer.last_name)
    )
