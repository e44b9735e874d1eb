"""Jinja's own filters and the methods of a text, for text and nothing else, and never beyond their limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial, wraps
from typing import Any

from jinja2 import Environment, Undefined, pass_environment
from jinja2.filters import FILTERS, make_attrgetter
from pydantic import BaseModel

from toolkit.compose.limits import check_length, check_width, filter_within, within
from toolkit.compose.written import refused
from toolkit.errors import TemplateError
from toolkit.wording import worded

Write = Callable[[Any], str]

_OF_TEXT = (
    "capitalize", "center", "e", "escape", "iban", "indent", "lower", "phone", "striptags", "string", "title", "trim",
    "truncate", "upper", "urlencode", "wordcount", "wordwrap",
)  # fmt: skip
"""Filters whose value is a text, and whose other arguments are texts or numbers."""

_WIDTHS = ("batch", "center", "indent", "slice", "wordwrap")
_OF_A_RECORD = frozenset(("attr", "d", "default"))
_MOST_DECIMALS = 28
_PLACE = re.compile(
    r"%(?:\((?P<name>[^)]*)\))?[-#0 +]*(?P<width>\*|\d+)?(?:\.(?P<digits>\*|\d+))?(?P<kind>.?)", re.DOTALL
)
_PADDED = frozenset(("center", "ljust", "rjust", "zfill"))


_METHODS: tuple[tuple[type, frozenset[str]], ...] = (
    (str, frozenset((
        "capitalize", "casefold", "center", "count", "endswith", "find", "index", "isalpha", "isdigit", "islower",
        "isnumeric", "isupper", "join", "ljust", "lower", "lstrip", "partition", "removeprefix", "removesuffix",
        "replace", "rfind", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip",
        "title", "upper", "zfill",
    ))),
    (date, frozenset(("day", "isoformat", "isoweekday", "month", "replace", "weekday", "year"))),
    (dict, frozenset(("get", "items", "keys", "values"))),
    (list, frozenset(("count", "index"))),
    (tuple, frozenset(("count", "index"))),
    (Decimal, frozenset()),
    (int, frozenset()),
    (float, frozenset()),
)  # fmt: skip


def known_methods(value: object) -> frozenset[str] | None:
    """Return what a template may ask of a text, a day, a number or a list; None for anything else."""
    for kind, known in _METHODS:
        if isinstance(value, kind):
            return known.union(getattr(value, "_fields", ()))
    return None


def text_filters(known: Mapping[str, Callable[..., Any]], write: Write) -> dict[str, Callable[..., Any]]:
    """Return filters as a template may use them; `write` returns a value as text, or raises TemplateError."""
    own = dict(known) | {
        "string": write,
        "join": partial_filter(join, write),
        "replace": partial(replaced, write),
        "format": partial(filled, write),
        "round": _round,
        "sum": _sum,
    }
    for name in _OF_TEXT:
        own[name] = _of_text(own[name], write)
    for name in _WIDTHS:
        own[name] = _not_too_wide(own[name])
    return {name: _bounded(name, each) for name, each in own.items()}


def method(value: Any, write: Write) -> Callable[..., Any] | None:
    """Return what stands for a method of a text that could make it far too long; None for any other value."""
    text, name = getattr(value, "__self__", None), getattr(value, "__name__", "")
    if not isinstance(text, str) or not callable(value):
        return None
    if name == "replace":
        return partial(replaced, write, text)
    if name == "join":
        return lambda members: joined(members, text, write)
    return _not_too_wide(value) if name in _PADDED else None


def joined(members: Iterable[Any], between: str, write: Write) -> str:
    """Return members as one text with `between` between them. Raises TemplateError for a member that is no text."""
    pieces = within(write(member) + between for member in members)
    return "".join(pieces)[: -len(between) or None] if pieces else ""


def partial_filter(filter_: Callable[..., str], write: Write) -> Callable[..., str]:
    """Return a filter that gets the environment, and `write` after it."""

    @pass_environment
    def with_environment(environment: Environment, *args: Any, **kwargs: Any) -> str:
        return filter_(environment, write, *args, **kwargs)

    return with_environment


def join(
    environment: Environment, write: Write, value: Iterable[Any], d: Any = "", attribute: Any = None
) -> str:
    """Return the members of a list, or one field of each, as one text with `d` between them."""
    members = value if attribute is None else map(make_attrgetter(environment, attribute), value)
    return joined(members, write(d), write)


def replaced(write: Write, value: Any, old: Any, new: Any, count: int | None = None) -> str:
    """Return a text with `old` made `new`, everywhere or the first `count` times."""
    text, before, after = write(value), write(old), write(new)
    check_length(len(text) + text.count(before) * (len(after) - len(before)))
    return text.replace(before, after, -1 if count is None else count)


def filled(write: Write, text: Any, *args: Any, **kwargs: Any) -> str:
    """Return a text with values in its places: `%s` for a text, `%d` or `%.2f` for a number."""
    pattern = write(text)
    places = [found for found in _PLACE.finditer(pattern) if found["kind"] != "%"]
    for place in places:
        if place["kind"] not in tuple("sdifFgGeExXo"):
            raise TemplateError(
                worded("'{place}' is geen plek om iets in te vullen", place=place[0][:20]),
                hint="schrijf %s, of %% voor een procent",
            )
        if any(width == "*" or (width and len(width) > 3) for width in (place["width"], place["digits"])):
            raise TemplateError(
                worded("'{place}' is te breed", place=place[0][:20]), hint="neem hoogstens 999 tekens"
            )
    if any(place["name"] is not None for place in places):
        return pattern % {
            place["name"]: _fitting(kwargs[place["name"]], place["kind"], write)
            for place in places
            if place["name"] in kwargs
        }
    if len(args) != len(places):
        raise TemplateError(
            worded(
                "er zijn {places} plekken om in te vullen, en {args} waarden",
                places=len(places),
                args=len(args),
            ),
            hint="geef elke % een waarde",
        )
    return pattern % tuple(
        _fitting(value, place["kind"], write) for value, place in zip(args, places, strict=True)
    )


def _fitting(value: Any, kind: str, write: Write) -> Any:
    if kind == "s" or isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return write(value)
    return value


def _of_text(filter_: Callable[..., Any], write: Write) -> Callable[..., Any]:
    """Return a filter that gets a text, and beside it only texts and numbers."""
    at = _owner_at(filter_)

    @wraps(filter_)
    def of_text(*args: Any, **kwargs: Any) -> Any:
        for extra in (*args[at + 1 :], *kwargs.values()):
            if isinstance(extra, Undefined):
                str(extra)  # raises
            if not isinstance(extra, str | int | None):
                raise refused(extra)
        return filter_(*args[:at], *(write(value) for value in args[at : at + 1]), *args[at + 1 :], **kwargs)

    return of_text


def _not_too_wide(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter, or a method, that pads to no width that no text needs; a text to pad with counts as wide."""
    at = _owner_at(filter_)

    @wraps(filter_)
    def narrow(*args: Any, **kwargs: Any) -> Any:
        owned = isinstance(getattr(filter_, "__self__", None), str)
        for width in (*args[0 if owned else at + 1 :], *kwargs.values()):
            check_width(len(width) if isinstance(width, str) else width)
        return filter_(*args, **kwargs)

    return narrow


def _round(value: Any, precision: int = 0, method: str = "common") -> Any:  # the names Jinja gives
    if not isinstance(precision, int) or abs(precision) > _MOST_DECIMALS:
        raise TemplateError(
            "zoveel cijfers heeft geen getal",
            hint=worded("neem hoogstens {most}", most=_MOST_DECIMALS),
        )
    return FILTERS["round"](value, precision, method)


@pass_environment
def _sum(environment: Environment, iterable: Iterable[Any], attribute: Any = None, start: Any = 0) -> Any:
    members = iterable if attribute is None else map(make_attrgetter(environment, attribute), iterable)
    total = start
    for member in members:
        for number in (total, member):
            if not isinstance(number, int | float | Decimal):
                if isinstance(number, Undefined):
                    str(number)  # raises
                raise TemplateError(
                    "sum telt alleen getallen op", hint='noem het veld: |sum(attribute="amount")'
                )
        total += member
    return total


def _bounded(name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that counts its steps, keeps its limits, and takes no record apart."""
    at = _owner_at(filter_)
    counting = filter_within(filter_, at)
    if name in _OF_A_RECORD:
        return counting

    @wraps(counting)
    def of_no_record(*args: Any, **kwargs: Any) -> Any:
        if len(args) > at and isinstance(args[at], BaseModel):
            raise refused(args[at])
        return counting(*args, **kwargs)

    return of_no_record


def _owner_at(filter_: Callable[..., Any]) -> int:
    """Return where a filter's value stands among its arguments: after what Jinja hands it, if it does."""
    return 1 if hasattr(filter_, "jinja_pass_arg") else 0
