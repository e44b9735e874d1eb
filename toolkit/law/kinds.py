"""What a rule of law depends on: the country, the kind of customer, and the way a message is sent."""

from __future__ import annotations

from typing import Literal, get_args

from toolkit.errors import RecordError
from toolkit.wording import worded

Jurisdiction = Literal["NL", "BE"]
CustomerKind = Literal["consumer", "business"]


def jurisdiction(country: str) -> Jurisdiction:
    """Return the jurisdiction of an ISO 3166 country code; raises RecordError when its law is not known."""
    for known in get_args(Jurisdiction):
        if country == known:
            return known  # type: ignore[no-any-return]
    raise RecordError(
        worded("the rules of law of country '{country}' are not known", country=country),
        hint=worded("known are {known}", known=", ".join(get_args(Jurisdiction))),
    )
