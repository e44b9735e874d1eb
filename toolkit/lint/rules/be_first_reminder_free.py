"""Reminders to Belgian consumers that are not free."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.rules._costs import Charge, asked_charges
from toolkit.lint.rules._law import BEFORE_COSTS, figures
from toolkit.lint.scenario import Scenario


def check(scenario: Scenario, _options: Options) -> Iterator[Hit]:
    """Yield each sentence that asks costs or interest of a Belgian consumer before the free term has run out."""
    record = scenario.record
    if (
        record.country != "BE"
        or record.customer.kind != "consumer"
        or scenario.template.stage not in BEFORE_COSTS
    ):
        return
    charges = {Charge.COSTS, Charge.INTEREST}
    for section, said in asked_charges(scenario, charges, record.total + figures(scenario).total):
        yield Hit(said.start, said.end, section=section)


_BELGIAN = {
    "customer.address.country": "BE",
    "customer.address.postcode": "9000",
    "creditor.compensation": {"fixed": "20.00"},
}

RULE = Rule(
    name="be-first-reminder-free",
    code="L04",
    group="law",
    severity=Severity.ERROR,
    title=Say("België: eerste herinnering is gratis", "Belgium: the first reminder is free"),
    message=Say(
        "Een herinnering aan een Belgische consument is gratis: vraag geen kosten en geen interest.",
        "A reminder to a Belgian consumer is free: ask no costs and no interest.",
    ),
    why=Say(
        "De eerste herinnering kost een Belgische consument niets. Pas 14 kalenderdagen later kan er een vergoeding of"
        " interest bij komen, als dat in uw voorwaarden staat.",
        "The first reminder costs a Belgian consumer nothing; only 14 calendar days later may compensation or interest"
        " be added, if the terms say so.",
    ),
    advice=Say(
        "Haal het bedrag weg, of zeg wat er na de termijn bij komt: ‘Dan komt er een vergoeding van € 20 bij.’",
        "Take the amount out, or say what comes after the term: 'Dan komt er een vergoeding van € 20 bij.'",
    ),
    source="Art. XIX.2 Wetboek van economisch recht (wet van 4 mei 2023, BS 23 mei 2023)",
    reads="message",
    check=check,
    languages=("nl",),
    good=(
        Example("Betaalt u niet op tijd? Dan komt er een vergoeding van € 20,00 bij.", record=_BELGIAN),
        Example("Deze herinnering kost u niets.", record=_BELGIAN),
        Example("Er komt nu € 12,10 rente bij."),
    ),
    bad=(
        Example("Voor deze herinnering rekenen wij € 12,10 administratieve kosten.", record=_BELGIAN),
        Example("Het bedrag is verhoogd met een vergoeding van € 20,00.", record=_BELGIAN),
        Example("Er komt nu € 2,10 interest bij.", record=_BELGIAN),
    ),
)
