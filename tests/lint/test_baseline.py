"""A baseline knows old findings wherever they move, and forgets what is mended."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from toolkit.errors import SettingsError
from toolkit.lint import Finding, lint_text
from toolkit.lint.baseline import (
    baseline_of,
    fingerprint,
    new_findings,
    pruned,
    read_baseline,
    write_baseline,
)

NAMES = {"brief.txt": "brieven/brief.txt"}
RULES = ("jargon", "vague-time")


def found(text: str) -> list[Finding]:
    return lint_text(text, select=RULES, file="brief.txt")


OLD = found("U moet voldoen.")


def test_a_baseline_survives_its_file(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    known = baseline_of(found("U moet z.s.m. voldoen. Voldoe."), NAMES)
    write_baseline(path, known)
    assert read_baseline(path) == known
    assert set(json.loads(path.read_text("utf-8"))["findings"]) == {"brieven/brief.txt"}


def test_a_finding_is_known_wherever_it_moves() -> None:
    known = baseline_of(OLD, NAMES)
    assert new_findings(found("Beste klant,\n\nEerst iets anders.\nU moet\nvoldoen."), known, NAMES) == []


def test_the_same_words_once_more_are_new() -> None:
    known = baseline_of(OLD, NAMES)
    (new,) = new_findings(found("U moet voldoen. U moet voldoen."), known, NAMES)
    assert new.start == 23


def test_other_words_and_other_files_are_new() -> None:
    known = baseline_of(OLD, NAMES)
    assert len(new_findings(found("Betaal z.s.m."), known, NAMES)) == 1
    assert len(new_findings(OLD, known, {"brief.txt": "elders.txt"})) == 1


def test_what_is_mended_leaves_the_baseline() -> None:
    known = baseline_of(found("U moet voldoen. U moet voldoen. Betaal z.s.m."), NAMES)
    left = pruned(known, OLD, NAMES, RULES)
    assert left == {"brieven/brief.txt": Counter({fingerprint(OLD[0]): 1})}


def test_what_was_not_looked_at_stays_in_the_baseline() -> None:
    known = baseline_of(found("U moet z.s.m. voldoen."), NAMES)
    assert pruned(known, [], {}, RULES) == known
    kept = pruned(known, [], NAMES, ["jargon"])
    assert [key.partition(":")[0] for key in kept["brieven/brief.txt"]] == ["vague-time"]


def test_findings_without_words_differ_by_their_message() -> None:
    first, second = (
        Finding(
            **{**{name: getattr(OLD[0], name) for name in Finding.__slots__}, "excerpt": "", "message": say}
        )
        for say in (OLD[0].message, OLD[0].message.__class__("Iets anders.", "Something else."))
    )
    assert fingerprint(first) != fingerprint(second)


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "findings": {}}', '{"version": 1}', "{"])
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match="is not a baseline"):
        read_baseline(path)


def test_a_baseline_that_is_missing_is_refused_with_the_way_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--write-baseline"):
        read_baseline(tmp_path / "geen.json")
