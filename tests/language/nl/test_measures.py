"""How easy a text reads, on our own counts."""

from __future__ import annotations

import pytest
import textstat

from toolkit.language import load

EASY = "Wij zien geen geld van u. Bel ons als u dat wilt. Wij zijn er voor u."
HARD = (
    "Ondanks herhaalde betalingsherinneringen constateren wij dat de verschuldigde hoofdsom, vermeerderd met "
    "de buitengerechtelijke incassokosten, niet overeenkomstig de overeengekomen voorwaarden is voldaan."
)


def test_the_plainer_text_scores_easier_on_both_measures() -> None:
    pack = load("nl")
    easy, hard = pack.measures(EASY), pack.measures(HARD)
    assert easy.flesch_douma > 90
    assert hard.flesch_douma < 30
    assert easy.lix < 20
    assert hard.lix > 60


def test_flesch_douma_is_the_published_formula() -> None:
    measures = load("nl").measures(HARD)
    per_word = measures.syllables / measures.words
    assert measures.flesch_douma == pytest.approx(
        206.835 - 0.93 * measures.words_per_sentence - 77 * per_word
    )


def test_lix_is_what_textstat_says_where_textstat_counts_right() -> None:
    assert load("nl").measures(HARD).lix == pytest.approx(textstat.lix(HARD))


def test_abbreviations_do_not_make_sentences_shorter() -> None:
    measures = load("nl").measures("Op d.d. 1 dec. jl. schreven wij t.n.v. Bakkerij B.V. een brief aan u.")
    assert (measures.sentences, measures.words) == (1, 14)


def test_headings_tables_and_greetings_do_not_count() -> None:
    letter = "Uw factuur\n\nBeste Jan,\n\nU betaalt vandaag.\n\n| a | b |\n\nMet vriendelijke groet,"
    assert (load("nl").measures(letter).sentences, load("nl").measures(letter).words) == (1, 3)


def test_a_text_of_headings_alone_counts_them() -> None:
    assert load("nl").measures("Uw factuur").words == 2


def test_an_amount_and_an_iban_are_one_word_each() -> None:
    assert load("nl").measures("Betaal € 1.234,50 op NL91 ABNA 0417 1643 00.").words == 4
