"""`tact plan --payments` and `tact match`: who paid gets no letter, who may have paid waits, and it is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.bank.made import NL, Paid, old_camt
from tests.cli.test_plan import (
    DE_SMET,
    YILMAZ,
    ledger,
    row,
    tact,
    words,
    workspace,  # noqa: F401  # a fixture
)

ON = ("--on", "2026-11-21")
IBAN = "NL20INGB0001234567"
OF = date(2026, 11, 20)


def statement(*paid: Paid, name: str = "bank.xml", account: str = NL) -> Path:
    path = Path(name)
    path.write_bytes(old_camt(paid, account))
    return path


@pytest.fixture
def file() -> Path:
    return ledger(row(YILMAZ, "A-10001", "14-11-2026"), row(DE_SMET, "B-10001", "10-11-2026", "300,00"))


def test_who_paid_gets_no_message_and_who_paid_a_part_is_asked_the_rest(file: Path) -> None:
    paid = (
        Paid(OF, "119.00", IBAN, "F Yilmaz", "factuur A-10001"),
        Paid(OF, "100.00", IBAN, "De Smet W", "B-10001"),
    )
    result = tact("plan", file, *ON, "--payments", statement(*paid))
    assert result.exit_code == 0, result.stderr
    assert "1 bericht, 0 telefoontjes, 0 tegengehouden, 1 met nog niets aan de beurt" in words(result)
    assert "B-10001 € 200,00" in words(result)
    assert "let op: betalingen: gekoppeld 2 (€ 219,00), na te kijken 0" in result.stderr
    assert "A-10001" not in Path("output/plan.jsonl").read_text("utf-8")


def test_who_may_have_paid_is_held_back_and_named(file: Path) -> None:
    result = tact("plan", file, *ON, "-p", statement(Paid(OF, "119.00", IBAN, "F YILMAZ", "taart")))
    assert (
        "1001 F. Yilmaz A-10001 € 119,00 maybe-paid er is misschien betaald: € 119,00 op 20 november"
        in words(result)
    )
    assert (
        "let op: 1001 F. Yilmaz: € 119,00 op 20 november 2026: de naam en het bedrag kloppen" in result.stderr
    )
    assert "1 bericht," in words(result)


def test_what_is_left_of_a_payment_and_what_bounced_are_told(file: Path) -> None:
    paid = (
        Paid(OF, "125.00", IBAN, "F Yilmaz", "A-10001"),
        Paid(OF, "-300.00", IBAN, "W de Smet", "B-10001", reason="MD06"),
    )
    result = tact("plan", file, *ON, "-p", statement(*paid))
    assert "1001 F. Yilmaz: € 125,00" in result.stderr
    assert "er blijft € 6,00 over" in result.stderr
    assert "W de Smet:" in result.stderr
    assert "staat niet in deze afschriften" in result.stderr


def test_the_match_of_each_payment_is_shown_and_written_for_its_owner_only(file: Path) -> None:
    paid = (
        Paid(OF, "119.00", IBAN, "F Yilmaz", "A-10001"),
        Paid(OF, "300.00", IBAN, "Wouter De Smet", "brood"),
        Paid(OF, "17.00", IBAN, "=HYPERLINK(1)", "iets anders"),
    )
    result = tact("match", file, "--payments", statement(*paid), "-o", "seen", *ON)
    assert result.exit_code == 0, result.stderr
    shown = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert (
        "2026-11-20 € 119,00 F Yilmaz betaald 1001 F. Yilmaz A-10001 het factuurnummer en het bedrag kloppen"
        in shown
    )
    assert any("Wouter De Smet nakijken 1004 Wouter De Smet B-10001" in line for line in shown)
    assert "2026-11-20 € 17,00 =HYPERLINK(1) niets hoort bij geen open factuur" in shown
    written = Path("seen/payments.csv")
    assert written.stat().st_mode & 0o777 == 0o600
    head, *lines = written.read_text("utf-8-sig").splitlines()
    assert head.startswith("dag;bedrag;van;IBAN;wat;klant;factuur")
    assert lines[0].startswith(
        "20-11-2026;119,00;F Yilmaz;NL20INGB0001234567;betaald;1001 F. Yilmaz;A-10001;119,00;;"
    )
    assert '"=""=HYPERLINK(1)"""' in lines[2]


@pytest.mark.parametrize(("day", "is_old"), [("2026-11-25", False), ("2026-11-26", True)])
def test_a_statement_of_more_than_three_working_days_ago_is_told(file: Path, day: str, is_old: bool) -> None:
    # 20 November 2026 is a Friday: Monday to Wednesday are the three working days after it.
    result = tact("plan", file, "--on", day, "-p", statement(Paid(OF, "1.00", IBAN, "X")))
    assert ("loopt tot en met 20 november 2026: meer dan 3 werkdagen oud" in result.stderr) is is_old


def test_a_plan_without_a_statement_is_told_where_one_was_used_before(file: Path) -> None:
    first = tact("plan", file, *ON)
    assert "bankafschrift" not in first.stderr
    tact("plan", file, *ON, "-p", statement(Paid(OF, "1.00", IBAN, "X")))
    assert Path(".payments.json").stat().st_mode & 0o777 == 0o600
    later = tact("plan", file, "--on", "2026-11-30")
    assert "geen bankafschriften gegeven (--payments), bij het plan van 21 november 2026 wel" in later.stderr
    Path(".payments.json").write_text("[", encoding="utf-8")
    assert ".payments.json is niet te lezen" in tact("plan", file, *ON).stderr


def test_a_statement_that_is_wrong_stops_the_plan(file: Path) -> None:
    foreign = statement(Paid(OF, "1.00", IBAN, "X"), name="other.xml", account=IBAN)
    broken = Path("broken.sta")
    broken.write_bytes(b":20:A\n:25:NL91ABNA0417164300\n:60F:C261120EUR0,00\n")
    result = tact("plan", file, *ON, "-p", foreign, "-p", broken)
    assert result.exit_code == 1
    assert 'other.xml:4: de rekening "NL20INGB0001234567" is niet van u' in result.stderr
    assert "broken.sta:4: houdt op vóór het eindsaldo" in result.stderr
    assert not Path("output/plan.jsonl").exists()


@pytest.mark.parametrize(
    "verb", [("batch", "posten.csv", "-t", "reminder"), ("render", "reminder", "-r", "posten.csv")]
)
def test_what_makes_messages_straight_from_a_list_says_to_plan_first(
    file: Path, verb: tuple[str, ...]
) -> None:
    result = tact(*verb, "--payments", statement(Paid(OF, "119.00", IBAN, "F YILMAZ", "A-10001")))
    assert result.exit_code == 2
    assert not Path("output").exists()


def test_a_list_without_statements_is_told_where_one_was_used_before(file: Path) -> None:
    tact("plan", file, *ON, "-p", statement(Paid(OF, "119.00", IBAN, "F YILMAZ", "A-10001")))
    told = "geen bankafschriften gegeven (--payments), bij het plan van 21 november 2026 wel"
    assert told in tact("render", "reminder", "-r", file, "-c", "sms", "-o", "made").stderr
    asked = ("batch", file, "-t", "reminder", "--dry-run", "--no-lint", "-c", "sms", "-o", "made")
    assert told in tact(*asked).stderr
    assert told not in tact("batch", "output/plan.jsonl", "--date", "2026-11-21", *asked[4:]).stderr
