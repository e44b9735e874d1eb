"""Who may not be written to by a mass road, and why: deceased, bankrupt, under administration, blocked …

A reason comes from a column that is about it, from an electronic invoice, or from the words in a name. When in
doubt nobody is written to: the plan says who waits, and what to do next.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from toolkit.text.late import late
from toolkit.wording import worded

Stop = Literal[
    "deceased",
    "minor",
    "bankrupt",
    "debt-scheme",
    "administration",
    "debt-help",
    "disputed",
    "direct-debit",
    "blocked",
]
"""Why a customer gets no message, the gravest first."""

STOPS: tuple[Stop, ...] = get_args(Stop)

COLUMNS: Mapping[str, Stop] = MappingProxyType(
    {
        "customer.stop": "blocked",
        "customer.deceased": "deceased",
        "customer.bankrupt": "bankrupt",
        "customer.debt_scheme": "debt-scheme",
        "customer.administration": "administration",
        "customer.debt_help": "debt-help",
        "customer.minor": "minor",
        "customer.disputed": "disputed",
        "customer.direct_debit": "direct-debit",
        "curator.name": "bankrupt",
        "mediator.name": "debt-scheme",
        "administrator.name": "administration",
        "guardian.name": "minor",
        "heir.name": "deceased",
    }
)
"""The columns that say it, each with what a plain yes in it means."""

REPRESENTATIVES = tuple(field for field in COLUMNS if field.endswith(".name"))
"""Those of them that name who acts for the customer."""

ROLES = tuple(field.removesuffix("name") for field in REPRESENTATIVES)
"""How the fields about each of these begin: 'curator.'."""

STATUS, METHOD = "invoice.status", "customer.payment_method"
"""The columns that say much else too."""

_REMARKS, _DESCRIPTION = "customer.remarks", "invoice.description"

_NO = late(
    r"|nee|n|no|non|neen|0|false|onwaar|faux|[-–./?]+|actief|active|actif|geen|nvt|n\.v\.t\.?|niet|vrij|handmatig|"
    r"deblo\w+|gedeblokkeerd|not blocked|none|aucune?|onbekend|unknown|inconnu|"
    r"(?:geen|niet|not|pas|sans|zonder) (?:de |in |onder |op )?"
    r"(?:incasso|machtiging|bewind|wsnp|blok|geblok|blocked|bloqu|fail|overl|betwist|bezwaar|klacht|stop|domicil|regeling|d[ée]c)\w*|"
    r".*[:=] ?(?:n|nee|no|non|0)"
)
_YES = re.compile(r"ja|j|yes|y|oui|o|x|1|true|waar|vrai", re.IGNORECASE)
_MAY = re.compile(r"wel schrijven|schrijven mag|mag wel", re.IGNORECASE)
_DEBIT = re.compile(r"incasso(?:[:=] ?(?:j|ja|1|x))?|machtiging|automatisch|ai|dd", re.IGNORECASE)
_OF_A_FIRM = ("bankrupt", "disputed", "blocked")
_ON_BEHALF = re.compile(
    r"\b(?:inzake|inz\.?|i\.?z\.?|q\.?q\.?|namens|t\.?b\.?v\.?|o\.?b\.?v\.?|curator van)(?=\W|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What may be written all the same: the `template`, `who` gets it, in Dutch, and how long it is quiet after it.

    With `to_representative` it needs the name and the address of who acts for the customer; else the customer's
    own address will do.
    """

    template: str
    who: str
    to_representative: bool
    quiet_days: int


@dataclass(frozen=True, slots=True)
class Rule:
    """What the law of a country `says` of a stop, in Dutch: the article, the source and the grade, as in `law`.

    `quiet_days` is how long it is quiet after the letter, where that law gives another time; 0 where not.
    """

    says: str
    rule: str
    source: str
    grade: str
    quiet_days: int = 0


@dataclass(frozen=True, slots=True)
class _Reason:
    nl: str
    after: str
    letter: Letter | None
    law: Mapping[str, Rule]
    names: re.Pattern[str] | None
    cells: re.Pattern[str] | None
    remarks: re.Pattern[str] | None
    strip: tuple[re.Pattern[str], ...]


@cache
def _reasons() -> Mapping[Stop, _Reason]:
    with Path(__file__).with_name("stops.toml").open("rb") as file:
        table = tomllib.load(file)

    def either(patterns: list[str]) -> re.Pattern[str] | None:
        return late("|".join(patterns), re.IGNORECASE) if patterns else None

    return {
        stop: _Reason(
            table[stop]["nl"],
            table[stop]["next"],
            Letter(**own) if (own := table[stop].get("letter")) else None,
            {country: Rule(**each) for country, each in table[stop].get("law", {}).items()},
            either(table[stop]["names"]),
            either([*table[stop]["names"], *table[stop]["cells"]]),
            either([*table[stop]["names"], *table[stop].get("remarks", [])]),
            tuple(late(pattern, re.IGNORECASE) for pattern in table[stop]["strip"]),
        )
        for stop in STOPS
    }


def said(stop: Stop) -> str:
    """Return in Dutch what a stop is: 'overleden'."""
    return worded(_reasons()[stop].nl)


def next_step(stop: Stop) -> str:
    """Return in Dutch what a person does next."""
    return worded(_reasons()[stop].after)


def letter(stop: Stop) -> Letter | None:
    """Return what may be written to who is stopped, or on its behalf; None when nothing may."""
    return _reasons()[stop].letter


def rule(stop: Stop, country: str) -> Rule | None:
    """Return what the law of a country (ISO 3166) says of a stop, None where that is not known."""
    return _reasons()[stop].law.get(country)


def texts() -> tuple[str, ...]:
    """Return every text of the table that people read, in Dutch."""
    reasons = _reasons().values()
    who = (reason.letter.who for reason in reasons if reason.letter)
    law = (rule.says for reason in reasons for rule in reason.law.values())
    return (*(text for reason in reasons for text in (reason.nl, reason.after)), *who, *law)


def letters() -> tuple[str, ...]:
    """Return the names of the templates that are meant for who is stopped."""
    return tuple(dict.fromkeys(each.letter.template for each in _reasons().values() if each.letter))


def gravest(stops: Iterable[Stop | None]) -> Stop | None:
    """Return the stop that counts of several, None without any."""
    return min(filter(None, stops), key=STOPS.index, default=None)


def in_name(text: str, *, firm: bool = False) -> Stop | None:
    """Return what the words of a name or a line of an address say, None for nothing.

    A firm may be called after what it does (a bewindvoerder) or after its founder ("De Erven X B.V."): there only
    a bankruptcy or an order counts, and what it does on behalf of somebody else.
    """
    for stop, reason in _reasons().items():
        if (
            reason.names
            and reason.names.search(text)
            and (not firm or stop in _OF_A_FIRM or (stop != "deceased" and _ON_BEHALF.search(text)))
        ):
            return stop
    return None


def in_remark(text: str) -> Stop | None:
    """Return what a remark says: what a name can say, an order ("niet aanmanen") or a dispute; None for nothing."""
    return gravest(
        stop for stop, reason in _reasons().items() if reason.remarks and reason.remarks.search(text)
    )


def without_mark(name: str, *, firm: bool = False) -> tuple[str, Stop | None]:
    """Return a name without the words that say why it may not be written to, and what they say.

    "Erven dhr. L. Dubois" becomes "dhr. L. Dubois"; a firm keeps its name ("De Erven X B.V."), but for a bankruptcy.
    """
    found: list[Stop] = []
    for stop, reason in _reasons().items():
        if firm and stop != "bankrupt":
            continue
        for pattern in reason.strip:
            rest = pattern.sub("", name).strip()
            if rest and rest != name:
                name, found = rest, [*found, stop]
    return name, gravest(found)


def in_cell(field: str, cell: str) -> Stop | None:
    """Return what a cell of a column means: one of `COLUMNS`, `STATUS` or `METHOD`; None when nothing stops.

    A yes, a day or a code in a column of its own is a yes. What a payment method says counts only for direct debits.
    """
    text = " ".join(cell.split())
    if is_no(text):
        return None
    if field == METHOD:
        found = _in_words(text)
        return "direct-debit" if found == "direct-debit" or _DEBIT.fullmatch(text) else None
    if field == STATUS:
        return _in_words(text)
    if field in REPRESENTATIVES:
        return COLUMNS[field]
    if COLUMNS[field] == "direct-debit" and _DEBIT.fullmatch(text):
        return "direct-debit"
    return _in_words(text) or COLUMNS[field]


def is_no(cell: str) -> bool:
    """Return whether a cell says that nothing stops: no, none, not blocked."""
    text = " ".join(cell.split())
    return bool(_NO.fullmatch(text.casefold()) or _MAY.fullmatch(text))


def is_name(cell: str) -> bool:
    """Return whether a cell of one of `REPRESENTATIVES` names somebody, and is no yes or no."""
    text = " ".join(cell.split())
    return not (is_no(text) or _YES.fullmatch(text))


def _in_words(text: str) -> Stop | None:
    found = [stop for stop, each in _reasons().items() if each.cells and each.cells.search(text)]
    return gravest(found)


def in_rows(rows: Iterable[Mapping[str, str]]) -> tuple[Stop | None, str]:
    """Return what the rows of one customer say, and the cell that says it, to show; (None, "") for nothing.

    In: the cells by field.
    """
    found: dict[Stop, str] = {}
    for cells in rows:
        for field in (*COLUMNS, STATUS, METHOD):
            if (text := cells.get(field)) and (stop := in_cell(field, text)):
                found.setdefault(stop, "" if _YES.fullmatch(text) else text)
        for line in cells.get(_REMARKS, "").splitlines():
            if stop := in_remark(line):
                found.setdefault(stop, line.strip())
        if (stop := in_name(cells.get(_DESCRIPTION, ""))) in ("disputed", "blocked"):
            found.setdefault(stop, cells[_DESCRIPTION])
    stop = gravest(found)
    return stop, found[stop] if stop else ""
