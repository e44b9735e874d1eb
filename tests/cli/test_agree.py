"""`tact agree`: from a call to an agreement, its confirmation and the history; each of them once."""

from __future__ import annotations

import json
import stat
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.workspaces import begin, tact
from toolkit.errors import RenderError
from toolkit.schedule import agree_journal, read_agreements

ON = ("--on", "2026-11-23")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new workspace that names its files."""
    begin(tmp_path, monkeypatch, ledger="ledger.csv", agreements="agreements.toml", history="sent.jsonl")


def promise(*more: str) -> Result:
    return tact("agree", "1001", "--kind", "promise", "--pay-by", "4-12-2026", *ON, *more)


def history() -> list[dict[str, object]]:
    path = Path("sent.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def files(suffix: str = "") -> list[Path]:
    return sorted(Path("output/agreed").glob(f"*{suffix}"))


def body(path: Path) -> str:
    part = message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("plain",))
    assert part
    return " ".join(part.get_content().replace("\u00a0", " ").split())


def test_a_promise_becomes_an_agreement_a_confirmation_and_a_line_of_the_history() -> None:
    result = promise("--by", "Ingrid")
    assert result.exit_code == 0, result.output
    assert "1001 F. Yilmaz: betaalt € 119,00 uiterlijk op 4 december 2026, voor 2026-0413" in result.stdout
    (row,) = read_agreements(Path("agreements.toml"))
    assert (row.customer, row.invoices, row.kind, str(row.amount)) == (
        "1001",
        ("2026-0413",),
        "promise-to-pay",
        "119.00",
    )
    assert ({number: str(left) for number, left in row.open.items()}, row.agreed_by) == (
        {"2026-0413": "119.00"},
        "Ingrid",
    )
    (mail,) = files()
    assert "U betaalt € 119,00 uiterlijk op vrijdag 4 december 2026." in body(mail)
    (line,) = history()
    assert (line["step"], line["on"], line["channel"]) == ("promise-to-pay", "2026-11-23", "email")
    for path in (mail, Path("agreements.toml"), Path("sent.jsonl")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_plan_is_what_is_open_in_parts_on_working_days() -> None:
    first = ("--first", "28-11-2026", "--every", "maand")  # a Saturday
    result = tact("agree", "Kade", "-k", "regeling", "--parts", "3", *first, *ON, "-c", "letter")
    assert result.exit_code == 0, result.output
    (row,) = read_agreements(Path("agreements.toml"))
    assert [(str(part.due_date), str(part.amount)) for part in row.instalments] == [
        ("2026-11-30", "606.83"),
        ("2026-12-28", "606.83"),
        ("2027-01-28", "606.84"),
    ]
    assert row.invoices == ("2026-0398", "2026-0425")
    assert [path.suffix for path in files()] == [".eml", ".pdf"]
    assert "30 november 2026  € 606,83" in result.stdout
    assert {line["channel"] for line in history()} == {"email", "letter"}


def test_a_credit_note_is_part_of_what_a_plan_is_about() -> None:
    result = tact(
        "agree", "1005", "-k", "plan", "--amount", "100", "--first", "1-12-2026", "--every", "week", *ON
    )
    assert result.exit_code == 0, result.output
    (row,) = read_agreements(Path("agreements.toml"))
    assert (row.invoices, [str(part.amount) for part in row.instalments]) == (
        ("2026-0401", "2026-0401-C"),
        ["100.00", "88.40"],
    )
    assert "1005 Stichting Buurthuis Oost 2026-0401 € 188,40 plan" in " ".join(
        tact("plan", *ON).stdout.split()
    )


def test_what_was_agreed_is_not_pressed_by_the_plan_and_not_confirmed_again() -> None:
    promise()
    made = " ".join(tact("plan", *ON).stdout.split())
    assert "1001 F. Yilmaz 2026-0413 € 119,00 promise de klant betaalt uiterlijk op 4 december 2026" in made
    assert "promise-to-pay promise-to-pay" not in made


def test_said_again_nothing_happens_twice() -> None:
    promise()
    before = (Path("agreements.toml").read_bytes(), history(), [path.read_bytes() for path in files()])
    again = promise()
    assert again.exit_code == 0
    assert "deze afspraak stond er al, van 23 november 2026" in again.stderr
    assert "de bevestiging ging al, per email" in again.stderr
    assert (
        Path("agreements.toml").read_bytes(),
        history(),
        [path.read_bytes() for path in files()],
    ) == before
    later = tact("agree", "1001", "--kind", "promise", "--pay-by", "4-12-2026", "--on", "2026-11-24")
    assert "deze afspraak stond er al" in later.stderr
    assert len(read_agreements(Path("agreements.toml"))) == len(history()) == 1


def test_a_channel_can_be_added_later() -> None:
    promise()
    promise("-c", "sms")
    assert [line["channel"] for line in history()] == ["email", "sms"]
    assert len(read_agreements(Path("agreements.toml"))) == 1


@pytest.mark.parametrize("place", ["_write", "add_agreements", "make_folder", "record_history", "last"])
def test_cut_off_anywhere_it_is_finished_once(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if place == "_write":
            patch.setattr(agree_journal.AgreeJournal, "_write", cut)
        elif place == "make_folder":
            patch.setattr("toolkit.output.make_folder", cut)
        elif place == "last":
            whole = agree_journal.AgreeJournal._write
            patch.setattr(
                agree_journal.AgreeJournal, "_write", lambda own, text: whole(own, text) if text else cut()
            )
        else:
            patch.setattr(agree_journal, place, cut)
        assert promise().exit_code == 130
    begun = place != "_write"
    if begun and place not in ("add_agreements",):
        held = " ".join(tact("plan", *ON).stdout.split())
        assert "promise-to-pay" not in held.replace("tact agree", "")
        if place != "last":
            assert "is afgebroken: maak het eerst af met 'tact agree --finish'" in held
    assert tact("agree", "--finish").exit_code == 0
    if not begun:
        assert promise().exit_code == 0
    assert (len(read_agreements(Path("agreements.toml"))), len(files()), len(history())) == (1, 1, 1)
    assert not list(Path().glob(".*journal"))
    assert "deze afspraak stond er al" in promise().stderr
    assert (len(files()), len(history())) == (1, 1)


def test_a_second_window_waits() -> None:
    with agree_journal.open_journal(Path("agreements.toml")):
        result = promise()
    assert result.exit_code == 2
    assert "is in een ander venster met dit bestand bezig" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Yilmas",), 'er is geen klant "Yilmas" in de lijst; bedoelt u 1001 F. Yilmaz?'),
        (("1001", "--pay-by", "1-11-2026"), "betaalt op: 1 november 2026 is voorbij"),
        (("1001", "--pay-by", "vrijdag"), 'betaalt op: "vrijdag" is geen datum'),
        (("1001", "--amount", "119,01"), "bedrag: € 119,01 kan niet: er staat € 119,00 open"),
        (("1001", "--amount", "1,234"), 'bedrag: "1,234" kan'),
        (("1001", "--invoice", "2026-0414"), 'facturen: "2026-0414" is geen factuur van deze klant'),
        (("1001", "--kind", "toezeging"), '"toezeging" is geen soort afspraak; bedoelt u "toezegging"?'),
        (("1001", "--agreed-on", "24-11-2026"), "24 november 2026 komt nog"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(arguments: tuple[str, ...], told: str) -> None:
    given = ["agree", *arguments, *ON]
    for name, value in (("--kind", "promise"), ("--pay-by", "4-12-2026")):
        given += [] if name in given else [name, value]
    result = tact(*given)
    assert result.exit_code == 1, result.output
    assert told in result.stderr
    assert not Path("agreements.toml").exists()
    assert history() == files() == []


def test_a_name_that_fits_two_customers_is_refused_with_both() -> None:
    ledger = Path("ledger.csv")
    text = ledger.read_text("utf-8-sig")
    ledger.write_text(
        text + text.splitlines()[1].replace("1001", "1009").replace("2026-0413", "X9") + "\n", "utf-8"
    )
    result = tact("agree", "yilmaz", "-k", "promise", "--pay-by", "4-12-2026", *ON)
    assert "past bij 2 klanten: 1001 F. Yilmaz; 1009 F. Yilmaz" in result.stderr
    assert tact("agree", "1009", "-k", "promise", "--pay-by", "4-12-2026", *ON).exit_code == 0


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        (["yilmaz", "1", "4-12-2026", "", "Ingrid"], "promise-to-pay"),
        (["1002", "2", "4", "1-12-2026", "", "Ingrid"], "payment-plan"),
    ],
)
def test_at_most_six_answers_do(answers: list[str], kind: str) -> None:
    result = tact("agree", "--ask", *ON, typed="\n".join([*answers, ""]))
    assert result.exit_code == 0, result.output
    assert len(answers) <= 6
    (row,) = read_agreements(Path("agreements.toml"))
    assert (row.kind, row.agreed_by) == (kind, "Ingrid")
    assert len(files(".eml")) == len(history()) == 1


def test_an_answer_that_cannot_be_read_is_asked_again() -> None:
    result = tact("agree", "1001", "--ask", *ON, typed="2\n50\n€ 50\nmorgen\n1-12-2026\nweek\n\n")
    assert result.exit_code == 0, result.output
    assert "50 kan een aantal zijn, maar ook een bedrag" in result.stderr
    (row,) = read_agreements(Path("agreements.toml"))
    assert [str(part.amount) for part in row.instalments] == ["50.00", "50.00", "19.00"]


def test_without_a_proof_in_writing_the_agreement_stands_and_the_problem_is_told() -> None:
    ledger = Path("ledger.csv")
    text = ledger.read_text("utf-8-sig")
    for address in ("Zonnedauw 12;3561 KL;Utrecht;Nederland", "f.yilmaz@post.example"):
        text = text.replace(address, ";" * address.count(";"))
    ledger.write_text(text, "utf-8")
    result = promise()
    assert result.exit_code == 1
    assert "geen e-mailadres" in result.stderr
    assert len(read_agreements(Path("agreements.toml"))) == 1
    assert history() == []


def test_a_dry_run_writes_nothing() -> None:
    assert "betaalt € 119,00" in promise("--dry-run").stdout
    assert not Path("agreements.toml").exists()
    assert history() == files() == []


def test_a_confirmation_that_cannot_be_written_stays_to_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise RenderError("the file cannot be written: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("toolkit.cli.produce.write_whole", full)
        assert promise().exit_code == 3
    assert history() == []
    assert "promise-to-pay" in tact("plan", *ON).stdout
    assert promise().exit_code == 0
    assert len(history()) == 1


def test_comments_and_order_of_the_file_with_agreements_stay() -> None:
    own = (
        '# van Ingrid\n[[agreement]]\ncustomer = "1003"\nkind = "dispute"   # taart\nagreed_on = 2026-11-20\n'
    )
    Path("agreements.toml").write_text(own, "utf-8")
    promise()
    assert Path("agreements.toml").read_text("utf-8").startswith(own)
    assert [row.customer for row in read_agreements(Path("agreements.toml"))] == ["1003", "1001"]


def test_a_file_to_which_nothing_can_be_added_stays_as_it_is() -> None:
    for name, text in (("a.json", "[]"), ("a.toml", "agreement = []\n")):
        Path(name).write_text(text, "utf-8")
        result = promise("--agreements", name)
        assert result.exit_code == 1
        assert f"{name}: hier kan 'tact agree' geen afspraak bij zetten" in result.stderr
        assert Path(name).read_text("utf-8") == text
    assert history() == files() == [] == list(Path().glob(".*journal"))


def test_the_dispute_of_who_may_not_be_written_to_is_kept_and_the_lack_of_a_confirmation_told() -> None:
    ledger = Path("ledger.csv")
    head, *rows = ledger.read_text("utf-8-sig").splitlines()
    stopped = [f"{row};{'ja' if row.startswith('1001') else ''}" for row in rows]
    ledger.write_text("\n".join([f"{head};Automatische incasso", *stopped, ""]), "utf-8")
    said = ("--subject", "De taart was te klein", "--answer-by", "4-12-2026")
    result = tact("agree", "1001", "-k", "dispute", *said, *ON)
    assert result.exit_code == 1
    assert "u incasseert zelf, automatisch" in result.stderr
    assert len(read_agreements(Path("agreements.toml"))) == 1
    assert history() == files() == []


def test_nothing_names_the_files_and_that_is_said() -> None:
    path = Path("tact.toml")
    path.write_text(path.read_text("utf-8").partition("\n[files]")[0], "utf-8")
    result = promise()
    assert result.exit_code == 2
    assert (
        "noem het met --agreements, of onder [files] in tact.toml: agreements = 'agreements.toml'"
        in result.stderr
    )
    named = ("--agreements", "a.toml", "--history", "h.jsonl", "--ledger", "ledger.csv")
    assert promise(*named).exit_code == 0


def test_english_is_spoken_when_asked() -> None:
    result = tact("--lang", "en", "agree", "1001", "--kind", "promise", "--pay-by", "4-12-2026", *ON)
    assert "1001 F. Yilmaz: pays € 119,00 on 4 December 2026 at the latest" in result.stdout
    wrong = tact("--lang", "en", "agree", "Yilmas", "--kind", "promise", "--pay-by", "4-12-2026", *ON)
    assert 'there is no customer "Yilmas" in the ledger' in wrong.stderr


def test_old_amounts_are_refused_with_what_changed() -> None:
    row = '[[agreement]]\ncustomer = "1001"\nkind = "promise-to-pay"\nagreed_on = 2026-11-20\npay_by = 2026-12-04\n'
    row += 'invoices = ["2026-0413"]\n'
    Path("agreements.toml").write_text(row + "amount = 119.00\nopen = {2026-0413 = 130.00}\n", "utf-8")
    assert "2026-0413 was € 130,00 en is nu € 119,00" in " ".join(tact("plan", *ON).stdout.split())
    result = tact("agree", "1001", "-k", "promise", "--pay-by", "4-12-2026", "--agreed-on", "20-11-2026", *ON)
    assert (result.exit_code, history()) == (1, [])
    assert "2026-0413 was € 130,00 en is nu € 119,00" in result.stderr
