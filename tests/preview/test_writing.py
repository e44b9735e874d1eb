"""A text as pieces: everything has its place, and a sample tells what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from toolkit.catalogue import Catalogue, read_names
from toolkit.compose import Composer
from toolkit.errors import TemplateError
from toolkit.preview.pieces import Piece, every, parts_named, pieces_of
from toolkit.preview.problems import BadRequest
from toolkit.preview.writing import as_json, in_place, part_uses, reaching, view
from toolkit.records import Record
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = read_names(Workspace(), "nl")
REMINDER = Catalogue(Workspace()).template("reminder")
FILES = sorted([*TEMPLATES.glob("*/nl.md.j2")])


@cache
def shipped(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def gaps(text: str, pieces: tuple[Piece, ...], start: int, end: int) -> Iterator[str]:
    for piece in pieces:
        if piece.start != start or text[piece.start : piece.end] != piece.source:
            yield f"{piece.start}: {piece.source[:40]!r}"
        for branch in piece.branches:
            yield from gaps(text, branch.pieces, branch.start, branch.end)
        start = piece.end
    if start != end:
        yield f"{start}: {text[start:end]!r}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_the_pieces_of_a_shipped_text_cover_it_and_little_of_it_is_locked(path: Path) -> None:
    text = shipped(path)
    blocks = pieces_of(text, NAMES)
    assert {"subject", "body"} & blocks.keys()
    for pieces in blocks.values():
        assert list(gaps(text, pieces, pieces[0].start, pieces[-1].end)) == []
    kinds = [piece.kind for pieces in blocks.values() for piece in every(pieces)]
    assert kinds.count("locked") * 20 < len(kinds)


def reminder(*samples: str) -> dict[str, Record]:
    return {path.stem: read_record(path) for path in REMINDER.samples if path.stem in samples}


def test_a_view_tells_values_and_which_way_a_sample_goes() -> None:
    composer = Composer(Workspace())
    read = pieces_of(shipped(TEMPLATES / "reminder" / "nl.md.j2"), NAMES)
    (record,) = reminder("ordinary").values()
    made = view(composer, REMINDER, read, record, "letter", file="reminder/nl.md.j2", tag="nl")
    blocks = {block["name"]: block for block in json.loads(json.dumps(as_json(made)))}
    assert [(name, block["plain"]) for name, block in blocks.items()] == [
        ("subject", True),
        ("body", False),
        ("sms", True),
    ]
    body = blocks["body"]["pieces"]
    greeting = next(piece for piece in body if piece["kind"] == "field")
    assert greeting["expression"] == "greeting"
    assert greeting["value"].startswith(("Beste", "Geachte"))
    sender = next(piece for piece in blocks["sms"]["pieces"] if piece["kind"] == "field")
    assert sender["value"] == record.creditor.name
    parts = {piece["name"]: piece for piece in body if piece["kind"] == "part"}
    help_offered = parts["hulp bij geldzorgen"]
    assert (help_offered["condition"], help_offered["taken"]) == ("kan niet betalen", False)
    paid = next(piece for piece in body if piece["kind"] == "condition")
    first, other = paid["branches"]
    assert (first["test"], first["taken"]) == ("deels betaald", False)
    assert (other["test"], other["taken"]) == ("", True)
    assert any(piece["value"] for piece in other["pieces"] if piece["kind"] == "field")
    assert not next(piece for piece in first["pieces"] if piece["kind"] == "field")["value"]


def test_a_sample_is_found_that_goes_a_way_and_none_where_none_does() -> None:
    composer = Composer(Workspace())
    text = shipped(TEMPLATES / "reminder" / "nl.md.j2")
    paid = next(piece for piece in pieces_of(text, NAMES)["body"] if piece.kind == "condition")
    records = reminder("ordinary", "part-payment")

    def found(kind: str, branch: int, *channels: str, **among: Record) -> tuple[str, str] | None:
        way = (kind, *paid.branches[branch].tag)
        asked = {"way": way, "file": "reminder/nl.md.j2", "tag": "nl"}
        return reaching(composer, REMINDER, among or records, channels, **asked)  # type: ignore[arg-type]

    assert found("if", 0, "letter", "sms") == ("part-payment", "letter")
    assert found("else", 0, "email") == ("ordinary", "email")
    assert found("if", 0, "letter", ordinary=records["ordinary"]) is None
    assert found("if", 0, "sms") is None


def test_a_part_stands_in_every_text_that_names_it_or_a_part_with_it() -> None:
    def named(text: str) -> list[tuple[str, str]]:
        return parts_named(text, NAMES)

    texts = {
        "een": '{% block body %}{% include "buiten" %}{% endblock %}{% block sms %}{% include "kort" %}{% endblock %}',
        "twee": '{% block body %}{% for i in missed: %} {% include "binnen" %}\n{% endblock %}',
    }
    parts = {"_parts/nl/buiten.md.j2": 'Eerst {% include "binnen" if stijl C %}'}
    uses = part_uses(
        {name: named(text) for name, text in texts.items()},
        {name: named(text) for name, text in parts.items()},
    )
    assert {file: (sorted(use.texts), use.plain) for file, use in uses.items()} == {
        "_parts/nl/buiten.md.j2": (["een"], False),
        "_parts/nl/binnen.md.j2": (["een", "twee"], False),
        "_parts/nl/kort.md.j2": (["een"], True),
    }


@pytest.mark.parametrize("name", ["reminder", "last-notice", "plan-missed"])
def test_a_text_with_the_words_of_its_parts_in_it_says_the_same(name: str) -> None:
    template = Catalogue(Workspace()).template(name)
    text, file = shipped(TEMPLATES / name / "nl.md.j2"), f"{name}/nl.md.j2"
    parts = [
        piece for pieces in pieces_of(text, NAMES).values() for piece in every(pieces) if piece.kind == "part"
    ]
    made = text
    for piece in sorted(parts, key=lambda piece: -piece.start):
        with suppress(BadRequest):
            words = in_place(text, piece, shipped(TEMPLATES / piece.file))
            made = made[: piece.start] + words + made[piece.end :]
    assert made.count("{% include") < text.count("{% include")
    here, there = Composer(Workspace(), {file: made}), Composer(Workspace())
    record = read_record(template.samples[0])
    for channel in template.channels:
        assert (
            here.compose(template, record, channel).sections
            == there.compose(template, record, channel).sections
        )


def test_a_part_with_fields_of_its_own_is_not_put_in_place() -> None:
    for source in ('{% include "betaalblok" with amount = total %}', 'Dag {% include "wie wat doet" %}.'):
        ((_, pieces),) = pieces_of(source, NAMES).items()
        piece = next(piece for piece in pieces if piece.kind == "part")
        with pytest.raises(BadRequest, match="passen hier niet"):
            in_place(source, piece, "Een.\nTwee.\n")


def test_a_part_is_one_block_without_a_name() -> None:
    text = "{# Wat het is. #}\nHallo {{ greeting }}.\n"
    ((name, pieces),) = pieces_of(text, NAMES).items()
    assert name == ""
    assert list(gaps(text, pieces, 0, len(text))) == []


def test_a_text_that_is_no_template_is_refused_with_its_place() -> None:
    for text in ("Een.\n{{ greeting", "Een.\n{% if x ? %}a{% endif %}"):
        with pytest.raises(TemplateError) as caught:
            pieces_of(text, NAMES, file="a/nl.md.j2")
        assert caught.value.place is not None
        assert (caught.value.place.file, caught.value.place.line) == ("a/nl.md.j2", 2)
