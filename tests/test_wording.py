"""What people read: every text of the code has its line in the other language, and every line is of a text."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from jinja2 import TemplateSyntaxError

from scripts.words import NAMED, OVERHEARD, PUT_TOGETHER, ROOT, is_put_together, known, named, texts, wanted
from toolkit.cli import VERBS, main
from toolkit.errors import Place, RecordError, RecordErrors, SettingsError
from toolkit.wording import JINJA_SAYS, SOURCE, Wording, overheard, translated, worded

ENGLISH = re.compile(
    r"\b(?:the|and|is not|cannot|must|should|with|which|unknown|does|file|missing)\b", re.IGNORECASE
)

QUOTED = re.compile(r"'[^']*'|--\S+|\w+_\w+|\w+\.\w+|\{\w+\}")


def dutch() -> dict[str, str]:
    return known("nl")


WANTED = wanted()
TEXTS = texts()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_text_for_people_has_its_line_and_every_line_its_text(language: str) -> None:
    held = known(language)
    assert sorted(held) == WANTED[language], "run: make words"
    assert [text for text, said in held.items() if not said] == []


def test_a_text_with_values_is_worded_and_not_put_together() -> None:
    wrong = [text for text in TEXTS if is_put_together(text) and not PUT_TOGETHER.match(text.where)]
    assert wrong == []


def test_every_text_gets_a_value_for_each_of_its_names() -> None:
    wrong = [each for each in TEXTS if each.names and set(NAMED.findall(each.template)) != each.names]
    assert wrong == []


def test_a_translation_names_no_value_that_the_text_lacks() -> None:
    assert [
        text
        for held in (dutch(), known("en"))
        for text, said in held.items()
        if not set(NAMED.findall(said)) <= set(NAMED.findall(text))
    ] == []


def test_every_text_is_filled_in_both_languages() -> None:
    for text in {*(each.template for each in TEXTS if each.names), *OVERHEARD}:
        values = {name: f"«{name}»" for name in NAMED.findall(text)}
        for language in ("nl", SOURCE):
            said = translated(Wording(text, values), language)
            assert not values or not NAMED.search(said), said


def test_a_dutch_text_holds_no_english() -> None:
    assert [said for said in dutch().values() if ENGLISH.search(QUOTED.sub("", said))] == []


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


WRONG_USE = (
    "plan",
    "rendr",
    "batch --chanel x",
    "batch no-such-file",
    "batch . --channel fax",
    "batch . --jobs many",
    "batch . --jobs 0",
    "batch . --time-limit x",
    "plan . --on tomorrow",
    "plan . --on",
    "costs x",
    "costs 10 --vat --be",
    "lint --fix --diff",
    "lint --fix=x",
    "measure --max-effort veel",
    "match .",
    "render --record .",
)


@pytest.mark.parametrize("line", WRONG_USE)
def test_wrong_use_is_told_in_dutch_and_in_english_with_lang(line: str) -> None:
    run = CliRunner().invoke
    told = run(main, line.split())
    assert told.exit_code == 2
    assert "Fout: " in told.stderr
    assert not ENGLISH.search(QUOTED.sub("", told.stderr)), told.stderr
    assert "Error: " in run(main, ["--lang", "en", *line.split()]).stderr


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_in_dutch_and_in_english_with_lang(verb: str) -> None:
    run = CliRunner().invoke
    told = run(main, [*verb.split(), "--help"]).stdout
    assert told.startswith("Gebruik: ")
    assert not ENGLISH.search(QUOTED.sub("", told)), told
    assert run(main, ["--lang", "en", *verb.split(), "--help"]).stdout.startswith("Usage: ")


def test_a_verb_prints_no_words_that_stand_in_its_code_alone() -> None:
    wrong = []
    for path in sorted((ROOT / "toolkit" / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and named(node) == "echo" and node.args:
                parts = node.args[0].values if isinstance(node.args[0], ast.JoinedStr) else node.args[:1]
                said = "".join(str(each.value) for each in parts if isinstance(each, ast.Constant))
                if re.search(r"[a-z]{3,}", re.sub(r"\n  (?:cd|tact) .*", "", said)):
                    wrong.append(f"{path.name}:{node.lineno}: {said!r}")
    assert wrong == []
