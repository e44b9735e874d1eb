"""One PDF for the print shop: every letter once, in postcode order, with shared fonts that read back the same."""

from __future__ import annotations

import csv
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.batch.ledgers import ON, ledger, manifest, row, tact

COUNT = 7


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.batch.ledgers import ROOT

    firm = tmp_path_factory.mktemp("firm")
    (firm / "tact.toml").write_bytes((ROOT / "toolkit/cli/starter/workspace/tact.toml").read_bytes())
    ledger(
        firm / "ledger.csv",
        [row(number, Klantnaam=f"mevr. {'ABCDEFG'[number]}. Wezel") for number in range(COUNT)],
    )
    done = tact(
        "ledger.csv", "-c", "letter", "-o", "out", "--print-run", "--duplex", "--no-lint", "-q", "-t", "reminder", *ON,
        cwd=firm,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return firm / "out"


def index(out: Path) -> list[dict[str, str]]:
    with (out / "print-run.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_letters_stand_in_postcode_order_each_on_a_sheet_of_its_own(out: Path) -> None:
    rows = index(out)
    assert [each["postcode"] for each in rows] == sorted(each["postcode"] for each in rows)
    assert {each["record"] for each in rows} == {line["record"] for line in manifest(out)}
    first = 1
    with pikepdf.open(out / "print-run.pdf") as whole:
        for each in rows:
            assert int(each["first page"]) == first
            assert int(each["pages"]) % 2 == 0
            first += int(each["pages"])
        assert len(whole.pages) == first - 1
        with whole.open_outline() as outline:
            assert [item.title for item in outline.root] == [each["record"] for each in rows]


def test_every_page_reads_and_looks_as_its_letter_does(out: Path) -> None:
    whole = pypdfium2.PdfDocument(out / "print-run.pdf")
    for each in index(out):
        letter = pypdfium2.PdfDocument(out / each["file"])
        bound, own = whole[int(each["first page"]) - 1], letter[0]
        assert bound.get_textpage().get_text_range() == own.get_textpage().get_text_range()
        assert bound.render(scale=0.6).to_pil().tobytes() == own.render(scale=0.6).to_pil().tobytes()
        letter.close()
    whole.close()


def test_letters_share_their_fonts(out: Path) -> None:
    with pikepdf.open(out / "print-run.pdf") as whole:
        programs = {
            font.DescendantFonts[0].FontDescriptor.FontFile2.objgen
            for page in whole.pages
            for font in page.obj.get("/Resources", {}).get("/Font", {}).values()
        }
    with pikepdf.open(out / index(out)[0]["file"]) as letter:
        used = len(letter.pages[0].obj.Resources.Font)
    assert len(programs) == used
    single = sum((out / each["file"]).stat().st_size for each in index(out))
    assert (out / "print-run.pdf").stat().st_size < 0.6 * single
