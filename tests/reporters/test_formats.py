"""Every format tells every finding, and nothing in a text can break out of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import fastjsonschema
import pytest

from tests.reporters.reports import TEXT, a_finding, hostile, report
from toolkit.errors import SettingsError
from toolkit.reporters import FORMATS, reporter
from toolkit.reporters.report import Report, fingerprints

SCHEMA = Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.json"
KEYS = ["rule", "code", "severity", "message", "file", "line", "column", "endLine", "endColumn", "start", "end",
        "excerpt", "suggestions", "scenarios", "others"]  # fmt: skip


def read(name: str, of: Report) -> Any:
    return json.loads(reporter(name)(of))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_every_finding(name: str) -> None:
    found = report()
    text = reporter(name)(found)
    assert len(found.findings) >= 4
    for finding in found.findings:
        assert finding.code in text or finding.rule in text
    assert text.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_empty(name: str) -> None:
    text = reporter(name)(Report((), {"brief.md": ""}))
    assert text.endswith("\n") or (name == "github" and text == "")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written_whatever_the_text(name: str) -> None:
    text = reporter(name)(hostile())
    assert "\x1b" not in text
    assert "\x00" not in text
    text.encode("utf-8")


def test_an_unknown_format_is_refused_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match="did you mean 'sarif'"):
        reporter("sarf")


# JSON.


def test_json_has_exactly_the_documented_fields() -> None:
    data = read("json", report())
    assert list(data) == ["version", "findings", "summary"]
    assert data["version"] == 1
    assert all(list(finding) == KEYS for finding in data["findings"])
    summary = data["summary"]
    assert list(summary) == ["files", "findings", "errors", "warnings", "hints", "fixable", "rules"]
    assert summary["findings"] == len(data["findings"]) == sum(summary["rules"].values())
    assert summary["findings"] == summary["errors"] + summary["warnings"] + summary["hints"]
    assert summary["fixable"] == 1
    assert summary["files"] == 1


def test_json_tells_the_place_in_characters() -> None:
    finding = next(f for f in read("json", report())["findings"] if f["excerpt"] == "voldoen")
    assert TEXT[finding["start"] : finding["end"]] == "voldoen"
    assert (finding["line"], finding["column"], finding["endLine"], finding["endColumn"]) == (4, 13, 4, 20)


def test_json_speaks_dutch_or_english() -> None:
    dutch = read("json", report())["findings"][0]["message"]
    english = read("json", report(language="en"))["findings"][0]["message"]
    assert dutch != english


# SARIF.


def test_sarif_is_valid_by_the_schema() -> None:
    validate = fastjsonschema.compile(json.loads(SCHEMA.read_text("utf-8")))
    for each in (report(), hostile(), Report((), {})):
        validate(read("sarif", each))


def test_sarif_names_rules_places_and_replacements() -> None:
    (run,) = read("sarif", report())["runs"]
    result = next(r for r in run["results"] if r["message"]["text"].startswith("‘voldoen’"))
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "W01"
    assert rule["name"] == "jargon"
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "brieven/brief%201.md"
    assert location["region"]["startColumn"] == 13
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"] == "betalen"


# JUnit.


def test_junit_fails_a_test_for_each_finding_but_hints() -> None:
    root = ElementTree.fromstring(reporter("junit")(hostile()))  # noqa: S314
    assert root.attrib == {"name": "tact", "tests": "3", "failures": "1"}
    suites = {suite.attrib["name"]: suite for suite in root}
    assert suites.keys() == {"a,b:c%.md", "mail.eml#text", "schoon.md"}
    assert [child.tag for suite in root for case in suite for child in case] == ["failure", "system-out"]


# GitHub.


def test_github_annotates_file_line_and_columns() -> None:
    lines = reporter("github")(report()).splitlines()
    line = next(line for line in lines if "‘voldoen’" in line)
    assert line.startswith(
        "::warning file=brieven/brief 1.md,line=4,endLine=4,col=13,endColumn=20,title=W01 jargon::‘voldoen’"
    )


def test_github_escapes_what_would_be_a_command() -> None:
    (first, second) = reporter("github")(hostile()).splitlines()
    assert first.startswith("::warning file=a%2Cb%3Ac%25.md,line=1,")
    assert first.endswith("::%250A::error::␍%0A<b>&\"']]>,: ␛[31m␀\ufffd\ufffd")
    assert second.startswith("::notice file=mail.eml,title=W01 jargon::[text 1:1] ")


def test_github_tells_no_columns_over_several_lines() -> None:
    found = Report((a_finding(end_line=2, end_column=1),), {"a,b:c%.md": "abc\n"})
    assert "col=" not in reporter("github")(found)


# GitLab.


def test_gitlab_has_the_fields_of_the_code_quality_report() -> None:
    for entry in read("gitlab", report()):
        assert list(entry) == ["description", "check_name", "fingerprint", "severity", "location"]
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["path"] == "brieven/brief 1.md"
        assert entry["location"]["lines"]["begin"] >= 3


def test_a_fingerprint_is_unique_and_stays_when_lines_move() -> None:
    twice = "U moet voldoen.\nU moet voldoen."
    before = fingerprints(report(twice).findings)
    assert len(set(before)) == 2
    assert fingerprints(report(f"Dag.\n\n{twice}").findings) == before


# reviewdog.


def test_rdjson_counts_bytes_and_offers_replacements() -> None:
    found = read("rdjson", report())
    assert found["source"] == {"name": "tact"}
    diagnostic = next(d for d in found["diagnostics"] if d["message"].startswith("‘voldoen’"))
    column = len("\té 😀 U moet ".encode()) + 1
    region = {"start": {"line": 4, "column": column}, "end": {"line": 4, "column": column + 7}}
    assert diagnostic["location"] == {"path": "brieven/brief 1.md", "range": region}
    assert diagnostic["severity"] == "WARNING"
    assert diagnostic["code"] == {"value": "jargon"}
    assert diagnostic["suggestions"][0] == {"range": region, "text": "betalen"}


def test_a_value_and_a_choice_are_no_replacement() -> None:
    texts = {"a,b:c%.md": "abc"}
    assert read("rdjson", Report((a_finding(suggestions=("x",)),), texts))["diagnostics"][0]["suggestions"]
    for changed in (
        {"suggestions": ("x / y",)},
        {"suggestions": ("x … y",)},
        {"suggestions": ("x",), "in_value": True},
    ):
        found = Report((a_finding(**changed),), texts)
        assert "suggestions" not in read("rdjson", found)["diagnostics"][0]
