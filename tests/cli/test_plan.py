"""`tact plan`: from a ledger to a plan that can be rendered, day after day."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.records.invoices import PDF, document, embedded
from toolkit.cli import main

HEAD = (
    "Klantnummer;Klantnaam;Straat en huisnummer;Postcode;Plaats;Land;E-mail;Mobiel;"
    "Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Betaald;Omschrijving"
)
YILMAZ = "1001;mevr. F. Yilmaz;Zonnedauw 12;3561 KL;Utrecht;Nederland;f.yilmaz@post.example;06 00 00 00 41"
DE_SMET = "1004;dhr. Wouter De Smet;Molenlaan 22;9040;Gent;België;;"


def tact(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tact("init", tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")


def ledger(*rows: str) -> Path:
    path = Path("posten.csv")
    path.write_text("\r\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return path


def row(who: str, number: str, due: str, amount: str = "119,00", *, issued: str = "01-10-2026") -> str:
    return f"{who};{number};{issued};{due};{amount};;Taart"


def words(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_a_plan_says_who_gets_what_on_which_channel_and_why() -> None:
    file = ledger(row(YILMAZ, "A1", "14-11-2026"), row(DE_SMET, "B1", "21-10-2026", "€ 1.284,50"))
    result = tact("plan", file, "--on", "2026-11-21")
    assert result.exit_code == 0, result.stderr
    assert "klant facturen bedrag stap tekst kanaal waarom" in words(result)
    assert "1001 F. Yilmaz A1 € 119,00 reminder reminder email 7 dagen te laat; e-mail" in words(result)
    assert "1004 Wouter De Smet B1 € 1.284,50 last-notice last-notice letter 31 dagen te laat" in words(
        result
    )
    assert (
        "2026-11-21: 2 berichten, 0 telefoontjes, 0 tegengehouden, 0 met nog niets aan de beurt, 0 problemen"
        in words(result)
    )
    assert "let op: geen --history" in result.stderr


def test_a_folder_of_invoices_is_planned_and_rendered_with_the_invoice_along() -> None:
    settings = Path("tact.toml")
    text = settings.read_text("utf-8").replace("32000045", "12345678")
    settings.write_text(
        text.replace("\naccount_holder", '\naccounts = ["NL20INGB0001234567"]\naccount_holder'), "utf-8"
    )
    Path("in/deep").mkdir(parents=True)
    Path("in/deep/a.XML").write_bytes(document("F-1", more=embedded()))
    Path("b.xml").write_bytes(document("F-2"))
    result = tact("plan", "in", "b.xml", "--on", "2026-11-23", "-o", "x")
    assert result.exit_code == 0, result.output
    (line,) = Path("x/plan.jsonl").read_text("utf-8").splitlines()
    told = json.loads(line)
    assert [each["number"] for each in told["record"]["invoices"]] == ["F-1", "F-2"]
    (file,) = told["record"]["attachments"]
    assert Path("x", told["beside"], file["file"]).read_bytes() == PDF
    assert sorted(path.name for path in Path("x").iterdir()) == ["plan-files", "plan.jsonl"]
    made = tact(
        "render", "reminder", "-r", "in", "-r", "b.xml", "-c", "email", "-o", "y", "--date", "2026-11-23"
    )
    assert made.exit_code == 0, made.output
    (mail,) = Path("y").glob("*.eml")
    assert b"application/pdf" in mail.read_bytes()


def test_a_plan_on_disk_explains_what_the_law_sets() -> None:
    settings = Path("tact.toml")
    settings.write_text(settings.read_text("utf-8").replace("# compensation", "compensation"), "utf-8")
    tact("plan", ledger(row(DE_SMET, "B1", "21-10-2026", "1000,00")), "--on", "2026-11-21", "-o", "x")
    (line,) = Path("x/plan.jsonl").read_text("utf-8").splitlines()
    told = json.loads(line)
    assert told["notice"]["costs"]["total"] == "90.00"
    assert told["record"]["pay_by"] == told["notice"]["term"]["pay_by"] == "2026-12-09"


def test_the_same_ledger_and_day_give_the_same_files() -> None:
    file = ledger(row(YILMAZ, "A1", "14-11-2026"), row(DE_SMET, "B1", "21-10-2026"))
    for folder in ("one", "two"):
        tact("plan", file, "--on", "2026-11-21", "-o", folder)
    one, two = (Path(folder, "plan.jsonl").read_bytes() for folder in ("one", "two"))
    assert one == two != b""


def test_a_plan_is_rendered_with_its_own_templates_and_channels() -> None:
    file = ledger(row(YILMAZ, "A1", "14-11-2026"), row(DE_SMET, "B1", "21-10-2026"))
    tact("plan", file, "--on", "2026-11-21")
    stale = tact("render", "-r", "output/plan.jsonl", "-o", "made")
    assert (stale.exit_code, Path("made").exists()) == (1, False)
    assert "dit plan is van 21 november 2026" in stale.stderr
    result = tact("render", "-r", "output/plan.jsonl", "-o", "made", "--date", "2026-11-21")
    assert result.exit_code == 0, result.stderr
    assert {path.name for path in Path("made").iterdir()} == {
        "1001_reminder.email.eml",
        "1004_last-notice.letter.pdf",
        "1004_last-notice.letter.explained.json",
    }


def test_a_template_named_beside_a_plan_makes_its_own_messages_only() -> None:
    file = ledger(row(YILMAZ, "A1", "14-11-2026"), row(DE_SMET, "B1", "21-10-2026"))
    tact("plan", file, "--on", "2026-11-21")
    result = tact("render", "reminder", "-r", "output/plan.jsonl", "-o", "made", "--date", "2026-11-21")
    assert "let op: 1 van het plan niet gemaakt: een andere tekst of een ander kanaal" in result.stderr
    assert [path.name for path in Path("made").iterdir()] == ["1001_reminder.email.eml"]


def test_records_need_a_template_and_a_plan_does_not() -> None:
    result = tact("render", "-r", ledger(row(YILMAZ, "A1", "14-11-2026")))
    assert result.exit_code == 2
    assert "Alleen een plan zegt zelf wat er gemaakt moet worden" in result.stderr


def test_a_recorded_plan_is_not_planned_again() -> None:
    file = ledger(row(YILMAZ, "A1", "14-11-2026"))
    arguments = ("plan", file, "--on", "2026-11-21", "--history", "sent.jsonl", "--record")
    assert "1 bericht," in words(tact(*arguments))
    again = tact(*arguments)
    assert "0 berichten," in words(again)
    assert "let op: geen --history" not in again.stderr
    (line,) = Path("sent.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "customer": "1001",
        "invoices": ["A1"],
        "step": "reminder",
        "on": "2026-11-21",
        "channel": "email",
        "pay_by": "2026-11-27",
    }


def test_a_history_that_is_not_there_is_begun_and_told() -> None:
    file = ledger(row(YILMAZ, "A1", "14-11-2026"))
    Path("sent.jsonl").write_text("", encoding="utf-8")
    result = tact("plan", file, "--on", "2026-11-21", "--history", "snt.jsonl")
    assert result.exit_code == 0, result.stderr
    assert "snt.jsonl: bestaat nog niet; wordt nieuw begonnen" in result.stderr
    assert 'bedoelt u "sent.jsonl"?' in result.stderr
    assert "1 bericht," in words(result)


def test_a_history_in_a_folder_that_is_not_there_is_an_error() -> None:
    file = ledger(row(YILMAZ, "A1", "14-11-2026"))
    result = tact("plan", file, "--on", "2026-11-21", "--history", "no/sent.jsonl")
    assert result.exit_code == 1
    assert "no/sent.jsonl: kan niet gelezen worden" in result.stderr
    assert not Path("output").exists()


def test_a_history_with_a_wrong_line_makes_no_plan() -> None:
    Path("sent.jsonl").write_text("{}\n", encoding="utf-8")
    result = tact("plan", ledger(row(YILMAZ, "A1", "14-11-2026")), "--history", "sent.jsonl")
    assert result.exit_code == 1
    assert "sent.jsonl:1: invoices: ontbreekt" in result.stderr
    assert not Path("output").exists()


def test_recording_needs_a_history() -> None:
    result = tact("plan", ledger(row(YILMAZ, "A1", "14-11-2026")), "--record")
    assert result.exit_code == 2


def test_a_call_list_is_printed_and_written() -> None:
    result = tact("plan", ledger(row(YILMAZ, "A1", "27-10-2026")), "--on", "2026-11-23")
    assert "1001 F. Yilmaz 06 00 00 00 41 A1 € 119,00 27 dagen te laat" in words(result)
    assert "1001 F. Yilmaz;06 00 00 00 41;" in Path("output/calls.csv").read_text("utf-8-sig")
    made = tact("render", "-r", "output/calls.jsonl", "-o", "made", "--date", "2026-11-23")
    assert made.exit_code == 0, made.stderr
    assert [path.name for path in Path("made").iterdir()] == ["1001_call-sheet.letter.pdf"]


def test_whoever_is_held_back_is_told_and_whoever_has_time_is_counted() -> None:
    Path("afspraken.toml").write_text(
        '[[agreement]]\ncustomer = "1001"\nkind = "dispute"\nagreed_on = 2026-11-10\n', encoding="utf-8"
    )
    file = ledger(row(YILMAZ, "A1", "14-11-2026"), row(DE_SMET, "B1", "20-12-2026"))
    result = tact("plan", file, "--on", "2026-11-21", "--agreements", "afspraken.toml")
    assert result.exit_code == 0
    assert "1001 F. Yilmaz A1 € 119,00 disputed de klant is het er niet mee eens" in words(result)
    assert "1004" not in result.stdout
    assert "1 tegengehouden, 1 met nog niets aan de beurt" in words(result)
    everybody = tact("plan", file, "--on", "2026-11-21", "--agreements", "afspraken.toml", "--all")
    assert "1004 Wouter De Smet B1 € 119,00 not-due" in words(everybody)


def test_a_missing_address_is_a_line_and_an_exit_code() -> None:
    bare = "1004;dhr. Wouter De Smet;;;;;;"
    result = tact("plan", ledger(row(bare, "B1", "14-11-2026")), "--on", "2026-11-21")
    assert result.exit_code == 1
    assert "no-address 'reminder' kan niet weg: geen e-mailadres, geen adres" in words(result)


def test_another_channel_is_a_note() -> None:
    result = tact("plan", ledger(row(DE_SMET, "B1", "14-11-2026")), "--on", "2026-11-21")
    assert "let op: 1004 Wouter De Smet: geen e-mailadres: 'reminder' gaat per brief" in result.stderr


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (row(YILMAZ, "A1", "14-11-2026", "veel"), "Bedrag"),
        (row(YILMAZ, "A1", "31-02-2026"), "Vervaldatum"),
        (row(YILMAZ, "A1", "01-09-2026"), "vóór de factuurdatum"),
    ],
)
def test_a_wrong_row_is_a_problem_and_the_others_are_planned(wrong: str, told: str) -> None:
    result = tact("plan", ledger(wrong, row(DE_SMET, "B1", "14-11-2026")), "--on", "2026-11-21")
    assert result.exit_code == 1
    assert told in result.stderr
    assert "1004 Wouter De Smet" in result.stdout


def test_a_row_of_which_nothing_is_open_is_left_out_with_a_warning() -> None:
    result = tact("plan", ledger(row(YILMAZ, "A1", "14-11-2026", "0,00")), "--on", "2026-11-21")
    assert result.exit_code == 0
    assert "waarschuwing: posten.csv" in result.stderr
    assert "0 berichten" in words(result)


def test_an_invoice_of_the_future_is_held_back() -> None:
    future = row(YILMAZ, "A1", "31-12-2026", issued="01-12-2026")
    result = tact("plan", ledger(future), "--on", "2026-11-21")
    assert result.exit_code == 1
    assert "de factuurdatum ligt na de dag van het plan" in result.stdout


def test_a_customer_with_addresses_in_two_countries_is_a_problem() -> None:
    elsewhere = YILMAZ.replace("Zonnedauw 12;3561 KL;Utrecht;Nederland", "Molenlaan 22;9040;Gent;België")
    file = ledger(row(YILMAZ, "A1", "14-11-2026"), row(elsewhere, "A2", "14-11-2026"))
    result = tact("plan", file, "--on", "2026-11-21")
    assert result.exit_code == 1
    assert "van dezelfde klant" in result.stderr
    assert "0 berichten" in words(result)


def test_a_schedule_of_the_firm_is_used_and_a_wrong_one_refused() -> None:
    shipped = Path("schedule.toml").read_text("utf-8")
    Path("schedule.toml").write_text(shipped.replace("day = 7\n", "day = 3\n", 1), encoding="utf-8")
    file = ledger(row(YILMAZ, "A1", "17-11-2026"))
    assert "1 bericht," in words(tact("plan", file, "--on", "2026-11-21"))
    Path("schedule.toml").write_text(shipped.replace("day = 7\n", "dya = 3\n", 1), encoding="utf-8")
    result = tact("plan", file, "--on", "2026-11-21")
    assert result.exit_code == 2
    assert "is een onbekende sleutel; bedoelt u 'day'?" in result.stderr


def test_lines_that_are_wrong_come_back_in_failed_csv_and_can_be_fed_back_repaired() -> None:
    good, bad = row(YILMAZ, "A1", "14-11-2026"), row(DE_SMET, "B1", "31-02-2026")
    result = tact("plan", ledger(good, bad), "--on", "2026-11-23", "-o", "first")
    assert result.exit_code == 1
    failed = Path("first/failed.csv")
    assert stat.S_IMODE(failed.stat().st_mode) == 0o600
    head, line = failed.read_text("utf-8-sig").splitlines()
    assert head.startswith("wat er mis is;Klantnummer;")
    assert '"31-02-2026" is een dag die niet bestaat' in line.replace('""', '"')
    assert line.endswith(bad[-30:])
    Path("repaired.csv").write_text(f"{head}\n{line.replace(';31-02-2026;', ';14-11-2026;')}\n", "utf-8-sig")
    again = tact("plan", "repaired.csv", "--on", "2026-11-23", "-o", "first")
    assert (again.exit_code, "wat er mis is" in again.stderr) == (0, False)
    assert [
        json.loads(each)["customer"] for each in Path("first/plan.jsonl").read_text("utf-8").splitlines()
    ] == [DE_SMET.split(";", maxsplit=1)[0]]
    assert not failed.exists()


@pytest.mark.parametrize(("day", "told"), [("2026-10-31", False), ("2026-11-21", True)])
def test_a_plan_tells_60_days_before_a_table_of_rates_ends(day: str, told: bool) -> None:
    result = tact("plan", ledger(row(YILMAZ, "A1", "14-10-2026")), "--on", day)
    assert ("de tabel 'Wettelijke rente" in result.stderr) is told
    assert "België" not in result.stderr
