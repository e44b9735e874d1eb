"""Collection costs follow the decree and the caps, to the cent, and explain themselves."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import NoRateKnown, RecordError
from toolkit.law import collection_costs, costs_of_claims, later_reminder_fee

TODAY = date(2026, 11, 23)
amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("5000000"), places=2)
quick = settings(deadline=None)
claimants = pytest.mark.parametrize(
    ("country", "kind"),
    [("NL", "consumer"), ("NL", "business"), ("BE", "consumer"), ("BE", "business")],
)


@claimants
def test_nothing_open_costs_nothing_and_has_no_explanation(country, kind):
    outcome = collection_costs(Decimal(0), country, kind, on=TODAY)
    assert (outcome.amount, outcome.vat, outcome.explanation) == (0, 0, ())
    assert later_reminder_fee(TODAY, [], "NL", on=TODAY).explanation == ()


def euros(text: str) -> Decimal:
    return Decimal(text)


def by_the_decree(principal: Decimal) -> Decimal:
    """Art. 2 of the decree as one sum per sentence, written apart from the program."""
    total = Decimal(0)
    total += min(principal, Decimal(2500)) * Decimal("0.15")
    total += min(max(principal - 2500, Decimal(0)), Decimal(2500)) * Decimal("0.10")
    total += min(max(principal - 5000, Decimal(0)), Decimal(5000)) * Decimal("0.05")
    total += min(max(principal - 10000, Decimal(0)), Decimal(190000)) * Decimal("0.01")
    total += max(principal - 200000, Decimal(0)) * Decimal("0.005")
    return min(max(total, Decimal(40)), Decimal(6775)).quantize(Decimal("0.01"), "ROUND_HALF_UP")


@pytest.mark.parametrize("kind", ["consumer", "business"])
@pytest.mark.parametrize(
    ("principal", "costs"),
    [
        ("0.01", "40.00"),
        ("100", "40.00"),
        ("266.67", "40.00"),
        ("266.70", "40.01"),
        ("500", "75.00"),
        ("2500", "375.00"),
        ("3750", "500.00"),
        ("5000", "625.00"),
        ("10000", "875.00"),
        ("200000", "2775.00"),
        ("1000000", "6775.00"),
        ("1000000.01", "6775.00"),
    ],
)
def test_dutch_costs_follow_the_slices_of_the_decree(principal, costs, kind):
    outcome = collection_costs(euros(principal), "NL", kind, on=TODAY)
    assert (outcome.amount, outcome.vat, outcome.total) == (euros(costs), 0, euros(costs))


@pytest.mark.parametrize(("principal", "costs", "vat"), [("100", "40.00", "8.40"), ("500", "75.00", "15.75")])
def test_vat_comes_on_top_only_when_the_creditor_cannot_reclaim_it(principal, costs, vat):
    outcome = collection_costs(euros(principal), "NL", "consumer", on=TODAY, vat_recoverable=False)
    assert (outcome.amount, outcome.vat) == (euros(costs), euros(vat))
    assert outcome.total == euros(costs) + euros(vat)


@pytest.mark.parametrize(
    ("balance", "cap"),
    [
        ("0.01", "20.00"),
        ("100", "20.00"),
        ("150", "20.00"),
        ("150.01", "30.00"),
        ("250", "40.00"),
        ("500", "65.00"),
        ("500.01", "65.00"),
        ("1000", "90.00"),
        ("39200", "2000.00"),
        ("39199", "1999.95"),
        ("39201", "2000.00"),
        ("1000000", "2000.00"),
    ],
)
def test_a_belgian_consumer_pays_no_more_than_the_cap(balance, cap):
    outcome = collection_costs(euros(balance), "BE", "consumer", on=TODAY, vat_recoverable=False)
    assert (outcome.amount, outcome.vat, outcome.total) == (euros(cap), 0, euros(cap))


@pytest.mark.parametrize("principal", ["0.01", "40000"])
def test_a_belgian_business_pays_a_fixed_sum(principal):
    assert collection_costs(euros(principal), "BE", "business", on=TODAY).total == euros("40.00")


def test_the_slices_are_explained_in_plain_dutch():
    outcome = collection_costs(euros("3750"), "NL", "consumer", on=TODAY)
    assert [(step.text, step.amount) for step in outcome.explanation] == [
        ("15% van de eerste € 2.500,00", euros("375.00")),
        ("10% van de volgende € 1.250,00", euros("125.00")),
    ]
    assert {step.source for step in outcome.explanation} == {
        "art. 2 Besluit vergoeding voor buitengerechtelijke incassokosten, Stb. 2012, 141"
    }


def test_the_minimum_and_the_vat_are_explained_in_plain_dutch():
    outcome = collection_costs(euros("119"), "NL", "consumer", on=TODAY, vat_recoverable=False)
    assert [(step.text, step.amount) for step in outcome.explanation] == [
        ("15% van € 119,00", euros("17.85")),
        ("Aangevuld tot het minimum van € 40,00", euros("22.15")),
        ("21% btw over € 40,00, die de schuldeiser niet kan terugvragen", euros("8.40")),
    ]


def test_the_maximum_is_explained_in_plain_dutch():
    dutch = collection_costs(euros("1000002"), "NL", "consumer", on=TODAY).explanation
    assert (dutch[-2].text, dutch[-2].amount) == ("0,5% van de volgende € 800.002,00", euros("4000.01"))
    assert (dutch[-1].text, dutch[-1].amount) == ("Verlaagd tot het maximum van € 6.775,00", euros("-0.01"))
    belgian = collection_costs(euros("50000"), "BE", "consumer", on=TODAY).explanation
    assert (belgian[-1].text, belgian[-1].amount) == (
        "Verlaagd tot het maximum van € 2.000,00",
        euros("-540.00"),
    )


def test_the_belgian_bands_are_explained_in_plain_dutch():
    texts = [
        [step.text for step in collection_costs(euros(balance), "BE", "consumer", on=TODAY).explanation]
        for balance in ("100", "250", "1000")
    ]
    assert texts == [
        ["Vast bedrag voor ten hoogste € 150,00"],
        ["Vast bedrag voor de eerste € 150,00", "10% van € 100,00, het deel boven € 150,00"],
        ["Vast bedrag voor de eerste € 500,00", "5% van € 500,00, het deel boven € 500,00"],
    ]


@given(principal=amounts)
@quick
def test_every_dutch_amount_equals_the_decree_written_out(principal):
    assert collection_costs(principal, "NL", "consumer", on=TODAY).amount == by_the_decree(principal)


@claimants
@given(principal=amounts, reclaims=st.booleans())
@quick
def test_the_steps_add_up_to_the_total(country, kind, principal, reclaims):
    outcome = collection_costs(principal, country, kind, on=TODAY, vat_recoverable=reclaims)
    assert sum(step.amount for step in outcome.explanation) == outcome.total
    assert outcome.total == outcome.total.quantize(Decimal("0.01"))
    assert all(step.text and step.rule and step.source and step.grade for step in outcome.explanation)


@claimants
@given(one=amounts, other=amounts)
@quick
def test_a_larger_principal_never_costs_less(country, kind, one, other):
    smaller, larger = (
        collection_costs(value, country, kind, on=TODAY).total for value in sorted((one, other))
    )
    assert smaller <= larger


@given(principal=amounts)
@quick
def test_costs_stay_between_minimum_and_maximum(principal):
    assert 40 <= collection_costs(principal, "NL", "business", on=TODAY).amount <= 6775
    assert 20 <= collection_costs(principal, "BE", "consumer", on=TODAY).amount <= 2000


@claimants
def test_no_principal_means_no_costs(country, kind):
    outcome = collection_costs(Decimal(0), country, kind, on=TODAY, vat_recoverable=False)
    assert (outcome.total, outcome.explanation) == (0, ())


@pytest.mark.parametrize("principal", ["-0.01", "NaN", "Infinity", "1E+30"])
def test_what_is_no_amount_is_refused(principal):
    with pytest.raises(RecordError, match="'principal' is not an amount"):
        collection_costs(euros(principal), "NL", "consumer", on=TODAY)


@pytest.mark.parametrize(
    ("country", "kind", "day"),
    [("NL", "consumer", "2012-06-30"), ("BE", "consumer", "2023-11-30"), ("BE", "business", "2013-12-09")],
)
def test_a_costs_table_refuses_a_date_it_does_not_cover(country, kind, day):
    with pytest.raises(NoRateKnown, match=day):
        collection_costs(euros("100"), country, kind, on=date.fromisoformat(day))


def test_vat_before_the_present_rate_is_refused_not_guessed():
    july = date(2012, 7, 1)
    assert collection_costs(euros("100"), "NL", "consumer", on=july).total == 40
    with pytest.raises(NoRateKnown, match="btw"):
        collection_costs(euros("100"), "NL", "consumer", on=july, vat_recoverable=False)


def test_several_claims_are_added_before_the_costs_are_computed():
    claims = [euros("100"), euros("200"), euros("300")]
    outcome = costs_of_claims(claims, "NL", "consumer", on=TODAY)
    assert outcome == collection_costs(euros("600"), "NL", "consumer", on=TODAY)
    assert outcome.total == euros("90.00")


def test_after_a_part_payment_in_the_term_the_costs_are_computed_on_the_rest():
    outcome = costs_of_claims(
        [euros("1000")], "NL", "consumer", on=TODAY, vat_recoverable=False, paid_in_term=euros("500")
    )
    assert (outcome.amount, outcome.vat) == (euros("75.00"), euros("15.75"))


def test_claims_paid_in_full_within_the_term_cost_nothing():
    paid = euros("119")
    assert costs_of_claims([paid], "NL", "consumer", on=TODAY, paid_in_term=paid).total == 0


def test_more_paid_than_asked_is_refused():
    with pytest.raises(RecordError, match="more was paid than is outstanding"):
        costs_of_claims([euros("10")], "NL", "consumer", on=TODAY, paid_in_term=euros("10.01"))


@given(claims=st.lists(amounts, min_size=1, max_size=5), reclaims=st.booleans())
@quick
def test_dutch_claims_in_one_letter_cost_what_their_sum_costs(claims, reclaims):
    together = costs_of_claims(claims, "NL", "consumer", on=TODAY, vat_recoverable=reclaims)
    assert together == collection_costs(sum(claims), "NL", "consumer", on=TODAY, vat_recoverable=reclaims)
    apart = sum(collection_costs(claim, "NL", "consumer", on=TODAY).amount for claim in claims)
    assert together.amount <= apart + Decimal("0.005") * len(claims)


@given(claims=st.lists(amounts, min_size=1, max_size=5))
@quick
def test_belgian_claims_in_one_letter_cost_no_more_than_their_sum_and_no_more_than_apart(claims):
    together = costs_of_claims(claims, "BE", "consumer", on=TODAY)
    assert together.total <= collection_costs(sum(claims), "BE", "consumer", on=TODAY).total
    assert together.total <= sum(collection_costs(c, "BE", "consumer", on=TODAY).total for c in claims)
    assert sum(step.amount for step in together.explanation) == together.total


@pytest.mark.parametrize(
    ("claims", "paid", "total"),
    [
        (["150", "150"], "0", "40.00"),  # apart 20 + 20, together 45
        (["500", "500"], "0", "90.00"),  # apart 65 + 65, together 90
        (["150", "150"], "150", "20.00"),
        (["150", "150"], "60", "39.00"),  # on 90 and 150: apart 20 + 20, together 39
    ],
)
def test_belgian_claims_are_capped_the_lower_way(claims, paid, total):
    outcome = costs_of_claims(
        [euros(claim) for claim in claims], "BE", "consumer", on=TODAY, paid_in_term=euros(paid)
    )
    assert outcome.total == euros(total)


def test_belgian_claims_on_a_business_cost_the_fixed_sum_once():
    assert costs_of_claims([euros("10"), euros("20")], "BE", "business", on=TODAY).total == euros("40.00")


@pytest.mark.parametrize(
    ("reminded", "fee"),
    [
        ([], "0"),
        ([1, 2], "0"),
        ([1, 1, 2, 2, 2], "0"),  # five letters about two due dates
        ([1, 2, 11], "0"),  # the third is the due date of this reminder
        ([1, 2, 3], "9.02"),
        ([1, 2, 3, 4, 5], "9.02"),
    ],
)
def test_a_belgian_reminder_costs_something_only_after_three_due_dates_with_free_ones(reminded, fee):
    before = [date(2026, month, 5) for month in reminded]
    outcome = later_reminder_fee(date(2026, 11, 5), before, "BE", on=TODAY, postage=euros("1.52"))
    assert outcome.total == euros(fee)
    assert sum(step.amount for step in outcome.explanation) == euros(fee)


def test_a_later_belgian_reminder_without_postage_costs_the_fee_alone():
    last_year = date(2025, 12, 5)
    three = [date(2026, month, 5) for month in (1, 2, 3)]
    assert later_reminder_fee(date(2026, 11, 5), [last_year, *three[1:]], "BE", on=TODAY).total == 0
    outcome = later_reminder_fee(date(2026, 11, 5), three, "BE", on=TODAY)
    assert [step.text for step in outcome.explanation] == [
        "Een herinnering na de drie gratis herinneringen van dit jaar"
    ]


def test_a_dutch_reminder_is_always_free():
    assert later_reminder_fee(TODAY, [TODAY] * 99, "NL", on=TODAY, postage=euros("1.40")).total == 0
