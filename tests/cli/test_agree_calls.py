"""`tact agree --calls`: ten made calls of four kinds, from a table or one by one, to their messages."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.cli.workspaces import begin, tact
from toolkit.schedule import read_agreements

ON = ("--on", "2026-11-23")
HEAD = (
    "Klant;Soort;Betaalt op;Bedrag;Delen;Eerste dag;Ritme;Onderwerp;Antwoord op;Klant zegt;Wij zeggen;Acties;"
    "Facturen;Door"
)
PEOPLE = (
    "Klantnummer;Klantnaam;Straat en huisnummer;Postcode;Plaats;Land;E-mail;Mobiel;"
    "Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Betaald;Omschrijving"
)


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workspace of a firm with ten customers, each with 100.00 to 190.00 open."""
    begin(tmp_path, monkeypatch, ledger="posten.csv", agreements="agreements.toml", history="sent.jsonl")
    names = ("Aal", "Bes", "Cox", "Dop", "Eik", "Fee", "Gul", "Hop", "Iep", "Jol")
    towns = ["3561 KL;Utrecht;Nederland", "9040;Gent;België"]
    rows = [
        f"20{at:02};mevr. A. {name};Zonnedauw {at + 1};{towns[at == 3]};"
        f"{name.lower()}@post.example;06 00 00 00 {at + 41};F{at};01-10-2026;31-10-2026;{100 + 10 * at},00;;Taart"
        for at, name in enumerate(names)
    ]
    Path("posten.csv").write_text("\r\n".join([PEOPLE, *rows, ""]), "utf-8")


def calls(*rows: str, head: str = HEAD) -> Path:
    path = Path("calls.csv")
    path.write_text("\n".join([head, *rows, ""]), "utf-8")
    return path


def sent() -> list[dict[str, str]]:
    path = Path("sent.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


ONE_BY_ONE = (
    (["Aal", "1", "4-12-2026", "", "Ingrid"], "promise-to-pay"),
    (["2001", "toezegging", "11-12-2026", "€ 60,00", ""], "promise-to-pay"),
    (["Cox", "2", "3", "1-12-2026", "", "Ingrid"], "payment-plan"),
    (["Dop", "plan", "€ 50", "1-12-2026", "week", ""], "payment-plan"),
    (["Eik", "regeling", "12 delen", "28-11-2026", "maand", ""], "payment-plan"),
    (["Fee", "3", "De taart was te klein", "4-12-2026", "Ingrid"], "dispute-received"),
    (["Gul", "betwisting", "Er kwam geen taart", "4-12-2026", ""], "dispute-received"),
    (
        ["Hop", "4", "Ik kan pas later; ik bel terug", "Later is goed", "klant: terugbellen, 4-12-2026", ""],
        "call-summary",
    ),
    (
        [
            "Iep",
            "gesprek",
            "Bel mij morgen",
            "Dat is goed",
            "wij: bellen, 24-11-2026; klant: kijken, 1-12-2026",
            "",
        ],
        "call-summary",
    ),
    (["Jol", "toezegging", "1-12-2026", "", ""], "promise-to-pay"),
)


def test_ten_calls_of_four_kinds_lead_to_three_messages_each_with_six_answers_at_most() -> None:
    began = time.process_time()
    for answers, text in ONE_BY_ONE:
        assert len(answers) <= 6
        also = ("-c", "letter", "-c", "sms")
        result = tact("agree", "--ask", *ON, *also, typed="\n".join([*answers, ""]))
        assert result.exit_code == 0, result.output
        assert {line["step"] for line in sent()[-3:]} == {text}
        assert {line["channel"] for line in sent()[-3:]} == {"email", "letter", "sms"}
    assert len(sent()) == 30
    assert len([*Path("output/agreed").glob("*.eml")]) == len([*Path("output/agreed").glob("*.pdf")]) == 10
    assert time.process_time() - began < 60
    planned = tact("plan", *ON)
    assert not {text for _, text in ONE_BY_ONE} & set(planned.stdout.split())


ROWS = (
    "Aal;toezegging;4-12-2026;;;;;;;;;;;Ingrid",
    "2001;toezegging;11-12-2026;60,00;;;;;;;;;;",
    "Cox;regeling;;;3;1-12-2026;maand;;;;;;;Ingrid",
    "Dop;regeling;;50,00;;1-12-2026;week;;;;;;;",
    "Fee;betwisting;;;;;;De taart was te klein;4-12-2026;;;;F5;",
    'Hop;gesprek;;;;;;;;"Ik kan pas later; ik bel terug";Later is goed;"klant: terugbellen, 4-12-2026";;',
)


def test_the_calls_of_a_day_come_from_a_table_and_again_nothing_happens() -> None:
    result = tact("agree", "--calls", calls(*ROWS), *ON)
    assert result.exit_code == 0, result.output
    assert [row.customer for row in read_agreements(Path("agreements.toml"))] == [
        "2000",
        "2001",
        "2002",
        "2003",
        "2005",
        "2007",
    ]
    assert len(sent()) == len(ROWS)
    before = Path("agreements.toml").read_bytes(), Path("sent.jsonl").read_bytes()
    for day in ("2026-11-23", "2026-11-24"):
        assert tact("agree", "--calls", "calls.csv", "--on", day).exit_code == 0
        assert (Path("agreements.toml").read_bytes(), Path("sent.jsonl").read_bytes()) == before


def test_a_row_that_is_wrong_is_told_with_its_place_and_the_others_go_on() -> None:
    wrong = (
        "Zzz;toezegging;4-12-2026;;;;;;;;;;;",
        "Bes;regeling;;;1;1-12-2026;maand;;;;;;;",
        "Cox;toezegging;ooit;;;;;;;;;;;",
    )
    result = tact("agree", "--calls", calls(ROWS[0], *wrong, ROWS[3]), *ON)
    assert result.exit_code == 1
    for line, told in ((3, "geen klant"), (4, "2 tot 60 delen"), (5, '"ooit" is geen datum')):
        assert any(f"calls.csv:{line}" in each and told in each for each in result.stderr.splitlines()), (
            result.stderr
        )
    assert [row.customer for row in read_agreements(Path("agreements.toml"))] == ["2000", "2003"]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("Klant;Soort;Betaald op;Bedrag", 'de kolom "Betaald op" is onbekend; bedoelt u "betaalt op"?'),
        ("Klant;Betaalt op;Bedrag;Delen", 'er is geen kolom "soort"'),
        ("Klant;Soort;Bedrag;Amount", "twee kolommen zeggen hetzelfde: bedrag"),
    ],
)
def test_a_column_that_nobody_knows_stops_the_file(head: str, told: str) -> None:
    result = tact("agree", "--calls", calls("Aal;toezegging;4-12-2026;1", head=head), *ON)
    assert result.exit_code == 1
    assert told in result.stderr, result.stderr
    assert sent() == []
