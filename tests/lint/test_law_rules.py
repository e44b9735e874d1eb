"""The rules of law, over jurisdictions, kinds of customer, stages and channels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compose.records import a_record
from tests.lint.examples import changed, findings
from toolkit.catalogue import Catalogue
from toolkit.lint import Finding, Linter
from toolkit.lint.model import Example, Rule
from toolkit.lint.rules import all_rules
from toolkit.lint.settings import Settings
from toolkit.records import Record
from toolkit.records.notice import Notice, notice
from toolkit.workspace import Workspace

WORKSPACE = Workspace()
LINTER = Linter(WORKSPACE, Settings(select=frozenset({"law", "missing-fact"})))
LAW = tuple(rule for rule in all_rules() if rule.group == "law" and rule.reads == "message")

BELGIAN = {
    "customer.address.country": "BE",
    "customer.address.postcode": "9000",
    "creditor.address.country": "BE",
    "creditor.address.postcode": "9000",
    "creditor.registration": "0123.456.749",
    "creditor.iban": "BE20293000000156",
    "creditor.compensation": {"fixed": "5000.00"},
}
BUSINESS = {"customer.kind": "business", "customer.company": "Bouwbedrijf Jansen B.V."}
SENT = {"sent_on": "2026-10-01", "channel": "letter", "costs": "5000.00"}
COUNTRIES = {"NL": {}, "BE": BELGIAN}
KINDS = {"consumer": {}, "business": BUSINESS}
WRITTEN = ("letter", "email")
NOT_LATE = ("before", "due")
STILL = {"invoices__0__date": "2026-11-10", "invoices__0__due_date": "2026-12-24"}
"""An invoice whose last day is still to come."""


def rule(name: str) -> Rule:
    return next(rule for rule in all_rules() if rule.name == name)


def record_of(country: str, kind: str, **fields: Any) -> Record:
    """Return a late record of a customer in a country, with dotted fields set (__ stands for the dot)."""
    late = {
        "invoices.0.description": "Taart voor uw feest",
        "invoices.0.date": "2026-08-01",
        "invoices.0.due_date": "2026-08-31",
    }
    more = {name.replace("__", "."): value for name, value in fields.items()}
    return changed(a_record(), late | COUNTRIES[country] | KINDS[kind] | more)


def found_by_law(folder: Path, example: Example) -> dict[str, list[Finding]]:
    """Return what the rules of law that read messages find in an example, by their names; silent ones are left out."""
    found = {each.name: findings(each, example, folder) for each in LAW}
    return {name: hits for name, hits in found.items() if hits}


def example_of(text: str, country: str = "NL", kind: str = "consumer", **more: Any) -> Example:
    """Return an example about the late record of such a customer; before the last day, about one that is not late."""
    record = record_of(country, kind, **STILL if more.get("stage") in NOT_LATE else {}).model_dump(
        mode="json"
    )
    fields = {name: record[name] for name in ("creditor", "customer", "invoices")} | more.pop("record", {})
    return Example(text, record=fields, **more)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["due-soon", "reminder", "second-reminder", "last-notice", "handover"])
def test_the_shipped_texts_keep_the_law_for_everyone_on_every_channel(
    name: str, country: str, kind: str
) -> None:
    days = STILL if name == "due-soon" else {}
    records = {
        "plain": record_of(country, kind, notice=SENT, **days),
        "vat": record_of(country, kind, notice=SENT, creditor__vat_recoverable=False, **days),
        "no clause": record_of(country, kind, notice=SENT, creditor__compensation=None, **days),
    }
    late = {"invoices__0__date": "2026-01-01", "invoices__0__due_date": "2026-01-31"}
    sent = SENT | {"sent_on": "2026-05-01"}
    if not days:
        records["interest"] = record_of(
            country, kind, date="2026-06-15", notice=sent, creditor__charges_interest=True, **late
        )
    found = LINTER.lint(Catalogue(WORKSPACE).template(name), records=records)
    assert [(each.rule, each.message.nl, each.scenarios) for each in found] == []


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channel", WRITTEN)
@pytest.mark.parametrize("stage", ["last-notice", "handover"])
@settings(max_examples=15)
@given(cents=st.integers(1, 2_000_000), vat=st.booleans(), error=st.sampled_from([-1, 1, 100, 4000]))
def test_only_the_computed_costs_pass(
    country: str,
    kind: str,
    channel: str,
    stage: str,
    tmp_path_factory: pytest.TempPathFactory,
    cents: int,
    vat: bool,
    error: int,
) -> None:
    folder = tmp_path_factory.mktemp("w")
    amount = {"invoices__0__amount": str(Decimal(cents) / 100), "notice": SENT}
    record = record_of(country, kind, creditor__vat_recoverable=not vat, **amount)
    right = _notice(record, channel, stage).costs.total
    said = {right: [], right + Decimal(error) / 100: ["cost-amount"]}
    for value, expected in said.items():
        text = f"Dan komen er € {_euros(value)} kosten bij."
        case = Example(text, channel=channel, stage=stage, record=_fields(record))
        found = findings(rule("cost-amount"), case, folder)
        assert [each.rule for each in found] == expected
        for each in found:
            assert each.suggestions == (f"€\u00a0{_euros(right)} kosten",)


def _notice(record: Record, channel: Any, stage: Any) -> Notice:
    return notice(record, channel, stage)


def _euros(value: Decimal) -> str:
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def _fields(record: Record) -> dict[str, Any]:
    data = record.model_dump(mode="json")
    return {name: data[name] for name in ("creditor", "customer", "invoices", "notice", "date")}


ASKED = [
    "Daar komen nu € 40,00 incassokosten bij.",
    "Voor deze herinnering rekenen wij € 40,00 administratiekosten.",
    "Het bedrag is inmiddels verhoogd met € 40,00 aan kosten.",
    "U betaalt € 159,00, inclusief € 40,00 kosten.",
    "Wij hebben kosten in rekening gebracht.",
    "| | |\n|---|---|\n| Factuur | € 119,00 |\n| Aanmaningskosten | € 40,00 |",
]
ANNOUNCED = [
    "Betaalt u niet op tijd? Dan komen er € 40,00 incassokosten bij.",
    "Als u niet betaalt, rekenen wij € 40,00 incassokosten.",
    "## Wat gebeurt er als u niets doet?\n\nEr komen € 40,00 kosten bij. Dat is € 40,00.",
    "Betaalt u later dan die dag? De kosten zijn € 40,00.",
    "Na 7 december 2026 rekenen wij € 40,00 incassokosten.",
    "Deze herinnering is gratis: u betaalt geen kosten en geen rente.",
    "U kunt nu nog zonder kosten € 119,00 betalen.",
    "Betaal € 119,00, dan voorkomt u € 40,00 kosten.",
]
STAGES = ("before", "due", "reminder", "last-notice")


@pytest.mark.parametrize("text", ASKED)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("country", COUNTRIES)
def test_costs_asked_of_a_consumer_before_the_term_is_over_are_found(
    text: str, stage: str, country: str, tmp_path: Path
) -> None:
    found = found_by_law(tmp_path, example_of(text, country, stage=stage))
    expected = "costs-too-early" if country == "NL" else "be-first-reminder-free"
    assert expected in found
    assert {"costs-too-early", "be-first-reminder-free"} - set(found)


@pytest.mark.parametrize("text", ANNOUNCED)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("country", COUNTRIES)
def test_costs_announced_or_denied_are_not_asked(text: str, stage: str, country: str, tmp_path: Path) -> None:
    found = found_by_law(tmp_path, example_of(text, country, stage=stage))
    assert set(found) <= {"nl-14-day-term", "be-required-content", "cost-amount"}


@pytest.mark.parametrize("text", ASKED)
@pytest.mark.parametrize("country", COUNTRIES)
def test_a_business_that_is_late_may_be_asked_costs(text: str, country: str, tmp_path: Path) -> None:
    for stage in sorted({*STAGES} - {*NOT_LATE}):
        found = found_by_law(tmp_path, example_of(text, country, "business", stage=stage))
        assert set(found) <= {"cost-amount"}


def test_a_business_that_is_not_late_may_not(tmp_path: Path) -> None:
    fields = {"invoices.0.due_date": "2026-12-15"}
    case = example_of(ASKED[0], kind="business", stage="before", record=fields)
    assert "costs-too-early" in found_by_law(tmp_path, case)


@pytest.mark.parametrize("country", COUNTRIES)
def test_costs_in_an_agreement_need_a_notice_whose_term_is_over(country: str, tmp_path: Path) -> None:
    for sent, expected in ((None, True), ("2026-11-10", True), ("2026-10-01", False)):
        fields = {"notice": sent and SENT | {"sent_on": sent}}
        case = example_of(ASKED[0], country, stage="agreement", record=fields)
        assert ("costs-too-early" in found_by_law(tmp_path, case)) is expected


def test_the_description_of_an_invoice_is_not_what_the_message_says(tmp_path: Path) -> None:
    fields = {"invoices.0.description": "Kosten van het kamp"}
    text = "U betaalt {{ total|euro }} voor {{ invoice.description }}."
    assert found_by_law(tmp_path, example_of(text, record=fields)) == {}


def test_interest_may_be_asked_of_a_dutch_consumer_and_not_yet_of_a_belgian_one(tmp_path: Path) -> None:
    text = "Wij hebben rente in rekening gebracht."
    assert "costs-too-early" not in found_by_law(tmp_path, example_of(text))
    assert "be-first-reminder-free" in found_by_law(tmp_path, example_of(text, "BE"))


CARRIERS = {"letter": "deze brief bij u is bezorgd", "email": "u deze e-mail hebt ontvangen"}


@pytest.mark.parametrize("channel", ["letter", "email", "sms"])
@pytest.mark.parametrize("form", ["d MMMM", "full", "short", "before"])
def test_a_last_day_before_the_term_is_over_is_found_and_the_day_itself_is_not(
    channel: str, form: str, tmp_path: Path
) -> None:
    last = _notice(record_of("NL", "consumer"), channel, "last-notice").term
    assert last is not None
    for day, expected in ((last.pay_by, False), (last.pay_by - timedelta(days=1), True)):
        text = f"Betaal € 119,00 uiterlijk {_written(day, form)}."
        case = example_of(text.replace("uiterlijk vóór", "vóór"), channel=channel, stage="last-notice")
        found = found_by_law(tmp_path, case).get("nl-14-day-term", [])
        assert any("komt te vroeg" in each.message.nl for each in found) is expected


def _written(day: date, form: str) -> str:
    months = ("november", "december")
    match form:
        case "short":
            return f"op {day.day}-{day.month}-{day.year}"
        case "full":
            return f"op maandag {day.day} {months[day.month - 11]} {day.year}"
        case "before":
            return _written(day + timedelta(days=1), "d MMMM").replace("op", "vóór")
    return f"op {day.day} {months[day.month - 11]}"


@pytest.mark.parametrize("channel", WRITTEN)
@pytest.mark.parametrize(
    "days", ["14 dagen vanaf de dag nadat", "15 dagen nadat", "veertien dagen vanaf de dag nadat"]
)
def test_a_last_notice_with_the_words_of_the_law_is_complete(channel: str, days: str, tmp_path: Path) -> None:
    text = f"Betaal binnen {days} {CARRIERS[channel]}. Anders komen er {{{{ costs.total|euro }}}} kosten bij."
    assert found_by_law(tmp_path, example_of(text, channel=channel, stage="last-notice")) == {}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Betaal binnen 14 dagen nadat deze brief bij u is bezorgd. Daarna komen er € 40,00 kosten bij.",
            "de termijn",
        ),
        (
            "Betaal binnen 14 dagen vanaf de dag nadat deze brief bij u is bezorgd. Daarna komen er kosten bij.",
            "€\u00a040,00",
        ),
    ],
)
def test_a_last_notice_that_lacks_something_says_what(text: str, named: str, tmp_path: Path) -> None:
    (found,) = found_by_law(tmp_path, example_of(text, stage="last-notice"))["nl-14-day-term"]
    assert named in found.message.nl


def test_a_last_notice_names_the_vat_that_the_creditor_cannot_reclaim(tmp_path: Path) -> None:
    base = "Betaal binnen 15 dagen nadat deze brief bij u is bezorgd. Daarna komen er {{ costs.total|euro }} kosten bij"
    creditor = record_of("NL", "consumer").model_dump(mode="json")["creditor"] | {"vat_recoverable": False}
    silent = example_of(f"{base}.", stage="last-notice", record={"creditor": creditor})
    spoken = example_of(f"{base}, met btw.", stage="last-notice", record={"creditor": creditor})
    assert "btw" in found_by_law(tmp_path, silent)["nl-14-day-term"][0].message.nl
    assert found_by_law(tmp_path, spoken) == {}


FACTS = {
    "{{ total|euro }}": "het bedrag dat openstaat",
    "{{ costs.total|euro }}": "het bedrag van de vergoeding",
    "{{ creditor.name }}": "de naam van uw onderneming",
    "{{ creditor.registration }}": "het ondernemingsnummer",
    "{{ creditor.phone }}": "hoe de klant u bereikt",
    "{{ invoice.description }}": "waarvoor elke factuur is",
    "{{ invoice.due_date|date }}": "de vervaldag van elke factuur",
    "{{ pay_by|date }}": "een termijn van 14 kalenderdagen",
}
BELGIAN_NOTICE = (
    "Betaal {{ total|euro }} uiterlijk op {{ pay_by|date }}. Dit is voor {{ invoice.description }}, vervallen op"
    " {{ invoice.due_date|date }}.\n\nAnders komt er een vergoeding van {{ costs.total|euro }} bij.\n\n"
    "Bel {{ creditor.phone }}. {{ creditor.name }}, {{ creditor.registration }}"
)


@pytest.mark.parametrize("channel", WRITTEN)
def test_a_belgian_notice_with_all_that_the_law_asks_passes(channel: str, tmp_path: Path) -> None:
    assert (
        found_by_law(tmp_path, example_of(BELGIAN_NOTICE, "BE", channel=channel, stage="last-notice")) == {}
    )


@pytest.mark.parametrize("channel", WRITTEN)
@pytest.mark.parametrize("field", FACTS)
def test_a_belgian_notice_that_lacks_one_thing_names_that_thing_alone(
    field: str, channel: str, tmp_path: Path
) -> None:
    text = BELGIAN_NOTICE.replace(field, "…")
    (found,) = found_by_law(tmp_path, example_of(text, "BE", channel=channel, stage="last-notice"))[
        "be-required-content"
    ]
    assert FACTS[field] in found.message.nl
    assert not _others(field, found.message.nl)


def _others(field: str, message: str) -> Iterable[str]:
    return [name for other, name in FACTS.items() if other != field and name in message]


def test_a_belgian_term_in_words_needs_its_first_day(tmp_path: Path) -> None:
    text = BELGIAN_NOTICE.replace("uiterlijk op {{ pay_by|date }}", "binnen 14 kalenderdagen")
    starts = text + " De termijn begint op de derde werkdag na verzending."
    lacking = found_by_law(tmp_path, example_of(text, "BE", stage="last-notice"))
    assert set(lacking) == {"be-required-content"}
    assert found_by_law(tmp_path, example_of(starts, "BE", stage="last-notice")) == {}


def test_no_compensation_is_named_when_the_terms_have_no_clause(tmp_path: Path) -> None:
    creditor = record_of("BE", "consumer").model_dump(mode="json")["creditor"] | {"compensation": None}
    free = BELGIAN_NOTICE.replace("{{ costs.total|euro }}", "€ 20,00")
    silent = BELGIAN_NOTICE.replace("Anders komt er een vergoeding van {{ costs.total|euro }} bij.", "")
    fields = {"record": {"creditor": creditor}, "stage": "last-notice"}
    assert set(found_by_law(tmp_path, example_of(free, "BE", **fields))) == {"cost-amount"}
    assert found_by_law(tmp_path, example_of(silent, "BE", **fields)) == {}


WHOLE = (
    "Betaal {amount} uiterlijk op {day} voor {{{{ invoice.number }}}}. Rekening {{{{ creditor.iban }}}}, op naam van"
    " {{{{ creditor.account_holder }}}}. Zet erbij: {{{{ reference }}}}. U kunt ons bellen: {{{{ creditor.phone }}}}."
    " {{{{ creditor.opening_hours }}}}. Bent u het niet eens met de factuur? {{{{ creditor.contact }}}} helpt u."
    " De kosten staan in onze laatste brief."
)


@pytest.mark.parametrize(("amount", "is_right"), [("{{ to_pay|euro }}", True), ("{{ total|euro }}", False)])
def test_a_handover_names_the_amount_with_its_costs(amount: str, is_right: bool, tmp_path: Path) -> None:
    text = WHOLE.format(amount=amount, day="{{ pay_by|date }}")
    case = example_of(text, stage="handover", record={"notice": SENT})
    found = findings(rule("missing-fact"), case, tmp_path)
    assert [each.message.nl for each in found] == ([] if is_right else ["Dit bericht zegt niet: het bedrag."])


@pytest.mark.parametrize(("day", "is_right"), [("{{ pay_by|date }}", True), ("31 december 2026", False)])
def test_a_last_notice_names_the_day_that_the_law_sets(day: str, is_right: bool, tmp_path: Path) -> None:
    text = WHOLE.format(amount="{{ total|euro }}", day=day)
    found = findings(rule("missing-fact"), example_of(text, stage="last-notice"), tmp_path)
    lacking = "Dit bericht zegt niet: de laatste dag om te betalen."
    assert [each.message.nl for each in found] == ([] if is_right else [lacking])
