"""What a letter says that goes along, goes along: in the print run, in its lists, and nowhere else is it promised."""

from __future__ import annotations

import csv
import json
import sqlite3
import stat
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.batch.ledgers import ROOT
from toolkit.batch import Options, Order, Report, run
from toolkit.records import Record
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

SAMPLE = read_record(ROOT / "templates" / "reminder" / "samples" / "ordinary.toml")
ALONG = ("De factuur zit bij deze brief", "Ook bij deze brief", "Onze voorwaarden zitten")


def pdf(path: Path, pages: int, words: str = "") -> Path:
    with pikepdf.new() as made:
        for number in range(pages):
            page = made.add_blank_page(page_size=(595, 842))
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            text = f"BT /F1 12 Tf 72 700 Td ({words} {number + 1}) Tj ET".encode()
            page.Contents = made.make_stream(text)
        made.save(path)
    return path


def letters(folder: Path, pages: list[int]) -> list[Record]:
    """Return a record for each number of pages of its invoice, 0 for one without; the files lie in the folder."""
    found = []
    for number, count in enumerate(pages):
        name, files = f"K{number}", []
        if count:
            pdf(folder / f"{name}.pdf", count, f"Factuur {name}")
            files = [{"file": f"{name}.pdf", "name": "Factuur", "kind": "invoice"}]
        customer = SAMPLE.customer.model_dump() | {"id": name}
        whole = SAMPLE.model_dump() | {"id": name, "customer": customer, "attachments": files}
        found.append(Record.model_validate(whole))
    return found


def made(records: list[Record], firm: Path, channel: str = "letter", **options: object) -> Report:
    report = run(
        records,
        "reminder",
        firm / "out",
        workspace=Workspace(firm),
        order=Order(None, channel=channel),
        options=Options(jobs=1, lint=False, **options),
    )
    assert report is not None
    return report


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def promises(text: str) -> bool:
    return any(words in " ".join(text.split()) for words in ALONG)


def test_the_pages_of_an_invoice_come_after_its_letter_and_the_lists_name_them(tmp_path: Path) -> None:
    report = made(letters(tmp_path, [1, 0, 2]), tmp_path, print_run=True, duplex=True)
    assert (report.done, report.exit_code) == ({"letter": 3}, 0)
    out = tmp_path / "out"
    index = {row["record"]: row for row in rows(out / "print-run.csv")}
    pages = texts(out / "print-run.pdf")
    lengths = {name: (int(row["pages"]), row["enclosed pages"]) for name, row in index.items()}
    assert lengths == {"K0": (4, "1"), "K1": (2, ""), "K2": (4, "2")}
    assert len(pages) == 10
    for name, row in index.items():
        first = int(row["first page"]) - 1
        assert promises(pages[first]) == bool(row["enclosed pages"])
        behind = [f"Factuur {name} {each + 1}" for each in range(int(row["enclosed pages"] or 0))]
        assert [text.strip() for text in pages[first + 2 :][: len(behind)]] == behind
        assert row["enclosed"] == (f"letters/{name}_reminder.enclosed.pdf" if behind else "")
    listed = {row["record"]: row for row in rows(out / "manifest.csv")}
    assert {name: row["enclosed"] for name, row in listed.items()} == {
        name: row["enclosed"] for name, row in index.items()
    }


def test_a_letter_that_nobody_prints_with_its_invoice_does_not_promise_it(tmp_path: Path) -> None:
    made(letters(tmp_path, [1]), tmp_path)
    assert not promises(texts(tmp_path / "out/letters/K0_reminder.pdf")[0])
    assert not list(tmp_path.glob("out/letters/*.enclosed.pdf"))
    again = made([], tmp_path, resume=True, print_run=True)
    assert again.exit_code == 0
    assert rows(tmp_path / "out/print-run.csv")[0]["enclosed"] == ""


@pytest.mark.parametrize("wrong", ["missing", "damaged", "locked"])
def test_what_cannot_be_printed_stops_its_own_letter_and_no_other(tmp_path: Path, wrong: str) -> None:
    records = letters(tmp_path, [1, 1])
    file = tmp_path / "K0.pdf"
    if wrong == "missing":
        file.unlink()
    elif wrong == "damaged":
        file.write_bytes(b"%PDF-1.7\nniets")
    else:
        with pikepdf.open(file, allow_overwriting_input=True) as pdf_file:
            pdf_file.save(file, encryption=pikepdf.Encryption(owner="o", user="u"))
    report = made(records, tmp_path, print_run=True)
    assert (report.done, report.failed) == ({"letter": 1}, 1)
    (lost,) = [row for row in rows(tmp_path / "out/manifest.csv") if row["status"] == "failed"]
    assert "K0.pdf kan niet achter de brief worden gedrukt" in lost["error"]


def test_the_lists_say_who_gets_each_message_and_the_journal_forgets_it(tmp_path: Path) -> None:
    made(letters(tmp_path, [0]), tmp_path, channel="all")
    path = tmp_path / "out" / "manifest.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    who = {row["channel"]: (row["name"], row["address"], row["to"]) for row in rows(path)}
    customer = SAMPLE.customer
    assert customer.address
    name, address, to = who["letter"]
    assert (name, to) == (who["letter"][0], "")
    assert address.split("\n")[0] == customer.address.street
    assert who["email"][1:] == ("", customer.email)
    assert who["sms"][1:] == ("", customer.mobile)
    journal = sqlite3.connect(tmp_path / "out/journal.sqlite")
    assert journal.execute("SELECT DISTINCT recipient FROM message").fetchall() == [("",)]
    journal.close()
    for private in (customer.last_name, customer.address.street, customer.email or "", customer.mobile or ""):
        assert private.encode() not in (tmp_path / "out/journal.sqlite").read_bytes()
    made([], tmp_path, channel="all", resume=True)
    assert {row["channel"]: (row["name"], row["address"], row["to"]) for row in rows(path)} == who


def test_what_lies_beside_a_letter_is_in_the_manifest_with_its_hash_and_is_missed_when_it_is_gone(
    tmp_path: Path,
) -> None:
    made(letters(tmp_path, [1]), tmp_path, print_run=True)
    beside = tmp_path / "out/letters/K0_reminder.enclosed.pdf"
    (line,) = (tmp_path / "out/manifest.jsonl").read_text("utf-8").splitlines()
    assert list(json.loads(line)["beside"]) == ["letters/K0_reminder.enclosed.pdf"]
    whole = beside.read_bytes()
    beside.write_bytes(whole + b"\n")
    assert made([], tmp_path, resume=True).gone == 1
    beside.unlink()
    assert "wat ernaast lag, is weg" in made([], tmp_path, resume=True).lacking[0]
    beside.write_bytes(whole)
    assert made([], tmp_path, resume=True).gone == 0


def test_a_journal_of_another_version_is_refused(tmp_path: Path) -> None:
    from toolkit.batch.journal import RunRefused

    made(letters(tmp_path, [0]), tmp_path)
    journal = sqlite3.connect(tmp_path / "out/journal.sqlite")
    journal.execute("PRAGMA user_version = 1")
    journal.close()
    with pytest.raises(RunRefused) as error:
        made([], tmp_path, resume=True)
    assert "is een journaal van versie 1; deze tact leest versie 2" in error.value.spoken()
