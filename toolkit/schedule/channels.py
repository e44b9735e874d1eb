"""Which channel a message takes: the customer's wish, then what suits the audience; nothing in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.catalogue import Schedule
from toolkit.delivery import CHANNELS
from toolkit.records import Customer
from toolkit.schedule.ladder import Rung

_AUDIENCES = {"general": "", "student": "student", "worker": "werkende", "elderly": "oudere"}


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
        return CHANNELS[self.channel].nl[0] if self.channel else ""


def choose_channel(rung: Rung, customer: Customer, schedule: Schedule) -> Choice:
    """Return the channel for a step: the customer's own wish if the step allows it, else by audience."""
    missing: list[str] = []
    order = _order(rung, customer, schedule)
    for channel in order:
        lacking = rung.template.lacks(customer, channel)
        if not lacking:
            return Choice(channel, _why(channel, rung, customer, missing), tuple(missing))
        missing.append(lacking)
    return Choice(None, ", ".join(missing), tuple(missing))


def _order(rung: Rung, customer: Customer, schedule: Schedule) -> Sequence[str]:
    allowed = [each for each in rung.channels if each in rung.template.channels]
    wish = customer.preferred_channel
    by_audience = getattr(schedule.channels, customer.audience)
    wanted = [wish, *by_audience] if wish else list(by_audience)
    return list(dict.fromkeys(each for each in wanted if each in allowed))


def _why(channel: str, rung: Rung, customer: Customer, missing: Sequence[str]) -> str:
    name = CHANNELS[channel].nl[0]
    if missing:
        return f"{name}, want {' en '.join(missing)}"
    if len(rung.channels) == 1:
        return f"altijd per {name}"
    if customer.preferred_channel == channel:
        return f"{name}: wens van de klant"
    audience = _AUDIENCES[customer.audience]
    return f"{name}: {audience}" if audience else name
