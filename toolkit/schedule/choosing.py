"""Which channel a message takes: the customer's wish, then what suits the audience; nothing in silence."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from toolkit.catalogue import Schedule, Step, Template
from toolkit.delivery import CHANNELS, FULL
from toolkit.records import Customer
from toolkit.wording import joined, worded

_AUDIENCES = {
    "general": "",
    "student": worded("student"),
    "worker": worded("werkende"),
    "elderly": worded("oudere"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The channel that was chosen, None when the customer can receive none, and why, in Dutch.

    `missing` says what the customer lacks for the channels that came first; `first` is the channel that was
    tried first, None when the step allows none.
    """

    channel: str | None
    why: str
    missing: tuple[str, ...]
    first: str | None

    @property
    def name(self) -> str:
        """The Dutch name of the channel; empty for none."""
        return CHANNELS[self.channel].nl[0] if self.channel else ""


def allowed_channels(template: Template, step: Step | None) -> tuple[str, ...]:
    """Return the channels that a message may take.

    A step names them. Where it does not, or without a step, a last notice takes the first channel of its template
    that holds a whole letter, and any other message all channels of its template.
    """
    if step and step.channels:
        return step.channels
    if template.stage == "last-notice":
        return tuple(each for each in FULL if each in template.channels)[:1]
    return template.channels


def choose_channel(
    template: Template,
    step: Step | None,
    customer: Customer,
    schedule: Schedule,
    too_late: Container[str] = (),
) -> Choice:
    """Return the channel of a message: the customer's own wish if the step allows it, else by audience.

    `step` is the step of the schedule that the message is, None for a message outside it. Nothing goes by a channel
    that is `too_late`: it may arrive after the day it speaks of.
    """
    allowed = [
        each
        for each in allowed_channels(template, step)
        if each in template.channels and each not in too_late
    ]
    by_audience: Sequence[str] = getattr(schedule.channels, customer.audience)
    wish = [customer.preferred_channel] if customer.preferred_channel else []
    order = list(dict.fromkeys(each for each in (*wish, *by_audience, *allowed) if each in allowed))
    if not order:
        return Choice(
            None, worded("het sjabloon '{name}' heeft er geen kanaal voor", name=template.name), (), None
        )
    missing: list[str] = []
    for channel in order:
        lacking = template.lacks(customer, channel)
        if not lacking:
            why = _why(channel, len(allowed) == 1, customer, missing)
            return Choice(channel, why, tuple(missing), order[0])
        missing.append(lacking)
    return Choice(None, joined(missing), tuple(missing), order[0])


def _why(channel: str, is_only: bool, customer: Customer, missing: Sequence[str]) -> str:
    name = CHANNELS[channel].called
    if missing:
        return worded("{name}, want {missing}", name=name, missing=joined(missing, worded(" en ")))
    if is_only:
        return worded("altijd per {name}", name=name)
    if customer.preferred_channel == channel:
        return worded("{name}: wens van de klant", name=name)
    audience = _AUDIENCES[customer.audience]
    return (
        worded("{name}: {audience}", name=name, audience=audience)
        if audience
        else worded("{name}", name=name)
    )
