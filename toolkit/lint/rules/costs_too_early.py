"""Messages that ask costs before the law allows it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.rules._costs import Charge, asked_charges
from toolkit.lint.rules._law import BEFORE_COSTS, figures, may_ask_costs
from toolkit.lint.scenario import Scenario


def check(scenario: Scenario, _options: Options) -> Iterator[Hit]:
    """Yield each sentence that asks costs, when the customer does not owe them yet.

    What a Belgian consumer gets before that day is judged by `be-first-reminder-free`.
    """
    record = scenario.record
    belgian = record.country == "BE" and record.customer.kind == "consumer"
    if may_ask_costs(scenario) or (belgian and scenario.template.stage in BEFORE_COSTS):
        return
    charges = {Charge.COSTS, Charge.INTEREST} if belgian else {Charge.COSTS}
    for section, said in asked_charges(scenario, charges, record.total + figures(scenario).total):
        yield Hit(said.start, said.end, section=section)


RULE = Rule(
    name="costs-too-early",
    code="L03",
    group="law",
    severity=Severity.ERROR,
    title=Say("Kosten te vroeg", "Costs too early"),
    message=Say(
        "Deze klant betaalt nu nog geen kosten. Zeg welke kosten er later bij komen, of laat ze weg.",
        "This customer does not owe costs yet: say which costs may come later, or leave them out.",
    ),
    why=Say(
        "Een consument betaalt pas kosten als de termijn van de laatste, gratis herinnering om is. Vraagt u ze eerder,"
        " dan hoeft hij ze niet te betalen. Een bedrijf betaalt ze pas na de laatste dag op de factuur.",
        "A consumer owes costs only when the term of the last, free reminder has run out; asked earlier, they are not"
        " owed. A business owes them only after the due date.",
    ),
    advice=Say(
        "Noem kosten als iets van later: ‘Betaalt u niet op tijd? Dan komen er kosten bij.’ Vraag ze pas in het bericht"
        " na de laatste herinnering.",
        "Name costs as something that comes later ('Dan komen er kosten bij.'), and ask them only in the message after"
        " the last notice.",
    ),
    source="Art. 6:96 lid 4 en 6 BW; HR 25 november 2016, ECLI:NL:HR:2016:2704; art. XIX.2 WER (België)",
    reads="message",
    check=check,
    languages=("nl",),
    good=(
        Example("Betaalt u niet op tijd? Dan komen er € 40,00 incassokosten bij."),
        Example("Deze herinnering is gratis. U betaalt geen kosten."),
        Example(
            "Daar komen nu € 40,00 incassokosten bij.",
            record={"customer.kind": "business", "customer.company": "Bouw B.V."},
        ),
    ),
    bad=(
        Example("Daar komen nu € 40,00 incassokosten bij."),
        Example(
            "| | |\n|---|---|\n| Factuur | {{ total|euro }} |\n| Aanmaningskosten | € 40,00 |",
            stage="last-notice",
        ),
        Example("Er staat nu € 159,00 open."),
    ),
)
