"""What stands under one heading of a letter stays on one sheet, and who helps never stands alone on one."""

from __future__ import annotations

import pytest

from tests.channels.letter_pdf import texts
from tests.templates.reading import block_passages
from toolkit.catalogue import Catalogue
from toolkit.channels.letter import Letterpress
from toolkit.channels.letter_sheet import WHOLE
from toolkit.compose import Composer
from toolkit.compose.message import Block, Heading, Message, Part
from toolkit.records import Invoice
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

WORKSPACE = Workspace()
CATALOGUE = Catalogue(WORKSPACE)
SPILLING = ("last-notice", "payment-plan", "administrator")


@pytest.fixture(scope="module")
def press() -> Letterpress:
    return Letterpress(WORKSPACE)


def message(template: str, invoices: int = 2) -> Message:
    """The sample with long names, with so many invoices."""
    known = CATALOGUE.template(template)
    (sample,) = (path for path in known.samples if path.stem == "long-names")
    record = read_record(sample)
    if invoices > len(record.invoices):
        first = record.invoices[0]
        more = (first.model_copy(update={"number": f"2026-{at:04}"}) for at in range(invoices))
        record = record.model_copy(update={"invoices": tuple[Invoice, ...](more)})
    return Composer(WORKSPACE).compose(known, record, "letter")


def sections(body: tuple[Block, ...]) -> list[list[str]]:
    """The passages under each heading of level 2, and those of the closing."""
    found: list[list[str]] = [[]]
    for block in body:
        if (isinstance(block, Heading) and block.level == 2) or (
            isinstance(block, Part) and block.name == "closing"
        ):
            found.append([])
        found[-1].extend(block_passages((block,)))
    return found[1:]


def sheets_of(passages: list[str], sheets: list[str]) -> set[int]:
    """The sheets on which passages stand; what stands on both, as in the head of a sheet, tells nothing."""
    places = ([at for at, sheet in enumerate(sheets) if letters(each) in sheet] for each in passages)
    return {place[0] for place in places if len(place) == 1}


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("template", SPILLING)
def test_what_stands_under_one_heading_stays_on_one_sheet(template: str, press: Letterpress) -> None:
    made = message(template)
    printed = texts(press.render(made).content)
    assert any(made.record.creditor.email in line for line in printed[1].splitlines())
    sheets = list(map(letters, printed))
    assert len(sheets) == 2
    places = [sheets_of(passages, sheets) for passages in sections(made.body)]
    assert [len(place) for place in places] == [1] * len(places)
    # The closing takes what stands before it along.
    assert places[-1] == places[-2] == {1}


def test_a_long_list_begins_where_its_heading_stands_and_goes_on_overleaf(press: Letterpress) -> None:
    sheets = list(map(letters, texts(press.render(message("last-notice", 14)).content)))
    assert "Watmoetubetalen" in sheets[0]
    assert "20260000" in sheets[0]
    assert "20260013" in sheets[1]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("klantnummer 2026-NOP-000018842", ["2026-NOP-000018842"]),
        ("Uw dossiernummer is R.16/26/77.", ["R.16/26/77"]),
        ("op 27-11-2026, om 8.30 uur, € 1.161,25 voor de cv-ketel", []),
        ("mail jan.2-x@post.example.", ["jan.2-x@post.example"]),
        ("Dank u wel voor uw e-mail.", ["e-mail"]),
        ("2026-" + "NOP-" * 20 + "1", []),
    ],
)
def test_a_number_of_letters_and_figures_does_not_break(said: str, kept: list[str]) -> None:
    assert [found[0] for found in WHOLE.finditer(said)] == kept
