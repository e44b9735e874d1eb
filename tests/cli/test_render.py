from __future__ import annotations

import json
import stat
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from toolkit.cli import main
from toolkit.workspace import shipped

SAMPLES = shipped("templates") / "reminder" / "samples"
LEDGER = Path(__file__).parents[2] / "toolkit" / "cli" / "starter" / "workspace" / "ledger.csv"


def render(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["render", *map(str, arguments)])


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def record(extra: str = "", customer: str = "") -> str:
    base = shipped("templates") / "_samples" / "nl-consumer.toml"
    text = base.read_text(encoding="utf-8").replace("[creditor]", f"{extra}\n[creditor]", 1)
    text = text.replace('mobile = "06 00 00 00 41"\n', "").replace(
        'email = "f.yilmaz@post.example"\n', customer
    )
    return f"""id = "A1"
date = 2026-11-23
{text}
[[invoices]]
number = "2026-0413"
date = 2026-10-16
due_date = 2026-11-15
amount = "119.00"
"""


def test_a_record_becomes_a_letter_an_email_and_an_sms(tmp_path: Path) -> None:
    result = render("reminder", "--record", SAMPLES / "ordinary.toml", "--out", "made")
    assert result.exit_code == 0, result.stderr
    made = sorted(path.name for path in (tmp_path / "made").iterdir())
    suffixes = {name.partition("_reminder.")[2] for name in made}
    assert suffixes == {"letter.pdf", "email.eml", "sms.txt", "sms.json"}
    assert "3 bestanden, 0 waarschuwingen, 0 problemen" in result.stdout
    assert next((tmp_path / "made").glob("*.letter.pdf")).read_bytes().startswith(b"%PDF-")


def test_what_is_made_is_only_for_its_owner(tmp_path: Path) -> None:
    render("reminder", "--record", SAMPLES / "ordinary.toml", "--channel", "sms")
    folder = tmp_path / "output"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_channel_that_a_record_cannot_receive_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(record(), encoding="utf-8")
    result = render("reminder", "-r", "a.toml")
    assert result.exit_code == 0
    assert "let op: A1, email: de klant heeft geen e-mailadres" in result.stderr
    assert "let op: A1, sms: de klant heeft geen mobiel nummer" in result.stderr
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["A1_reminder.letter.pdf"]


def test_a_channel_that_was_asked_for_and_cannot_be_received_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(record(), encoding="utf-8")
    result = render("reminder", "-r", "a.toml", "-c", "sms")
    assert result.exit_code == 1
    assert "probleem: A1, sms: de klant heeft geen mobiel nummer" in result.stderr


def test_a_channel_that_the_template_lacks_is_said_and_refused_when_asked_for(tmp_path: Path) -> None:
    sample = next((shipped("templates") / "call-sheet" / "samples").glob("*.toml"))
    everything = render("call-sheet", "-r", sample)
    assert everything.exit_code == 0, everything.stderr
    assert "let op: de tekst 'call-sheet' heeft geen kanaal 'sms'" in everything.stderr
    asked = render("call-sheet", "-r", sample, "-c", "sms")
    assert asked.exit_code == 2
    assert "wel voor: letter" in asked.stderr


def test_every_record_of_a_ledger_is_rendered(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", "work"]).exit_code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "work")
        result = render("reminder", "-r", "ledger.csv", "--date", "2026-11-23")
    assert result.exit_code == 0, result.stderr
    made = {path.suffix for path in (tmp_path / "work" / "output").iterdir()}
    assert made == {".pdf", ".eml", ".txt", ".json"}
    assert len(list((tmp_path / "work" / "output").glob("*.pdf"))) == 5


def test_a_bad_row_is_told_with_its_place_and_does_not_stop_the_others(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", "work"]).exit_code == 0
    ledger = LEDGER.read_text(encoding="utf-8-sig").replace("119,00", "veel")
    (tmp_path / "work" / "bad.csv").write_text(ledger, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "work")
        result = render("reminder", "-r", "bad.csv", "-c", "letter")
    assert result.exit_code == 1
    assert "probleem: bad.csv:2:" in result.stderr
    assert len(list((tmp_path / "work" / "output").glob("*.pdf"))) == 4


def test_what_a_ledger_leaves_unread_is_told_and_counted(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", "work"]).exit_code == 0
    head, *rows = LEDGER.read_text(encoding="utf-8-sig").splitlines()
    ledger = [f"{head};Kleur", *(f"{row};blauw" for row in rows)]
    (tmp_path / "work" / "more.csv").write_text("\n".join(ledger), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "work")
        result = render("reminder", "-r", "more.csv", "-c", "letter")
    assert result.exit_code == 0
    assert 'waarschuwing: more.csv: niet gelezen, want onbekend: kolom "Kleur"' in result.stderr
    assert "5 bestanden, 1 waarschuwing, 0 problemen" in result.stdout


def test_an_id_that_occurs_twice_is_a_problem_and_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(record(), encoding="utf-8")
    (tmp_path / "b.toml").write_text(record().replace('"A1"', '"a1"'), encoding="utf-8")
    result = render("reminder", "-r", "a.toml", "-r", "b.toml", "-c", "letter")
    assert result.exit_code == 1
    assert 'b.toml: id: "a1" komt twee keer voor' in result.stderr
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["A1_reminder.letter.pdf"]


def test_an_id_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(record().replace('"A1"', '"../../evil/1"'), encoding="utf-8")
    assert render("reminder", "-r", "a.toml", "-o", "one/two/three").exit_code == 0
    made = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "a.toml"]
    assert {path.parent for path in made} == {tmp_path / "one" / "two" / "three"}


def test_a_render_that_fails_leaves_no_file_and_exits_with_3(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(record().replace("[creditor]", '[creditor]\nlogo = "gone.png"', 1))
    result = render("reminder", "-r", "a.toml", "-c", "letter")
    assert result.exit_code == 3
    assert "probleem: A1, letter:" in result.stderr
    assert list((tmp_path / "output").iterdir()) == []


def test_an_unknown_template_gets_the_one_that_was_meant(tmp_path: Path) -> None:
    result = render("remindr", "-r", SAMPLES / "ordinary.toml")
    assert result.exit_code == 2
    assert "bedoelt u 'reminder'?" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_language_the_template_is_not_written_in_is_refused() -> None:
    result = render("reminder", "-r", SAMPLES / "ordinary.toml", "--lang", "fr")
    assert result.exit_code == 2
    assert "wel in: nl" in result.stderr


def test_a_window_that_does_not_exist_is_refused() -> None:
    result = render("reminder", "-r", SAMPLES / "ordinary.toml", "-c", "letter", "--window", "nl-lef")
    assert result.exit_code == 2
    assert "bedoelt u 'nl-left'?" in result.stderr


def test_a_letter_for_the_archive_is_pdf_a() -> None:
    assert render("reminder", "-r", SAMPLES / "minimal.toml", "-c", "letter", "--archive").exit_code == 0
    with pikepdf.open(next(Path("output").glob("*.pdf"))) as letter, letter.open_metadata() as facts:
        assert (facts["pdfaid:part"], facts["pdfaid:conformance"]) == ("3", "A")


def test_what_goes_into_the_archive_may_lie_beside_the_record() -> None:
    result = render("reminder", "-r", SAMPLES / "attachments.toml", "--archive")
    assert result.exit_code == 0, result.stderr
    with pikepdf.open(next(Path("output").glob("*.pdf"))) as letter:
        assert list(letter.attachments) == ["factuur.pdf"]


def test_a_customer_without_any_address_still_has_a_call_sheet(tmp_path: Path) -> None:
    text = record()
    start, end = text.index("[customer.address]"), text.index("[[invoices]]")
    (tmp_path / "a.toml").write_text(text[:start] + text[end:], encoding="utf-8")
    assert render("call-sheet", "-r", "a.toml", "-c", "letter").exit_code == 0
    assert render("reminder", "-r", "a.toml", "-c", "letter").exit_code == 1


def test_the_same_command_gives_the_same_bytes() -> None:
    for folder in ("one", "two"):
        assert render("reminder", "-r", SAMPLES / "ordinary.toml", "-o", folder).exit_code == 0
    one, two = ({path.name: path.read_bytes() for path in Path(name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_a_faulty_field_of_a_template_is_told_with_file_line_and_column(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", "work"]).exit_code == 0
    text = tmp_path / "work" / "templates" / "reminder" / "nl.md.j2"
    text.write_text(
        text.read_text(encoding="utf-8").replace("{{ greeting }}", "{{ customer.naam }}"), "utf-8"
    )
    line = text.read_text(encoding="utf-8").split("\n").index("{{ customer.naam }},") + 1
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "work")
        result = render("reminder", "-r", SAMPLES / "ordinary.toml", "-c", "email")
    assert result.exit_code == 2
    assert f"reminder/nl.md.j2:{line}:4: het veld 'customer.naam' bestaat niet" in result.stderr


def test_a_wrong_creditor_in_the_settings_is_said_in_dutch(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", "work"]).exit_code == 0
    settings = tmp_path / "work" / "tact.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("NL91", "NL92"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "work")
        result = render("reminder", "-r", "ledger.csv")
    assert result.exit_code == 2
    assert "tact.toml: creditor.iban: " in result.stderr


def test_a_last_notice_comes_with_its_amounts_and_days_explained(tmp_path: Path) -> None:
    sample = shipped("templates") / "last-notice" / "samples" / "several-invoices.toml"
    result = render("last-notice", "-r", sample, "-o", "made")
    assert result.exit_code == 0, result.stderr
    for channel, last_day in (("letter", "2027-01-19"), ("email", "2027-01-19")):
        (path,) = (tmp_path / "made").glob(f"*.{channel}.explained.json")
        told = json.loads(path.read_text(encoding="utf-8"))
        assert (told["notice"]["costs"]["total"], told["notice"]["pay_by"]) == ("48.40", last_day)
        amounts = [Decimal(step["amount"]) for step in told["notice"]["costs"]["explanation"]]
        assert sum(amounts) == Decimal("48.40")
        assert told["record"]["id"] == "last-notice-several-invoices"
    assert not list((tmp_path / "made").glob("*_reminder*.explained.json"))
