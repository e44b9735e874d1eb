"""`tact costs`: what collecting may cost by law, with every step, and from which day."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import click

from toolkit.delivery import FULL
from toolkit.wording import shown, worded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from toolkit.law import Costs, CustomerKind, Jurisdiction, Step, Term


class _Euro(click.ParamType[Decimal]):
    """An amount in EUR as people type it: 3750, 3750.00, 3.750,00."""

    name = "amount"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the amount; fails for text that is not one, or that can be read in two ways."""
        if isinstance(value, Decimal):
            return value
        text = str(value).removeprefix("€").strip()
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        try:
            amount = Decimal(text)
            sound = amount == amount.quantize(Decimal("0.01")) and amount > 0
        except InvalidOperation:
            sound = False
        if not sound:
            self.fail(
                worded("'{value}' is not an amount above zero, such as 3750 or 1284,50", value=value),
                param,
                ctx,
            )
        return amount


@click.command()
@click.argument("principals", metavar="AMOUNT …", nargs=-1, required=True, type=_Euro())
@click.option("--nl", "country", flag_value="NL", help="Dutch law (the default).")
@click.option("--be", "country", flag_value="BE", help="Belgian law.")
@click.option("--consumer", "kind", flag_value="consumer", help="The customer is a consumer (the default).")
@click.option("--business", "kind", flag_value="business", help="The customer is a business.")
@click.option("--vat", is_flag=True, help="The creditor cannot reclaim VAT: Dutch costs go up by it.")
@click.option(
    "--on",
    "-d",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of the last notice, which picks the rules. Default: today.",
)
@click.option(
    "--by",
    "delivery",
    type=click.Choice(FULL),
    default=FULL[0],
    show_default=True,
    help="How the last notice goes, which decides on its term.",
)
@click.option(
    "--contract", is_flag=True, help="The amounts are missed instalments of one contract, within six months."
)
@click.option(
    "--before",
    type=_Euro(),
    default=Decimal("0.00"),
    help="With --contract: the costs in EUR that were announced for it in the six months before.",
)
@click.option(
    "--claim",
    type=click.Choice(["private", "public"]),
    default="private",
    help="A public claim (a tax) bears no collection costs, and is refused.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    principals: tuple[Decimal, ...],
    country: Jurisdiction | None,
    kind: CustomerKind | None,
    vat: bool,
    day: datetime | None,
    delivery: str,
    contract: bool,
    before: Decimal,
    claim: str,
    as_json: bool,
) -> None:
    """Compute what collecting AMOUNT may cost, in EUR, and from when.

    Several amounts are several claims in one letter, the oldest first. Every step names its article, its
    source and how sure it is: V official text, S several sources agree, 1 one source.
    """
    from datetime import datetime as clock

    from toolkit.law import Claim, check_private, costs_of_claims, term

    if vat and country == "BE":
        raise click.UsageError(worded("--vat is for Dutch costs; a Belgian compensation bears no VAT"))
    on = (day or clock.now().astimezone()).date()
    where, who = country or "NL", kind or "consumer"
    check_private(claim, "--claim")
    claims = [Claim(amount, "1" if contract else "", on) for amount in principals]
    costs = costs_of_claims(
        claims, where, who, on=on, vat_recoverable=not vat, before=before if contract else Decimal(0)
    )
    time = term(on, delivery, where, who)
    click.echo(_json(principals, costs, time) if as_json else _text(costs, time))


def _text(costs: Costs, time: Term) -> str:
    from toolkit.cli.table import table
    from toolkit.law.explain import euro, in_words

    amounts = [(step.text, euro(step.amount or Decimal(0)), step.grade) for step in costs.explanation]
    days = [(step.text, step.grade) for step in time.explanation]
    return "\n".join(
        (
            table(("costs", "amount", "grade"), [*amounts, ("Samen", euro(costs.total), "")]),
            *_sources(costs.explanation),
            "",
            table((worded("last notice of {day}", day=in_words(time.sent_on)), "grade"), days),
            *_sources(time.explanation),
        )
    )


def _sources(steps: Iterable[Step]) -> Iterable[str]:
    """Return each article once, with where it was published."""
    return dict.fromkeys(
        f"  {step.source if step.source.startswith(step.rule) else f'{step.rule}: {step.source}'}"
        for step in steps
    )


def _json(principals: Iterable[Decimal], costs: Costs, time: Term) -> str:
    import json

    def steps(outcome: Costs | Term) -> list[dict[str, str | None]]:
        return [
            {
                "text": shown(step.text),
                "amount": None if step.amount is None else str(step.amount),
                "on": None if step.on is None else str(step.on),
                "rule": step.rule,
                "source": step.source,
                "grade": step.grade,
            }
            for step in outcome.explanation
        ]

    return json.dumps(
        {
            "principals": [str(amount) for amount in principals],
            "amount": str(costs.amount),
            "vat": str(costs.vat),
            "total": str(costs.total),
            "explanation": steps(costs),
            "term": {
                "sent_on": str(time.sent_on),
                "pay_by": str(time.pay_by),
                "costs_from": str(time.costs_from),
                "statutory": time.statutory,
                "explanation": steps(time),
            },
        },
        ensure_ascii=False,
        indent=2,
    )
