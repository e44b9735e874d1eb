"""One cell with a name, taken apart with care: "mevr. J. de Vries", "Bakkerij X B.V. t.a.v. dhr. P. Smit".

A salutation comes only from a word that says so ("mevr.", "dhr."), never from a first name. A company comes
only from its legal form or from a word such as "Stichting" or "Gemeente". What is not certain stays in the
order it was written: "Bakkerij Jansen" becomes the given name "Bakkerij" and the surname "Jansen", so that a
letter reads "Beste Bakkerij Jansen". A prefix in small letters is split off for Dutch names; "De Smet" and
every Belgian name keep their own spelling in the surname. What the customer reads counts for words that mean
something else in another language: "M. Dubois" is a man in a French ledger, and somebody's initial in a Dutch one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.language import HOUSE
from toolkit.records.stops import without_mark

_CONTACT = re.compile(r",?\s+(?:t\.?a\.?v\.?|ter attentie van|à l['’]attention de)\s+", re.IGNORECASE)
_CALLED = re.compile(r"\(([^()]+)\)")
_AFTER_COMPANY = re.compile(r"\s+(?:[-–(/|]|in liquidatie|h\.?o\.?d\.?n\.?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Words:
    salutations: Mapping[str, str]
    salutations_in: Mapping[str, Mapping[str, str]]
    nobody: frozenset[str]
    prefixes: frozenset[str]
    titles: frozenset[str]
    together: frozenset[str]
    initials: re.Pattern[str]
    company_last: tuple[str, ...]
    company_first: frozenset[str]
    company_first_belgium: frozenset[str]
    openings: tuple[str, ...]
    family: frozenset[str]
    called: str


@cache
def _words() -> _Words:
    with Path(__file__).with_name("names.toml").open("rb") as file:
        table: dict[str, Any] = tomllib.load(file)
    letters = "|".join(table["initials"]["words"])
    return _Words(
        _by_word(table["salutations"]),
        {tag: _by_word(own) for tag, own in table["salutations_in"].items()},
        frozenset(table["nobody"]["words"]),
        frozenset(table["prefixes"]["words"]),
        frozenset(table["titles"]["words"]),
        frozenset(table["together"]["words"]),
        re.compile(rf"(?:(?:[A-Z]|{letters})\.-?)+|[A-Z]|IJ"),
        tuple(table["companies"]["last"]),
        frozenset(table["companies"]["first"]),
        frozenset(table["companies"]["first_in_belgium"]),
        tuple(table["companies"]["openings"]),
        frozenset(table["family"]["words"]),
        table["family"]["called"],
    )


def _by_word(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: kind for kind, words in table.items() for word in words}


def _salutations(tag: str) -> Mapping[str, str]:
    """Return the words that say who somebody is, for a customer who reads a language."""
    words = _words()
    return {**words.salutations, **words.salutations_in.get(tag, {})}


def words_around_names() -> frozenset[str]:
    """Return the words that tell no two names apart: forms of firms, salutations, titles and prefixes, as written."""
    words = _words()
    titles = words.salutations.keys() | words.titles | words.family | words.prefixes
    return frozenset((*words.company_last, *titles))


def split_name(cell: str, country: str, tag: str = HOUSE) -> dict[str, Any]:
    """Return the fields of `Customer` that a cell with a name fills; fields it says nothing about are absent.

    In: the cell, not empty, the country whose spelling of prefixes counts ("NL" or "BE"), and the language that
    the customer reads.
    Out: for a company `kind` and `company`, with the contact's fields when "t.a.v." names a person, else
    with that line as `extra`; for a person some of `salutation`, `initials`, `first_name`, `prefix` and
    always `last_name`, and `partner` for "Dhr. en mevr."; `stop` when it says why nobody may write.
    """
    text = " ".join(cell.split())
    text, stop = without_mark(text, firm=is_company(text, country))
    if stop:
        return {**split_name(text, country, tag), "stop": stop}
    mark = _CONTACT.search(text)
    if mark and is_company(text[: mark.start()], country):
        company = {"kind": "business", "company": text[: mark.start()]}
        person = _person(text[mark.end() :], country, tag)
        if person.keys() & {"salutation", "initials"}:
            return {**company, **person}
        return {**company, "extra": text[mark.start() :].lstrip(" ,")}
    if is_company(text, country):
        return {"kind": "business", "company": text}
    return _person(text, country, tag)


def salutation(cell: str, tag: str = HOUSE) -> str | None:
    """Return "mevrouw" or "meneer" when a cell such as "dhr." or "Geachte mevrouw" says one, and not both."""
    words = _salutations(tag)
    found = {words[word] for part in re.split(r"[\s/,]+", cell) if (word := _bare(part)) in words}
    return found.pop() if len(found) == 1 else None


def is_company(text: str, country: str) -> bool:
    """Return whether a name has a legal form, or starts with a word such as "Stichting"."""
    words = _words()
    first, _, rest = text.partition(" ")
    if rest and (
        first.casefold() in words.company_first or (country == "BE" and first in words.company_first_belgium)
    ):
        return True
    if text.casefold().startswith(words.openings):
        return True
    name = _AFTER_COMPANY.split(text, maxsplit=1)[0]
    return any(name.endswith(f" {form}") for form in words.company_last)


def _person(text: str, country: str, tag: str) -> dict[str, Any]:
    if household := _household(text, country, tag):
        return household
    title, rest = _salutation_before(text, tag)
    if any(word.casefold() in _words().together for word in text.split(" ")):
        return _as_written(text.split(" "), country)
    surname, comma, given = rest.partition(",")
    if comma:
        turned = _turned(surname.strip(), given.strip(), tag)
        if turned is None:
            return _as_written(text.split(" "), country)
        title, rest = title or turned[0], turned[1]
    person = {"salutation": title} if title else {}
    initials, first_name, words = _given(rest.split(" "))
    if not words:
        return {**person, "last_name": rest}
    if not initials and not title:
        return _as_written(words, country)
    parts = {"initials": initials, "first_name": first_name}
    return {**person, **{name: part for name, part in parts.items() if part}, **_surname(words, country)}


def _household(text: str, country: str, tag: str) -> dict[str, Any]:
    """Return "Fam. Jansen" and "Dhr. en mevr. De Vries" in parts; empty for any other name."""
    words = _words()
    first, _, rest = text.partition(" ")
    if rest and _bare(first) in words.family:
        return {"first_name": words.called, **_surname(rest.split(" "), country)}
    parts = text.split(" ")
    for count in (1, 2):
        if len(parts) < count + 3 or parts[count].casefold() not in words.together:
            continue
        reads = _salutations("fr" if parts[count].casefold() == "et" else tag)
        one = reads.get(_bare(" ".join(parts[:count])))
        for more in (1, 2):
            other = reads.get(_bare(" ".join(parts[count + 1 : count + 1 + more])))
            name = parts[count + 1 + more :]
            if (
                one
                and other
                and one != other
                and name
                and not any(word.casefold() in words.together for word in name)
            ):
                return _couple(one, other, name, country)
    return {}


def _couple(one: str, other: str, name: list[str], country: str) -> dict[str, Any]:
    """Return two people of one surname; initials before it are those of the first."""
    initials, first_name, words = _given(name)
    if not words:
        return {}
    surname = _surname(words, country)
    given = {"initials": initials, "first_name": first_name}
    return {
        "salutation": one,
        **{part: text for part, text in given.items() if text},
        **surname,
        "partner": {"salutation": other, **surname},
    }


def _as_written(words: list[str], country: str) -> dict[str, str]:
    """Return words of unclear roles as a given name and a surname that together read as they were written."""
    at = len(words) - 1
    while at and _is_prefix(words[at - 1]):
        at -= 1
    given = {"first_name": " ".join(words[:at])} if at else {}
    return {**given, **_surname(words[at:], country)}


def _salutation_before(text: str, tag: str) -> tuple[str, str]:
    """Return the salutation that a name starts with, and the name without it."""
    words, salutations = _words(), _salutations(tag)
    parts = text.split(" ")
    for count in (5, 3, 2, 1):
        start = _bare(" ".join(parts[:count]))
        if len(parts) > count and start in words.nobody:
            return "", " ".join(parts[count:])
        if len(parts) > count and start in salutations:
            return salutations[start], " ".join(parts[count:])
    return "", text


def _turned(surname: str, given: str, tag: str) -> tuple[str, str] | None:
    """Return the salutation of "Vries, mevr. J. de", and "J. de Vries"; None when that is not clear."""
    title, given = _salutation_before(given, tag)
    initials, called, words = _given(given.split(" ")) if given else ("", "", [])
    if not initials or not all(_is_prefix(word) for word in words):
        return None
    called = f" ({called})" if called else ""
    return title, " ".join(part for part in (initials + called, *words, surname) if part)


def _given(parts: list[str]) -> tuple[str, str, list[str]]:
    """Return the initials with their titles, the name in brackets after them, and the words that are left."""
    at = 0
    while at < len(parts) and parts[at].endswith(".") and _bare(parts[at]) in _words().titles:
        at += 1
    titles, start = parts[:at], at
    while at < len(parts) and _words().initials.fullmatch(parts[at]):
        at += 1
    if at == start:
        return "", "", parts
    letters = "".join(part if part.endswith((".", "-")) else f"{part}." for part in parts[start:at])
    called = _CALLED.fullmatch(parts[at]) if at < len(parts) else None
    return " ".join((*titles, letters)), called[1] if called else "", parts[at + bool(called) :]


def _surname(words: list[str], country: str) -> dict[str, str]:
    at = 0
    while at < len(words) - 1 and words[at] == words[at].lower() and _is_prefix(words[at]):
        at += 1
    if country == "BE" or not at:
        return {"last_name": " ".join(words)}
    return {"prefix": " ".join(words[:at]), "last_name": " ".join(words[at:])}


def _is_prefix(word: str) -> bool:
    return word.lower() in _words().prefixes


def _bare(text: str) -> str:
    return text.casefold().replace(".", "")
