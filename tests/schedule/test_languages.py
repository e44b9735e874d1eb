"""Who reads a language that a step is not written in."""

from __future__ import annotations

from tests.schedule.town import TODAY, customer, invoice, ladder, record
from toolkit.schedule import plan
from toolkit.wording import translated


def test_who_reads_another_language_than_the_step_is_written_in_waits_unless_the_settings_allow_it() -> None:
    french = record(invoice("1", 8), of=customer(language="FR"))
    made = plan([french], ladder(), TODAY)
    (one,) = made.held
    assert (made.messages, one.reason) == ((), "language")
    assert "leest 'fr'" in translated(one.why, "nl")
    allowed = plan([french], ladder(), TODAY, settings={"fallback": "nl"})
    assert [message.step for message in allowed.messages] == ["reminder"]
    assert any("leest 'fr'" in note.text and "'nl'" in note.text for note in allowed.notes)
