"""One PDF for the print shop: every letter once, in postcode order, with shared fonts that read back the same."""

from __future__ import annotations

import csv
from collections import Counter
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


def test_what_is_gone_or_damaged_is_told_and_made_again_and_only_then_printed(firm: Path) -> None:
    ledger(firm / "ledger.csv", [row(number, **({"E-mail": ""} if number else {})) for number in range(3)])
    run = ("ledger.csv", "-c", "all", "-o", "out", "--no-lint", "-q", "-t", "reminder", *ON)
    assert tact(*run, cwd=firm).returncode == 0
    out = firm / "out"
    before = {
        path: path.read_bytes() for path in out.rglob("*.*") if path.suffix in (".pdf", ".eml", ".jsonl")
    }
    letters = sorted(out.glob("letters/*.pdf"))
    letters[0].unlink()
    letters[1].write_bytes(b"%PDF-")
    texts = (out / "sms.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (out / "sms.jsonl").write_text("".join(texts[:2]), encoding="utf-8")
    told = tact(*run, "--resume", "--print-run", cwd=firm)
    assert told.returncode == 1
    assert f"weg: letters/{letters[0].name}: het bestand is weg" in told.stderr
    assert f"weg: letters/{letters[1].name}: het bestand is niet meer zoals" in told.stderr
    assert "3 gemaakt en er niet meer; maak ze opnieuw met:" in told.stderr
    assert "--remake" in told.stderr
    assert "make room" not in told.stderr
    assert Counter(line["status"] for line in manifest(out)) == {"done": 4, "gone": 3, "skipped": 2}
    assert not (out / "print-run.pdf").exists()
    made = tact(*run, "--remake", cwd=firm)
    assert made.returncode == 0, made.stderr
    after = {path: path.read_bytes() for path in before}
    assert [
        path.name for path in before if before[path] != after[path] and path.name != "manifest.jsonl"
    ] == []
    assert {each["postcode"] for each in index(out)} == {f"{9999 - number} AB" for number in range(3)}
    assert b"Dorpsstraat" not in (out / "journal.sqlite").read_bytes()
