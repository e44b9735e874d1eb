"""The Dutch of the shipped texts: short, plain, friendly, in every sample."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.templates.collection import (
    ASKING,
    FOLDER,
    FOR_CUSTOMERS,
    NAMES,
    Case,
    cases,
    compose,
    in_style,
    sample,
    texted,
    written,
)
from tests.templates.reading import block_passages, part, passages, prose, sentences, text, words
from toolkit.text.gsm7 import measure, normalise

FORBIDDEN = (
    *("voldoen", "voldaan", "vordering", "vorderingen", "verschuldigd", "verschuldigde", "indien", "gelieve"),
    *("sommeren", "sommatie", "reeds", "middels", "conform", "t.n.v.", "o.v.v.", "d.d.", "jl.", "z.s.m."),
    *("zo spoedig mogelijk", "zo snel mogelijk", "ondanks", "nalaten", "nagelaten", "verzuim", "in gebreke"),
    *("ingebrekestelling", "aanmaning", "genoodzaakt", "dagtekening", "zoals u weet", "waarschuwing"),
    *("deurwaarder", "als niet verzonden", "betreffende", "derhalve", "teneinde", "alsmede", "hierbij"),
    *(
        "onderstaande",
        "bovenstaande",
        "dient",
        "dienen",
        "onmiddellijk",
        "dringend",
        "EUR",
        "a.u.b.",
        "heeft u",
    ),
)
PATTERN = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, FORBIDDEN))})(?!\w)", re.IGNORECASE)
DIMINUTIVE = re.compile(r"\b\w+(?:[bdfgklmnprst]j|etj)es?\b", re.IGNORECASE)
SHOUTING = re.compile(r"\b[A-Z]{4,}\b")
SOURCES = sorted(path for path in FOLDER.glob("**/*.md.j2"))


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_has_more_than_fifteen_words(name: str) -> None:
    long = {
        (str(case), sentence)
        for case in cases(name)
        for passage in passages(case.message)
        for sentence in sentences(passage)
        if words(sentence) > 15
    }
    assert long == set()


@pytest.mark.parametrize("name", NAMES)
def test_sentences_are_short_on_average(name: str) -> None:
    lengths = [
        words(sentence)
        for case in cases(name)
        for passage in prose(case.message)
        for sentence in sentences(passage)
    ]
    assert sum(lengths) / len(lengths) <= 9


@pytest.mark.parametrize("name", NAMES)
def test_a_paragraph_asks_one_question(name: str) -> None:
    crowded = [
        (str(case), passage)
        for case in cases(name)
        for passage in passages(case.message)
        if passage.count("?") > 1
    ]
    assert crowded == []


@pytest.mark.parametrize("word", FORBIDDEN)
def test_a_forbidden_word_would_be_found(word: str) -> None:
    assert PATTERN.search(f"Wij schrijven {word}.")


@pytest.mark.parametrize("name", NAMES)
def test_words_that_push_people_away_never_occur(name: str) -> None:
    found = {
        (str(case), match[0])
        for case in cases(name)
        for pattern in (PATTERN, DIMINUTIVE)
        for match in pattern.finditer(text(case.message))
    }
    assert found == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_text_does_not_shout(path: Path) -> None:
    source = re.sub(r"\{#.*?#\}|\{[{%].*?[%}]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert set(SHOUTING.findall(source)) <= {"OCMW"}
    assert "!" not in source


@pytest.mark.parametrize("name", FOR_CUSTOMERS)
def test_a_letter_and_an_email_name_who_helps_and_how_to_reach_them(name: str) -> None:
    for case in written(name):
        closing = "\n".join(block_passages(part(case.message, "closing").children))
        creditor = case.record.creditor
        for fact in (creditor.contact, creditor.phone, creditor.opening_hours, creditor.email, creditor.name):
            assert fact in closing, str(case)


@pytest.mark.parametrize("name", FOR_CUSTOMERS)
def test_a_letter_and_an_email_offer_what_the_customer_can_do(name: str) -> None:
    for case in written(name):
        choices = list(block_passages(part(case.message, "choices").children))
        assert len(choices) >= 3, str(case)
        assert any("U kunt" in choice for choice in choices), str(case)
        assert any(re.search(r"\b([Bb]el|bellen)\b", choice) for choice in choices), str(case)


@pytest.mark.parametrize("name", FOR_CUSTOMERS)
def test_an_sms_is_two_segments_of_gsm_7_at_most(name: str) -> None:
    for case in texted(name):
        size = measure(normalise(case.message.sms))
        assert (size.encoding, size.foreign) == ("GSM-7", ()), str(case)
        assert size.segments <= 2, str(case)


@pytest.mark.parametrize("name", FOR_CUSTOMERS)
def test_an_sms_begins_with_the_creditor_and_ends_with_whom_to_call(name: str) -> None:
    for case in texted(name):
        creditor = case.record.creditor
        said = text(case.message)
        assert case.message.sms.startswith(f"{creditor.name}: "), str(case)
        call = (
            rf"(Bel|als er iets niet klopt:) {re.escape(creditor.phone)}(, dan zoeken we een oplossing)?\.$"
        )
        assert re.search(call, said), str(case)


@pytest.mark.parametrize("name", ["due-soon", "due-today", "reminder", "second-reminder", "handover"])
def test_an_sms_about_one_invoice_of_a_small_firm_is_one_segment(name: str) -> None:
    (case,) = (case for case in texted(name) if case.sample == "minimal")
    assert measure(normalise(case.message.sms)).segments == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_subject_is_short_where_the_names_allow(name: str) -> None:
    for case in written(name):
        assert len(case.message.subject) <= 60 or case.sample == "long-names", str(case)


@pytest.mark.parametrize("name", NAMES)
def test_one_invoice_is_one_and_several_are_several(name: str) -> None:
    for case in cases(name):
        said = own_words(case)
        if len(case.record.claims) == 1:
            assert "facturen" not in said, str(case)
            assert "samen €" not in said, str(case)
        else:
            assert "facturen" in said or name not in ASKING, str(case)
            assert not re.search(r"\b[Dd]e factuur\b", said), str(case)


def own_words(case: Case) -> str:
    """What the template says, without an address of the creditor or a fixed line about bills in general."""
    said = text(case.message)
    for words_of_the_record in (case.record.creditor.email, "adres voor facturen"):
        said = said.replace(words_of_the_record, "")
    return said


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_calls_itself_a_letter_and_an_email_an_email(name: str) -> None:
    for case in written(name):
        other = "deze e-mail" if case.channel == "letter" else "deze brief"
        assert other not in text(case.message), str(case)


@pytest.mark.parametrize("name", ASKING[:4])
def test_a_collection_agency_comes_only_at_the_end(name: str) -> None:
    assert [str(case) for case in cases(name) if "incasso" in text(case.message)] == []


@pytest.mark.parametrize("name", FOR_CUSTOMERS)
def test_a_text_that_points_at_a_list_has_one(name: str) -> None:
    for case in written(name):
        if re.search(r"[Ii]n de lijst", text(case.message)):
            assert part(case.message, "invoices"), str(case)


@pytest.mark.parametrize("style", ["D", "I", "S", "C"])
def test_the_day_of_our_answer_stands_under_the_next_step_in_every_style(style: str) -> None:
    record = in_style(sample("call-summary", "ordinary"), style)
    said = text(compose("call-summary", record))
    before, _, after = said.partition("U hoort uiterlijk op")
    assert after
    assert re.findall(r"^Wat [^?]+\?$", before, re.MULTILINE)[-1] == "Wat is de volgende stap?"
