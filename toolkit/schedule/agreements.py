"""Agreements and disputes that stand in a file of their own, beside a ledger that cannot hold them."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit.errors import Place, RecordError, RecordErrors
from toolkit.records import Agreement
from toolkit.records.files import decode_utf8, read_bytes
from toolkit.records.messages import at, explain
from toolkit.records.values import Line, Required
from toolkit.wording import worded


class Arrangement(Agreement):
    """What was agreed with a customer, or is in dispute, about some of its invoices; none named is all."""

    customer: Required
    invoices: tuple[Line, ...] = ()

    @property
    def agreement(self) -> Agreement:
        """The agreement itself, as a record holds it."""
        return Agreement.model_construct(**{name: getattr(self, name) for name in Agreement.model_fields})


def read_agreements(path: Path) -> tuple[Arrangement, ...]:
    """Return the agreements in a TOML or JSON file: a list `agreement`, each with a `customer`.

    Raises RecordErrors with all that is wrong: without a dispute that stands in it, a plan would press.
    """
    try:
        raw = _parse(path, decode_utf8(read_bytes(path), path))
    except RecordError as error:
        raise RecordErrors([error]) from error
    found: list[Arrangement] = []
    problems: list[RecordError] = []
    for number, item in enumerate(raw, start=1):
        try:
            found.append(Arrangement.model_validate(item))
        except ValidationError as error:
            for location, what in explain(error, Arrangement):
                wrong = worded("agreement {number}: {what}", number=number, what=at(location, what))
                problems.append(RecordError(wrong, place=Place(str(path))))
    if problems:
        raise RecordErrors(problems)
    return tuple(found)


def _parse(path: Path, text: str) -> list[Any]:
    place = Place(str(path))
    try:
        if path.suffix.lower() == ".json":
            raw = json.loads(text, parse_float=Decimal)
        else:
            raw = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise RecordError("is geen goede TOML of JSON", place=place) from error
    if isinstance(raw, dict) and raw.keys() <= {"agreement"}:
        raw = raw.get("agreement", [])
    if not isinstance(raw, list):
        raise RecordError("bevat geen lijst van afspraken", place=place, hint="begin elk met [[agreement]]")
    return raw
