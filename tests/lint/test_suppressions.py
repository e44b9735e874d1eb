"""A comment keeps a finding quiet, and a comment that keeps nothing quiet is a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compose.records import a_record, workspace
from tests.lint.places import body, lint
from toolkit.catalogue import Catalogue
from toolkit.lint import Linter, lint_text
from toolkit.lint.settings import Settings

ALL = ("words", "tone", "unused-suppression")


def rules(folder: Path, text: str) -> list[tuple[str, int]]:
    return [(f.rule, f.line) for f in lint(folder, body(text), select=ALL)]


def test_a_comment_on_a_line_counts_for_that_line(tmp_path: Path) -> None:
    text = "U moet voldoen. {# tact: ignore[jargon] de term van de wet #}\nU moet voldoen."
    assert rules(tmp_path, text) == [("jargon", 3)]


def test_a_comment_on_its_own_line_counts_for_the_block_under_it(tmp_path: Path) -> None:
    text = "{# tact: ignore[jargon] waarom #}\nU moet voldoen.\nU moet voldoen.\n\nU moet voldoen."
    assert rules(tmp_path, text) == [("jargon", 6)]


def test_a_comment_over_two_lines_counts_for_the_block_under_it(tmp_path: Path) -> None:
    text = "{# tact: ignore[jargon]\n   de term van de wet #}\nU moet voldoen."
    assert rules(tmp_path, text) == []


def test_a_comment_keeps_only_the_rules_quiet_that_it_names(tmp_path: Path) -> None:
    text = "U moet z.s.m. voldoen. {# tact: ignore[W01] waarom #}"
    assert rules(tmp_path, text) == [("vague-time", 2)]
    text = "U moet z.s.m. voldoen. {# tact: ignore[jargon, vague-time] waarom #}"
    assert rules(tmp_path, text) == []


def test_a_comment_that_keeps_nothing_quiet_is_found(tmp_path: Path) -> None:
    assert rules(tmp_path, "Betaal. {# tact: ignore[jargon] waarom #}") == [("unused-suppression", 2)]


def test_a_comment_that_names_an_unknown_rule_is_found(tmp_path: Path) -> None:
    assert rules(tmp_path, "U moet voldoen. {# tact: ignore[jargn] x #}") == [
        ("jargon", 2),
        ("unused-suppression", 2),
    ]


def test_a_comment_for_a_rule_that_does_not_run_is_not_judged(tmp_path: Path) -> None:
    text = body("Betaal z.s.m. {# tact: ignore[vague-time] waarom #}")
    assert lint(tmp_path, text, select=("jargon", "unused-suppression")) == []


def test_in_markdown_and_html_a_comment_of_html_does_the_same() -> None:
    text = "U moet voldoen. <!-- tact: ignore[jargon] waarom -->\nU moet voldoen."
    found = lint_text(text, select=["jargon"])
    assert [f.line for f in found if f.excerpt == "voldoen"] == [2]


def test_a_comment_in_a_shared_part_is_judged_by_all_templates_together(tmp_path: Path) -> None:
    part = "Bel ons. {# tact: ignore[long-sentence] waarom #}"
    assert (
        lint(
            tmp_path,
            body('{% include "_parts/deel.md.j2" %}'),
            select=(*ALL, "sentences"),
            _parts__deel=part,
        )
        == []
    )
    place = workspace(tmp_path, {})
    place.__dict__["templates"] = (tmp_path / "templates",)
    linter = Linter(place, Settings(select=frozenset(("sentences", "unused-suppression"))))
    template = Catalogue(place).template("proef")
    (finding,) = linter.lint(template, records={"een": a_record()})
    assert (finding.rule, finding.file) == ("unused-suppression", "_parts/deel.md.j2")


@pytest.mark.parametrize(
    "comment", ["{# tact: ignore jargon #}", "{# tact ignore[jargon] #}", "{# ignore[jargon] #}"]
)
def test_what_only_looks_like_a_comment_keeps_nothing_quiet(tmp_path: Path, comment: str) -> None:
    assert rules(tmp_path, f"U moet voldoen. {comment}") == [("jargon", 2)]
