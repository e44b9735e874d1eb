"""Limits to what a template may do: so many steps, texts and lists so long, numbers so large.

They are counted and not timed: the same template and record stop at the same place, on every machine. No letter
that a person reads comes near them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any

from pydantic import BaseModel

from toolkit.compose.written import refused
from toolkit.errors import TemplateError
from toolkit.wording import worded

MOST_STEPS = 1_000_000
"""Steps that composing one message may take: a turn of a loop, a call, a filter, a part."""

LONGEST = 250_000
"""Characters of one text; a letter of 75 pages."""

MOST_MEMBERS = 100_000
"""Members of one list that a template makes."""

WIDEST = 1_000
"""Characters that a filter may pad to, and members in a batch."""

PART = 20
"""Steps that opening a part of a template counts for."""

_BITS = 512
_PER_STEP = 10


@dataclass(slots=True)
class _Budget:
    left: int


_budget: ContextVar[_Budget | None] = ContextVar("steps left", default=None)


@contextmanager
def budget(steps: int | None = None) -> Iterator[None]:
    """Let what is composed inside the block take so many steps together, by default `MOST_STEPS`."""
    token = _budget.set(_Budget(MOST_STEPS if steps is None else steps))
    try:
        yield
    finally:
        _budget.reset(token)


def spend(steps: int) -> None:
    """Take steps from what a message may take. Raises TemplateError when none are left."""
    left = _budget.get()
    if left is not None:
        left.left -= steps
        if left.left < 0:
            raise TemplateError(
                worded(
                    "deze tekst komt niet klaar: hij is na {most_steps} stappen gestopt",
                    most_steps=f"{MOST_STEPS:,}".replace(",", "."),
                ),
                hint="kijk of een {% for %} of een macro te vaak herhaalt",
            )


def turns(members: Any) -> Iterator[Any]:
    """Return the members of what a loop goes through, each for a step. Raises TemplateError for a record."""
    if isinstance(members, BaseModel):
        raise refused(members)
    return _counted(iter(members))


def numbers(*bounds: int) -> range:
    """Return what `range` returns. Raises TemplateError for more numbers than a list may have."""
    found = range(*bounds)
    check_members(MOST_MEMBERS + 1 if max(map(abs, bounds)) > 2**62 else len(found))
    return found


def _counted(members: Iterator[Any]) -> Iterator[Any]:
    left = _budget.get()
    if left is None:
        yield from members
        return
    for member in members:
        left.left -= 1
        if left.left < 0:
            spend(1)
        yield member


def bounded(text: str) -> str:
    """Return a text that is not too long. Raises TemplateError for one that is."""
    check_length(len(text))
    return text


def check_length(characters: int) -> None:
    """Raise TemplateError for a text of more characters than a text may have."""
    if characters > LONGEST:
        raise _too_long()


def _too_long() -> TemplateError:
    return TemplateError(
        worded("deze tekst wordt langer dan {longest} tekens", longest=f"{LONGEST:,}".replace(",", ".")),
        hint="kijk of iets zich te vaak herhaalt, of te breed is",
    )


def within(parts: Iterable[str]) -> list[str]:
    """Return pieces of text that together are not too long.

    Raises TemplateError at the first that makes them so, in the template that made it: its line is in the traceback.
    """
    kept: list[str] = []
    length = 0
    for part in parts:
        length += len(part)
        if length > LONGEST:
            if isinstance(parts, Generator):
                parts.throw(_too_long())
            raise _too_long()
        kept.append(part)
    return kept


def check_width(width: object) -> None:
    """Raise TemplateError for a width, in characters or members, that no text needs."""
    if isinstance(width, int) and abs(width) > WIDEST:
        raise TemplateError(
            worded("de breedte {width} is te groot", width="" if abs(width) > 10**30 else width),
            hint=worded("neem hoogstens {most}", most=WIDEST),
        )


def check_members(members: int) -> None:
    """Raise TemplateError for a list with more members than a list may have."""
    if members > MOST_MEMBERS:
        raise TemplateError(
            worded(
                "deze lijst krijgt meer dan {most_members} delen",
                most_members=f"{MOST_MEMBERS:,}".replace(",", "."),
            ),
            hint="kijk of iets zich te vaak herhaalt",
        )


def weighed(made: Any) -> Any:
    """Return what a template made, when its members, with theirs, are no more than the steps that are left.

    A list that holds another twice, and so on sixty times, is short to write and endless to compare.
    """
    unseen = [made]
    while unseen:
        members = unseen.pop()
        if isinstance(members, dict):
            members = members.values()
        spend(len(members))
        unseen.extend(each for each in members if isinstance(each, list | tuple | dict))
    return made


def cost(value: object) -> int:
    """Return the steps that reading a value once counts for."""
    return 1 + (len(value) // _PER_STEP if isinstance(value, Sized) else 0)


def filter_within(filter_: Callable[..., Any], owner_at: int = 0) -> Callable[..., Any]:
    """Return a filter that counts its steps and makes no text that is too long.

    `owner_at` is where its value stands among the arguments.
    """

    @wraps(filter_)
    def counting(*args: Any, **kwargs: Any) -> Any:
        if len(args) > owner_at:
            spend(cost(args[owner_at]))
        result = filter_(*args, **kwargs)
        if isinstance(result, str):
            check_length(len(result))
        elif isinstance(result, list):
            check_members(len(result))
            weighed(result)
        elif isinstance(result, Iterator):
            return _counted(result)
        return result

    return counting


def multiplied(left: Any, right: Any) -> Any:
    """Return `left * right`. Raises TemplateError for a text, list or number that becomes too large."""
    for thing, times in ((left, right), (right, left)):
        if isinstance(times, int) and isinstance(thing, str):
            check_length(len(thing) * times)
        elif isinstance(times, int) and isinstance(thing, list | tuple):
            check_members(len(thing) * times)
            return weighed(left * right)
    _check_bits(_bits(left) + _bits(right))
    return left * right


def added(left: Any, right: Any) -> Any:
    """Return `left + right`; errors as `multiplied`."""
    if isinstance(left, str) and isinstance(right, str):
        check_length(len(left) + len(right))
        spend(cost(left) + cost(right))
    elif isinstance(left, list | tuple) and isinstance(right, list | tuple):
        check_members(len(left) + len(right))
        return weighed(left + right)  # type: ignore[operator]  # a list and a tuple are an error, told with its place
    return left + right


def raised(left: Any, right: Any) -> Any:
    """Return `left ** right`; errors as `multiplied`."""
    _check_bits(int(abs(right)))
    _check_bits(_bits(left) * max(1, int(abs(right))))
    return left**right


def _bits(number: Any) -> int:
    return number.bit_length() if isinstance(number, int) else 0


def _check_bits(bits: int) -> None:
    if bits > _BITS:
        raise TemplateError("dit getal wordt te groot", hint="kijk naar de berekening hier")
