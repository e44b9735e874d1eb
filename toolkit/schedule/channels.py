"""Which channel a message takes: the customer's wish, then what suits the audience; nothing in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.catalogue import Schedule
from toolkit.records import Customer
from toolkit.schedule.ladder import Rung

NAMES = {"letter": "brief", "email": "e-mail", "sms": "sms"}
_AUDIENCES = {"general": "", "student": "student", "worker": "werkende", "elderly": "oudere"}
_MISSING = {"letter": "geen adres", "email": "geen e-mailadres", "sms": "geen mobiel nummer"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The channel that was chosen, None when the customer can receive none, and why, in Dutch.

    `missing` says what the customer lacks for the channels that came first.
    """

    channel: str | None
    why: str
    missing: tuple[str, ...]

    @property
    def name(self) -> str:
        """The Dutch name of the channel; empty for none."""
        return NAMES[self.channel] if self.channel else ""


def choose_channel(rung: Rung, customer: Customer, schedule: Schedule) -> Choice:
    """Return the channel for a step: the customer's own wish if the step allows it, else by audience."""
    missing: list[str] = []
    order = _order(rung, customer, schedule)
    for channel in order:
        if _reaches(customer, channel):
            return Choice(channel, _why(channel, rung, customer, missing), tuple(missing))
        missing.append(_MISSING[channel])
    return Choice(None, ", ".join(missing), tuple(missing))


def _order(rung: Rung, customer: Customer, schedule: Schedule) -> Sequence[str]:
    allowed = [each for each in rung.channels if each in rung.template.channels]
    wish = customer.preferred_channel
    by_audience = getattr(schedule.channels, customer.audience)
    wanted = [wish, *by_audience] if wish else list(by_audience)
    return list(dict.fromkeys(each for each in wanted if each in allowed))


def _reaches(customer: Customer, channel: str) -> bool:
    if channel == "letter":
        return customer.address is not None
    return bool(customer.email if channel == "email" else customer.mobile)


def _why(channel: str, rung: Rung, customer: Customer, missing: Sequence[str]) -> str:
    name = NAMES[channel]
    if missing:
        return f"{name}, want {' en '.join(missing)}"
    if len(rung.channels) == 1:
        return f"altijd per {name}"
    if customer.preferred_channel == channel:
        return f"{name}: wens van de klant"
    audience = _AUDIENCES[customer.audience]
    return f"{name}: {audience}" if audience else name
