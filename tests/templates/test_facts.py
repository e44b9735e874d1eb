"""The facts in the shipped texts: amounts, dates, accounts, the terms of the law."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.templates.collection import ASKING, CATALOGUE, NAMES, cases, compose, in_style, sample, written
from tests.templates.reading import block_passages, headings, part, text
from toolkit.compose.filters import euro
from toolkit.compose.message import Part, Table, plain
from toolkit.records.notice import notice

THREE_BLOCKS = ["Wat moet u betalen?", "Wat kunt u doen?", "Wat gebeurt er als u niets doet?"]
FIGURE = re.compile(r"€ -?[\d.]+,\d\d|\d{1,2} [a-z]+ \d{4}|\d{1,2}-\d{1,2}-\d{4}|\b[A-Z]{2}\d\d(?: ?\w{4})+")


@pytest.mark.parametrize("name", NAMES)
def test_the_four_styles_say_the_same_amounts_and_dates(name: str) -> None:
    record = sample(name, "ordinary")
    for channel in CATALOGUE.template(name).channels:
        plain, *styled = (
            set(FIGURE.findall(text(compose(name, in_style(record, style), channel))))
            for style in (None, "D", "I", "S", "C")
        )
        assert plain, channel
        assert styled == [plain] * 4, channel


@pytest.mark.parametrize("name", ASKING)
def test_a_style_changes_the_words_or_their_order(name: str) -> None:
    record = sample(name, "ordinary")
    assert len({text(compose(name, in_style(record, style), "email")) for style in ("D", "I", "S", "C")}) == 4


@pytest.mark.parametrize("name", ASKING)
def test_a_letter_that_asks_for_money_has_the_three_blocks(name: str) -> None:
    assert {str(case): headings(case.message) for case in written(name)} == {
        str(case): THREE_BLOCKS for case in written(name)
    }


@pytest.mark.parametrize("name", ASKING)
def test_amount_account_holder_and_reference_stand_together(name: str) -> None:
    for case in written(name):
        block = "\n".join(block_passages(part(case.message, "payment").children)).replace(" ", "")
        creditor = case.record.creditor
        for fact in (creditor.iban, creditor.account_holder, case.record.reference):
            assert fact.replace(" ", "") in block, str(case)
        costs = notice(case.record, case.channel, "handover") if name == "handover" else None
        asked = costs.amount if costs else case.record.total
        assert f"€{euro(asked, 'nl_NL')[2:]}" in block, str(case)


@pytest.mark.parametrize("name", ["reminder", "second-reminder", "last-notice", "handover"])
def test_the_last_day_stands_in_the_payment_block(name: str) -> None:
    for case in written(name):
        if pay_by := case.record.pay_by:
            block = "\n".join(block_passages(part(case.message, "payment").children))
            if (
                name == "last-notice"
                and case.record.country == "NL"
                and case.record.customer.kind == "consumer"
            ):
                assert not re.search(r"\d{4}$", block.splitlines()[1]), str(case)
                block = text(case.message)
            assert re.search(rf"{pay_by.day} \w+ {pay_by.year}", block), str(case)


@pytest.mark.parametrize("name", NAMES)
def test_attachments_are_mentioned_exactly_when_there_are_some(name: str) -> None:
    for case in written(name):
        mentioned = bool(re.search(r"(zit|zitten) (ook )?bij deze|(Bij|Ook bij) deze", text(case.message)))
        assert mentioned == bool(case.record.attachments), str(case)


@pytest.mark.parametrize("name", ASKING)
def test_one_unpaid_invoice_needs_no_list_and_keeps_its_facts_in_sight(name: str) -> None:
    for case in written(name):
        lists = [block for block in case.message.body if isinstance(block, Part) and block.name == "invoices"]
        invoice, *others = case.record.invoices
        if others or case.record.paid or (case.message.notice and case.message.notice.charges):
            assert len(lists) == 1, str(case)
            continue
        assert lists == [], str(case)
        due = f"{invoice.due_date.day}-{invoice.due_date.month}-{invoice.due_date.year}"
        said = text(case.message)
        assert due in said or f"{invoice.due_date.day} " in said, str(case)
        asked = list(block_passages(part(case.message, "payment").children))
        assert not invoice.description or invoice.description in asked, str(case)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_has_a_total_exactly_when_it_has_more_than_one_line(name: str) -> None:
    for case in written(name):
        for block in case.message.body:
            if isinstance(block, Part) and block.name == "invoices":
                (table,) = block.children
                assert isinstance(table, Table)
                last = plain(table.rows[-1][0])
                assert (last == "Totaal") == (len(table.rows) > 1), str(case)


def test_invoices_with_their_own_last_days_share_no_single_one() -> None:
    letter = compose("due-soon", sample("due-soon", "several-invoices"))
    assert "Betaal uiterlijk op" not in text(letter)
    assert "De eerste betaalt u uiterlijk op woensdag 2 december 2026." in text(letter)
    assert {"2-12-2026", "9-12-2026"} <= set(block_passages(part(letter, "invoices").children))


def test_the_day_of_the_next_step_is_named_only_when_it_comes_after_the_last_day() -> None:
    record = sample("reminder", "ordinary")
    assert "Dan krijgt u op 11 december 2026 een tweede herinnering." in text(compose("reminder", record))
    early = record.model_copy(update={"next_step_on": record.pay_by})
    assert "Dan krijgt u een tweede herinnering." in text(compose("reminder", early))


@pytest.mark.parametrize("name", ["reminder", "second-reminder"])
def test_a_reminder_says_that_it_is_free(name: str) -> None:
    for case in written(name):
        assert re.search(r"gratis|kost u niets", text(case.message)), str(case)


def test_the_dutch_term_for_a_consumer_runs_from_the_day_after_delivery() -> None:
    wordings = {
        "letter": ("nadat deze brief bij u is bezorgd", "19 januari 2027"),
        "email": ("nadat u deze e-mail hebt ontvangen", "19 januari 2027"),
    }
    for channel, (received, last_day) in wordings.items():
        message = text(compose("last-notice", sample("last-notice", "ordinary"), channel))
        assert f"binnen 14 dagen vanaf de dag {received}" in message
        assert f"Betaalt u uiterlijk op {last_day}? Dan bent u zeker op tijd." in message


@pytest.mark.parametrize("stem", ["business", "be-business"])
def test_a_business_reads_no_consumer_term_and_no_debt_advice(stem: str) -> None:
    letter = text(compose("last-notice", sample("last-notice", stem)))
    for consumers_only in ("binnen 14 dagen", "14 kalenderdagen", "schuldhulpverlening", "OCMW"):
        assert consumers_only not in letter


def test_a_belgian_consumer_reads_what_the_law_asks() -> None:
    record = sample("last-notice", "be-ogm")
    starts = {
        "letter": "Die beginnen op de derde werkdag nadat wij deze brief versturen.",
        "email": "Die beginnen op de dag nadat wij deze e-mail versturen.",
    }
    for channel, start in starts.items():
        message = text(compose("last-notice", record, channel))
        assert f"U hebt 14 kalenderdagen om te betalen. {start}" in message
        assert f"{record.creditor.name}, ondernemingsnummer {record.creditor.registration}" in message
        for invoice in record.invoices:
            assert invoice.description in message
            assert f"{invoice.due_date.day}-{invoice.due_date.month}-{invoice.due_date.year}" in message


def test_each_country_has_its_own_words() -> None:
    dutch = text(compose("payment-plan", sample("payment-plan", "ordinary")))
    flemish = text(compose("payment-plan", sample("payment-plan", "be-ogm")))
    assert "regeling" in dutch
    assert "afbetalingsplan" not in dutch
    assert "afbetalingsplan" in flemish
    assert "regeling" not in flemish


def test_a_payment_is_answered_with_what_is_left() -> None:
    answers = {
        "ordinary": "U hebt alles betaald.",
        "too-much": "U betaalde € 10,00 te veel.",
        "part-payment": "Er staat nog € 262,30 open.",
        "plan": "Van het hele bedrag staat nog € 124,33 open.",
        "plan-finished": "Dit is het laatste deel van onze afspraak.",
    }
    for stem, answer in answers.items():
        assert answer in text(compose("payment-received", sample("payment-received", stem))), stem


def test_the_instalments_count_down_to_nothing() -> None:
    plan = compose("payment-plan", sample("payment-plan", "ordinary"))
    cells = [cell.replace("\u00a0", " ") for cell in block_passages(part(plan, "instalments").children)]
    assert cells[5::3] == ["€ 124,33", "€ 62,16", "€ 0,00"]


def test_only_the_missed_instalments_are_asked_for() -> None:
    plan = compose("plan-missed", sample("plan-missed", "part-payment"))
    asked = "\n".join(block_passages(part(plan, "payment").children)).replace("\u00a0", " ")
    assert "€ 47,43" in asked


def test_the_sentences_of_a_creditors_choice_are_off_until_it_chooses_them() -> None:
    sentences = ("Wij houden ons recht op betaling", "Dan vertellen wij uw gemeente dat u niet betaalt.")
    chosen = sample("last-notice", "by-choice")
    off = chosen.creditor.model_copy(update={"keeps_claim": False, "early_signal": False})
    for record, expected in ((chosen, True), (chosen.model_copy(update={"creditor": off}), False)):
        letter = text(compose("last-notice", record))
        assert [sentence in letter for sentence in sentences] == [expected] * 2
    with pytest.raises(ValueError, match="early_signal kan alleen bij sector"):
        type(off).model_validate(off.model_dump() | {"sector": "other", "early_signal": True})


def test_an_instalment_of_which_a_part_came_in_is_not_called_missing() -> None:
    seen = set()
    for case in cases("plan-missed"):
        agreement, on = case.record.agreement, case.record.date
        assert agreement
        late = [each for each in agreement.instalments if each.due_date < on and each.outstanding]
        partly = any(each.outstanding < each.amount for each in late)
        said = text(case.message)
        asked = euro(sum((each.outstanding for each in late), Decimal()), "nl")
        assert asked.replace("\N{NO-BREAK SPACE}", " ") in said, str(case)
        if case.channel != "sms":
            assert ("nog niet helemaal binnen" in case.message.subject) is partly, str(case)
            assert not (partly and re.search(r"Het deel van .* zien wij nog niet", said)), str(case)
        seen.add((partly, len(late) > 1))
    assert seen == {(False, False), (False, True), (True, False), (True, True)}
