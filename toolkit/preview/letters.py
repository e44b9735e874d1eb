"""A letter of elsewhere as the desk shows it, and the text that is written of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from toolkit.adopt.letter import Letter, field_text, is_field, left_open, needs, read_letter
from toolkit.adopt.offered import OFFERED
from toolkit.adopt.proposals import Proposal
from toolkit.errors import SettingsError
from toolkit.preview.problems import BadRequest
from toolkit.wording import in_both, worded

AROUND = 60
"""Characters that are shown before and after words."""

Piece = tuple[str, int | None]
"""Words of the letter, and the number of the question about them."""


def read(name: str, content: bytes) -> dict[str, Any]:
    """Return a letter as the desk shows it: its pieces with what is asked about them, and what is left out of it.

    Raises TextError for a letter that cannot be read, SettingsError for one without words.
    """
    letter = _letter(name, content)
    numbers = {each: number for number, same in enumerate(letter.questions) for each in same}
    return {
        "title": letter.subject,
        "subject": list(_pieces(letter, letter.parts.subject, numbers)),
        "body": list(_pieces(letter, letter.parts.body, numbers)),
        "greets": letter.parts.salutation is not None,
        "questions": [_asked(letter, same) for same in letter.questions],
        "left_out": [text for text in (letter.head, letter.outside) if text],
        "fields": [
            {
                "group": in_both(group),
                "fields": [{"field": field, "name": in_both(name)} for field, name in fields.items()],
            }
            for group, fields in OFFERED.items()
        ],
    }


def written(name: str, content: bytes, answers: Sequence[Any], title: str) -> tuple[str, list[str]]:
    """Return the text of the template of a letter and the fields that it needs.

    An answer is the expression of a field, "" to leave the words as they are, or None to leave their place open.
    Raises BadRequest for an answer that is none of these, or when there are more or fewer than questions.
    """
    letter = _letter(name, content)
    if len(answers) != len(letter.questions):
        raise BadRequest("Deze vraag is niet te lezen")
    chosen: dict[Proposal, str] = {}
    for same, answer in zip(letter.questions, answers, strict=True):
        if answer is None:
            chosen |= {each: left_open(each) for each in same}
        elif not isinstance(answer, str) or (answer and not is_field(answer)):
            raise BadRequest(worded("'{name}' is geen veld", name=str(answer)[:40]))
        elif answer:
            chosen |= dict.fromkeys(same, field_text(answer))
    return letter.text(chosen, title), needs(chosen)


def _letter(name: str, content: bytes) -> Letter:
    letter = read_letter(Path(name), name, content=content)
    if not letter.read.text.strip():
        raise SettingsError(worded("the letter has no words"), hint=worded("choose another file"))
    return letter


def _pieces(letter: Letter, span: tuple[int, int] | None, numbers: dict[Proposal, int]) -> Iterator[Piece]:
    if span is None:
        return
    at, end = span
    for each in letter.proposals:
        if at <= each.start and each.end <= end:
            if at < each.start:
                yield letter.read.text[at : each.start], None
            yield each.text, numbers[each]
            at = each.end
    if rest := letter.read.text[at:end].rstrip():
        yield rest, None


def _asked(letter: Letter, same: Sequence[Proposal]) -> dict[str, Any]:
    first, text = same[0], letter.read.text
    return {
        "words": first.text,
        "field": first.expression,
        "before": text[max(0, first.start - AROUND) : first.start].rpartition("\n")[2],
        "after": text[first.end : first.end + AROUND].partition("\n")[0],
        "times": len(same),
        "blank": first.is_blank,
        "open": left_open(first),
    }
