"""Texts and templates are linted, and every finding is at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compose.records import a_record, workspace
from tests.lint.places import NEEDED, body, lint, standing
from tests.templates.collection import CATALOGUE, FOLDER
from toolkit.catalogue import Catalogue
from toolkit.errors import SettingsError, TemplateError
from toolkit.lint import Finding, Linter, Severity, lint_text
from toolkit.lint.settings import Settings
from toolkit.workspace import Workspace


def one(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


# Plain text.


def test_a_finding_of_a_text_has_its_place_its_words_and_a_better_word() -> None:
    finding = one(lint_text("Dag.\nU moet voldoen.", select=["jargon"], file="brief.txt"))
    assert (finding.rule, finding.code, finding.severity) == ("jargon", "W01", Severity.WARNING)
    assert (finding.file, finding.line, finding.column, finding.end_line, finding.end_column) == (
        "brief.txt",
        2,
        8,
        2,
        15,
    )
    assert (finding.span.start, finding.span.end) == (finding.start, finding.end) == (12, 19)
    assert finding.excerpt == "voldoen"
    assert finding.suggestions[0] == "betalen"
    assert finding.scenarios == ()


def test_a_selection_names_rules_codes_or_groups() -> None:
    text = "Betaal z.s.m. en voldoe de vordering."
    assert {f.rule for f in lint_text(text, select=["jargon"])} == {"jargon"}
    assert {f.rule for f in lint_text(text, select=["W01"])} == {"jargon"}
    assert {f.rule for f in lint_text(text, select=["words", "vague-time"])} == {"jargon", "vague-time"}


def test_an_unknown_rule_is_an_error_with_the_nearest_name() -> None:
    with pytest.raises(SettingsError, match=r"unknown rule 'jargn'; did you mean 'jargon'\?"):
        lint_text("x", select=["jargn"])


def test_a_phrase_gives_one_finding_the_longest() -> None:
    findings = lint_text("Wij verzoeken u te betalen.", settings=Settings(is_pedantic=True))
    assert [f.excerpt for f in findings if f.start == 0] == ["Wij verzoeken u"]


def test_an_empty_text_has_no_findings() -> None:
    assert lint_text("") == []


# Templates: the place of a finding holds the words found.


def test_a_word_in_the_text_is_found_at_its_place(tmp_path: Path) -> None:
    finding = one(lint(tmp_path, body("Beste klant.\n\nU moet voldoen.")))
    assert (finding.file, finding.line, finding.column) == ("proef/nl.md.j2", 4, 8)
    assert standing(tmp_path, finding) == finding.excerpt == "voldoen"


def test_a_word_in_an_included_part_is_found_in_that_part(tmp_path: Path) -> None:
    text = body('Dag.\n\n{% include "_parts/slot.md.j2" %}')
    finding = one(lint(tmp_path, text, _parts__slot="Tot ziens.\nU moet voldoen."))
    assert (finding.file, finding.line, finding.column) == ("_parts/slot.md.j2", 2, 8)
    assert standing(tmp_path, finding) == "voldoen"


def test_a_word_of_a_template_that_is_extended_is_found_in_that_template(tmp_path: Path) -> None:
    base = f"{NEEDED}{{% block body %}}\nU moet voldoen.\n{{% endblock %}}"
    text = '{% extends "_parts/basis.md.j2" %}{% block body %}{{ super() }}\n\nU moet derhalve bellen.{% endblock %}'
    findings = lint(tmp_path, text, _parts__basis=base)
    assert [(f.file, standing(tmp_path, f)) for f in findings] == [
        ("_parts/basis.md.j2", "voldoen"),
        ("proef/nl.md.j2", "derhalve"),
    ]


def test_a_word_in_a_macro_is_found_where_the_macro_is_written(tmp_path: Path) -> None:
    macro = "{% macro ask(what) %}U moet {{ what }} voldoen.{% endmacro %}"
    text = '{% import "_parts/vraag.md.j2" as vraag %}' + body('{{ vraag.ask("dit") }}')
    finding = one(lint(tmp_path, text, _parts__vraag=macro))
    assert finding.file == "_parts/vraag.md.j2"
    assert standing(tmp_path, finding) == "voldoen"


def test_a_word_in_a_loop_is_found_once_at_its_place(tmp_path: Path) -> None:
    text = body("{% for item in invoices %}\n- {{ item.number }} voldoen\n{% endfor %}")
    finding = one(lint(tmp_path, text, records={"vier": a_record(invoices=4)}))
    assert standing(tmp_path, finding) == "voldoen"
    assert finding.scenarios == ("proef/vier/letter", "proef/vier/email")


def test_a_word_in_bold_in_a_table_and_in_a_link_is_found_at_its_place(tmp_path: Path) -> None:
    text = body(
        "U moet **voldoen**.\n\n| Wat | Hoe |\n| --- | --- |\n| dit | voldoen |\n\n[voldoen](https://x.example)"
    )
    findings = lint(tmp_path, text)
    assert [standing(tmp_path, f) for f in findings] == ["voldoen"] * 3
    assert len({f.start for f in findings}) == 3


def test_a_phrase_over_two_lines_ends_on_the_second(tmp_path: Path) -> None:
    finding = one(lint(tmp_path, body("Betaal te allen\ntijde.")))
    assert (finding.line, finding.end_line) == (2, 3)
    assert standing(tmp_path, finding) == "te allen\ntijde"


def test_every_finding_in_the_shipped_templates_stands_where_it_says() -> None:
    linter = Linter(Workspace())
    checked = 0
    for name in CATALOGUE.names():
        for finding in linter.lint(CATALOGUE.template(name)):
            if finding.in_value or not finding.excerpt or finding.excerpt.endswith("…"):
                continue
            text = (FOLDER / finding.file).read_text("utf-8")
            first_line = text.split("\n")[finding.line - 1]
            stands = text[finding.start : finding.end]
            assert first_line[finding.column - 1 :].startswith(stands.split("\n")[0])
            if "{" not in stands:
                assert " ".join(stands.split()) == " ".join(finding.excerpt.split())
                checked += 1
    assert checked


# Values.


def test_each_word_in_a_value_points_at_the_expression_and_is_no_error(tmp_path: Path) -> None:
    settings = Settings(select=frozenset(("jargon",)), severities={"jargon": Severity.ERROR})
    record = a_record().model_copy(update={"reason": "u moet derhalve voldoen"})
    text = body("Reden: {{ reason }}. Wilt u voldoen?")
    findings = lint(tmp_path, text, records={"een": record}, settings=settings)
    assert [(standing(tmp_path, f), f.excerpt, f.severity, f.in_value, f.safe) for f in findings] == [
        ("reason", "derhalve", Severity.WARNING, True, False),
        ("reason", "voldoen", Severity.WARNING, True, False),
        ("voldoen", "voldoen", Severity.ERROR, False, False),
    ]


# Scenarios.


def test_a_finding_of_all_samples_is_one_that_names_them(tmp_path: Path) -> None:
    records = {"een": a_record(), "twee": a_record(invoices=2)}
    text = body("U moet voldoen.") + "{% block extra %}{% endblock %}"
    finding = one(lint(tmp_path, text, records=records))
    assert finding.scenarios == (
        "proef/een/letter",
        "proef/een/email",
        "proef/twee/letter",
        "proef/twee/email",
    )


def test_a_finding_of_one_channel_names_that_channel(tmp_path: Path) -> None:
    text = body('{% if channel == "email" %}U moet voldoen.{% else %}Dag.{% endif %}')
    assert one(lint(tmp_path, text)).scenarios == ("proef/voorbeeld/email",)


def test_a_message_rule_names_what_differs_and_no_numbers(tmp_path: Path) -> None:
    long = "{% block subject %}Dag{% endblock %}{% block body %}Dag.{% endblock %}{% block sms %}{{ greeting }}, "
    long += "betaal de factuur en bel ons als u een vraag hebt. " * 9 + "{% endblock %}"
    records = {"kort": a_record(), "lang": a_record(last_name="Vries-van der Woude" * 9)}
    finding = one(lint(tmp_path, long, select=["sms-length"], records=records))
    assert finding.scenarios == ("proef/kort/sms", "proef/lang/sms")


# Branches.


def test_a_branch_that_no_sample_reaches_is_found_and_read_all_the_same(tmp_path: Path) -> None:
    text = body("Dag.\n{% if business %}\nU moet voldoen.\n{% endif %}")
    findings = lint(tmp_path, text, select=["uncovered-branch", "words"])
    assert [(f.rule, f.line) for f in findings] == [("uncovered-branch", 3), ("jargon", 4)]
    assert standing(tmp_path, findings[1]) == "voldoen"
    assert findings[1].scenarios == ("uncovered-branch",)


def test_a_branch_of_a_shared_part_counts_when_no_template_reaches_it(tmp_path: Path) -> None:
    part = "{% if business %}U bent een bedrijf.{% endif %}{% if invoices|length > 1 %}Facturen.{% endif %}"
    include = body('Dag. {% include "_parts/deel.md.j2" %}')
    lint(tmp_path, include, _parts__deel=part)
    (tmp_path / "templates" / "ander").mkdir()
    for name in ("template.toml", "nl.md.j2"):
        content = (tmp_path / "templates" / "proef" / name).read_text("utf-8")
        (tmp_path / "templates" / "ander" / name).write_text(content, "utf-8")
    # A workspace of these two templates alone: what the program brings is not a part of it.
    place = workspace(tmp_path, {})
    place.__dict__["templates"] = (tmp_path / "templates",)
    catalogue = Catalogue(place)
    linter = Linter(place, Settings(select=frozenset(("uncovered-branch",))))
    proef = linter.view(catalogue.template("proef"), records={"een": a_record()})
    ander = linter.view(catalogue.template("ander"), records={"twee": a_record(invoices=2)})
    assert linter.findings([proef]) == []
    finding = one(linter.findings([proef, ander]))
    assert (finding.file, finding.column) == ("_parts/deel.md.j2", 4)


# Templates that are wrong.


def test_a_field_that_does_not_exist_is_a_finding_in_every_branch(tmp_path: Path) -> None:
    text = body("Dag {% if business %}{{ customer.nme }}{% endif %}")
    finding = one(lint(tmp_path, text, select=["unknown-field"]))
    assert finding.severity is Severity.ERROR
    assert standing(tmp_path, finding) == "customer.nme"


def test_a_template_that_cannot_be_composed_is_an_error_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"proef/nl\.md\.j2:\d+:\d+"):
        lint(tmp_path, body("{% if business %}Dag."))


def test_a_changed_text_is_linted_in_place_of_the_file(tmp_path: Path) -> None:
    lint(tmp_path, body("Dag."))
    place = workspace(tmp_path, {})
    linter = Linter(
        place,
        Settings(select=frozenset(("jargon",))),
        texts={"proef/nl.md.j2": body("U moet voldoen.")},
    )
    findings = linter.lint(Catalogue(place).template("proef"), records={"een": a_record()})
    assert [f.excerpt for f in findings] == ["voldoen"]


def test_linting_twice_gives_the_same(tmp_path: Path) -> None:
    text = body("U moet voldoen en z.s.m. bellen.")
    assert lint(tmp_path, text, select=["words", "tone"]) == lint(tmp_path, text, select=["words", "tone"])
