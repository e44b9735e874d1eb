"""Nothing runs off the paper: a value without a single space breaks inside its place, or a warning tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from tests.channels.letter_pdf import Glyph, collisions, glyphs, texts
from toolkit.catalogue import Catalogue
from toolkit.channels.letter import Letterpress
from toolkit.channels.rendering import Rendering
from toolkit.compose import Composer, Message
from toolkit.records import Record
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

WORKSPACE = Workspace()
CATALOGUE = Catalogue(WORKSPACE)
TEMPLATES = [name for name in CATALOGUE.names() if "letter" in CATALOGUE.template(name).channels]
LENGTH = 120
KINDS = {"kind", "language", "reason", "country", "file", "logo", "audience", "channel", "owner"}
"""Fields whose value chooses something; it is not printed."""

Place = tuple[str | int, ...]
Filled = dict[Place, str]


def word(number: int) -> str:
    """One word of 120 letters, another for each number."""
    onset, vowel = "bdfgklmnprstvz"[number // 5 % 14], "aeiou"[number % 5]
    return (chr(97 + number // 70) + vowel + onset) * (LENGTH // 3)


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if isinstance(inner, dict | list):
            yield from places(inner, (*at, key))
        elif (isinstance(inner, str) or key == "payment_link") and key not in KINDS:
            yield (*at, key)


def put(data: dict[str, Any], at: Place, value: str) -> Record | None:
    """Write a value at its place; the record, or None, with the old value back, when no record holds it."""
    inner: Any = data
    for key in at[:-1]:
        inner = inner[key]
    before, inner[at[-1]] = inner[at[-1]], value
    try:
        return Record.model_validate(data)
    except ValidationError:
        inner[at[-1]] = before
        return None


def filled(record: Record) -> tuple[Record, Filled]:
    """The record with 120 letters in every field that takes them, and the letters by their place."""
    data, found = record.model_dump(mode="json"), {}
    for number, at in enumerate(places(data)):
        letters = word(number)
        for value in (letters, f"https://betaal.example/{letters}"):
            if made := put(data, at, value):
                record, found[at] = made, letters
                break
    return record, found


def printed(content: bytes) -> list[list[Glyph]]:
    return [glyphs(content, sheet) for sheet in range(len(texts(content)))]


def run_off(sheets: list[list[Glyph]]) -> list[Glyph]:
    return [
        glyph
        for sheet in sheets
        for glyph in sheet
        if not (glyph.left > 20 and glyph.right < 196 and glyph.top > 8 and glyph.bottom < 292)
    ]


@pytest.fixture(scope="module")
def press() -> Letterpress:
    return Letterpress(WORKSPACE)


def letter(press: Letterpress, name: str) -> tuple[Message, Rendering, Filled]:
    template = CATALOGUE.template(name)
    sample = next(sample for sample in template.samples if sample.stem == "ordinary")
    record, found = filled(read_record(sample))
    message = Composer(WORKSPACE).compose(template, record, "letter")
    return message, press.render(message, beside=sample.parent), found


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_field_may_hold_120_letters_without_a_space(press: Letterpress, name: str) -> None:
    message, made, found = letter(press, name)
    sheets = printed(made.content)
    assert run_off(sheets) == []
    assert [pair for sheet in range(len(sheets)) for pair in collisions(made.content, sheet)] == []
    # What the text of the message says, the letter says whole; the header of a following sheet may come between.
    on_paper = "".join(glyph.char for sheet in sheets for glyph in sheet).lower()
    words = repr(message.body).lower()
    said = {at for at, letters in found.items() if letters in words}
    assert {at for at in said if found[at] not in on_paper} == set()
    assert len(said) >= 4


def test_what_stands_around_the_text_is_whole_or_a_warning_tells(press: Letterpress) -> None:
    template = CATALOGUE.template("reminder")
    sample = next(sample for sample in template.samples if sample.stem == "ordinary")
    whole = read_record(sample)
    for at in (
        ("customer", "last_name"),
        ("customer", "id"),
        ("customer", "address", "street"),
        ("creditor", "name"),
        ("creditor", "vat_number"),
        ("creditor", "registration"),
        ("creditor", "website"),
        ("creditor", "department"),
        ("creditor", "address", "street"),
        ("creditor", "address", "town"),
    ):
        value = f"https://{word(1)}/" if at[-1] == "website" else word(1)
        record = put(whole.model_dump(mode="json"), at, value)
        assert record is not None, at
        made = press.render(Composer(WORKSPACE).compose(template, record, "letter"))
        sheets = printed(made.content)
        assert run_off(sheets) == [], at
        on_paper = "".join(glyph.char for glyph in sheets[0]).lower()
        # The return line gives up the street of the sender, before anything else.
        given_up = "…" in on_paper or at == ("creditor", "address", "street")
        assert given_up == bool(made.warnings), (at, made.warnings)
        assert "…" in on_paper or word(1) in on_paper, at
