"""Only what is right in every context is replaced, and nothing but that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests import dutch
from tests.compose.records import a_record
from tests.lint.places import body, lint
from toolkit.lint import Finding, lint_text
from toolkit.lint.fixes import Fix, apply, fix_all, fixes, is_fixable

FILE = "brief.txt"


def found(text: str) -> list[Finding]:
    return lint_text(text, file=FILE)


def fixed(text: str) -> str:
    return fix_all({FILE: text}, lambda new: found(new.get(FILE, text))).get(FILE, text)


def test_a_safe_word_is_replaced_in_the_same_capitals() -> None:
    assert fixed("Derhalve bellen wij. Wij bellen derhalve.") == "Daarom bellen wij. Wij bellen daarom."


def test_a_word_that_may_be_right_is_not_replaced() -> None:
    assert fixed("U moet voldoen.") == "U moet voldoen."


def test_a_replacement_that_could_be_markup_is_not_made() -> None:
    (finding,) = (f for f in found("Wij bellen derhalve.") if f.safe)
    assert is_fixable(finding)
    for text in ("*daarom*", "{{ x }}", "<b>", "[daarom](x)", "daarom|", "daar_om", "", "daarom\n"):
        assert not is_fixable(replace(finding, suggestions=(text,)))


def test_of_two_that_overlap_only_the_first_is_made() -> None:
    (finding,) = (f for f in found("Wij bellen derhalve.") if f.safe)
    inside = replace(finding, start=finding.start + 2)
    assert fixes([inside, finding]) == [Fix(FILE, 11, 19, "daarom")]


def test_line_breaks_stay_as_they_are() -> None:
    changes = [Fix(FILE, 6, 7, "X"), Fix(FILE, 10, 11, "Y")]
    assert apply("a\r\nb\r\nc\rd\ne f", changes) == "a\r\nb\r\nc\rX\ne Y"


def test_a_template_keeps_its_statements_and_values(tmp_path: Path) -> None:
    record = a_record().model_copy(update={"reason": "derhalve"})
    text = body("{% if consumer %}{{ reason }} derhalve{% set derhalve = 1 %} {{ derhalve }}{% endif %}")
    findings = lint(tmp_path, text, records={"een": record})
    (change,) = fixes(findings)
    assert apply(text, [change]) == text.replace("}} derhalve", "}} daarom")


def test_a_word_over_two_files_is_not_replaced(tmp_path: Path) -> None:
    text = body('der{% include "_parts/slot.md.j2" %}')
    findings = lint(tmp_path, text, _parts__slot="halve bellen wij.")
    assert [f.excerpt for f in findings] == ["derhalve"]
    assert fixes(findings) == []


TEXTS = st.lists(dutch.pieces | st.sampled_from(["-", "**", "{{", "x", "}}"]), max_size=25).map(" ".join)


@given(TEXTS | dutch.texts)
def test_fixing_twice_is_fixing_once_and_leaves_nothing_to_fix(text: str) -> None:
    once = fixed(text)
    assert fixed(once) == once
    assert not any(map(is_fixable, found(once)))
