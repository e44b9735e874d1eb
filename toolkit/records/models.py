"""Who owes what to whom: frozen, validated models.

Money is `Decimal` in EUR; totals are computed, never typed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from toolkit.delivery import FullChannelName
from toolkit.language import labels
from toolkit.law.kinds import levy
from toolkit.records.base import Model
from toolkit.records.creditors import Creditor
from toolkit.records.past import Past
from toolkit.records.people import Customer
from toolkit.records.values import (
    Day,
    Https,
    Line,
    Money,
    Required,
)
from toolkit.wording import worded

LONGEST_REFERENCE = 140
"""Characters that a transfer holds beside the amount."""

MOST_NUMBERS, LONGEST_TYPED = 3, 40
"""How many invoice numbers, and characters of them, a customer types with one payment."""

Reason = Literal["forgotten", "cannot-pay", "disputed", "unknown"]


class Invoice(Model):
    """One invoice or, with a negative amount, one credit note. Amounts are in EUR and include VAT.

    `paid` may be more than `amount` (overpaid); on a credit note, it is what was settled of it, negative too.
    `contract` is the agreement of which this is an instalment (rent, a premium, energy). `claim` is 'public' for
    a tax or another debt of public law, which has its own road and no collection costs, and None where nobody says.
    """

    number: Required
    date: Day
    due_date: Day
    amount: Money
    paid: Money = Decimal("0.00")
    description: Line = ""
    contract: Line = ""
    claim: Literal["private", "public"] | None = None
    reference: Line = ""
    payment_link: Https | None = None
    file: Line = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.due_date < self.date:
            raise ValueError(worded("de vervaldatum ligt vóór de factuurdatum"))
        if self.amount == 0:
            raise ValueError(worded("het bedrag is nul"))
        if self.paid and (self.paid < 0) != (self.amount < 0):
            raise ValueError(worded("wat er betaald is, heeft niet hetzelfde teken als het bedrag"))
        return self

    @property
    def outstanding(self) -> Decimal:
        """What is still to be paid, in EUR."""
        return self.amount - self.paid

    @property
    def is_credit(self) -> bool:
        """Whether it lowers what the customer owes: a credit note, or paid more than its amount."""
        return self.outstanding < 0 or self.amount < 0

    @property
    def is_public(self) -> bool:
        """Whether it is a debt of public law, or may be one: nobody says, and its description begins as a tax does."""
        return self.claim == "public" or (self.claim is None and bool(levy(self.description)))


class Instalment(Model):
    """One part of a payment plan."""

    due_date: Day
    amount: Money = Field(gt=0)
    paid: Money = Field(default=Decimal("0.00"), ge=0)

    @property
    def outstanding(self) -> Decimal:
        """What is still to be paid of this part, in EUR."""
        return self.amount - self.paid


class Action(Model):
    """What one of both sides does, and by when."""

    owner: Literal["customer", "creditor"]
    what: Required
    by: Day


class Agreement(Model):
    """What customer and creditor agreed, or still disagree on, and what each of them said."""

    kind: Literal["promise-to-pay", "payment-plan", "dispute", "call-summary"]
    agreed_on: Day
    agreed_with: Line = ""
    channel: Literal["phone", "email", "letter", "visit", "chat"] = "phone"
    pay_by: Day | None = None
    amount: Money | None = None
    instalments: tuple[Instalment, ...] = ()
    subject: Line = ""
    customer_says: tuple[Line, ...] = ()
    creditor_says: tuple[Line, ...] = ()
    actions: tuple[Action, ...] = ()
    answer_by: Day | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.kind == "promise-to-pay" and (self.pay_by is None or self.amount is None):
            raise ValueError(worded("een toezegging heeft een dag (pay_by) en een bedrag (amount) nodig"))
        if self.kind == "payment-plan":
            if len(self.instalments) < 2:
                raise ValueError(
                    worded("een betalingsregeling heeft minstens twee termijnen nodig (instalments)")
                )
            dates = [part.due_date for part in self.instalments]
            if dates != sorted(set(dates)):
                raise ValueError(worded("zet de termijnen op volgorde van datum, elke datum één keer"))
        return self

    @property
    def total(self) -> Decimal:
        """The sum of the instalments, in EUR."""
        return sum((part.amount for part in self.instalments), Decimal("0.00"))

    @property
    def outstanding(self) -> Decimal:
        """What is still to be paid of the instalments, in EUR."""
        return sum((part.outstanding for part in self.instalments), Decimal("0.00"))


class Payment(Model):
    """Money that came in."""

    received_on: Day
    amount: Money = Field(gt=0)


class SentNotice(Model):
    """The last notice that went out: its day, how, the last day it named, and the costs it announced in EUR.

    It is what makes costs due. A text message cannot hold what the law asks of it, so it went by letter or
    e-mail. Of `several` about other invoices it is the latest, and the costs are those of all.
    """

    sent_on: Day
    channel: FullChannelName
    pay_by: Day | None = None
    costs: Money | None = Field(default=None, ge=0)
    several: bool = False


class Attachment(Model):
    """A file that goes along: a copy of the invoice, the terms, or something else.

    `file` is a path in the workspace.
    """

    file: Required
    name: Required
    kind: Literal["invoice", "terms", "other"] = "other"


class Record(Model):
    """All that one message can say: who, to whom, about which invoices, on which date.

    `date` is the date on the letter, `pay_by` the last day to pay that the message names, `next_step_on` the
    day of the next step if nothing happens. `notice_by` is the channel by which a last notice goes, when other
    messages go with it: its day is named in all of them. `costs_before` are the costs in EUR that were asked in
    the last six months for the same contracts. `reason` is why the customer has not paid, as far as that is
    known; `past` is what happened before, for who calls.
    """

    id: Required
    date: Day
    creditor: Creditor
    customer: Customer
    invoices: tuple[Invoice, ...] = Field(min_length=1)
    agreement: Agreement | None = None
    payment: Payment | None = None
    pay_by: Day | None = None
    next_step_on: Day | None = None
    notice: SentNotice | None = None
    notice_by: FullChannelName | None = None
    costs_before: Money = Field(default=Decimal("0.00"), ge=0)
    attachments: tuple[Attachment, ...] = ()
    reason: Reason = "unknown"
    past: Past | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        numbers = [invoice.number for invoice in self.invoices]
        if len(numbers) != len(set(numbers)):
            raise ValueError(worded("een factuurnummer staat er twee keer in"))
        for day in (self.pay_by, self.next_step_on):
            if day and day < self.date:
                raise ValueError(
                    worded("de laatste dag om te betalen of de volgende stap ligt vóór de datum van de brief")
                )
        if self.notice and self.notice.sent_on > self.date:
            raise ValueError(worded("de laatste herinnering (notice) is van na de datum van de brief"))
        plan = self.agreement
        if plan and plan.kind == "payment-plan" and self.total not in (plan.total, plan.outstanding):
            raise ValueError(
                worded(
                    "de termijnen zijn samen {total} euro, maar er staat {open} euro open",
                    total=plan.total,
                    open=self.total,
                )
            )
        return self

    @property
    def country(self) -> str:
        """The country whose law holds: the customer's, else the creditor's (ISO 3166)."""
        return (self.customer.address or self.creditor.address).country

    @property
    def claims(self) -> tuple[Invoice, ...]:
        """The invoices that are not a credit; all of them when there is nothing else."""
        return tuple(invoice for invoice in self.invoices if not invoice.is_credit) or self.invoices

    @property
    def credits(self) -> tuple[Invoice, ...]:
        """The credit notes and the invoices that were paid more than once: they lower the total."""
        return tuple(invoice for invoice in self.invoices if invoice.is_credit)

    @property
    def total(self) -> Decimal:
        """What is still to be paid on all invoices together, in EUR."""
        return sum((invoice.outstanding for invoice in self.invoices), Decimal("0.00"))

    @property
    def paid(self) -> Decimal:
        """What has been paid on the claims together, in EUR."""
        return sum((invoice.paid for invoice in self.claims), Decimal("0.00"))

    @property
    def due_date(self) -> Day:
        """The earliest due date of the claims."""
        return min(invoice.due_date for invoice in self.claims)

    @property
    def missed(self) -> tuple[Instalment, ...]:
        """The instalments that should have been paid before the date of the message and are not."""
        parts = self.agreement.instalments if self.agreement else ()
        return tuple(part for part in parts if part.due_date < self.date and part.outstanding > 0)

    @property
    def reference(self) -> str:
        """What the customer writes with the payment: the structured reference, else the open invoices' numbers.

        Nobody types more than three numbers or 40 characters of them: the customer's own number stands for them,
        or without one the first invoice and the count. A transfer has room for 140 characters (EPC069-12).
        """
        if len(self.claims) == 1 and self.claims[0].reference:
            return self.claims[0].reference
        numbers = [invoice.number for invoice in self.claims if invoice.outstanding] or [
            invoice.number for invoice in self.claims
        ]
        listed = ", ".join(numbers)
        if len(numbers) == 1 or (len(numbers) <= MOST_NUMBERS and len(listed) <= LONGEST_TYPED):
            return listed
        said = labels(self.customer.language)
        short = (
            said.customer_reference.format(number=self.customer.id)
            if self.customer.id
            else said.invoice_numbers_more.format(number=numbers[0], count=len(numbers) - 1)
        )
        return (
            short if len(short) <= LONGEST_REFERENCE else said.invoices_reference.format(count=len(numbers))
        )

    @property
    def payment_link(self) -> str | None:
        """The web address to pay at, when there is one invoice that has one, and no credit lowers it."""
        return self.invoices[0].payment_link if len(self.invoices) == 1 else None
