"""What Dutch tokens are and what kind each is."""

from __future__ import annotations

import time

import pytest

from toolkit.language import Kind, load


def kinds(text: str) -> list[tuple[str, Kind]]:
    analysis = load("nl").analyse(text)
    return [(form, analysis.kind(at)) for at, form in enumerate(analysis.forms)]


@pytest.mark.parametrize(
    "word",
    [
        "zo'n",
        "foto's",
        "auto's",
        "baby'tje",
        "sms'je",
        "A4'tje",
        "PSP'er",
        "e-mail",
        "QR-code",
        "iDEAL-link",
        "14-dagenbrief",
        "65-plusser",
        "'s-Gravenhage",
        "CD&V",
        "cliënt",
        "België",
        "vóór",
        "één",
        "België’s",
        "z'n",
        "d'Ancona",
        "2de",
    ],
)
def test_a_word_with_marks_inside_is_one_word(word: str) -> None:
    assert kinds(f"De {word} ook") == [("De", Kind.WORD), (word, Kind.WORD), ("ook", Kind.WORD)]


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("2026-0413", Kind.NUMBER),
        ("INV-2026-01", Kind.NUMBER),
        ("1.234", Kind.NUMBER),
        ("50%", Kind.NUMBER),
        ("1/2", Kind.NUMBER),
        ("€ 1.234,50", Kind.AMOUNT),
        ("€\u00a0119,00", Kind.AMOUNT),
        ("€119", Kind.AMOUNT),
        ("EUR 40,00", Kind.AMOUNT),
        ("24.600,-", Kind.AMOUNT),
        ("119,00 €", Kind.AMOUNT),
        ("2026-12-07", Kind.DATE),
        ("7-12-2026", Kind.DATE),
        ("25/05/79", Kind.DATE),
        ("3.7.2005", Kind.DATE),
        ("14:30", Kind.TIME),
        ("20u40", Kind.TIME),
        ("033 470 00 00", Kind.PHONE),
        ("06-12345678", Kind.PHONE),
        ("(030) 123 45 67", Kind.PHONE),
        ("+31 6 12 34 56 78", Kind.PHONE),
        ("0800-1234", Kind.PHONE),
        ("NL91 ABNA 0417 1643 00", Kind.IBAN),
        ("NL91ABNA0417164300", Kind.IBAN),
        ("BE68 5390 0754 7034", Kind.IBAN),
        ("DE89 3704 0044 0532 0130 00", Kind.IBAN),
        ("+++123/4567/89002+++", Kind.REFERENCE),
        ("www.bakkerij.nl", Kind.URL),
        ("https://betaal.example/2026-0413?x=1", Kind.URL),
        ("betaal.example/2026-0413", Kind.URL),
        ("info@bakkerij-jansen.be", Kind.EMAIL),
        ("t.n.v.", Kind.ABBREVIATION),
        ("B.V.", Kind.ABBREVIATION),
        ("nr.", Kind.ABBREVIATION),
        ("t/m", Kind.ABBREVIATION),
        ("…", Kind.PUNCTUATION),
        ("?!", Kind.PUNCTUATION),
        ("&", Kind.SYMBOL),
    ],
)
def test_a_form_is_one_token_of_its_kind(form: str, kind: Kind) -> None:
    assert kinds(f"Zie {form} en") == [("Zie", Kind.WORD), (form, kind), ("en", Kind.WORD)]


def test_the_dot_after_an_address_or_an_iban_is_its_own_token() -> None:
    text = "NL91 ABNA 0417 1643 00. www.x.nl. a@x.nl."
    assert [form for form, kind in kinds(text) if kind is Kind.PUNCTUATION] == [".", ".", "."]


def test_a_number_after_a_belgian_iban_is_no_part_of_it() -> None:
    assert kinds("BE68 5390 0754 7034 14 dagen")[1] == ("14", Kind.NUMBER)


def test_a_clitic_stands_apart_from_its_word() -> None:
    assert [form for form, _ in kinds("'s avonds in 't huis")] == ["'s", "avonds", "in", "'t", "huis"]


def test_a_quote_is_no_part_of_the_word_it_stands_at() -> None:
    assert [form for form, _ in kinds("'goed' en “beter”")] == ["'", "goed", "'", "en", "“", "beter", "”"]


@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "a-",
        "a'",
        "1,",
        "0 ",
        "a@",
        "www.",
        "http://.",
        "€ ",
        "is ",
        "niet geen ",
        'a. " ',
        "- a\n",
        "Meisje ",
    ],
)
def test_a_hostile_text_takes_no_more_time_than_its_length(piece: str) -> None:
    pack = load("nl")
    started = time.process_time()
    pack.measures(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 5
