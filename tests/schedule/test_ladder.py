"""A schedule that cannot be, or that the law does not allow, is refused with the step that is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.schedule.town import ladder, ladder_of
from toolkit.errors import SettingsError, TemplateError

LAST = {"name": "last", "template": "last-notice", "day": 30}


def test_the_shipped_steps_stand_in_three_tracks() -> None:
    assert [rung.name for rung in ladder().before] == ["due-soon", "due-today"]
    assert [rung.name for rung in ladder().overdue] == [
        "first-call",
        "reminder",
        "second-reminder",
        "call",
        "last-notice",
        "handover",
    ]
    assert [rung.name for rung in ladder().plan] == ["plan-missed", "plan-call"]


@pytest.mark.parametrize(
    ("step", "what"),
    [
        ({"template": "handover", "day": 60}, "asks for costs, so it must wait"),
        ({"template": "handover", "after_term_of": "first"}, "asks for costs, so it must wait"),
        ({"template": "last-notice", "day": 30, "channels": ["sms"]}, "by sms it cannot hold"),
        ({"template": "call-sheet", "day": 30}, "has a template for colleagues only"),
        ({"template": "reminder", "day": 30, "call": True}, "calls, so its template must be internal"),
        ({"template": "reminder", "day": 0}, "comes after the due date"),
        ({"template": "reminder", "day": -3}, "comes after the due date"),
        ({"template": "reminder", "day": 9, "lapses_after": 3}, "where only a call can lapse"),
        ({"template": "reminder", "after_invoice": 3}, "comes after the due date"),
        ({"template": "second-reminder", "after_term_of": "open"}, "which gives no days"),
        ({"template": "invoice-check", "day": 9}, "needs after_invoice"),
        ({"template": "due-soon", "day": 9}, "needs a day below 0"),
        ({"template": "due-today", "day": 9}, "needs day = 0"),
        ({"template": "due-soon", "after_term_of": "first"}, "needs a day below 0"),
    ],
)
def test_a_step_that_does_not_fit_its_template_or_the_law_is_refused(step: dict[str, Any], what: str) -> None:
    first = {"name": "first", "template": "reminder", "day": 7, "gives": 6}
    free = {"name": "open", "template": "second-reminder", "day": 8}
    before = step.get("day", 1) < 8 or "after_invoice" in step
    steps = [{"name": "x", **step}] if before else [first, free, {"name": "x", **step}]
    if "after_term_of" in step:
        steps = [first, free, {"name": "x", **step}]
    with pytest.raises(SettingsError, match="the step 'x'") as error:
        ladder_of(*steps)
    assert what in str(error.value)


def test_a_handover_after_the_term_of_a_last_notice_is_in_order() -> None:
    steps = ladder_of(LAST, {"name": "costs", "template": "handover", "after_term_of": "last"})
    assert [rung.track for rung in steps.rungs] == ["overdue", "overdue"]


def test_a_channel_that_a_template_does_not_have_is_refused() -> None:
    with pytest.raises(ValidationError, match="fax"):
        ladder_of({**LAST, "channels": ["fax"]})


def test_a_template_that_does_not_exist_is_told_with_the_nearest() -> None:
    with pytest.raises(TemplateError, match="did you mean 'reminder'"):
        ladder_of({"name": "x", "template": "remindr", "day": 7})


def test_two_steps_cannot_both_begin_after_a_missed_instalment() -> None:
    missed = {"template": "plan-missed", "after_instalment": 3, "gives": 7}
    with pytest.raises(SettingsError, match="the second that begins after a missed instalment"):
        ladder_of({"name": "a", **missed}, {"name": "b", **missed})
