"""The schedule as a file: the shipped one follows the plan of reminders, a wrong one is told where."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.catalogue import read_schedule
from toolkit.errors import SettingsError
from toolkit.workspace import Workspace

CHANNELS = """
[channels]
general = ["email"]
student = ["sms"]
worker = ["email"]
elderly = ["letter"]
"""


def own(folder: Path, text: str) -> Workspace:
    (folder / "schedule.toml").write_text(text, encoding="utf-8")
    return Workspace(folder)


def test_the_shipped_schedule_reminds_before_on_and_after_the_due_date() -> None:
    days = {step.name: step.day for step in read_schedule(Workspace()).steps if step.day is not None}
    assert days == {
        "due-soon": -7,
        "due-today": 0,
        "first-call": 2,
        "reminder": 7,
        "second-reminder": 14,
        "call": 24,
        "last-notice": 30,
    }


def test_the_shipped_schedule_has_a_check_that_can_be_switched_on() -> None:
    schedule = read_schedule(Workspace())
    (check,) = (step for step in schedule.step if step.name == "invoice-check")
    assert not check.active
    assert check not in schedule.steps


def test_a_schedule_of_the_firm_goes_before_the_shipped_one(tmp_path: Path) -> None:
    step = '[[step]]\nname = "first"\ntemplate = "reminder"\nday = 10\n'
    assert [each.name for each in read_schedule(own(tmp_path, CHANNELS + step)).steps] == ["first"]


@pytest.mark.parametrize(
    ("steps", "what"),
    [
        ("", "step: "),
        ('[[step]]\nname = "A b"\ntemplate = "x"\nday = 1', "step[1].name: "),
        ('[[step]]\nname = "a"\ntemplate = "x"', "step[1]: needs one beginning"),
        ('[[step]]\nname = "a"\ntemplate = "x"\nday = 1\nafter_invoice = 2', "step[1]: needs one beginning"),
        (
            '[[step]]\nname = "a"\ntemplate = "x"\ndya = 1',
            "step[1].dya: unknown key; did you mean 'day'?",
        ),
        ('[[step]]\nname = "a"\ntemplate = "x"\nday = "soon"', "step[1].day: "),
        ('[[step]]\nname = "a"\ntemplate = "x"\nday = 1\ngives = 0', "step[1].gives: "),
        ('[[step]]\nname = "a"\ntemplate = "x"\nday = 1\nchannels = []', "step[1].channels: "),
        (
            '[[step]]\nname = "a"\ntemplate = "x"\nday = 1\ncall = true\nchannels = ["sms"]',
            "a call has no channels",
        ),
        ('[[step]]\nname = "a"\ntemplate = "x"\nday = 1\n' * 2, "the step 'a' occurs twice"),
        (
            '[[step]]\nname = "a"\ntemplate = "x"\nday = 9\n[[step]]\nname = "b"\ntemplate = "x"\nday = 8',
            "the step 'b' comes before the step above it",
        ),
        (
            '[[step]]\nname = "last"\ntemplate = "x"\nday = 9\n'
            '[[step]]\nname = "b"\ntemplate = "x"\nafter_term_of = "lost"',
            "waits for 'lost', which is no step before it; did you mean 'last'?",
        ),
        (
            '[[step]]\nname = "b"\ntemplate = "x"\nafter_term_of = "b"',
            "waits for 'b', which is no step before it",
        ),
    ],
)
def test_what_is_wrong_with_a_schedule_is_told_with_its_place(tmp_path: Path, steps: str, what: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_schedule(own(tmp_path, CHANNELS + steps))
    assert what in str(error.value)
    assert str(tmp_path / "schedule.toml") in str(error.value)


def test_a_schedule_that_is_no_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not valid TOML"):
        read_schedule(own(tmp_path, "step = ["))
