"""The text for people shows the line, marks the words and stays inside the terminal."""

from __future__ import annotations

import click
import pytest

from tests.reporters.reports import TEXT, a_finding, hostile, report
from toolkit.lint import Severity
from toolkit.lint.findings import Say
from toolkit.reporters.report import Report
from toolkit.reporters.text import statistics, summary, write


def block(text: str, words: str) -> list[str]:
    """Return the lines that tell of a finding."""
    return next(part for part in text.split("\n\n") if words in part).split("\n")


def test_a_finding_is_told_with_its_place_its_line_and_a_better_word() -> None:
    assert block(write(report()), "‘voldoen’") == [
        "brieven/brief 1.md:4:13: waarschuwing W01 jargon",
        "  ‘voldoen’ is een woord dat klanten moeilijk vinden.",
        "   4 |  é 😀 U moet voldoen.",
        "     |              ^^^^^^^",
        "     | liever: betalen",
    ]


def test_the_mark_stands_under_the_words_also_after_wide_characters() -> None:
    lines = block(write(report()), "‘voldoen’")
    shown, marked = lines[2], lines[3]
    before = marked.index("^")
    # A smiling face takes two columns and is one character.
    assert shown[before - 1 :].startswith("voldoen")


def test_a_long_line_is_cut_around_the_words() -> None:
    text = "woord " * 60 + "voldoen" + " woord" * 60
    lines = block(write(report(text, width=80)), "‘voldoen’")
    assert all(len(line) <= 80 for line in lines)
    shown, marked = lines[2], lines[3]
    assert shown[marked.index("^") : marked.rindex("^") + 1] == "voldoen"
    assert shown.split("| ")[1].startswith("…")
    assert shown.endswith("…")


@pytest.mark.parametrize("width", [1, 40, 60, 80, 200])
def test_no_width_breaks_the_report(width: int) -> None:
    text = ("voldoen " + "漢字" * 30 + " derhalve ") * 3
    written = write(report(text, width=width))
    for line in written.splitlines():
        if " | " in line:
            assert len(line) <= max(width, 40)


def test_messages_are_wrapped_to_the_width() -> None:
    long = Say("een heel lang bericht " * 12, "x")
    written = write(Report((a_finding(message=long),), {"a,b:c%.md": "abc"}, width=60))
    assert max(map(len, written.split("\n\n")[0].splitlines())) <= 60


def test_colours_change_nothing_but_the_colour() -> None:
    coloured = write(report(colour=True))
    assert coloured != write(report())
    assert click.unstyle(coloured) == write(report())


def test_a_finding_in_a_value_and_its_scenarios_are_told() -> None:
    finding = a_finding(in_value=True, scenarios=("reminder/een/letter", "reminder/twee/sms", "x"))
    lines = write(Report((finding,), {"a,b:c%.md": "abc"})).splitlines()
    assert "     | komt uit een gegeven: ‘abc’" in lines
    assert "     | in reminder/een/letter en 2 andere" in lines


def test_a_finding_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    finding = a_finding(column=3, start=2, end=8, end_line=2, end_column=3)
    lines = write(Report((finding,), {"a,b:c%.md": "abcde\nfgh"})).splitlines()
    assert lines[2:4] == ["   1 | abcde", "     |   ^^^"]


def test_a_finding_without_a_line_of_text_shows_none() -> None:
    lines = write(Report((a_finding(end=0, end_column=1),), {"a,b:c%.md": "\n"})).splitlines()
    assert lines[:2] == ["a,b:c%.md:1:1: waarschuwing W01 jargon", "  Een bericht."]
    assert lines[2] == ""


def test_a_text_cannot_steer_the_terminal() -> None:
    written = write(hostile())
    assert not any(char in written for char in "\x1b\x00\r\u202e")
    assert "␛[31m" in written


def test_the_summary_counts_in_words() -> None:
    assert summary(Report((), {"a": "", "b": ""})) == "Geen bevindingen in 2 bestanden."
    assert summary(Report((), {"a": ""}, language="en")) == "No findings in 1 file."
    one = Report((a_finding(),), {"a": ""})
    assert summary(one) == "1 bevinding (1 waarschuwing) in 1 bestand."
    more = Report(
        (
            a_finding(severity=Severity.ERROR),
            a_finding(severity=Severity.HINT),
            a_finding(severity=Severity.HINT),
        ),
        {"a": ""},
    )
    assert summary(more) == "3 bevindingen (1 fout, 2 tips) in 1 bestand."
    assert summary(report()).endswith("; 1 is te herstellen met --fix.")


def test_statistics_count_per_rule_the_most_first() -> None:
    lines = statistics(report(TEXT + "voldoen voldoen voldoen")).splitlines()
    numbers = [int(line.split()[0]) for line in lines[:-2]]
    assert numbers == sorted(numbers, reverse=True)
    assert lines[0].split()[1:3] == ["W01", "jargon"]
    assert lines[-1].endswith(".")


def test_the_report_speaks_english() -> None:
    written = write(report(language="en"))
    assert "warning W01 jargon" in written
    assert "rather: betalen" in written
