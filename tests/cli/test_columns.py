"""`tact columns`: what a ledger's columns are taken for; and how tact.toml and --customers change what is read."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.workspaces import begin, tact

HEAD = "Klantnummer;Klantnaam;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag"
ROW = "1001;mevr. F. Yilmaz;F1;16-10-2026;15-11-2026;119,00"


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path, monkeypatch)


def file(name: str, *rows: str) -> Path:
    Path(name).write_text("\r\n".join([*rows, ""]), encoding="utf-8")
    return Path(name)


def settings(*lines: str) -> None:
    """Put lines at the top of tact.toml, above its first table."""
    path = Path("tact.toml")
    path.write_text("\n".join([*lines, path.read_text("utf-8")]), "utf-8")


def plan(*arguments: str | Path) -> Result:
    return tact("plan", *arguments, "--on", "2026-11-23")


def test_every_column_is_shown_with_its_meaning_and_some_cells() -> None:
    ledger = file("x.csv", f"{HEAD};Kleur", f"{ROW};rood", f"{ROW.replace('F1', 'F2')};blauw")
    result = tact("columns", ledger)
    words = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "Vervaldatum vervaldatum 15-11-2026" in words
    assert "Kleur ? rood · blauw" in words


def test_a_column_that_must_be_named_is_asked_and_written_once() -> None:
    ledger = file("x.csv", f"{HEAD};Restant f.;Kleur", f"{ROW};50,00;rood")
    assert tact("columns", ledger).exit_code == plan(ledger).exit_code == 1
    result = tact("columns", ledger, "--ask", typed="openstand\nopenstaand\n\n")
    assert result.exit_code == 0, result.output
    assert "dit veld kennen wij niet" in result.stderr
    assert tomllib.loads(Path("tact.toml").read_text())["columns"] == {
        "Restant f.": "openstaand",
        "Kleur": "",
    }
    assert "De instellingen van deze map" in Path("tact.toml").read_text()
    assert "€ 50,00" in plan(ledger).stdout


def test_a_ready_set_reads_the_list_of_a_program_and_yields_to_own_names() -> None:
    ledger = file("x.csv", "Uw ref.;Onze ref.;Debiteur;Debiteurnaam;Datum;Vervaldatum;Bedrag",
                  "PO-1;F1;1001;mevr. F. Yilmaz;16-10-2026;15-11-2026;119,00")  # fmt: skip
    assert plan(ledger).exit_code == 1
    settings('columns = "exact"')
    assert "F1" in plan(ledger).stdout
    assert "€ 119,00" in plan(ledger).stdout


def test_a_ready_set_and_own_columns_go_together() -> None:
    settings("[table]", 'program = "quickbooks"', "[columns]", '"Wie" = "klantnaam"')
    ledger = file(
        "x.csv", "Num,Wie,Date,Due Date,Open Balance", '1041,"J. Jansen",10/01/2026,11/04/2026,"884.50"'
    )
    result = plan(ledger, "--all")
    assert "19 dagen te laat" in result.stdout or "1041" in result.stdout
    assert "€ 884,50" in result.stdout


def test_a_program_or_setting_that_does_not_exist_is_refused() -> None:
    ledger = file("x.csv", HEAD, ROW)
    settings('columns = "exct"')
    result = plan(ledger)
    assert (result.exit_code, "kies uit: exact" in str(result.stderr)) == (2, True)


def test_customers_are_joined_on_their_number_and_told_when_they_are_not_found() -> None:
    ledger = file("x.csv", HEAD, ROW, "1002;J. Jansen;F2;16-10-2026;15-11-2026;50,00",
                  "1003;K. Bos;F3;16-10-2026;15-11-2026;70,00")  # fmt: skip
    customers = file(
        "klanten.csv",
        "Klantnr;Naam;Straat;Postcode;Plaats;E-mail",
        "1001;F. Yilmaz;Zonnedauw 12;3561 KL;Utrecht;f.yilmaz@post.example",
        "1002;Heel Iemand Anders;Plein 1;3561 KL;Utrecht;anders@post.example",
    )
    result = plan(ledger, "--customers", customers)
    assert "1001 F. Yilmaz F1 € 119,00 reminder reminder email" in " ".join(result.stdout.split())
    assert "staat niet (of niet één keer) in klanten.csv (regel 3 en 4)" in result.stderr
    assert "anders" not in Path("output/plan.jsonl").read_text()


def test_a_customer_without_number_is_joined_on_name_and_postcode() -> None:
    ledger = file("x.csv", "Klantnaam;Postcode;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag",
                  "mevr. F. Yilmaz;3561KL;F1;16-10-2026;15-11-2026;119,00",
                  "J. de Vries;3561KL;F2;16-10-2026;15-11-2026;119,00")  # fmt: skip
    customers = file(
        "klanten.csv", "Naam;Postcode;E-mail", "mevr. F. Yilmaz;3561 KL;f@post.example",
        "J. de Vries;3561 KL;a@post.example", "J. de Vries;3561 KL;b@post.example",
    )  # fmt: skip
    plan(ledger, "--customers", customers)
    lines = Path("output/plan.jsonl").read_text()
    assert "f@post.example" in lines
    assert "a@post.example" not in lines
    assert "b@post.example" not in lines
