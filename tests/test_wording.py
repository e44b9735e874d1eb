"""What people read: every text of the code has its Dutch, and every Dutch text is of the code."""

from __future__ import annotations

import pickle
import re
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner
from jinja2 import TemplateSyntaxError

from tests.spoken import MODULES, NAMED, OVERHEARD, ROOT, texts
from toolkit.cli import main
from toolkit.errors import Place, RecordError, RecordErrors, SettingsError
from toolkit.wording import JINJA_SAYS, LOCALE, SOURCE, Wording, overheard, translated, worded

CATALOGUE = LOCALE / "nl" / "LC_MESSAGES" / "tact.po"
ENGLISH = re.compile(
    r"\b(?:the|and|is not|cannot|must|should|with|which|unknown|does|file|missing)\b", re.IGNORECASE
)

# Rooms whose texts stand in the code in Dutch, and nowhere in English.
IN_DUTCH = re.compile(
    r"toolkit/(?:bank|records|preview)/|toolkit/schedule/(?:agreements|draft|history|plan_file)"
    r"|toolkit/compose/(?:environment|limits|loader|text_filters|written)|toolkit/batch/intake|toolkit/cli/demo"
    r"|toolkit/law/tables|toolkit/lint/words"
)


def dutch() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


for path in MODULES:  # so that every kind of error is known
    if path.parent.name in ("preview", "batch") and path.stem != "__main__":
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
TEXTS = texts()


def test_every_text_for_people_has_its_dutch() -> None:
    known = dutch()
    lacking = {each.template: each.where for each in TEXTS if each.template not in known}
    assert {text: where for text, where in lacking.items() if not IN_DUTCH.match(where)} == {}
    assert [text for text in OVERHEARD if text not in known] == []


def test_every_dutch_text_is_of_a_text_in_the_code() -> None:
    assert set(dutch()) - {each.template for each in TEXTS} - set(OVERHEARD) == set()


def test_every_text_gets_a_value_for_each_of_its_names() -> None:
    wrong = [each for each in TEXTS if each.names and set(NAMED.findall(each.template)) != each.names]
    assert wrong == []


def test_a_dutch_text_names_no_value_that_the_english_lacks() -> None:
    assert [
        text for text, said in dutch().items() if not set(NAMED.findall(said)) <= set(NAMED.findall(text))
    ] == []


def test_every_text_is_filled_in_both_languages() -> None:
    for text in {*(each.template for each in TEXTS if each.names), *OVERHEARD}:
        values = {name: f"«{name}»" for name in NAMED.findall(text)}
        for language in ("nl", SOURCE):
            said = translated(Wording(text, values), language)
            assert not values or not NAMED.search(said), said


def test_a_dutch_text_holds_no_english() -> None:
    quoted = re.compile(r"'[^']*'|--\S+|\w+_\w+|\w+\.\w+|\{\w+\}")
    assert [said for said in dutch().values() if ENGLISH.search(quoted.sub("", said))] == []


def test_a_value_that_is_a_text_itself_is_said_in_the_same_language() -> None:
    text = worded("{what}; {near}", what=worded("is missing"), near="ja")
    assert (text, translated(text, "nl")) == ("is missing; ja", "ontbreekt; ja")


def test_a_value_is_never_read_as_a_template() -> None:
    text = worded("unknown template '{name}'", name="{name} {known} is missing")
    assert translated(text, "nl") == "de tekst '{name} {known} is missing' bestaat niet"


def test_an_error_is_said_in_both_languages_after_a_journey_between_processes() -> None:
    error = SettingsError(
        worded("unknown window '{wanted}'", wanted="nl-up"),
        place=Place("tact.toml", 3),
        hint=worded("did you mean '{word}'?", word="nl-left"),
    )
    for each in (error, pickle.loads(pickle.dumps(error))):  # noqa: S301  # our own
        assert str(each) == "tact.toml:3: unknown window 'nl-up'; did you mean 'nl-left'?"
        assert each.spoken("nl") == "tact.toml:3: het venster 'nl-up' bestaat niet; bedoelt u 'nl-left'?"


def test_several_problems_are_said_one_a_line() -> None:
    errors = RecordErrors([RecordError("is missing", place=Place("a", 1)), RecordError("is missing")])
    assert errors.spoken("nl") == "a:1: ontbreekt\nontbreekt"


SYNTAX = (
    "{{ total|}}",
    "{{ total",
    "{% if x %}",
    "{% fi %}",
    "{% if x %}{% endfor %}",
    "{{ a b }}",
    "{{ a. }}",
    "{# open",
    "{{ a|nothing }}",
    "{{ a is nothing }}",
    "{{ (a }}",
    "{{ a ! }}",
    "{% for loop in x %}{% endfor %}",
    "{% block a %}{% endblock %}{% block a %}{% endblock %}",
    "{% %}",
    "{% block a-b %}{% endblock %}",
    "{% from 'x' import _y %}",
    "{{ ) }}",
    "{% set 1 = 2 %}",
)


@pytest.mark.parametrize("source", SYNTAX)
def test_what_jinja_says_of_a_template_is_said_in_dutch(source: str) -> None:
    from jinja2 import Environment

    with pytest.raises(TemplateSyntaxError) as error:
        Environment(autoescape=True).compile(source)
    said = overheard(error.value.message, JINJA_SAYS)
    assert isinstance(said, Wording), said
    assert not ENGLISH.search(re.sub(r"'[^']*'", "", translated(said, "nl")))


def test_tact_speaks_dutch_and_english_with_lang_or_its_variable(tmp_path: Path) -> None:
    run = CliRunner().invoke
    asked = ["explain", "no-such"]
    assert "de regel 'no-such' bestaat niet" in run(main, asked).stderr
    assert "unknown rule 'no-such'" in run(main, ["--lang", "en", *asked]).stderr
    assert "unknown rule 'no-such'" in run(main, asked, env={"TACT_LANG": "en"}).stderr
    assert "de regel 'no-such' bestaat niet" in run(main, asked).stderr
