"""A letter of elsewhere becomes the text of a template: its words stay, and what differs becomes a field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from tests import dutch
from tests.reading.word_files import SECTION, field, p, r, table, word
from toolkit.adopt.letter import Letter, field_text, is_field, left_open, needs, read_letter
from toolkit.adopt.proposals import field_for
from toolkit.compose.markdown import parse

HEADING = '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'


def letter(content: bytes | str, name: str = "brief.txt") -> Letter:
    return read_letter(Path(name), content=content.encode() if isinstance(content, str) else content)


def proposed(content: bytes | str, name: str = "brief.txt") -> list[tuple[str, str]]:
    return [(each.text, each.expression) for each in letter(content, name).proposals]


def template(content: bytes | str, name: str = "brief.txt") -> str:
    read = letter(content, name)
    chosen = {
        each: field_text(each.expression) if each.expression else left_open(each) for each in read.proposals
    }
    return read.text(chosen, "Titel")


def body(content: bytes | str, name: str = "brief.txt") -> str:
    return template(content, name).partition("{% block body %}\n")[2].removesuffix("\n{% endblock %}\n")


# What stays.


def test_headings_bold_words_lists_and_tables_become_markdown() -> None:
    numbering = '<w:abstractNum w:abstractNumId="0"/><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    content = word(
        p("Dag,")
        + p("Wat nu?", style="Kop1")
        + p("Betaal ", r("nu ", "<w:b/>"), r("meteen", "<w:b/>"), " graag.")
        + p("een", properties=item)
        + p("twee", properties=item)
        + table(("Stuk", "Soort"), ("a", "b"))
        + p("<w:r><w:t>Groet,</w:t><w:br/><w:t>Sanne</w:t></w:r>"),
        styles=HEADING,
        numbering=numbering,
    )
    assert body(content, "brief.docx") == (
        "{{ greeting }},\n\n## Wat nu?\n\nBetaal **nu meteen** graag.\n\n- een\n- twee\n\n"
        "| Stuk | Soort |\n| --- | --- |\n| a | b |\n\nGroet,\\\nSanne"
    )


def test_what_means_something_to_markdown_or_a_template_stays_what_it_was() -> None:
    assert body("Dag,\n\nEen *ster*, #1, a_b, <b>, 50 %} en {# dit.") == (
        "{{ greeting }},\n\nEen \\*ster\\*, \\#1, a\\_b, \\<b\\>, 50 % } en { \\# dit."
    )


def test_markdown_stays_markdown() -> None:
    assert body("Dag,\n\n**Let op**: [hier](https://x.example).", "brief.md") == (
        "{{ greeting }},\n\n**Let op**: [hier](https://x.example)."
    )


def test_a_line_that_was_ended_by_hand_breaks_and_one_that_wraps_does_not() -> None:
    text = "Dag,\n\nDit is een regel die verder gaat tot waar het venster ophoudt\nen dan verder gaat.\nGroet,\nSanne"
    assert body(text).endswith("ophoudt\nen dan verder gaat.\\\nGroet,\\\nSanne")


# The parts.


def test_what_stands_above_the_salutation_and_in_the_margins_is_left_to_the_layout() -> None:
    content = word(
        p("De Korenbloem") + p("Betreft: Uw factuur") + p("Geachte heer Jansen,") + p("Betaal.") + SECTION,
        header1=p("Kop"),
        footer1=p("IBAN"),
    )
    read = letter(content, "brief.docx")
    assert (read.head, read.outside, read.subject) == (
        "De Korenbloem\n\nBetreft: Uw factuur",
        "Kop\n\n\nIBAN",
        "Uw factuur",
    )
    assert template(content, "brief.docx") == (
        "{% block subject %}\nUw factuur\n{% endblock %}\n\n"
        "{% block body %}\n{{ greeting }},\n\nBetaal.\n{% endblock %}\n"
    )


def test_a_letter_without_a_subject_has_that_of_its_first_heading_or_its_title() -> None:
    assert template("## Uw factuur\n\nBetaal.", "a.md").startswith("{% block subject %}\nUw factuur\n")
    assert template("Betaal.").startswith("{% block subject %}\nTitel\n")


# Fields.


@pytest.mark.parametrize(
    ("mark", "expression"),
    [
        ("«Naam»", "customer.name"),
        ("[naam klant]", "customer.name"),
        ("((naam))", "customer.name"),
        ("<<Achternaam>>", "customer.last_name"),
        ("{{ openstaand_bedrag }}", "total|euro"),
        ("[[Bedrag incl. btw]]", "total|euro"),
        ("«Factuurnummer»", "invoice.number"),
        ("{vervaldatum}", "due_date|date"),
        ("€ XX,XX", "total|euro"),
        ("[uiterste betaaldatum]", "pay_by|date"),
        ("{% if x %}", ""),
        ("[iets anders]", ""),
    ],
)
def test_a_place_to_fill_in_becomes_the_field_it_is_called_after(mark: str, expression: str) -> None:
    assert proposed(f"Dag,\n\nHet gaat om {mark} hier.") == [(mark, expression)]


def test_a_merge_field_becomes_a_field_and_a_page_number_stays() -> None:
    content = word(
        p("Dag,") + p("Beste ", field("MERGEFIELD Klantnaam", r("«Wie»")), ", blz. ", field("PAGE", r("1")))
    )
    assert proposed(content, "brief.docx") == [("«Wie»", "customer.name")]
    assert body(content, "brief.docx").endswith("Beste {{ customer.name }}, blz. 1")


def test_amounts_days_accounts_and_names_become_fields_by_the_words_around_them() -> None:
    text = (
        "Dag,\n\nOp 26 oktober 2026 stuurden wij u factuur 2026-0413 van € 119,00. Die verviel op 9-11-2026. Betaal"
        " uiterlijk 7 december 2026 op NL91 ABNA 0417 1643 00, mevrouw De Vries. De incassokosten zijn € 40,00. Bel"
        " 033 470 00 00 van Bakkerij De Korenbloem B.V. of mail a@b.example."
    )
    assert proposed(text) == [
        ("26 oktober 2026", "invoice.date|date"),
        ("2026-0413", "invoice.number"),
        ("€ 119,00", "total|euro"),
        ("9-11-2026", "due_date|date"),
        ("7 december 2026", "pay_by|date"),
        ("NL91 ABNA 0417 1643 00", "creditor.iban|iban"),
        ("mevrouw De Vries", "customer.name"),
        ("€ 40,00", ""),
        ("033 470 00 00", "creditor.phone|phone"),
        ("Bakkerij De Korenbloem B.V.", "creditor.name"),
        ("a@b.example", "creditor.email"),
    ]


def test_one_field_stands_for_one_value_and_for_that_value_everywhere() -> None:
    text = "Dag,\n\nFactuur 2026-0413: € 10,00. In de lijst: 2026-0413 en € 20,00."
    assert proposed(text) == [
        ("2026-0413", "invoice.number"), ("€ 10,00", "total|euro"), ("2026-0413", "invoice.number"), ("€ 20,00", ""),
    ]  # fmt: skip


def test_the_number_of_somebody_else_is_not_the_firms_own() -> None:
    assert proposed("Tel: 033 470 00 00\n\nDag,\n\nBel Stichting Hulp op 020 123 45 67.") == [
        ("020 123 45 67", "")
    ]


def test_what_has_no_field_stays_open_between_brackets_and_is_no_program() -> None:
    assert body("Dag,\n\nHet is {{ iets_vreemds }} en {% if x %}.").endswith(
        "Het is [iets vreemds] en [if x]."
    )
    assert body("Dag,\n\nHet is € 12,00 en € 13,00.").endswith("Het is {{ total|euro }} en [€ 13,00].")


def test_a_template_asks_for_the_fields_that_not_every_record_has() -> None:
    read = letter("Dag,\n\nBel 033 470 00 00 over € 12,00 voor «Klantnummer».")
    assert needs({each: field_text(each.expression) for each in read.proposals}) == [
        "creditor.phone",
        "customer.id",
    ]


@pytest.mark.parametrize(
    ("expression", "is_known"),
    [
        ("total|euro", True),
        ("customer.name", True),
        ("customer.naam", False),
        ("bedrag", False),
        ("x }}{{ y", False),
    ],
)
def test_only_what_a_record_can_have_is_a_field(expression: str, is_known: bool) -> None:
    assert is_field(expression) == is_known


def test_every_field_that_is_proposed_exists() -> None:
    from toolkit.adopt.proposals import _KINDS, _NAMED

    assert [each for _, each in _NAMED if not is_field(each)] == []
    assert [each for each in _KINDS.values() if not is_field(each)] == []
    assert field_for("") == ""


@given(
    dutch.texts
    | st.lists(st.sampled_from(["{{", "}}", "{%", "%}", "#}", "*", "[a]", "|", "\n", "x"])).map("".join)
)
def test_any_text_becomes_a_template_that_can_be_compiled(text: str) -> None:
    written = body("Dag,\n\n" + text.replace("\r", " "))
    printed = Environment(autoescape=True).from_string(re.sub(r"\{\{ [\w.|]+ \}\}", "x", written)).render()
    assert str(printed).strip() == re.sub(r"\{\{ [\w.|]+ \}\}", "x", written).strip()
    parse(str(printed))
