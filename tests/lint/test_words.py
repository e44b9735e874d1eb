from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit.errors import SettingsError
from toolkit.lint import words
from toolkit.lint.phrases import Match, Phrases
from toolkit.lint.words import CLAUSE_END, GAP, OPTION, PROFILES, Entry
from toolkit.text.folding import fold

LISTS = words.names()


@pytest.fixture(scope="module")
def entries() -> dict[str, tuple[Entry, ...]]:
    return {name: words.read(words.FOLDER / f"{name}.toml") for name in LISTS}


def tokens(text: str) -> list[str]:
    """Cut a text into words and signs; an abbreviation with more dots is one word."""
    return re.findall(r"(?:[^\W\d]\.){2,}|\w(?:[\w'’/-]*\w)?-?|[^\w\s]", text.lower())


def finds(name: str, text: str, profile: str = "nl") -> list[Match]:
    return list(Phrases.load(name, profile).match(tokens(text)))


def forms(name: str, text: str, profile: str = "nl") -> list[str]:
    return [match.form for match in finds(name, text, profile)]


def test_there_is_a_list_for_every_rule_of_words() -> None:
    assert set(LISTS) == {
        "abbreviations",
        "blame",
        "double-negation",
        "jargon",
        "negative-framing",
        "patronising",
        "threat",
        "vague-time",
    }


def test_the_jargon_list_holds_the_words_of_every_area(entries: dict[str, tuple[Entry, ...]]) -> None:
    assert len(entries["jargon"]) >= 4000
    for area in words.AREAS:
        assert sum(entry.area == area for entry in entries["jargon"]) >= 300


@pytest.mark.parametrize("name", LISTS)
def test_every_form_has_an_alternative_or_advice_in_both_languages(
    name: str, entries: dict[str, tuple[Entry, ...]]
) -> None:
    for entry in entries[name]:
        for form, replacement in entry.forms.items():
            assert entry.quiet or replacement or (entry.tip("nl") and entry.tip("en")), (entry.term, form)


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_fires_on_each_of_its_forms(name: str, entries: dict[str, tuple[Entry, ...]]) -> None:
    for profile in PROFILES:
        phrases = Phrases(entries[name], profile)
        for entry in entries[name]:
            if profile not in entry.profiles or entry.quiet:
                continue
            for form in entry.forms:
                sequence = form.removesuffix(CLAUSE_END).replace(GAP, "iets").split()
                found = [(match.entry.term, match.form) for match in phrases.match(sequence)]
                assert found == [(entry.term, form)], (name, profile, form)


@pytest.mark.parametrize("name", LISTS)
def test_no_form_stands_in_a_list_twice(name: str, entries: dict[str, tuple[Entry, ...]]) -> None:
    seen: dict[str, str] = {}
    for entry in entries[name]:
        for form in entry.forms:
            key = " ".join(map(fold, form.split()))
            assert key not in seen, f"{form}: {entry.term} and {seen[key]}"
            seen[key] = entry.term


@pytest.mark.parametrize("name", LISTS)
def test_forms_are_in_lower_case_and_differ_from_their_replacement(
    name: str, entries: dict[str, tuple[Entry, ...]]
) -> None:
    for entry in entries[name]:
        for form, replacement in entry.forms.items():
            assert form == form.lower()
            assert form not in replacement.split(OPTION)


@pytest.mark.parametrize("name", LISTS)
def test_nothing_that_a_list_proposes_is_in_the_list_itself(
    name: str, entries: dict[str, tuple[Entry, ...]]
) -> None:
    for profile in PROFILES:
        phrases = Phrases(entries[name], profile)
        for entry in entries[name]:
            if profile not in entry.profiles:
                continue
            for text in (*entry.forms.values(), entry.plain, entry.tip("nl")):
                proposed = [option for option in text.split(OPTION) if option]
                for option in proposed:
                    found = [match.form for match in phrases.match(tokens(option.replace(GAP, "_")))]
                    assert not found, f"{entry.term}: '{option}' has {found}"


@pytest.mark.parametrize("name", LISTS)
def test_a_safe_entry_can_be_filled_in_by_a_machine(name: str, entries: dict[str, tuple[Entry, ...]]) -> None:
    for entry in entries[name]:
        for form, replacement in entry.forms.items() if entry.safe else ():
            assert replacement
            assert GAP not in form + replacement
            assert OPTION not in replacement


@pytest.mark.parametrize("name", LISTS)
def test_a_form_with_an_article_keeps_one_in_its_replacement(
    name: str, entries: dict[str, tuple[Entry, ...]]
) -> None:
    pairs = {
        "de": {"de", "het"},
        "het": {"de", "het"},
        "deze": {"deze", "dit"},
        "dit": {"deze", "dit"},
        "onze": {"ons", "onze"},
        "ons": {"ons", "onze"},
        "een": {"een"},
        "uw": {"uw"},
    }
    for entry in entries[name]:
        for form, replacement in entry.forms.items():
            article, _, noun = form.partition(" ")
            if article in pairs and noun in entry.forms and replacement:
                assert replacement.split()[0] in {*pairs[article], "iemand"}, f"{form} -> {replacement}"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Wij sommeren u het verschuldigde te voldoen.", ["sommeren", "het verschuldigde", "voldoen"]),
        (
            "Bij gebreke waarvan wij de vordering uit handen geven.",
            ["bij gebreke waarvan", "de vordering uit handen geven"],
        ),
        ("Dan zien wij ons genoodzaakt verder te gaan.", ["zien … genoodzaakt"]),
        ("Wij zien ons helaas genoodzaakt verder te gaan.", ["zien … genoodzaakt"]),
        ("Binnen 14 dagen na dagtekening van deze brief.", ["na dagtekening van deze brief"]),
        (
            "U kunt dit schrijven als niet verzonden beschouwen.",
            ["dit schrijven", "als niet verzonden beschouwen"],
        ),
        ("Beschouw deze brief dan als niet verzonden.", ["beschouw … als niet verzonden"]),
        ("Indien u reeds betaalde, vervalt dit.", ["indien", "reeds"]),
        (
            "Gelieve het bedrag onverwijld te retourneren.",
            ["gelieve het bedrag", "onverwijld", "te retourneren"],
        ),
        (
            "Wij delen u mede dat uw bezwaarschrift ongegrond is.",
            ["wij delen u mede dat", "uw bezwaarschrift", "ongegrond"],
        ),
        ("Lever de bescheiden uiterlijk maandag aan.", ["lever … aan$", "de bescheiden"]),
    ],
)
def test_jargon_hears_what_real_letters_say(sentence: str, expected: list[str]) -> None:
    found = forms("jargon", sentence)
    assert [form for form in found if form in expected] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Geachte heer De Vries,",
        "Betaal € 40,00 binnen 14 dagen vanaf de dag nadat deze brief bij u is bezorgd.",
        "Wij kunnen die btw niet terugvragen.",
        "Kunt u het bedrag niet in één keer betalen? Bel ons. We maken samen een regeling.",
        "Kunt u niet naar ons kantoor komen? Bel ons dan.",
        "Voldoet u aan de voorwaarden? Vraag het dan bij ons aan.",
        "Welke gegevens hebben wij van u nodig?",
        "Misschien bent u het vergeten. Dat kan gebeuren.",
        "Klopt de factuur niet? Vertel het ons. We zoeken het voor u uit.",
        "Daarna vragen wij een incassobureau om hulp. Dat kost € 48,40.",
        "Hebt u al betaald? Dan hoeft u niets te doen.",
        "U bent het er niet mee eens. U kunt bezwaar maken bij de gemeente.",
        "De deurwaarder komt niet bij u langs.",
        "Zolang u zich aan deze data houdt, rekenen wij geen kosten.",
        "Bij deze brief zit een kopie van de factuur.",
        "Wij hebben uw aanvraag op 3 april ontvangen. U krijgt voor 1 mei antwoord.",
    ],
)
@pytest.mark.parametrize("name", LISTS)
def test_plain_sentences_stay_quiet(name: str, sentence: str) -> None:
    assert not [form for profile in PROFILES for form in forms(name, sentence, profile)]


@pytest.mark.parametrize(
    ("name", "sentence", "form"),
    [
        ("abbreviations", "Betaal op rekening 1 t.n.v. Jansen.", "t.n.v."),
        ("abbreviations", "Uw brief d.d. 3 mei.", "d.d."),
        ("threat", "Dit is uw laatste waarschuwing.", "laatste waarschuwing"),
        (
            "threat",
            "Betaalt u niet op tijd, dan zullen wij beslag leggen.",
            "betaalt u niet … dan zullen wij",
        ),
        ("blame", "U heeft nagelaten te betalen.", "u heeft nagelaten"),
        ("blame", "U hebt de rekening tot vandaag nagelaten te betalen.", "u hebt … nagelaten"),
        ("blame", "Zoals u weet staat uw factuur open.", "zoals u weet"),
        ("negative-framing", "Dat kunnen wij u op dit moment niet geven.", "kunnen wij … niet"),
        ("negative-framing", "Aarzel niet om ons te bellen.", "aarzel niet om"),
        ("patronising", "U zult begrijpen dat wij ook moeten eten.", "u zult begrijpen dat"),
        ("vague-time", "Wilt u zo spoedig mogelijk betalen?", "zo spoedig mogelijk"),
        ("vague-time", "U hoort z.s.m. van ons.", "z.s.m."),
        ("double-negation", "Dat is niet onbelangrijk.", "niet onbelangrijk"),
        ("double-negation", "U kunt niet starten, tenzij u betaalt.", "niet … tenzij"),
    ],
)
def test_the_other_lists_hear_their_phrases(name: str, sentence: str, form: str) -> None:
    assert form in forms(name, sentence)


def test_a_word_that_is_ordinary_in_belgium_is_heard_in_the_netherlands_only() -> None:
    assert forms("jargon", "Betaal met uw domiciliëring.", "nl") == ["domiciliëring"]
    assert not forms("jargon", "Betaal met uw domiciliëring.", "be")


def test_the_verb_form_indien_is_not_the_conjunction() -> None:
    assert [match.replacement for match in finds("jargon", "Indien u belt, helpen wij u.")] == ["als"]
    assert "indien" not in forms("jargon", "Als ik mijn bezwaar indien, krijg ik antwoord.")


def test_a_word_that_changes_its_article_is_replaced_with_the_article_only() -> None:
    assert [match.replacement for match in finds("jargon", "Dat is onze vordering.")] == ["ons bedrag"]
    bare = finds("jargon", "Onze hoge vordering.")
    assert [match.replacement for match in bare] == [""]
    assert bare[0].entry.tip("nl") == "Zeg het zo: “het bedrag”."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[replace.law]\nboe = 'ba'\n[replace.nergens]\nx = 'y'", "'x' has the area 'nergens'"),
        ("[replace.law]\n'a, b' = 'c'", "'a, b' has 2 forms"),
        ("[rephrase.law]\nboe = '@niets'", "names the advice '@niets'"),
        ("[verander.law]\nboe = 'ba'", "unknown table 'verander'"),
        ("[replace]\nboe = 'ba'", "'boe' stands in [replace]"),
        ("[[entry]]\narea = 'law'", "an entry has no term"),
        ("[[entry]]\nterm = 'boe'", "has neither replacement nor advice for 'boe'"),
        ("[[entry]]\nterm = 'boe'\nplain = 'ba'\nlevel = 'luid'", "has the level 'luid'"),
        ("[[entry]]\nterm = 'boe'\nplain = 'ba'\nprofile = 'de'", "has the profile 'de'"),
        ("[[entry]]\nterm = 'boe'\nplain = 'ba'\nkleur = 'rood'", "has an unknown key 'kleur'"),
        ("[[entry]]\nterm = 'boe'\nforms = { Boe = 'ba' }", "has the form 'Boe'"),
        ("[[entry]]\nterm = 'boe'\nforms = { boe = 'boe' }", "replaces 'boe' by itself"),
        ("[[entry]]\nterm = 'boe'\nforms = { boe = 3 }", "has no text for 'boe'"),
        ("[[entry]]\nterm = 'boe'\nadvice = { nl = 'ba' }", "not in Dutch (nl) and English (en)"),
        ("[[entry]]\nterm = 'boe'\nplain = 'ba'\nforms = []", "has no forms"),
        ("boe", "is not a word list"),
    ],
)
def test_a_list_that_is_not_right_says_what_and_where(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        words.read(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


def test_one_line_is_enough_to_add_a_word(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("[replace.office]\nsynergiseren = 'samenwerken'\n", encoding="utf-8")
    entries = words.read(path)
    assert entries == (Entry("synergiseren", {"synergiseren": "samenwerken"}, area="office"),)
    assert [match.replacement for match in Phrases(entries).match(["wij", "synergiseren"])] == ["samenwerken"]


def test_an_unknown_list_names_the_nearest_one() -> None:
    with pytest.raises(SettingsError, match="did you mean 'jargon'"):
        Phrases.load("jargn")
