"""Costs, sums and accounts in a plain letter that the law or the letter itself contradicts."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.lint.rules._plain_sums import TOO_MUCH, accounts, costs, sums
from toolkit.reading.document import Document


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield the costs that a letter without a record may not ask, and a second sum or account to pay to."""
    if not document.kind:
        yield from costs(document, options)
        yield from sums(document)
        yield from accounts(document)


RULE = Rule(
    name="plain-costs",
    code="L07",
    group="law",
    severity=Severity.ERROR,
    title=Say("Kosten, bedrag of rekening klopt niet", "Costs, sum or account is wrong"),
    message=TOO_MUCH,
    why=Say(
        "Te veel of te vroeg gevraagde kosten hoeft een consument niet te betalen. En wie twee bedragen of twee"
        " rekeningen"
        " ziet, betaalt verkeerd of niet.",
        "A consumer does not owe costs that are too high or too early, and who sees two sums or two accounts pays"
        " wrongly"
        " or not at all.",
    ),
    advice=Say(
        "Reken de kosten na met ‘tact costs’, en noem één bedrag en één rekening.",
        "Check the costs with 'tact costs', and name one sum and one account.",
    ),
    source="Art. 6:96 BW en Besluit buitengerechtelijke incassokosten; art. XIX.2 en XIX.4 WER (België)",
    reads="text",
    check=check,
    languages=("nl",),
    whole=True,
    good=(
        "Uw factuur van € 100,00 staat open. Betaalt u niet op tijd? Dan komen er € 40,00 incassokosten bij.",
        "Uw factuur van € 100,00 staat open. Betaal € 100,00 op NL91 ABNA 0417 1643 00. Nu betaalt u geen kosten.",
        "Ons ondernemingsnummer is BE 0123.456.789. Uw factuur van € 100,00 staat open. Betaalt u niet op tijd? Dan"
        " komt er"
        " een vergoeding van € 20,00 bij.",
        "Betaal € 100,00 of betaal in delen: € 50,00 per maand.",
        "De hoofdsom is € 1.000,00. De incassokosten zijn € 150,00. Betaal € 1.150,00 op NL91 ABNA 0417 1643 00.",
    ),
    bad=(
        "Uw factuur van € 100,00 staat open. Betaalt u niet op tijd? Dan komen er € 75,00 incassokosten bij.",
        "Ons ondernemingsnummer is BE 0123.456.789. Uw factuur van € 100,00 staat open. Wij rekenen nu € 12,10 kosten.",
        "Ons ondernemingsnummer is BE 0123.456.789. Tweede herinnering. De factuur van € 100,00 staat open. Daarbij"
        " komt"
        " een vergoeding van € 25,00 aan kosten.",
        "Betaal € 100,00 voor vrijdag. Wij vragen u om te betalen: € 120,00.",
        "Betaal op NL91 ABNA 0417 1643 00. Ons nummer is ook NL02 ABNA 0123 4567 89.",
    ),
)
