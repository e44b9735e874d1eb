"""What happened before with a customer, for the colleague who calls."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from toolkit.delivery import SentBy
from toolkit.records.base import Model
from toolkit.records.values import Day, Required


class Contact(Model):
    """One message or call about the invoices of now: `what` is its name in the language of the firm."""

    on: Day
    what: Required
    channel: SentBy


class Kept(Model):
    """An agreement of before, and whether it was kept; `partly` when something of it is paid."""

    kind: Literal["promise-to-pay", "payment-plan"]
    agreed_on: Day
    state: Literal["kept", "broken", "partly", "running"]


class Past(Model):
    """What was sent about the invoices of now, how many other invoices had a reminder before, what was agreed."""

    contacts: tuple[Contact, ...] = ()
    late_before: int = Field(default=0, ge=0)
    agreements: tuple[Kept, ...] = ()
