"""Which invoice a payment pays: certain, to be looked at, or nothing; and what is open afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from tests.bank.ledgers import invoice, movement, record
from toolkit.bank import Match, Matching, Movement, lowered, match_payments
from toolkit.payments import Reference, make_betalingskenmerk, make_ogm, make_rf
from toolkit.records import Record

OGM = make_ogm("909337554")
KENMERK = make_betalingskenmerk("202604130")
RF = make_rf("20260413")
IBAN = "NL20INGB0001234567"


def match(records: list[Record], *movements: Movement) -> Matching:
    return match_payments(records, movements)


def parts(found: Match) -> dict[str, str]:
    return {part.claim.invoice.number: str(part.amount) for part in found.parts}


def open_after(records: list[Record], matching: Matching) -> dict[str, str]:
    return {each.number: str(each.outstanding) for one in lowered(records, matching) for each in one.invoices}


@pytest.mark.parametrize("reference", [OGM, KENMERK, RF])
def test_a_structured_reference_pays_its_invoice_whoever_paid_and_however_written(
    reference: Reference,
) -> None:
    records = [
        record("1", [invoice("A-2026-1", "119.00", reference=reference.printed), invoice("A-2026-2", "5.00")])
    ]
    for paid in (
        movement("119.00", reference=reference, name="Iemand anders"),
        movement("119.00", f"betaling {reference.printed} dank"),
        movement("119.00", f"betaling {reference.value}"),
    ):
        matching = match(records, paid)
        assert [(each.kind, parts(each)) for each in matching.matches] == [
            ("matched", {"A-2026-1": "119.00"})
        ]
        assert open_after(records, matching) == {"A-2026-1": "0.00", "A-2026-2": "5.00"}
        assert not matching.doubts


@pytest.mark.parametrize(
    "text",
    [
        "2026-0413",
        "Factuur 2026-0413, bedankt!",
        "fact.nr. 20260413",
        "factuur2026-0413",
        "F2026/0413",
        "2026 0413",
        "betaling 19-11-2026 factuur: 2026-0413 klant 77",
    ],
)
def test_the_number_of_an_invoice_with_its_amount_pays_it(text: str) -> None:
    records = [record("1", [invoice("2026-0413", "119.00"), invoice("2026-0414", "119.00")])]
    (found,) = match(records, movement("119.00", text, name="X")).matches
    assert (found.kind, parts(found)) == ("matched", {"2026-0413": "119.00"})


@pytest.mark.parametrize(
    "text",
    ["12026-04135", "2026-04131", "NL20INGB20260413 00", "2026 en 0413", "lidmaatschap 2026", "0413", ""],
)
def test_what_only_looks_like_the_number_of_an_invoice_pays_nothing(text: str) -> None:
    records = [record("1", [invoice("2026-0413", "119.00")])]
    (found,) = match(records, movement("119.00", text, name="Jansen")).matches
    assert found.kind == "nothing"


def test_a_short_number_pays_only_with_a_word_for_it_or_the_name_and_its_amount() -> None:
    records = [record("1", [invoice("413", "119.00")])]
    kinds = [
        match(records, paid).matches[0].kind
        for paid in (
            movement("119.00", "factuur 413", name="X"),
            movement("119.00", "413", name="Hr F Yilmaz"),
            movement("119.00", "Dorpsstraat 413", name="X"),
            movement("20.00", "Dorpsstraat 413", name="X"),
        )
    ]
    assert kinds == ["matched", "matched", "ask", "nothing"]


def test_a_number_with_another_amount_is_a_part_when_the_name_agrees_and_else_a_question() -> None:
    records = [record("1", [invoice("2026-0413", "119.00")])]
    known = match(records, movement("50.00", "2026-0413", name="YILMAZ F"))
    assert open_after(records, known) == {"2026-0413": "69.00"}
    assert "een deel van de factuur blijft open" in known.matches[0].why
    stranger = match(records, movement("50.00", "2026-0413", name="Autobedrijf Bos"))
    assert (stranger.matches[0].kind, open_after(records, stranger)) == ("ask", {"2026-0413": "119.00"})
    assert list(stranger.doubts.values()) == [
        "er is misschien betaald: € 50,00 op 19 november 2026 (het factuurnummer klopt, maar het bedrag niet)"
    ]


def test_one_payment_pays_several_invoices_when_the_amounts_add_up() -> None:
    records = [
        record("1", [invoice("2026-0413", "119.00"), invoice("2026-0414", "30.00")]),
        record("2", [invoice("2026-0500", "10.00")], last_name="Bos"),
    ]
    matching = match(records, movement("159.00", "2026-0413, 2026-0414 en 2026-0500"))
    assert set(open_after(records, matching).values()) == {"0.00"}
    (found,) = match(records, movement("150.00", "2026-0413, 2026-0414 en 2026-0500")).matches
    assert found.kind == "ask"


def test_part_payments_by_reference_add_up_and_what_is_left_over_is_told() -> None:
    records = [
        record("1", [invoice("2026-0413", "100.00", reference=OGM.printed), invoice("2026-0414", "7.00")])
    ]
    matching = match(records, *(movement(amount, reference=OGM) for amount in ("60.00", "60.00", "5.00")))
    assert [(str(each.rest), each.kind) for each in matching.matches] == [
        ("0.00", "matched"),
        ("20.00", "matched"),
        ("5.00", "matched"),
    ]
    assert open_after(records, matching) == {"2026-0413": "0.00", "2026-0414": "7.00"}
    assert "er is € 20,00 over" in next(iter(matching.doubts.values()))
    assert matching.matches[2].why.startswith("nog eens betaald")


def test_a_reference_that_all_invoices_share_pays_the_one_with_the_amount_or_the_oldest_first() -> None:
    shared = {"reference": OGM.printed}
    records = [
        record(
            "1",
            [
                invoice("2026-2", "30.00", due=date(2026, 11, 9), **shared),
                invoice("2026-1", "40.00", due=date(2026, 11, 2), **shared),
            ],
        )
    ]
    assert open_after(records, match(records, movement("30.00", reference=OGM))) == {
        "2026-2": "0.00",
        "2026-1": "40.00",
    }
    assert open_after(records, match(records, movement("50.00", reference=OGM))) == {
        "2026-2": "20.00",
        "2026-1": "0.00",
    }


@pytest.mark.parametrize("name", ["F YILMAZ", "Hr F. Yilmaz e/o A Demir", "yilmaz"])
def test_a_name_and_an_amount_that_is_open_are_a_question(name: str) -> None:
    records = [record("1", [invoice("2026-0413", "119.00"), invoice("2026-0414", "30.00")])]
    for amount, numbers in (("119.00", {"2026-0413"}), ("149.00", {"2026-0413", "2026-0414"})):
        matching = match(records, movement(amount, "taart", name=name))
        assert (matching.matches[0].kind, set(parts(matching.matches[0]))) == ("ask", numbers)
        assert not matching.paid
        assert matching.doubts.keys() == {records[0].customer.identity}
    assert match(records, movement("120.00", "taart", name=name)).matches[0].kind == "nothing"


def test_a_given_name_in_the_ledger_may_be_an_initial_at_the_bank() -> None:
    records = [record("1", [invoice("A-10001", "25.00")], last_name="Wouter De Smet")]
    names = ("DE SMET W", "Wouter De Smet", "De Smet K", "Wouter")
    kinds = [match(records, movement("25.00", name=name)).matches[0].kind for name in names]
    assert kinds == ["ask", "ask", "nothing", "nothing"]


def test_of_two_customers_with_one_surname_the_initial_decides_who_is_asked_about() -> None:
    records = [
        record("1", [invoice("A-10001", "25.00")], initials="J.", last_name="Vries", prefix="de"),
        record("2", [invoice("A-10002", "25.00")], initials="P.", last_name="Vries", prefix="de"),
    ]
    assert set(parts(match(records, movement("25.00", name="P DE VRIES")).matches[0])) == {"A-10002"}
    assert set(parts(match(records, movement("25.00", name="DE VRIES")).matches[0])) == {"A-10001", "A-10002"}


def test_a_firm_is_known_by_a_name_that_the_bank_cut_off_and_by_an_account_that_paid_before() -> None:
    firm = "Stichting Kinderopvang Het Zonnetje Amersfoort-Noord"
    records = [record("1", [invoice("2026-1001", "80.00"), invoice("2026-1002", "90.00")], company=firm)]
    cut = match(
        records, movement("80.00", name="STG KINDEROPVANG"), movement("80.00", name=firm.upper()[:35])
    )
    assert [each.kind for each in cut.matches] == ["nothing", "ask"]
    again = match(
        records,
        movement("80.00", "2026-1001", name="Beheer BV", iban=IBAN),
        movement("90.00", "wat er nog lag", name="Beheer BV", iban=IBAN),
    )
    assert [(each.kind, list(parts(each))) for each in again.matches] == [
        ("matched", ["2026-1001"]),
        ("ask", ["2026-1002"]),
    ]
    assert "het IBAN en het bedrag kloppen" in again.matches[1].why


def test_a_bounced_direct_debit_counts_for_nothing_and_a_later_payment_does() -> None:
    records = [record("1", [invoice("2026-0413", "119.00")])]
    debit = movement("119.00", "2026-0413", iban=IBAN, end_to_end="INC-7", on=date(2026, 11, 10))
    back = movement(
        "-119.00",
        "terug",
        iban=IBAN,
        end_to_end="INC-7",
        on=date(2026, 11, 12),
        reason="AM04",
        is_reversal=True,
    )
    bounced = match(records, debit, back)
    assert open_after(records, bounced) == {"2026-0413": "119.00"}
    assert [each.kind for each in bounced.matches] == ["undone", "undone"]
    assert bounced.matches[0].why == "teruggeboekt op 12 november 2026 (AM04)"
    later = match(records, debit, back, movement("119.00", "2026-0413"))
    assert open_after(records, later) == {"2026-0413": "0.00"}


def test_what_we_pay_back_with_the_same_words_undoes_a_payment_that_came_twice() -> None:
    records = [record("1", [invoice("2026-0413", "119.00")])]
    twice = [movement("119.00", "2026-0413", iban=IBAN) for _ in range(2)]
    back = movement("-119.00", "2026-0413", iban=IBAN, on=date(2026, 11, 20))
    matching = match(records, *twice, back)
    assert [each.kind for each in matching.matches] == ["undone", "matched", "undone"]
    assert str(matching.matches[1].rest) == "0.00"
    other = match(records, twice[0], movement("-119.00", "loon", iban=IBAN, on=date(2026, 11, 20)))
    assert [each.kind for each in other.matches] == ["matched"]


def test_a_return_without_its_payment_is_told_and_changes_nothing() -> None:
    records = [record("1", [invoice("2026-0413", "119.00")])]
    back = movement("-119.00", "2026-0413", reason="MD06", is_reversal=True)
    matching = match(records, back, movement("40.00", "2026-0413", reason="AC01", is_reversal=True))
    assert [each.kind for each in matching.matches] == ["nothing", "nothing"]
    assert "staat niet in deze afschriften" in matching.matches[0].why
    assert not matching.paid


def test_a_payment_that_the_ledger_may_have_taken_off_already_is_a_question() -> None:
    records = [record("1", [invoice("2026-0398", "1284.50", paid="400.00", reference=OGM.printed)])]
    amounts = ("400.00", "150.00", "500.00", "884.50")
    kinds = [match(records, movement(amount, reference=OGM)).matches[0].kind for amount in amounts]
    assert kinds == ["ask", "ask", "matched", "matched"]


def test_what_we_paid_ourselves_is_no_payment_and_credit_notes_are_not_paid() -> None:
    records = [record("1", [invoice("2026-0413", "119.00"), invoice("2026-0413-C", "-19.00")])]
    matching = match(records, movement("-119.00", "2026-0413"), movement("100.00", "2026-0413-C", name="X"))
    assert [each.kind for each in matching.matches] == ["ask"]


def test_a_payment_before_the_invoice_by_its_number_alone_is_a_question() -> None:
    records = [record("1", [invoice("2026-0413", "119.00")])]
    (found,) = match(records, movement("119.00", "2026-0413", on=date(2025, 3, 1))).matches
    assert found.kind == "ask"


def test_a_plan_that_keeps_count_has_the_payment_on_its_first_instalments() -> None:
    instalments = [
        {"due_date": date(2026, 11, 1), "amount": "50.00", "paid": "20.00"},
        {"due_date": date(2026, 12, 1), "amount": "50.00"},
    ]
    agreed = {"kind": "payment-plan", "agreed_on": date(2026, 10, 20), "instalments": instalments}
    one = record("1", [invoice("2026-0413", "100.00", paid="20.00", reference=OGM.printed)])
    one = Record.model_validate({**one.model_dump(), "agreement": agreed})
    (after,) = lowered([one], match([one], movement("45.00", reference=OGM)))
    assert [str(part.paid) for part in after.agreement.instalments] == ["50.00", "15.00"]  # type: ignore[union-attr]
    assert Record.model_validate(after.model_dump()) == after


def test_the_number_of_another_customer_is_a_question_when_the_payer_owes_the_same_amount() -> None:
    records = [
        record("1", [invoice("2026-0413", "119.00")], initials="F.", last_name="Yilmaz"),
        record("2", [invoice("2026-0414", "119.00")], initials="R.", last_name="Bos"),
    ]
    wrong = match(records, movement("119.00", "2026-0414", name="F YILMAZ"))
    assert [(each.kind, parts(each)) for each in wrong.matches] == [
        ("ask", {"2026-0413": "119.00", "2026-0414": "119.00"})
    ]
    assert len(wrong.doubts) == 2
    for text, name in (("2026-0414", "R BOS"), ("2026-0414", "P VREEMD"), ("2026-0413", "F YILMAZ")):
        (right,) = match(records, movement("119.00", text, name=name)).matches
        assert (right.kind, parts(right)) == ("matched", {text: "119.00"})
    records[0] = record("1", [invoice("2026-0413", "80.00")], initials="F.", last_name="Yilmaz")
    (other,) = match(records, movement("119.00", "2026-0414", name="F YILMAZ")).matches
    assert (other.kind, parts(other)) == ("matched", {"2026-0414": "119.00"})


FOUR = [("2026-0413", "119.00"), ("2026-0414", "30.00"), ("2026-0415", "50.00"), ("2026-0416", "7.00")]


@pytest.mark.parametrize(
    ("text", "amount", "heard"),
    [
        ("2026-0413 en 0415", "169.00", ("0413", "0415")),
        ("facturen 2026-0413, 0415 en 0416", "176.00", ("0413", "0415", "0416")),
        ("2026-0413 t/m 0415", "199.00", ("0413", "0414", "0415")),
        ("2026-0413 tot en met 0416", "206.00", ("0413", "0414", "0415", "0416")),
        ("20260413+0415", "169.00", ("0413", "0415")),
        ("2026-0413/0415/0416", "176.00", ("0413", "0415", "0416")),
        ("2026-0413 en 15", "169.00", ("0413", "0415")),
        ("2026-0413 and 415", "169.00", ("0413", "0415")),
        ("fact 413/415", "169.00", ("0413", "0415")),
        ("facturen 0413 en 0415", "169.00", ("0413", "0415")),
        ("nrs 413 t/m 415", "199.00", ("0413", "0414", "0415")),
    ],
)
def test_numbers_in_short_are_all_heard(text: str, amount: str, heard: tuple[str, ...]) -> None:
    others = record("2", [invoice("2025-0413", "119.00"), invoice("2025-0415", "50.00")], last_name="Vos")
    records = [record("1", [invoice(*each) for each in FOUR]), others]
    matching = match(records, movement(amount, text, name="F. Yilmaz"))
    (found,) = matching.matches
    assert (found.kind, set(parts(found))) == ("matched", {f"2026-{number}" for number in heard})
    assert not found.rest
    assert not matching.doubts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026-0413 en 0415", "F. Yilmaz"),
        ("2026-0413 en 0499", "F. Yilmaz"),
        ("fact 413/415", "F. Yilmaz"),
        ("2026-0413 t/m 0415", "F. Yilmaz"),
    ],
)
def test_numbers_in_short_with_another_amount_are_asked_about(text: str, name: str) -> None:
    records = [record("1", [invoice(*each) for each in FOUR])]
    matching = match(records, movement("150.00", text, name=name))
    assert [found.kind for found in matching.matches] == ["ask"]
    assert matching.doubts


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2026-0413 / 15-04-2026", "119.00"),
        ("factuur 2026-0413, 30 dagen", "119.00"),
        ("2026-0413 en dank", "119.00"),
    ],
)
def test_a_day_or_a_term_behind_a_number_is_no_other_invoice(text: str, amount: str) -> None:
    records = [record("1", [invoice(*each) for each in FOUR])]
    (found,) = match(records, movement(amount, text, name="F. Yilmaz")).matches
    assert (found.kind, parts(found)) == ("matched", {"2026-0413": "119.00"})


def test_the_ends_of_numbers_without_a_name_that_agrees_are_asked_about() -> None:
    records = [record("1", [invoice(*each) for each in FOUR])]
    (found,) = match(records, movement("169.00", "fact 413/415", name="Z. Anders")).matches
    assert (found.kind, set(parts(found))) == ("ask", {"2026-0413", "2026-0415"})
    (nothing,) = match(records, movement("13.00", "fact 413/415", name="Z. Anders")).matches
    assert nothing.kind == "nothing"
