"""What a verb does with `--payments`: bank statements beside a ledger, and what they say about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.saying import say
from toolkit.errors import SettingsError
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.bank import Match, Matching, Payments
    from toolkit.records import Record
    from toolkit.schedule.confirming import Received
    from toolkit.workspace import Workspace

MEMORY = ".payments.json"
"""The file in a workspace that remembers which statements were used last."""

_FRESH = 3
_KINDS = {
    "matched": worded("betaald"),
    "ask": worded("nakijken"),
    "nothing": worded("niets"),
    "undone": worded("teruggeboekt"),
}
_HEAD = (
    "dag",
    "bedrag",
    "van",
    "IBAN",
    "wat",
    "klant",
    "factuur",
    "betaald",
    "over",
    "waarom",
    "omschrijving",
    "bron",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the statements say: the matches, and Dutch sentences about the statements themselves."""

    matching: Matching
    payments: Payments
    notes: tuple[str, ...]


def read_told(paths: Sequence[Path], records: Sequence[Record], workspace: Workspace, on: date) -> Told:
    """Return what bank statements say about the records of a ledger on a day.

    Raises RecordErrors with all that is wrong with the files: a plan with half a statement would write to people
    who paid.
    """
    from toolkit.bank import match_payments, read_payments
    from toolkit.records.own import creditor_of

    known = creditor_of(workspace)
    creditors = ([known] if known else []) + [record.creditor for record in records]
    accounts = dict.fromkeys(iban for each in creditors for iban in (each.iban, *each.accounts))
    payments = read_payments(paths, accounts)
    matching = match_payments(records, payments.movements)
    country = creditors[0].address.country if creditors else "NL"
    return Told(matching, payments, (*payments.notes, *_age(payments, country, on)))


def received(told: Told) -> dict[object, list[Received]]:
    """Return what came in for certain, by what tells the customers apart."""
    from toolkit.schedule.confirming import Received

    found: dict[object, list[Received]] = {}
    for match in told.matching.matches:
        for part in match.parts if match.kind == "matched" else ():
            came = Received(part.claim.invoice.number, match.movement.on, part.amount)
            found.setdefault(part.claim.who, []).append(came)
    return found


def _age(payments: Payments, country: str, on: date) -> Iterator[str]:
    """Yield what is said of statements that end too long before the day of the plan, or after it."""
    from typing import get_args

    from toolkit.law import Jurisdiction, jurisdiction
    from toolkit.law.calendar import working_days_after
    from toolkit.law.explain import in_words

    until = payments.until
    if until is None:
        return
    where = jurisdiction(country if country in get_args(Jurisdiction) else "NL")
    if working_days_after(until, _FRESH, where) < on:
        yield (
            worded(
                "het nieuwste bankafschrift loopt tot en met {until}: meer dan {fresh} werkdagen oud; wie "
                "daarna betaalde, krijgt toch bericht",
                until=in_words(until),
                fresh=_FRESH,
            )
        )


def notes_of(told: Told) -> Iterator[str]:
    """Yield in Dutch what a person has to know of the payments: questions, what is left over, what was undone."""
    from toolkit.law.explain import euro, in_words

    kinds = {kind: [each for each in told.matching.matches if each.kind == kind] for kind in _KINDS}
    paid = sum((part.amount for each in kinds["matched"] for part in each.parts), start=Decimal(0))
    yield from told.notes
    yield (
        worded(
            "betalingen: gekoppeld {matched} ({paid}), na te kijken {asked}, teruggeboekt {undone}, "
            "nergens bij {nothing}",
            matched=len(kinds["matched"]),
            paid=euro(paid),
            asked=len(kinds["ask"]),
            undone=len(kinds["undone"]),
            nothing=len(kinds["nothing"]),
        )
    )
    for each in told.matching.matches:
        if each.kind == "ask" or (each.kind == "matched" and each.rest) or each.movement.is_reversal:
            movement = each.movement
            who = ", ".join(_labels(each)) or movement.name or worded("onbekend")
            yield worded(
                "{who}: {amount} op {on}: {why}",
                who=who,
                amount=euro(movement.amount),
                on=in_words(movement.on),
                why=each.why,
            )


def rows(matches: Iterable[Match]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the list of payments, for a Dutch Excel: amounts with a comma, days as 20-11-2026."""
    yield _HEAD
    for each in matches:
        movement = each.movement
        yield (
            f"{movement.on:%d-%m-%Y}",
            _plain(f"{movement.amount:.2f}"),
            movement.name,
            movement.iban,
            _KINDS[each.kind],
            ", ".join(_labels(each)),
            ", ".join(part.claim.invoice.number for part in each.parts),
            ", ".join(_plain(f"{part.amount:.2f}") for part in each.parts),
            _plain(f"{each.rest:.2f}") if each.rest else "",
            each.why,
            movement.words,
            str(movement.place),
        )


def write_list(matches: Iterable[Match], out: Path) -> Path:
    """Write payments.csv in a folder, which is made; only its owner can read it (0600)."""
    from toolkit.output import csv_lines, make_folder, write_lines

    head, *body = rows(matches)
    make_folder(out)
    return write_lines(out / "payments.csv", csv_lines(head, body))


def table_of(matches: Iterable[Match]) -> str:
    """Return the payments as a table for the screen."""
    from toolkit.cli.table import table
    from toolkit.law.explain import euro

    return table(
        ("day", "amount", "from", "what", "customer", "invoices", "left", "why"),
        (
            (
                str(each.movement.on),
                euro(each.movement.amount),
                each.movement.name or each.movement.iban,
                _KINDS[each.kind],
                ", ".join(_labels(each)),
                ", ".join(part.claim.invoice.number for part in each.parts),
                euro(each.rest) if each.rest and each.kind == "matched" else "",
                each.why,
            )
            for each in matches
        ),
    )


def remember(workspace: Workspace, payments: Payments, on: date) -> None:
    """Keep in the workspace that statements were used, and until which day they told; no customer data."""
    from toolkit.errors import RenderError
    from toolkit.output import write_whole

    if workspace.root is None or payments.until is None:
        return
    kept = json.dumps({"on": str(on), "until": str(payments.until)}) + "\n"
    try:
        write_whole(workspace.root / MEMORY, kept.encode())
    except RenderError as error:
        say("warning: {text}", text=error.spoken(), err=True)


def forgotten(workspace: Workspace) -> str | None:
    """Return what is said when no statement is given in a workspace where one was used before, else None."""
    from toolkit.law.explain import in_words

    if workspace.root is None:
        return None
    try:
        kept = json.loads((workspace.root / MEMORY).read_text(encoding="utf-8"))
        on, until = date.fromisoformat(kept["on"]), date.fromisoformat(kept["until"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return worded(
            "{memory} is niet te lezen; er zijn hier eerder bankafschriften gebruikt en nu niet (--payments)",
            memory=MEMORY,
        )
    return worded(
        "geen bankafschriften gegeven (--payments), bij het plan van {on} wel; wie na {until} "
        "betaalde, krijgt toch bericht",
        on=in_words(on),
        until=in_words(until),
    )


def no_payments(_ctx: click.Context, _param: click.Parameter, files: tuple[Path, ...]) -> None:
    """Refuse `--payments` where nothing is planned: who may have paid has to wait, and only a plan lets it."""
    if files:
        raise SettingsError(
            "only a plan counts payments: who may have paid has to wait there",
            hint="tact plan LEDGER --payments FILE; then make its plan.jsonl",
        )


PLAN_FIRST = click.option(
    "--payments",
    "-p",
    multiple=True,
    expose_value=False,
    hidden=True,
    type=click.Path(path_type=Path),
    callback=no_payments,
)
"""The option of a verb that makes messages straight from a ledger: it says to plan first."""


def _labels(match: Match) -> list[str]:
    from toolkit.schedule.plan import label

    return [label(customer) for customer in match.customers]


def _plain(amount: str) -> str:
    return amount.replace(".", ",")
