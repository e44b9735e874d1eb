"""Notices to Belgian consumers without all that Belgian law wants in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.delivery import FULL
from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.plain import Plain
from toolkit.lint.rules._costs import Charge, statements
from toolkit.lint.rules._law import figures, last_day
from toolkit.lint.rules._paydays import pay_days
from toolkit.lint.rules._term import FULL_DAYS, terms
from toolkit.lint.scenario import Scenario
from toolkit.text.late import late

_STARTS = late(r"\b(?:derde werkdag|(?:kalender)?dag na|dag die volgt)", re.IGNORECASE)


def check(scenario: Scenario, _options: Options) -> Iterator[Hit]:
    """Yield one hit that names what a last notice, or a reminder that names the costs, does not say."""
    record = scenario.record
    if record.country != "BE" or record.customer.kind != "consumer" or scenario.channel not in FULL:
        return
    stage = scenario.template.stage
    if stage == "last-notice" or (stage == "reminder" and _names_costs(scenario)):
        missing = list(_missing(scenario))
        if missing:
            yield Hit(0, 0, {"nl": "; ".join(s.nl for s in missing), "en": "; ".join(s.en for s in missing)})


def _names_costs(scenario: Scenario) -> bool:
    """Say whether a message names an amount of compensation: then it is the reminder of the law."""
    said = (said for document in scenario.documents.values() for said in statements(document))
    return any(each.amounts and Charge.COSTS in each.charges for each in said)


def _missing(scenario: Scenario) -> Iterator[Say]:
    from toolkit.compose.filters import euro, written_date
    from toolkit.records.notice import open_claims

    record, text, right = scenario.record, Plain.of(scenario.documents.values()), figures(scenario)
    creditor = record.creditor
    if not text.has_amount(record.total):
        yield Say("het bedrag dat openstaat", "the balance")
    if right.total and not text.has_amount(right.total):
        shown = euro(right.total, "nl_NL")
        yield Say(f"het bedrag van de vergoeding ({shown})", f"the amount of the compensation ({shown})")
    if not text.has(creditor.name):
        yield Say("de naam van uw onderneming", "the name of the creditor")
    if not text.has_number(creditor.registration):
        yield Say("het ondernemingsnummer", "the enterprise number")
    if not (text.has_number(creditor.phone) or text.has(creditor.email)):
        yield Say("hoe de klant u bereikt", "how to reach the creditor")
    claims = [invoice for invoice, _ in open_claims(record.invoices)]
    if not all(invoice.description and text.has(invoice.description) for invoice in claims):
        yield Say("waarvoor elke factuur is", "what each invoice is for")
    if not all(text.has_date(invoice.due_date) for invoice in claims):
        yield Say("de vervaldag van elke factuur", "the due date of each invoice")
    if not _gives_the_term(scenario):
        first = last_day(scenario)
        yield Say(
            f"een termijn van 14 kalenderdagen (tot en met {written_date(first, 'full', 'nl_NL')})",
            f"a term of 14 calendar days (until {first.isoformat()})",
        )


def _gives_the_term(scenario: Scenario) -> bool:
    """Say whether no last day comes too early, and the term is there as a day or in words with its first day."""
    first = last_day(scenario)
    named = [each.day for each in pay_days(scenario)]
    body = scenario.documents["body"]
    in_words = any(term.days >= FULL_DAYS for term in terms(body)) and _STARTS.search(body.text) is not None
    return all(day >= first for day in named) and bool(named or in_words)


_BELGIAN = {
    "customer.address.country": "BE",
    "customer.address.postcode": "9000",
    "invoices.0.description": "Brood voor uw feest",
    "creditor.compensation": {"percent": "10"},
}
_WHOLE = (
    "Betaal {{ total|euro }} uiterlijk op {{ pay_by|date }} voor {{ invoice.description }}. De laatste dag was"
    " {{ invoice.due_date|date }}. Anders komt er een vergoeding van {{ costs.total|euro }} bij. Bel"
    " {{ creditor.phone }}. {{ creditor.name }}, ondernemingsnummer {{ creditor.registration }}."
)

RULE = Rule(
    name="be-required-content",
    code="L05",
    group="law",
    severity=Severity.ERROR,
    title=Say("België: verplichte inhoud ontbreekt", "Belgium: required content missing"),
    message=Say(
        "De Belgische wet wil dat deze herinnering ook zegt: {nl}.",
        "Belgian law wants this reminder to say as well: {en}.",
    ),
    why=Say(
        "Alleen een herinnering met alles wat de wet vraagt, laat de termijn van 14 dagen beginnen. Anders mag er"
        " daarna geen vergoeding bij komen.",
        "Only a reminder with all that the law asks starts the term of 14 days; otherwise no compensation may follow.",
    ),
    advice=Say(
        "Noem het saldo, de vergoeding, uw naam met ondernemingsnummer en contact, waarvoor de factuur is, de vervaldag"
        " en de termijn.",
        "Give the balance, the compensation, your name with enterprise number and contact, what the invoice is for, its"
        " due date and the term.",
    ),
    source="Art. XIX.2 Wetboek van economisch recht (wet van 4 mei 2023, BS 23 mei 2023)",
    reads="message",
    check=check,
    languages=("nl",),
    good=(
        Example(
            _WHOLE,
            stage="last-notice",
            record=_BELGIAN,
        ),
        Example("Betaal {{ total|euro }}.", record=_BELGIAN),
        Example("Betaal {{ total|euro }}.", stage="last-notice"),
    ),
    bad=(
        Example(
            _WHOLE.replace("ondernemingsnummer {{ creditor.registration }}", ""),
            stage="last-notice",
            record=_BELGIAN,
        ),
        Example(
            _WHOLE.replace(" voor {{ invoice.description }}", ""),
            stage="last-notice",
            record=_BELGIAN,
        ),
        Example("Betaalt u niet? Dan komt er € 20,00 vergoeding bij.", record=_BELGIAN),
        Example(
            _WHOLE.replace("Betaal {{ total|euro }}", "Betaal"),
            stage="last-notice",
            record=_BELGIAN,
        ),
        Example(
            _WHOLE.replace(" van {{ costs.total|euro }}", ""),
            stage="last-notice",
            record=_BELGIAN,
        ),
        Example(
            _WHOLE.replace("{{ creditor.name }}, o", "O"),
            stage="last-notice",
            record=_BELGIAN,
        ),
        Example(
            _WHOLE.replace(" Bel {{ creditor.phone }}.", ""),
            stage="last-notice",
            record=_BELGIAN,
        ),
        Example(
            _WHOLE.replace(" De laatste dag was {{ invoice.due_date|date }}.", ""),
            stage="last-notice",
            record=_BELGIAN,
        ),
        Example(
            _WHOLE.replace("{{ pay_by|date }}", "25 november 2026"), stage="last-notice", record=_BELGIAN
        ),
        Example(
            _WHOLE.replace(" uiterlijk op {{ pay_by|date }}", ""),
            stage="last-notice",
            record=_BELGIAN,
        ),
    ),
)
