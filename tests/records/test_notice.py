"""What a last notice announces and a handover asks: exact, explained, and refused when the law says so."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import NoRateKnown, RecordError
from toolkit.records import Compensation, Creditor, Record
from toolkit.records.notice import Notice, notice, open_claims

DAY = timedelta(days=1)
SENT = date(2026, 11, 23)
ADDRESSES = {
    "NL": {"street": "Zonnedauw 12", "postcode": "3561 KL", "town": "Utrecht", "country": "NL"},
    "BE": {"street": "Molenlaan 22", "postcode": "9040", "town": "Gent", "country": "BE"},
    "DE": {"street": "Marktplatz 1", "postcode": "10115", "town": "Berlin", "country": "DE"},
}
CREDITOR = Creditor.model_validate(
    {
        "name": "Bakkerij De Korenbloem",
        "address": ADDRESSES["NL"],
        "phone": "033 470 00 00",
        "email": "post@korenbloem.example",
        "iban": "NL91ABNA0417164300",
        "account_holder": "Bakkerij De Korenbloem",
        "registration": "12345678",
        "compensation": {"fixed": "5000.00"},
    }
)
"""Its terms ask more than Belgian law allows, so a Belgian consumer owes the cap."""


def invoice(number: str, amount: str, due: date = date(2026, 10, 24), **more: Any) -> dict[str, Any]:
    issued = {"date": due - 30 * DAY, "due_date": due, "description": "Taart"}
    return {"number": number, "amount": amount, **issued, **more}


def record(
    *invoices: dict[str, Any],
    country: str = "NL",
    kind: str = "consumer",
    on: date = SENT,
    creditor: dict[str, Any] | None = None,
    **more: Any,
) -> Record:
    return Record.model_validate(
        {
            "id": "R",
            "date": on,
            "creditor": CREDITOR.model_copy(update=creditor or {}),
            "customer": {
                "last_name": "Yilmaz",
                "kind": kind,
                "company": "De Kade",
                "address": ADDRESSES[country],
            },
            "invoices": invoices or [invoice("1", "119.00")],
            **more,
        }
    )


@pytest.mark.parametrize(
    ("country", "kind", "principal", "recoverable", "costs"),
    [
        ("NL", "consumer", "100.00", True, ("40.00", "0.00", "40.00")),
        ("NL", "consumer", "100.00", False, ("40.00", "8.40", "48.40")),
        ("NL", "consumer", "500.00", False, ("75.00", "15.75", "90.75")),
        ("NL", "business", "3750.00", True, ("500.00", "0.00", "500.00")),
        ("NL", "business", "3750.00", False, ("500.00", "105.00", "605.00")),
        ("BE", "consumer", "250.00", True, ("40.00", "0.00", "40.00")),
        ("BE", "consumer", "1000.00", False, ("90.00", "0.00", "90.00")),
        ("BE", "business", "1000.00", False, ("40.00", "0.00", "40.00")),
    ],
)
def test_a_last_notice_announces_the_costs_of_its_country_and_kind(
    country: str, kind: str, principal: str, recoverable: bool, costs: tuple[str, str, str]
) -> None:
    creditor = {"vat_recoverable": recoverable}
    told = notice(
        record(invoice("1", principal), country=country, kind=kind, creditor=creditor),
        "letter",
        "last-notice",
    )
    assert (told.costs.amount, told.costs.vat, told.costs.total) == tuple(map(Decimal, costs))
    assert told.amount == told.principal == Decimal(principal)
    assert (told.jurisdiction, told.kind, told.interest) == (country, kind, None)


@pytest.mark.parametrize(("channel", "last"), [("letter", date(2026, 12, 14)), ("email", date(2026, 12, 8))])
def test_the_term_is_that_of_the_channel(channel: Any, last: date) -> None:
    told = notice(record(notice_by=channel), channel, "last-notice")
    assert told.term
    assert told.term.pay_by == last
    assert told.term.costs_from == last + DAY


def test_several_claims_are_one_sum_and_cost_once() -> None:
    told = notice(
        record(invoice("1", "200.00"), invoice("2", "150.00", paid="50.00")), "letter", "last-notice"
    )
    assert told.principal == 300
    assert told.costs.total == 45


def test_a_credit_lowers_the_oldest_claim_first_and_the_costs_with_it() -> None:
    claims = [
        invoice("new", "300.00", date(2026, 11, 1)),
        invoice("old", "200.00", date(2026, 9, 1)),
        invoice("credit", "-250.00", date(2026, 11, 1)),
    ]
    due = record(*claims, country="BE")
    assert [(each.number, amount) for each, amount in open_claims(due.invoices)] == [("new", 250)]
    told = notice(due, "letter", "last-notice")
    assert (told.principal, told.costs.total) == (250, 40)


def test_what_was_paid_too_much_on_one_invoice_lowers_another() -> None:
    due = record(invoice("1", "100.00", paid="130.00"), invoice("2", "100.00"))
    assert [(each.number, amount) for each, amount in open_claims(due.invoices)] == [("2", 70)]


def handover(**more: Any) -> Record:
    sent = {"sent_on": SENT, "channel": "letter", "costs": "40.00"}
    return record(**{"on": date(2026, 12, 16), "notice": sent, **more})


def test_a_handover_asks_the_costs_that_were_announced() -> None:
    told = notice(handover(), "letter", "handover")
    assert (told.principal, told.costs.total, told.amount) == (119, 40, 159)
    assert told.term
    assert told.term.sent_on == SENT


def test_after_a_part_payment_the_costs_are_of_what_is_left() -> None:
    sent = {"sent_on": SENT, "channel": "letter", "costs": "75.00"}
    told = notice(handover(notice=sent), "letter", "handover")
    assert told.costs.total == 40
    due = record(
        invoice("1", "500.00", paid="100.00"), on=date(2026, 12, 16), notice=sent | {"costs": "75.00"}
    )
    assert notice(due, "letter", "handover").costs.total == 60


def test_costs_above_what_was_announced_need_a_new_last_notice() -> None:
    sent = {"sent_on": SENT, "channel": "letter", "costs": "40.00"}
    due = record(invoice("1", "500.00"), on=date(2026, 12, 16), notice=sent)
    with pytest.raises(RecordError, match=r"noemde 40.00 euro, nu zijn de kosten 75.00"):
        notice(due, "letter", "handover")


@pytest.mark.parametrize(
    ("sent", "first"),
    [
        ({"sent_on": SENT, "channel": "letter"}, date(2026, 12, 15)),
        ({"sent_on": SENT, "channel": "email"}, date(2026, 12, 9)),
        ({"sent_on": SENT, "channel": "email", "pay_by": "2026-12-18"}, date(2026, 12, 19)),
    ],
)
def test_a_consumer_owes_costs_from_the_day_after_the_term_and_no_day_earlier(
    sent: dict[str, Any], first: date
) -> None:
    assert (
        notice(handover(on=first, notice=sent | {"costs": "40.00"}), "letter", "handover").costs.total == 40
    )
    with pytest.raises(RecordError, match=f"kosten mogen pas vanaf {first}"):
        notice(handover(on=first - DAY, notice=sent), "letter", "handover")


def test_a_consumer_who_got_no_last_notice_owes_no_costs() -> None:
    with pytest.raises(RecordError, match="er is nog geen laatste herinnering"):
        notice(handover(notice=None), "letter", "handover")


def test_a_business_owes_costs_without_a_last_notice() -> None:
    told = notice(handover(kind="business", notice=None), "letter", "handover")
    assert (told.term, told.costs.total) == (None, 40)


def test_a_last_notice_cannot_have_gone_by_text_message() -> None:
    with pytest.raises(ValueError, match=r"'letter' or 'email'"):
        handover(notice={"sent_on": SENT, "channel": "sms"})


def test_an_invoice_that_is_not_overdue_gets_no_last_notice() -> None:
    due = record(invoice("1", "119.00"), invoice("2", "50.00", SENT))
    with pytest.raises(RecordError, match=r"invoices\[2\].due_date: de vervaldag is nog niet voorbij"):
        notice(due, "letter", "last-notice")


def test_nothing_open_needs_no_notice() -> None:
    with pytest.raises(RecordError, match="er staat niets open"):
        notice(record(invoice("1", "119.00", paid="119.00")), "letter", "last-notice")


def test_a_country_whose_law_is_not_known_is_refused() -> None:
    with pytest.raises(RecordError, match="'DE' are not known"):
        notice(record(country="DE"), "letter", "last-notice")


def test_a_belgian_consumer_must_read_what_an_invoice_is_for() -> None:
    bare = invoice("1", "119.00", description="")
    with pytest.raises(RecordError, match=r"invoices\[1\].description"):
        notice(record(bare, country="BE"), "letter", "last-notice")
    notice(record(bare, country="BE", kind="business"), "letter", "last-notice")
    notice(record(bare), "letter", "last-notice")


def test_without_a_clause_a_belgian_consumer_owes_no_compensation() -> None:
    none = {"compensation": None}
    told = notice(record(country="BE", creditor=none), "letter", "last-notice")
    assert (told.costs.total, told.costs.explanation) == (0, ())
    business = record(country="BE", kind="business", creditor=none)
    assert notice(business, "letter", "last-notice").costs.total == 40


def test_interest_is_asked_in_a_handover_only_and_only_if_the_creditor_asks_it() -> None:
    asks = {"charges_interest": True}
    assert notice(record(kind="business", creditor=asks), "letter", "last-notice").interest is None
    assert notice(handover(kind="business"), "letter", "handover").interest is None
    told = notice(handover(kind="business", creditor=asks), "letter", "handover")
    # 119.00 from 25 October until 16 December 2026: 52 days at 10.40% a year.
    assert told.interest
    assert told.interest.total == Decimal("1.76")
    assert told.amount == Decimal("160.76")


@pytest.mark.parametrize("country", ["NL", "BE"])
def test_interest_without_a_known_rate_is_refused(country: str) -> None:
    asks = {"charges_interest": True}
    due = handover(country=country, kind="business", on=date(2027, 1, 4), creditor=asks)
    with pytest.raises(NoRateKnown):
        notice(due, "letter", "handover")


@pytest.mark.parametrize(
    ("clause", "balance", "costs"),
    [
        ({"percent": "10", "minimum": "15"}, "268.40", "26.84"),
        ({"percent": "10", "minimum": "15"}, "100.00", "15.00"),
        ({"percent": "10", "minimum": "25"}, "100.00", "20.00"),  # the cap
        ({"fixed": "12.50", "percent": "2"}, "250.00", "17.50"),
        ({"fixed": "9000"}, "1000.00", "90.00"),  # the cap
        ({"percent": "0"}, "100.00", "0.00"),
    ],
)
def test_a_belgian_consumer_owes_what_the_clause_asks_and_no_more_than_the_cap(
    clause: dict[str, str], balance: str, costs: str
) -> None:
    creditor = {"compensation": Compensation.model_validate(clause)}
    told = notice(
        record(invoice("1", balance), country="BE", creditor=creditor), "letter", "last-notice"
    ).costs
    assert told.total == Decimal(costs)
    assert sum((step.amount or Decimal(0) for step in told.explanation), Decimal(0)) == told.total


def test_a_yes_or_no_of_an_older_file_is_read_as_no_clause_or_asked_for_the_clause() -> None:
    old = CREDITOR.model_dump(mode="json", exclude={"compensation"})
    assert Creditor.model_validate(old | {"compensation_clause": False}).compensation is None
    with pytest.raises(ValueError, match="zegt niet wat uw voorwaarden vragen"):
        Creditor.model_validate(old | {"compensation_clause": True})


def test_a_belgian_business_owes_the_fixed_sum_once_or_by_choice_for_each_invoice() -> None:
    two = [invoice("1", "119.00"), invoice("2", "50.00")]
    once = notice(record(*two, country="BE", kind="business"), "letter", "last-notice").costs
    each = {"compensation_per_invoice": True}
    twice = notice(record(*two, country="BE", kind="business", creditor=each), "letter", "last-notice").costs
    assert (once.total, twice.total) == (40, 80)
    assert [step.grade for step in twice.explanation] == ["1"]


@pytest.mark.parametrize("sector", ["energy", "telecom"])
def test_belgian_energy_and_telecom_are_refused_for_a_consumer_alone(sector: str) -> None:
    own = {"sector": sector}
    with pytest.raises(RecordError, match="rules of their own"):
        notice(record(country="BE", creditor=own), "letter", "last-notice")
    notice(record(country="BE", kind="business", creditor=own), "letter", "last-notice")
    notice(record(creditor=own), "letter", "last-notice")


@pytest.mark.parametrize(("due", "holds"), [(date(2023, 8, 31), False), (date(2023, 9, 1), True)])
def test_book_xix_holds_for_arrears_of_after_1_september_2023(due: date, holds: bool) -> None:
    late = record(invoice("1", "119.00", due), country="BE", on=date(2023, 12, 1))
    if holds:
        assert notice(late, "letter", "last-notice").costs.total == 20
        late = late.model_copy(update={"date": date(2023, 11, 30)})
    with pytest.raises(RecordError, match="book XIX WER does not hold"):
        notice(late, "letter", "last-notice")


def test_a_belgian_consumer_owes_interest_only_after_the_term() -> None:
    sent = {"sent_on": date(2026, 1, 5), "channel": "email", "costs": "90.00"}
    old = invoice("1", "1000.00", date(2025, 12, 1))
    asks: dict[str, Any] = {"charges_interest": True}

    def owed(**more: Any) -> Decimal:
        due = record(old, country="BE", on=date(2026, 3, 2), notice=sent | more, creditor=asks)
        told = notice(due, "letter", "handover").interest
        assert told
        return told.total

    # The e-mail of Monday 5 January gives until Monday 19 January: 41 days, 20 January until 2 March, at 10.5%.
    assert owed() == Decimal("11.79")
    # Who was given until 30 January owes nothing for the days before it: 30 days, 31 January until 2 March.
    assert owed(pay_by="2026-01-30") == Decimal("8.63")
    asks["interest_rate"] = Decimal(5)
    assert owed() == Decimal("5.62")
    asks["interest_rate"] = Decimal(20)
    assert owed() == Decimal("11.79")


def test_a_due_date_of_29_february_is_a_day_like_any_other() -> None:
    due = record(invoice("1", "119.00", date(2028, 2, 29)), on=date(2028, 3, 1), notice_by="email")
    told = notice(due, "email", "last-notice")
    assert told.term
    assert told.term.ends_on == date(2028, 3, 15)


def test_a_term_that_ends_on_a_holiday_names_the_next_working_day() -> None:
    # The 14th day after Friday 11 December 2026 is Christmas; the first working day after it is a Monday.
    told = notice(record(on=date(2026, 12, 11), country="BE", notice_by="email"), "email", "last-notice")
    assert told.term
    assert (told.term.ends_on, told.term.pay_by) == (date(2026, 12, 25), date(2026, 12, 28))


amounts = st.decimals(min_value="0.01", max_value="50000", places=2)
cases = st.fixed_dictionaries(
    {
        "country": st.sampled_from(["NL", "BE"]),
        "kind": st.sampled_from(["consumer", "business"]),
        "recoverable": st.booleans(),
        "amounts": st.lists(amounts, min_size=1, max_size=4),
        "stage": st.sampled_from(["last-notice", "handover"]),
        "channel": st.sampled_from(["letter", "email"]),
    }
)


@given(cases)
def test_every_amount_is_explained_to_the_cent_and_survives_json(case: dict[str, Any]) -> None:
    claims = [invoice(str(number), str(amount)) for number, amount in enumerate(case["amounts"])]
    sent = {"sent_on": SENT, "channel": "letter", "costs": "9999.00"} if case["stage"] == "handover" else None
    due = record(
        *claims,
        country=case["country"],
        kind=case["kind"],
        on=date(2026, 12, 16),
        notice=sent,
        creditor={"vat_recoverable": case["recoverable"]},
    )
    told = notice(due, case["channel"], case["stage"])
    steps = told.costs.explanation
    assert sum((step.amount or Decimal(0) for step in steps), Decimal(0)) == told.costs.total
    assert told.costs.amount + told.costs.vat == told.costs.total
    assert told.term
    days = [step.on for step in told.term.explanation]
    assert {told.term.ends_on, told.term.pay_by, told.term.starts_on} <= set(days)
    assert all(step.text and step.rule and step.source and step.grade for step in steps)
    line = told.model_dump_json()
    assert Notice.model_validate_json(line) == told
    assert json.loads(line)["costs"]["total"] == str(told.costs.total)


@pytest.mark.parametrize("stage", ["last-notice", "handover"])
def test_a_debt_of_public_law_gets_no_last_notice_and_no_handover(stage: Any) -> None:
    tax = invoice("1", "119.00", claim="public")
    due = record(tax) if stage == "last-notice" else handover(invoices=[tax])
    with pytest.raises(RecordError, match=r"invoices\[1\].claim: a debt of public law"):
        notice(due, "letter", stage)


@pytest.mark.parametrize("stage", ["last-notice", "handover"])
def test_what_begins_as_a_tax_does_and_is_not_called_private_waits_for_an_answer(stage: Any) -> None:
    tax = invoice("1", "119.00", description="Afvalstoffenheffing 2026")
    due = record(tax) if stage == "last-notice" else handover(invoices=[tax])
    with pytest.raises(RecordError, match=r"invoices\[1\].claim: 'Afvalstoffenheffing' is the name of a tax"):
        notice(due, "letter", stage)
    told = [tax | {"claim": "private"}]
    due = record(*told) if stage == "last-notice" else handover(invoices=told)
    assert notice(due, "letter", stage).costs.total == 40


def test_missed_instalments_of_one_contract_cost_what_the_dearest_one_costs() -> None:
    rent = [invoice(str(month), "400.00", date(2026, month, 1), contract="H-12") for month in (8, 9, 10)]
    apart = notice(record(*({**each, "contract": ""} for each in rent)), "letter", "last-notice").costs
    told = notice(record(*rent), "letter", "last-notice").costs
    assert (apart.total, told.total) == (180, 60)
    assert "alleen de duurste telt" in told.explanation[0].text
    # What earlier letters announced for the same contract comes off.
    assert notice(record(*rent, costs_before="40.00"), "letter", "last-notice").costs.total == 20


def test_a_handover_asks_in_lines_what_it_asks_in_all() -> None:
    asks = {"charges_interest": True, "vat_recoverable": False}
    two = [invoice("1", "100.00", date(2026, 5, 30)), invoice("2", "50.00", date(2026, 9, 30))]
    sent = {"sent_on": SENT, "channel": "letter", "costs": "48.40"}
    told = notice(record(*two, on=date(2026, 12, 16), notice=sent, creditor=asks), "letter", "handover")
    assert [each.what for each in told.charges] == [
        "Incassokosten",
        "Btw daarover",
        "Rente over 1",
        "Rente over 2",
    ]
    assert "31-5-2026 tot en met 15-12-2026" in told.charges[2].details
    assert "1-10-2026 tot en met 15-12-2026" in told.charges[3].details
    assert told.amount == told.principal + sum(each.amount for each in told.charges)
    alone = notice(record(two[0], on=date(2026, 12, 16), notice=sent, creditor=asks), "letter", "handover")
    assert [each.what for each in alone.charges] == ["Incassokosten", "Btw daarover", "Rente"]
