"""A text as pieces: everything has its place, and an edit of words changes those words and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compose.records import a_record
from toolkit.catalogue import Catalogue, read_names
from toolkit.compose import Composer
from toolkit.compose.message import texts
from toolkit.preview.pieces import PLAIN, Piece, edited, every, pieces_of
from toolkit.preview.problems import BadRequest
from toolkit.preview.writing import part_uses, view
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = read_names(Workspace(), "nl")
REMINDER = Catalogue(Workspace()).template("reminder")
FILES = sorted([*TEMPLATES.glob("*/nl.md.j2")])


@cache
def shipped(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def literals(text: str) -> list[tuple[str, Piece]]:
    """Return the literals of a text with the names of their blocks."""
    return [
        (block, piece)
        for block, pieces in pieces_of(text, NAMES).items()
        for piece in every(pieces)
        if piece.kind == "literal"
    ]


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


WORDS = st.text(st.sampled_from("abc é€ .,-#*_[](){}%|<>&;:+=!`~\\\"'1/"), min_size=1, max_size=14)


@given(st.sampled_from(FILES), st.data(), WORDS)
@settings(max_examples=50, deadline=None)
def test_an_edit_changes_its_literal_and_nothing_else(path: Path, data: st.DataObject, words: str) -> None:
    text = shipped(path)
    block, piece = data.draw(st.sampled_from(literals(text)))
    try:
        made = edited(text, NAMES, piece.start, piece.end, words)
    except BadRequest:
        assert block in PLAIN or not words.strip() or words.rstrip().endswith("{")
        return
    grown = len(made) - len(text)
    assert made[: piece.start] == text[: piece.start]
    assert made[piece.end + grown :] == text[piece.end :]
    again = next(each for _, each in literals(made) if each.start == piece.start)
    assert again.text.split() == words.split()
    assert edited(made, NAMES, again.start, again.end, again.text) == made


@given(WORDS)
@settings(max_examples=20, deadline=None)
def test_a_customer_reads_what_a_writer_typed_sign_for_sign(words: str) -> None:
    for before, after in (
        ("", ""),
        ("- ", ""),
        ("Dag ", " einde."),
        ("{{ greeting }}, ", "{{ total|euro }}"),
    ):
        text = f"{{% block body %}}\nEerst.\n\n{before}woorden{after}\n{{% endblock %}}"
        text += "{% block subject %}x{% endblock %}"
        piece = next(each for _, each in literals(text) if "woorden" in each.text)
        try:
            made = edited(text, NAMES, piece.start, piece.end, piece.text.replace("woorden", f"w{words}w"))
        except BadRequest:
            pytest.fail(f"refused {words!r}")
        composer = Composer(Workspace(), {"reminder/nl.md.j2": made})
        message = composer.compose(REMINDER, a_record(), "letter")
        said = " ".join("".join(each.text for each in texts(message.body)).split())
        assert " ".join(f"w{words}w".split()) in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "moeten woorden blijven staan"),
        ("  ", "moeten woorden blijven staan"),
        ("een\ntwee", "nieuwe regel"),
        ("een\x00", "teken dat niemand kan lezen"),
        ("een\ue021", "teken dat niemand kan lezen"),
    ],
)
def test_what_cannot_be_kept_as_words_is_refused_with_a_reason(words: str, says: str) -> None:
    text = "{% block body %}Dag.{% endblock %}{% block subject %}Onderwerp{% endblock %}"
    _, piece = literals(text)[0]
    with pytest.raises(BadRequest, match=says):
        edited(text, NAMES, piece.start, piece.end, words)
    with pytest.raises(BadRequest, match="niet meer op deze plek"):
        edited(text, NAMES, piece.start + 1, piece.end, "Dag")


@pytest.mark.parametrize("words", ["{{ total }}", "{% if x %}", "{# a #}", "bijna {"])
def test_a_subject_holds_no_program_that_somebody_typed(words: str) -> None:
    text = "{% block subject %}Onderwerp{% endblock %}"
    _, piece = literals(text)[0]
    with pytest.raises(BadRequest, match="accolade"):
        edited(text, NAMES, piece.start, piece.end, words)


def test_a_view_tells_values_parts_and_which_sample_reaches_which_branch() -> None:
    composer, catalogue = Composer(Workspace()), Catalogue(Workspace())
    template = catalogue.template("reminder")
    records = {
        path.stem: read_record(path)
        for path in template.samples
        if path.stem in ("ordinary", "part-payment", "several-invoices", "cannot-pay")
    }
    made = view(composer, template, NAMES, records, "ordinary", "letter", uses=part_uses(composer, catalogue))
    assert json.loads(json.dumps(made)) == made
    assert (made["failed"], list(made["blocks"])) == ([], ["subject", "body"])
    body = made["blocks"]["body"]
    greeting = next(piece for piece in body if piece["kind"] == "field")
    assert greeting["expression"] == "greeting"
    assert greeting["value"].startswith(("Beste", "Geachte"))
    parts = {piece["name"]: piece for piece in body if piece["kind"] == "part"}
    assert parts["afsluiting"]["used"] == len([n for n in catalogue.names() if n != "call-sheet"])
    assert (parts["hulp bij geldzorgen"]["condition"], parts["hulp bij geldzorgen"]["taken"]) == (
        "kan niet betalen",
        False,
    )
    paid = next(piece for piece in body if piece["kind"] == "condition")
    first, other = paid["branches"]
    assert (first["test"], first["taken"]) == ("deels betaald", False)
    assert "part-payment" in first["samples"]
    assert "ordinary" not in first["samples"]
    assert (other["test"], other["taken"]) == ("", True)
    field = next(piece for piece in other["pieces"] if piece["kind"] == "field")
    assert field["name"] == "factuur of facturen"
    assert field["value"].startswith("factuur ")
    assert next(piece for piece in first["pieces"] if piece["kind"] == "field")["value"] is None
    inside = [piece for piece in body if piece["kind"] == "condition"][-1]
    assert set(inside["otherwise"]) | set(inside["branches"][0]["samples"]) == set(records)
