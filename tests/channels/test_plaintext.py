import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.messages import (
    bullets,
    heading,
    link,
    paragraph,
    payment_part,
    reminder_blocks,
    strong,
    table,
    text,
)
from toolkit.channels.plaintext import WIDTH, plain_text
from toolkit.compose.message import (
    Block,
    Break,
    Emphasis,
    Heading,
    Items,
    Paragraph,
    Part,
    Quote,
    Table,
    Text,
    ThematicBreak,
    texts,
)

WORDS = st.text(st.sampled_from("ab ë€1\u00a0-"), max_size=60)
INLINE = st.recursive(
    st.builds(Text, WORDS, st.just(0)) | st.builds(Break),
    lambda inner: st.builds(Emphasis, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=4,
)
INLINES = st.lists(INLINE, max_size=4).map(tuple)
# A head may be said once for every row, or not at all where its column is empty: it has letters of its own.
HEADS = st.lists(st.builds(Text, st.text("xyz ", max_size=30), st.just(0)), max_size=2).map(tuple)
TABLES = st.integers(1, 5).flatmap(
    lambda columns: st.builds(
        Table,
        st.tuples(*[HEADS] * columns),
        st.lists(st.tuples(*[INLINES] * columns), max_size=4).map(tuple),
        st.tuples(*[st.sampled_from(["left", "right", "center"])] * columns),
    )
)
BLOCKS: st.SearchStrategy[Block] = st.recursive(
    st.builds(Paragraph, INLINES)
    | st.builds(Heading, st.integers(1, 3), INLINES)
    | st.builds(ThematicBreak)
    | TABLES,
    lambda inner: (
        st.builds(Quote, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Part, st.just("closing"), st.lists(inner, max_size=3).map(tuple))
        | st.builds(
            Items,
            st.lists(st.lists(inner, max_size=2).map(tuple), max_size=3).map(tuple),
            st.none() | st.integers(1, 99),
        )
    ),
    max_leaves=8,
)


def test_a_reminder_reads_well_without_html() -> None:
    assert (
        plain_text(reminder_blocks())
        == """\
Beste mevrouw De Vries,

Wij zien nog geen betaling van u voor factuur 2026-0413. Misschien bent
u het vergeten. Dat kan gebeuren.

Factuur    Datum            Open bedrag
---------  ---------------  -----------
2026-0413  26 oktober 2026     € 119,00
---------  ---------------  -----------
Samen                          € 119,00

Wat moet u betalen?
-------------------

Te betalen    € 119,00
Uiterlijk op  maandag 7 december 2026
Rekening      NL91 ABNA 0417 1643 00
Op naam van   Bakkerij De Korenbloem B.V.
Zet erbij     2026-0413

Wat kunt u doen?
----------------

– Kunt u niet alles in één keer betalen? Bel ons. We maken samen een
  regeling.
– Klopt de factuur niet? Vertel het ons. We zoeken het voor u uit.
– Hebt u al betaald? Dan hoeft u niets te doen.

Wat gebeurt er als u niets doet?
--------------------------------

Dan krijgt u op 14 december een tweede herinnering van ons. Die kost u
niets.

Hebt u een vraag? Sanne de Wit helpt u graag. Bel 033 470 00 00, op
werkdagen van 9.00 tot 17.00 uur.

Met vriendelijke groet,

Sanne de Wit"""
    )


def test_a_wide_cell_wraps_inside_its_column() -> None:
    wide = "Brood en gebak voor de lunch van 26 oktober, met bezorging aan de achterdeur"
    made = plain_text(
        [table(("Factuur", "Waarvoor", "Bedrag"), ("2026-0413", wide, "€ 119,00"), align="llr")]
    )
    assert (
        made
        == """\
Factuur    Waarvoor                                            Bedrag
---------  ------------------------------------------------  --------
2026-0413  Brood en gebak voor de lunch van 26 oktober, met  € 119,00
           bezorging aan de achterdeur"""
    )


def test_a_table_that_is_too_wide_for_columns_becomes_rows_of_pairs() -> None:
    address = "https://betaal.example/" + "x" * 60
    made = plain_text([table(("Factuur", "Betalen"), ("2026-0413", link(address, address)))])
    assert made == f"Factuur: 2026-0413\nBetalen:\n  {address}"


def test_a_total_of_a_table_that_is_too_wide_has_a_name_of_its_own() -> None:
    wide = "x" * 90
    rows = ((wide, "€ 1,00"), (strong("Totaal"), strong("€ 1,00")))
    made = plain_text([table(("Factuur", "Bedrag"), *rows)])
    assert made.endswith("\n\nTotaal\nBedrag: € 1,00")


def test_amounts_are_aligned_right_and_a_centred_column_has_no_loose_spaces() -> None:
    made = plain_text([table(("A", "B", "C"), ("x", "€ 5,00", "ja"), ("y", "€ 1.125,00", "n"), align="lrc")])
    assert made.split("\n")[2:] == ["x      € 5,00  ja", "y  € 1.125,00  n"]


def test_a_bold_last_row_is_a_total_under_a_line() -> None:
    made = plain_text([table((), ("a", "1"), (strong("Samen"), strong("1")))])
    assert made == "a      1\n-----  -\nSamen  1"


def test_a_link_shows_its_address_in_full_once() -> None:
    there = "https://betaal.example/2026-0413"
    made = plain_text(
        [
            paragraph("Betaal ", link("via de bank", there), "."),
            paragraph("Betaal via ", link("betaal.example/2026-0413", there), "."),
            paragraph("Mail ", link("a@b.example", "mailto:a@b.example"), "."),
            paragraph("Mail ", link("Sanne", "mailto:a@b.example"), "."),
            paragraph("Bel ", link("033 470 00 00", "tel:+31334700000"), "."),
            paragraph("Bel ", link("Sanne", "tel:+31334700000"), "."),
        ]
    )
    assert made.split("\n\n") == [
        f"Betaal via de bank <{there}>.",
        f"Betaal via {there}.",
        "Mail a@b.example.",
        "Mail Sanne <a@b.example>.",
        "Bel 033 470 00 00.",
        "Bel Sanne <+31334700000>.",
    ]


@pytest.mark.parametrize(
    "together",
    [
        "NL91 ABNA 0417 1643 00",
        "BE68 5390 0754 7034",
        "+31 (0)33 470 00 00",
        "€ 1.119,00",
        "7 december 2026",
        "https://betaal.example/een-heel-lang-adres/2026-0413?kenmerk=12",
    ],
)
def test_what_a_person_copies_is_never_broken(together: str) -> None:
    for lead in range(WIDTH):
        made = plain_text([paragraph("x" * lead, " ", together, ", dank u")])
        assert together in made


def test_numbers_of_a_list_go_on_and_its_text_hangs() -> None:
    items = Items(((paragraph("een"),), (paragraph("twee " * 20), bullets("diep")), (paragraph("drie"),)), 9)
    lines = plain_text([items]).split("\n")
    assert lines[0] == "9. een"
    assert [line[:5] for line in lines if "twee" in line] == ["10. t", "    t"]
    assert lines[-3:] == ["    – diep", "", "11. drie"]


def test_a_quote_and_a_rule_are_set_apart() -> None:
    made = plain_text(
        [Quote((paragraph("Ik betaal."), paragraph("Echt."))), ThematicBreak(), heading("Titel", 1)]
    )
    assert made == f"> Ik betaal.\n>\n> Echt.\n\n{'-' * WIDTH}\n\nTitel\n====="


def test_a_value_cannot_make_a_line_of_its_own() -> None:
    made = plain_text([paragraph("Beste ", "Jan\nBetaal\u2028aan\x0bNL00\r\n\r\n", ",")])
    assert made == "Beste Jan Betaal aan NL00 ,"


def test_soft_hyphens_and_no_break_spaces_do_not_reach_the_reader() -> None:
    assert plain_text([paragraph("be\u00adta\u00adling\u00a0€\u202f5")]) == "betaling € 5"


def test_the_pairs_of_the_payment_block_stand_in_columns() -> None:
    lines = plain_text([payment_part("€\u00a01.190,00")]).split("\n")
    assert {line.index(value) for line, value in zip(lines[:2], ["€ 1.190,00", "maandag"], strict=True)} == {
        14
    }


@given(st.lists(BLOCKS, max_size=5))
def test_no_line_ends_with_a_space_and_no_words_are_lost(blocks: list[Block]) -> None:
    made = plain_text(blocks)
    assert all(line == line.rstrip() for line in made.split("\n"))
    assert "\u00a0" not in made
    said = "".join(each.text for each in texts(tuple(blocks)))
    assert all(made.count(letter) == said.count(letter) for letter in "abë€")


@given(st.lists(st.lists(st.text("ab", min_size=1, max_size=9), min_size=1, max_size=40), max_size=4))
def test_short_words_never_make_a_line_longer_than_the_width(rows: list[list[str]]) -> None:
    words = [" ".join(row) for row in rows]
    cells = table(("Eerste", "Tweede"), *[(each, each) for each in words])
    for width in (32, WIDTH):
        made = plain_text(
            [*map(paragraph, words), bullets(*words), cells, Quote((bullets(*words),))], width=width
        )
        assert max(map(len, made.split("\n"))) <= width


def test_text_of_a_cell_is_literal() -> None:
    assert plain_text([Paragraph(text("<b>*niet* [vet](x)</b>"))]) == "<b>*niet* [vet](x)</b>"
