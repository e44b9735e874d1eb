"""What a rule of law depends on: the country, the kind of customer, and the way a message is sent."""

from __future__ import annotations

import re
from typing import Literal, get_args

from toolkit.errors import RecordError
from toolkit.text.late import late
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


_LEVY = late(
    r"""(?:(?:combinatie|definitieve|voorlopige)?\ ?aanslag(?:biljet)?\ )?(?:gemeentelijke\ |provinciale\ )?(
      gemeentelijke\ (?:belasting|heffing)en
    | (?:gemeente|provincie|waterschaps?|milieu|huisvuil)-?(?:belasting|heffing)(?:en)?
    | afvalstoffenheffing | reinigings(?:heffing|rechten?) | riool(?:heffing|rechten?|belasting)
    | ozb | onroerende[-\ ]?zaak\w*belasting(?:en)? | onroerende\ voorheffing | roerende[-\ ]?ruimte\w*belasting
    | (?:honden|forensen|parkeer|toeristen|reclame|precario)belasting(?:en)? | precario(?:heffing|rechten?)
    | (?:zuiverings|verontreinigings|watersysteem|ingezetenen)heffing | waterschapslasten
    | naheffings?(?:aanslag)? | leges | retributie | bestuurlijke\ boete | gas-boete | last\ onder\ dwangsom
    | taxe\ (?:communale|provinciale|r[ée]gionale|urbaine) | pr[ée]compte\ immobilier
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""How the description of a tax, or of another debt of public law, begins in the Netherlands and in Belgium."""


def levy(description: str) -> str:
    """Return the name of the tax, or of another debt of public law, with which a description begins; empty for none.

    Only the beginning counts: a rent "with afvalstoffenheffing" is a rent.
    """
    found = _LEVY.match(description.strip())
    return found[1] if found else ""


def check_private(claim: str | None, field: str, description: str = "") -> None:
    """Raise RecordError for a claim of public law: it bears no costs of art. 6:96 BW. `field` says where it is.

    Where nothing says what a claim is, a `description` that begins as a tax does asks for it.
    """
    if claim is None and (name := levy(description)):
        raise RecordError(
            worded(
                "{field}: '{name}' is the name of a tax or another debt of public law", field=field, name=name
            ),
            hint=worded("say what it is: claim = 'public', or 'private' where it is owed by contract"),
        )
    if claim == "public":
        raise RecordError(
            worded(
                "{field}: a debt of public law, such as a tax, has a road of its own, without collection costs"
                " and without a collection agency",
                field=field,
            ),
            hint="send friendly reminders only, and after them what its own law asks",
        )
