"""Thirty statements of six banks, with invented payments whose truth is known: how many are matched, and how well.

The payments are drawn with a fixed seed: with a reference, with a number written as people write it, in parts, for
several invoices, with too much, bounced; and among them payments that are for nothing we know, with the same
amounts, with numbers that look alike, with the number of another. `pytest -s` prints the figures.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests.bank.ledgers import invoice, record
from tests.bank.made import BE, NL, WAYS, Paid
from toolkit.bank import Matching, lowered, match_payments, read_payments
from toolkit.catalogue import Catalogue, read_schedule
from toolkit.payments import make_betalingskenmerk, make_ogm
from toolkit.records import Record
from toolkit.schedule import build_ladder, plan
from toolkit.workspace import Workspace

BANKS = ("ing", "abn", "rabobank", "kbc", "belfius", "bnp")
STATEMENTS = 30
PAYMENTS = 12
ON = date(2026, 11, 27)
NAMES = (
    "Yilmaz",
    "Bakker",
    "Jansen",
    "Peeters",
    "Janssens",
    "Smit",
    "Bos",
    "Claes",
    "Dupont",
    "Özdemir",
    "Kowalski",
)
FIRMS = (
    "Lunchroom De Kade B.V.",
    "Bouwbedrijf Van Dam BV",
    "Garage Peeters SRL",
    "Kinderopvang Zon VZW",
    "Café Noord",
)
WRITINGS = (
    "{0}",
    "Factuur {0}",
    "fact.nr. {1}",
    "betaling factuur{0} dank",
    "F{1}",
    "nota: {0} / klant 12",
    "{2}",
)


@dataclass
class Scene:
    """A made ledger and its statements: `truth` is what each payment with a reference or number really pays."""

    records: list[Record] = field(default_factory=list)
    paid: dict[str, list[Paid]] = field(default_factory=dict)
    truth: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)


def _iban(chance: random.Random, country: str) -> str:
    body = f"{chance.randrange(10**9):010}" if country == "NL" else f"{chance.randrange(10**10):010}"
    bank = "INGB" if country == "NL" else ""
    tail = body if country == "NL" else body + f"{int(body) % 97 or 97:02}"
    digits = "".join(str(int(char, 36)) for char in f"{bank}{tail}{country}00")
    return f"{country}{98 - int(digits) % 97:02}{bank}{tail}"


def _ledger(chance: random.Random) -> Iterator[tuple[Record, str]]:
    """Yield customers with one to four open invoices each, and the account each pays from."""
    number = 400
    for at in range(260):
        invoices = []
        for _ in range(chance.choice((1, 1, 2, 4))):
            number += 1
            written = f"2026-{number:04}" if number % 3 else f"2610{number:04}"
            amount = (
                f"{chance.choice((25, 49, 119, chance.randrange(20, 2000)))}.{chance.choice((0, 0, 50)):02}"
            )
            make = chance.choice((make_ogm, lambda text: make_betalingskenmerk(text.zfill(9)), None))
            reference = make(f"26{number:06}").printed if make else ""
            due = date(2026, 10, 1) + timedelta(days=chance.randrange(14, 50))
            invoices.append(invoice(written, amount, due=due, reference=reference))
        if at % 4:
            who = {"initials": f"{chance.choice('ABCDEFGHIJ')}.", "last_name": chance.choice(NAMES)}
        else:
            who = {
                "company": f"{chance.choice(FIRMS)}" if at % 8 else f"{chance.choice(NAMES)} Handel {at} B.V."
            }
        yield record(str(10000 + at), invoices, **who), _iban(chance, chance.choice(("NL", "BE")))


@cache
def scene() -> Scene:
    chance = random.Random(20261127)  # noqa: S311  # a fixed scene, no secret
    made = Scene()
    accounts: dict[str, str] = {}
    for one, account in _ledger(chance):
        made.records.append(one)
        accounts[one.id] = account
    payers = iter(chance.sample(made.records, len(made.records)))
    for at in range(STATEMENTS):
        ways = [name for name in WAYS if name.startswith(BANKS[at % 6])]
        name = ways[at // 6 % len(ways)]
        key = f"{at:02}-{name}"
        day = date(2026, 11, 2) + timedelta(days=at * 4 // 5)
        made.paid[key] = []
        for place in range(PAYMENTS):
            for each in _payment(chance, made, payers, accounts, place, day, f"{key}#{len(made.paid[key])}"):
                made.paid[key].append(each)
    return made


def _payment(
    chance: random.Random,
    made: Scene,
    payers: Iterator[Record],
    accounts: dict[str, str],
    place: int,
    day: date,
    key: str,
) -> Iterator[Paid]:
    if place in (7, 9, 10, 11):
        yield _noise(chance, made, place, day)
        return
    one = next(payers)
    name, account = (
        one.customer.name.upper() if chance.random() < 0.5 else one.customer.name,
        accounts[one.id],
    )
    first, *rest = chance.sample(one.invoices, len(one.invoices))
    amount, left = first.outstanding, Decimal(0)
    numbers = [first.number]
    whole = {first.number: amount}
    if place == 1 and rest:  # several invoices at once
        numbers += [each.number for each in rest]
        whole |= {each.number: each.outstanding for each in rest}
        amount = sum(whole.values(), Decimal(0))
    elif place == 2:  # a part
        amount = (amount / 2).quantize(Decimal("0.01"))
        whole = {first.number: amount}
    elif place == 3:  # too much
        left = Decimal("40.00")
    bare = [number.replace("-", "") for number in numbers]
    spaced = " ".join(number.replace("-", " ") for number in numbers)
    text = chance.choice(WRITINGS).format(", ".join(numbers), " ".join(bare), spaced)
    reference = "".join(char for char in first.reference if char.isdigit())
    if place == 4:  # nothing but a name: to be asked about
        yield Paid(day, f"{amount:.2f}", account, name, chance.choice(("", "met dank", "taart oktober")))
        made.truth[key] = {}
    elif place == 5 and "abn-old" not in key:  # a direct debit that bounces; that layout has no word for it
        e2e = f"INC-{first.number}"
        yield Paid(day, f"{amount:.2f}", account, name, text, e2e=e2e)
        yield Paid(
            day + timedelta(days=1), f"-{amount:.2f}", account, name, first.number, e2e=e2e, reason="AM04"
        )
        made.truth[key] = {}
    elif reference and place in (0, 2, 3, 6, 8) and len(numbers) == 1:
        yield Paid(day, f"{amount + left:.2f}", account, name, reference=reference)
        made.truth[key] = whole
        made.named.add(key)
    else:
        yield Paid(day, f"{amount + left:.2f}", account, name, text)
        made.truth[key] = whole
        made.named.add(key)


def _noise(chance: random.Random, made: Scene, place: int, day: date) -> Paid:
    """Return a payment that is for nothing in the ledger, or a payment of our own."""
    other = chance.choice(chance.choice(made.records).invoices)
    account = _iban(chance, "NL")
    if place == 7:  # the number of another in a transfer of somebody else
        return Paid(
            day, f"{other.outstanding + 3:.2f}", account, "Autobedrijf Kok", f"uw order {other.number}"
        )
    if place == 9:
        return Paid(
            day,
            f"{other.outstanding:.2f}",
            account,
            "W. Okonkwo",
            f"20{chance.randrange(10**6):06} 06-12345678",
        )
    if place == 10:
        kenmerk = make_betalingskenmerk(f"{chance.randrange(10**8):09}").value
        return Paid(day, f"{other.outstanding:.2f}", account, "Belastingdienst", reference=kenmerk)
    return Paid(day, f"-{other.outstanding:.2f}", account, "Molen Meel B.V.", f"Uw factuur {other.number}")


@pytest.fixture(scope="module")
def matching(tmp_path_factory: pytest.TempPathFactory) -> Matching:
    folder = tmp_path_factory.mktemp("statements")
    made = scene()
    for number, (key, paid) in enumerate(made.paid.items(), start=1):
        account, write = WAYS[key[3:]]
        (folder / key).write_bytes(write(paid, account, number))
    payments = read_payments(sorted(folder.iterdir()), [NL, BE])
    assert len(payments.movements) == sum(map(len, made.paid.values()))
    return match_payments(made.records, payments.movements)


def _by_key(matching: Matching) -> dict[str, dict[str, Decimal]]:
    """Return what each payment was matched to, by the statement and the place of the payment in it."""
    made = scene()
    matched: dict[str, dict[str, Decimal]] = {}
    lines: dict[str, list[int]] = {}
    for each in matching.matches:
        lines.setdefault(Path(each.movement.place.file).name, []).append(each.movement.place.line or 0)
    for each in matching.matches:
        file = Path(each.movement.place.file).name
        came_in = [at for at, paid in enumerate(made.paid[file]) if paid.value > 0 or paid.reason]
        at = came_in[sorted(lines[file]).index(each.movement.place.line or 0)]
        if each.kind == "matched":
            matched[f"{file}#{at}"] = {part.claim.invoice.number: part.amount for part in each.parts}
    return matched


def test_automatic_matches_are_right_and_few_are_missed(matching: Matching) -> None:
    made, matched = scene(), _by_key(matching)
    right = wrong = 0
    for key, parts in matched.items():
        for number, amount in parts.items():
            if made.truth.get(key, {}).get(number) == amount:
                right += 1
            else:
                wrong += 1
    named = sum(len(made.truth[key]) for key in made.named)
    found = sum(
        matched.get(key, {}).get(number) == amount
        for key in made.named
        for number, amount in made.truth[key].items()
    )
    precision, recall = right / (right + wrong), found / named
    asked = sum(each.kind == "ask" for each in matching.matches)
    print(f"\n{len(matching.matches)} payments, {right + wrong} matched: precision {precision:.4f}", end="")
    print(f", recall {recall:.4f} of {named} with a reference or number, {asked} asked about")
    assert len(made.paid) == STATEMENTS
    assert named > 150
    assert precision >= 0.995
    assert recall >= 0.95


def test_nobody_gets_a_message_about_an_invoice_that_was_matched_or_may_be_paid(matching: Matching) -> None:
    made = scene()
    workspace = Workspace()
    ladder = build_ladder(read_schedule(workspace), Catalogue(workspace), workspace.schedule)
    planned = plan(lowered(made.records, matching), ladder, ON, doubts=matching.doubts)
    asked = {number for each in (*planned.messages, *planned.calls) for number in each.covers}
    whole = {
        one.invoices[place].number
        for (at, place), amount in matching.paid.items()
        if (one := made.records[at]).invoices[place].outstanding == amount
    }
    assert len(whole) > 100
    assert not asked & whole
    held = [each for each in planned.held if each.reason == "maybe-paid"]
    assert len({each.customer.id for each in held}) > 10
    assert not {each.record.customer.id for each in planned.messages} & {each.customer.id for each in held}
    assert all(each.why.startswith("er is misschien betaald") for each in held)
    assert asked
