from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lint import words as lists
from toolkit.lint.phrases import Phrases, recase
from toolkit.lint.words import Entry

LETTERS = st.sampled_from(["a", "b", "c", "d"])
SENTENCES = st.lists(LETTERS, max_size=30)
FORMS = st.lists(st.lists(LETTERS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=8, unique=True)


def phrases(*forms: str, **more: object) -> Phrases:
    return Phrases([Entry(form, {form: "iets anders"}, **more) for form in forms])  # type: ignore[arg-type]


def found(compiled: Phrases, text: str) -> list[str]:
    return [match.form for match in compiled.match(text.split())]


def longest(forms: list[str], sentence: list[str]) -> list[tuple[int, int, str]]:
    """Find the forms in the plainest way: from left to right, the longest one first."""
    finds: list[tuple[int, int, str]] = []
    at = 0
    while at < len(sentence):
        here = [form for form in forms if sentence[at : at + len(form.split())] == form.split()]
        if here:
            form = max(here, key=lambda form: len(form.split()))
            finds.append((at, at + len(form.split()), form))
            at += len(form.split())
        else:
            at += 1
    return finds


@given(FORMS, SENTENCES)
def test_the_finds_are_those_of_the_plainest_search(forms: list[str], sentence: list[str]) -> None:
    finds = [(match.start, match.end, match.form) for match in phrases(*forms).match(sentence)]
    assert finds == longest(forms, sentence)


@given(st.lists(st.sampled_from(["a … b", "a b", "b … a$", "c", "a … c … d"]), unique=True), SENTENCES)
def test_finds_come_in_order_and_never_share_a_word(forms: list[str], sentence: list[str]) -> None:
    finds = list(phrases(*forms).match(sentence))
    assert all(one.start < other.start for one, other in pairwise(finds))
    taken = [place for match in finds for run in match.runs for place in range(*run)]
    assert len(taken) == len(set(taken))
    for match in finds:
        wanted = match.form.removesuffix("$").replace("… ", "").split()
        assert [sentence[place] for run in match.runs for place in range(*run)] == wanted
        assert (match.start, match.end) == (match.runs[0][0], match.runs[-1][1])


@given(
    st.lists(
        st.sampled_from(
            ["betalen", "voldoen", "aan", "de", "vordering", ".", ",", "zien", "wij", "genoodzaakt", "é"]
        )
    )
)
def test_shipped_lists_can_be_searched_with_any_words(sentence: list[str]) -> None:
    for name in lists.names():
        for match in Phrases.load(name, "be").match(sentence):
            assert match.form in match.entry.forms
            assert match.replacement in ("", match.entry.forms[match.form])


def test_a_packed_list_finds_what_the_list_itself_finds() -> None:
    text = "indien u in gebreke blijft , zien wij ons genoodzaakt de vordering ter incasso te geven ."
    sentence = text.split()
    own = Phrases(lists.read(lists.FOLDER / "jargon.toml"))
    assert list(own.match(sentence)) == list(Phrases.load("jargon").match(sentence))


def test_the_longest_phrase_wins() -> None:
    compiled = phrases("in", "in gebreke", "in gebreke blijven", "gebreke")
    assert found(compiled, "wie in gebreke blijven wil") == ["in gebreke blijven"]
    assert found(compiled, "wie in gebreke is") == ["in gebreke"]


def test_a_gap_stands_for_one_word_or_more() -> None:
    compiled = phrases("zien … genoodzaakt", gap=3)
    assert found(compiled, "zien wij genoodzaakt") == ["zien … genoodzaakt"]
    assert found(compiled, "zien wij ons helaas genoodzaakt") == ["zien … genoodzaakt"]
    assert found(compiled, "zien wij ons helaas weer genoodzaakt") == []
    assert found(compiled, "zien genoodzaakt") == []


def test_a_gap_does_not_run_across_the_end_of_a_sentence() -> None:
    compiled = phrases("zien … genoodzaakt")
    assert found(compiled, "dat zien wij . genoodzaakt zijn wij niet") == []
    assert found(compiled, "dat zien wij , genoodzaakt") == ["zien … genoodzaakt"]


def test_the_words_in_a_gap_can_be_finds_of_their_own() -> None:
    compiled = phrases("dient … te", "verschuldigde", "te voldoen", "voldoen")
    assert found(compiled, "dient u het verschuldigde te voldoen") == [
        "dient … te",
        "verschuldigde",
        "voldoen",
    ]


def test_the_nearest_end_of_a_gap_is_taken() -> None:
    (match,) = phrases("dient … te").match(["dient", "u", "te", "bellen", "of", "te", "komen"])
    assert match.runs == ((0, 1), (2, 3))


def test_a_phrase_may_have_two_gaps() -> None:
    assert found(phrases("a … b … c"), "a x b y b z c") == ["a … b … c"]


def test_words_without_a_gap_win_from_the_same_words_with_one() -> None:
    compiled = phrases("wij … u", "wij vragen u")
    assert found(compiled, "wij vragen u") == ["wij vragen u"]
    assert found(compiled, "wij smeken u") == ["wij … u"]


@pytest.mark.parametrize("ending", ["", " .", " , want", " en bel"])
def test_a_split_verb_is_found_at_the_end_of_its_clause(ending: str) -> None:
    compiled = phrases("levert … aan$")
    assert found(compiled, f"u levert de brief aan{ending}") == ["levert … aan$"]
    assert found(compiled, f"u levert de brief aan ons{ending}") == []


def test_a_quiet_entry_keeps_a_shorter_one_from_firing() -> None:
    compiled = Phrases(
        [Entry("voldoen", {"voldoen": "betalen"}), Entry("voldoen aan", {"voldoen aan": ""}, quiet=True)]
    )
    assert found(compiled, "voldoen aan de eisen en het bedrag voldoen") == ["voldoen"]


def test_a_word_is_fine_in_the_phrases_of_unless() -> None:
    compiled = Phrases(
        [Entry("voldoen", {"voldoen": "betalen"}, unless=("voldoen aan", "aan … eisen voldoen"))]
    )
    assert found(compiled, "voldoen aan de eisen") == []
    assert found(compiled, "aan de eisen voldoen") == []
    assert found(compiled, "aan ons voldoen") == ["voldoen"]


def test_a_profile_leaves_out_what_is_ordinary_there() -> None:
    entries = [Entry("aanrekenen", {"aanrekenen": "vragen"}, profiles=("nl",))]
    assert found(Phrases(entries, "nl"), "aanrekenen") == ["aanrekenen"]
    assert found(Phrases(entries, "be"), "aanrekenen") == []
    assert found(Phrases(entries), "aanrekenen") == ["aanrekenen"]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("cliënt", "client"),
        ("client", "cliënt"),
        ("reïntegratie", "re-integratie"),
        ("niet-betaling", "nietbetaling"),
        ("zo'n", "zo’n"),
        ("één keer", "een keer"),
        ("t.n.v.", "t.n.v"),
        ("nr.", "nr ."),
        ("en/of", "en / of"),
    ],
)
def test_accents_hyphens_apostrophes_and_last_dots_make_no_difference(form: str, text: str) -> None:
    assert found(phrases(form), text) == [form]


def test_a_choice_and_a_split_replacement_are_for_people_only() -> None:
    compiled = Phrases(
        [Entry("verstrekt", {"verstrekt": "geeft / gegeven", "retourneert": "stuurt … terug"})]
    )
    choice, split = compiled.match(["verstrekt", "retourneert"])
    assert (choice.replacement, choice.options) == ("", ("geeft", "gegeven"))
    assert (split.replacement, split.options) == ("", ("stuurt … terug",))


def test_a_find_with_a_gap_is_not_filled_in() -> None:
    (match,) = Phrases([Entry("a", {"is … verschuldigd": "moet … betalen"})]).match(
        ["is", "dit", "verschuldigd"]
    )
    assert match.replacement == ""


@pytest.mark.parametrize(
    ("found_text", "replacement", "expected"),
    [
        ("indien", "als", "als"),
        ("Indien", "als", "Als"),
        ("INDIEN", "als", "ALS"),
        ("Eveneens", "ijlings", "IJlings"),
        ("De vordering", "het bedrag", "Het bedrag"),
        ("T.n.v.", "op naam van", "Op naam van"),
        ("é", "e", "e"),
        ("", "als", "als"),
        ("Thans", "", ""),
    ],
)
def test_a_replacement_takes_over_the_capitals(found_text: str, replacement: str, expected: str) -> None:
    assert recase(found_text, replacement) == expected


def test_an_empty_text_has_no_finds() -> None:
    assert list(Phrases.load("jargon").match([])) == []
