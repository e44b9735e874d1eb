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


def check_private(claim: str, field: str) -> None:
    """Raise RecordError for a claim of public law: it bears no costs of art. 6:96 BW. `field` says where it is."""
    if claim == "public":
        raise RecordError(
            worded(
                "{field}: a debt of public law, such as a tax, has a road of its own, without collection costs"
                " and without a collection agency",
                field=field,
            ),
            hint="send friendly reminders only, and after them what its own law asks",
        )
