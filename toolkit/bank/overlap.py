"""Statements that overlap or were given twice: each payment counts once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from toolkit.bank.statement import Movement, Statement

_Key = tuple[str, date, Decimal]


def distinct(statements: Iterable[tuple[str, Statement]]) -> tuple[list[Movement], int]:
    """Return the movements of all statements, by day, and how many stood in an earlier statement too.

    In: each statement with the IBAN of its account. Two movements of one statement are two payments, whatever
    they have in common. A movement that an earlier statement has with the same account, day and amount, and with
    nothing that differs, is the same one; unless the second statement goes on where the first one ended.
    """
    kept: dict[_Key, list[tuple[Movement, Statement]]] = {}
    twice = 0
    for account, statement in statements:
        before = {key: list(found) for key, found in kept.items()} if statement.movements else {}
        for movement in statement.movements:
            key = (account, movement.on, movement.amount)
            same = next(
                (
                    each
                    for each in before.get(key, ())
                    if not _follows(each[1], statement) and _alike(each[0], movement)
                ),
                None,
            )
            if same:
                before[key].remove(same)
                twice += 1
            else:
                kept.setdefault(key, []).append((movement, statement))
    movements = [movement for found in kept.values() for movement, _ in found]
    return sorted(movements, key=lambda each: each.on), twice


def _follows(first: Statement, second: Statement) -> bool:
    numbered = first.number and second.number and first.number != second.number
    return bool(numbered and first.closing is not None and first.closing == second.opening)


def _alike(one: Movement, other: Movement) -> bool:
    """Tell whether two movements of the same day and amount, from two statements, are the same payment."""
    if one.source == other.source and one.bank_reference and one.bank_reference == other.bank_reference:
        return True
    if _differ(one.iban, other.iban) or _differ(one.end_to_end, other.end_to_end):
        return False
    return one.source != other.source or _bare(one) == _bare(other)


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _bare(movement: Movement) -> Sequence[str]:
    return [char for char in movement.words.casefold() if char.isalnum()]
