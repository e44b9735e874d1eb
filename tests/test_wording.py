"""What people read: every text of the code has its line in the other language, and every line is of a text."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from jinja2 import TemplateSyntaxError

from scripts.words import NAMED, OVERHEARD, ROOT, is_put_together, known, named, texts, wanted
from toolkit.cli import VERBS, main
from toolkit.errors import Place, RecordError, RecordErrors, SettingsError
from toolkit.law.explain import in_words
from toolkit.wording import JINJA_SAYS, SOURCE, Wording, joined, overheard, translated, worded

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
    wrong = [text for text in TEXTS if is_put_together(text)]
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
    "{% block a %}{% extends 'b' %}{% endblock %}",
    "{% block a required %}x{% endblock %}",
    "{{ a is b is c }}",
    "{% macro m(a=1, b) %}{% endmacro %}",
    "{% macro m(caller) %}{{ caller() }}{% endmacro %}",
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


DUTCH = re.compile(
    r"\b(?:niet|geen|een|van|het|wordt|worden|voor|naar|bij|uit|ook|moet|staat|ontbreekt|nog|uw|als|deze|dit|dat|heeft|klant"
    r"|factuur|bedrag)\b"
)
NO_TEXT = re.compile(r"\\[bswdW]|\(\?|^(?:art\.|wet van|HR|Dag van) |^(?:waarom en wat nu|gelezen als)$")
"""A pattern, the name of a law or of a holiday, or the name of a column that programs read."""

BESIDE_ITS_ENGLISH = re.compile(
    r"toolkit/(?:language|lint)/|toolkit/bank/naming|toolkit/reporters/text|toolkit/cli/(?:explain|agree_calls)|toolkit/preview/(?:fields|export|samples)|toolkit/wording"
)
"""Modules whose Dutch stands beside its English, or is that of a text in Dutch."""


def in_dutch(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the Dutch texts of a module that are no docstring, each with its line."""
    tree = ast.parse(path.read_text("utf-8"))
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner | alone:
            text = node.value
        if " " in text.strip() and DUTCH.search(text) and not NO_TEXT.search(text):
            yield node.lineno, text


def test_every_dutch_text_of_the_code_has_its_english_in_a_catalogue() -> None:
    held = {*known("en"), *known("nl").values()}
    assert [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted((ROOT / "toolkit").rglob("*.py"))
        if not BESIDE_ITS_ENGLISH.match(str(path.relative_to(ROOT)))
        for line, text in in_dutch(path)
        if text not in held
    ] == []


def test_an_english_text_holds_no_dutch() -> None:
    quoted = re.compile(r"'[^']*'|\"[^\"]*\"|\{\w+\}|\bmevrouw\b|\bmeneer\b|\bStichting\b")
    assert [said for said in known("en").values() if DUTCH.search(quoted.sub("", said))] == []


def test_texts_put_after_each_other_are_said_in_one_language() -> None:
    both = joined((worded("ontbreekt"), "A 12", worded("is leeg")), worded(" en "))
    assert (both, translated(both, "en")) == (
        "ontbreekt en A 12 en is leeg",
        "is missing and A 12 and is empty",
    )
    assert joined(()) == ""


def test_an_error_in_a_text_is_said_in_the_language_of_the_text() -> None:
    wrong = worded("{text} {error}", text="12", error=ValueError(worded("is leeg")))
    right = worded(
        "{name}: {error}", name="x", error=SettingsError(worded("unknown window '{wanted}'", wanted="y"))
    )
    assert (translated(wrong, "en"), translated(right, "nl")) == (
        "12 is empty",
        "x: het venster 'y' bestaat niet",
    )
    assert translated(worded("{day}", day=in_words(date(2026, 11, 28))), "en") == "28 November 2026"


NAMES = re.compile(
    r"^Bedrag .*|\b(?:art\.|Besluit|wet van) .*|\bdebit\b|\w+(?:-\w+)+|'[^']*'|\"[^\"]*\""
    r"|[\w/.-]+\.(?:csv|toml|jsonl|py)|--\w+"
)


LEDGER = """\ufeff\
Klantnummer;Klantnaam;Straat;Postcode;Plaats;Land;E-mail;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Kleur
1;J. de Vries;Laan 1;3561 KL;Utrecht;NL;j@post.example;A1;01-10-2026;31-10-2026;119,00;x
2;P. Jansen;Laan 2;3561 KL;Utrecht;NL;p@post;A2;01-10-2026;31-10-2026;119,00;x
3;Q. Smit;Laan 3;12;Utrecht;NL;;A3;01-10-2026;31-10-2026;119,00;x
4;R. Bos;Laan 4;3561 KL;Utrecht;NL;r@post.example;A4;01-10-2026;30-02-2026;119,00;x
5;S. Vos;Laan 5;3561 KL;Utrecht;NL;s@post.example;A5;01-10-2026;31-10-2026;veel;x
6;T. Mol;;;;;;A6;01-10-2026;01-11-2026;80,00;x
7;De erven van U. Kok;Laan 7;3561 KL;Utrecht;NL;;A7;01-10-2026;31-10-2026;119,00;x
8;V. Kat;Laan 8;3561 KL;Utrecht;NL;v@post.example;A8;01-10-2026;30-12-2026;119,00;x
9;W. Haas;Laan 9;3561 KL;Utrecht;NL;w@post.example;A9;01-10-2026;31-10-2026;-20,00;x
10;X. Das;Laan 10;9000;Gent;BE;x@post.example;A10;01-07-2026;31-07-2026;500,00;x
10;X. Das;Laan 10;9000;Gent;BE;x@post.example;A10;01-07-2026;31-07-2026;500,00;x
"""


def workspace(folder: Path) -> Path:
    CliRunner().invoke(main, ["init", str(folder / "work")])
    folder.joinpath("work", "ledger.csv").write_text(LEDGER, "utf-8")
    return folder / "work"


@pytest.mark.parametrize(
    "line",
    [
        "plan ledger.csv --on 2026-11-24 --all",
        "render reminder --record ledger.csv --date 2026-11-24 --channel sms",
        "costs 1250 --on 2026-11-24",
        "costs 1250 --be --on 2026-11-24 --business",
        "rules",
        "columns ledger.csv",
        "batch ledger.csv -t reminder --date 2026-11-24 --channel sms --out o -y",
    ],
)
def test_what_a_verb_says_is_in_dutch_or_in_english_as_a_whole(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace(tmp_path))
    run = CliRunner().invoke
    dutch, english = (
        run(main, line.split()),
        run(main, ["--lang", "en", *line.replace("out o", "out p").split()]),
    )
    for told in (
        english.output,
        *(each.read_text("utf-8-sig") for each in tmp_path.glob("work/output/*.csv")),
    ):
        wrong = [row for row in told.splitlines() if DUTCH.search(NAMES.sub("", row))]
        assert wrong[told.startswith("klant") :] == []  # the names of columns are for programs
    assert [row for row in dutch.output.splitlines() if ENGLISH.search(NAMES.sub("", row))] == []
    assert english.output != dutch.output


def test_a_template_that_is_no_utf_8_is_told_in_dutch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace(tmp_path))
    text = Path("templates/reminder/nl.md.j2")
    text.write_bytes(text.read_text("utf-8").encode("utf-16"))
    told = CliRunner().invoke(main, ["lint", "reminder"])
    assert "het is geen UTF-8: byte 0xff op plaats 0 past niet" in told.output
