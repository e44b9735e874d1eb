"""A status, a way of paying or a remark changes whom we ask only when it is understood; else its customer waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.records.conftest import CREDITOR, HEADER, ON, said
from toolkit.errors import SettingsError
from toolkit.records.layout import Layout
from toolkit.records.readers import Reading, read_records
from toolkit.records.sayings import sayings_of

ROW = "1;mevr. F. Yilmaz;F1;1-10-2026;31-10-2026;100"
OTHER = "2;P. Smit;F2;1-10-2026;31-10-2026;50"
Table = Callable[..., Reading]


@pytest.mark.parametrize(
    ("column", "cell", "line"),
    [
        ("Status", "zwabber", '[values.status]: "zwabber" = "open"'),
        ("Status", "7", '[values.status]: "7" = "open"'),
        ("Status", "ligt bij de directie", '[values.status]: "ligt bij de directie" = "open"'),
        ("Betaalstatus", "contant afgerekend", '[values.status]: "contant afgerekend" = "open"'),
        ("Betaalwijze", "kas, voldaan", '[values.betaalwijze]: "kas, voldaan" = "overboeking"'),
        ("Betaalwijze", "via deurwaarder", '[values.betaalwijze]: "via deurwaarder" = "overboeking"'),
        ("Mode de paiement", "zz", '[values.betaalwijze]: "zz" = "overboeking"'),
        ("Soort", "Zwabber", '[values.soort]: "Zwabber" = "factuur"'),
        ("D/C", "Z", '[values."debet credit"]: "Z" = "debet"'),
        ("Valuta", "munt", '[values.valuta]: "munt" = "EUR"'),
    ],
)
def test_a_cell_that_nobody_understands_makes_its_customer_wait_and_says_what_to_write(
    table: Table, column: str, cell: str, line: str
) -> None:
    known = {"Soort": "Factuur", "D/C": "D", "Valuta": "EUR"}.get(column, "")
    second = ROW.replace("F1", "F3")
    reading = table(f"{HEADER};{column}", f'{ROW};"{cell}"', f"{second};{known}", f"{OTHER};{known}")
    assert [record.id for record in reading.records] == ["2"]
    fault, waits = said(reading)
    assert f'kolom "{column}": "{cell}" kennen wij niet' in fault
    assert line in fault
    assert "geen bericht voor regel 3: fout op regel 2" in waits


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *(("Status", cell) for cell in ("Open", "Wacht op klant", "2e herinnering verstuurd", "16 days overdue", "-")),
        *(("Status", cell) for cell in ("Nog niet betaald", "Wacht op betaling", "À payer", "niet betwist")),
        *(("Betaalwijze", cell) for cell in ("Overboeking", "iDEAL / bank", "30 dagen netto", "Virement")),
    ],
)  # fmt: skip
def test_what_programs_usually_say_of_an_open_invoice_is_understood(
    table: Table, column: str, cell: str
) -> None:
    reading = table(f"{HEADER};{column}", f"{ROW};{cell}")
    assert (len(reading.records), reading.problems) == (1, ())
    assert reading.records[0].customer.stopped is None


@pytest.mark.parametrize(
    ("cell", "meaning", "asked", "stopped"),
    [
        ("Fase 2", "open", True, None),
        ("Fase 2", "", True, None),
        ("Fase 9", "geblokkeerd", True, "blocked"),
        ("Klaar", "betaald", False, None),
    ],
)
def test_a_firm_says_what_its_own_words_mean(
    tmp_path: Path, cell: str, meaning: str, asked: bool, stopped: str | None
) -> None:
    path = tmp_path / "posten.csv"
    path.write_text(f"{HEADER};Status\r\n{ROW};{cell.upper()}\r\n", "utf-8")
    layout = Layout(sayings=sayings_of({"betaalstatus": {cell: meaning}}))
    reading = read_records(path, creditor=CREDITOR, columns=layout, on=ON)
    assert not reading.problems
    assert [record.customer.stopped for record in reading.records] == ([stopped] if asked else [])


@pytest.mark.parametrize(
    ("table_of_words", "says"),
    [
        ({"statuus": {"a": "open"}}, 'statuus is geen kolom die wij kennen; bedoelt u "status"?'),
        ({"status": {"a": "zwabber"}}, '"zwabber" kennen wij niet'),
    ],
)
def test_a_column_or_a_meaning_that_does_not_exist_is_refused(
    table_of_words: dict[str, dict[str, str]], says: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        sayings_of(table_of_words)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("remark", "stop"),
    [
        ("NIET AANMANEN!", "blocked"),
        ("gelieve niet meer aan te schrijven, niet meer aanschrijven", "blocked"),
        ("geen herinneringen sturen", "blocked"),
        ("dossier ligt bij de advocaat", "blocked"),
        ("heeft al betaald, zegt zij", "blocked"),
        ("regeling getroffen: 50 per maand", "blocked"),
        ("uitstel tot 1 januari", "blocked"),
        ("ne plus relancer", "blocked"),
        ("Betwist, wij zoeken het uit", "disputed"),
        ("klacht over de levering", "disputed"),
        ("creditnota volgt", "disputed"),
        ("niet eens met het bedrag", "disputed"),
        ("moeder is overleden", "deceased"),
        ("zit in de WSNP", "debt-scheme"),
    ],
)
@pytest.mark.parametrize("column", ["Opmerking", "Bijzonderheden", "Interne notitie"])
def test_a_remark_that_says_that_nobody_may_write_holds_back(
    table: Table, column: str, remark: str, stop: str
) -> None:
    (record,) = table(f"{HEADER};{column}", f'{ROW};"{remark}"').records
    assert (record.customer.stop, record.customer.stop_note) == (stop, remark)


@pytest.mark.parametrize(
    "remark",
    [
        *("belt altijd 's middags", "stopcontact in de gang vervangen", "betaalt altijd op tijd", "vaste klant"),
        *("heeft een hond", "geen bezwaar tegen e-mail", "niet betwist", "niet bellen voor 10 uur", "graag per post"),
        *("klacht is opgelost", "reclamefolder meesturen", "werkt bij de rechtbank", "geen herinnering ontvangen"),
        *("betalingstermijn 60 dagen", "contributie 2026", "regelt alles zelf", "wil factuur op naam van de zaak"),
    ],
)  # fmt: skip
def test_an_ordinary_remark_stops_nobody(table: Table, remark: str) -> None:
    (record,) = table(f"{HEADER};Opmerkingen", f'{ROW};"{remark}"').records
    assert record.customer.stopped is None
    assert record.customer.remarks == (remark,)


def test_all_columns_with_remarks_are_read(table: Table) -> None:
    (record,) = table(f"{HEADER};Opmerkingen;Notitie;Memo klant", f"{ROW};vaste klant;;niet aanmanen").records
    assert record.customer.remarks == ("vaste klant", "niet aanmanen")
    assert record.customer.stopped == "blocked"


@pytest.mark.parametrize(
    ("name", "text", "stop"),
    [
        ("P. Smit NIET AANMANEN", "brood", "blocked"),
        ("Smit B.V. (betwist)", "brood", "disputed"),
        ("P. Smit", "brood - niet aanmanen", "blocked"),
        ("P. Smit", "kosten advocaat en deurwaarder, incassobureau", None),
    ],
)
def test_an_order_in_a_name_or_a_description_holds_back_but_what_was_sold_does_not(
    table: Table, name: str, text: str, stop: str | None
) -> None:
    row = ROW.replace("mevr. F. Yilmaz", name)
    (record,) = table(f"{HEADER};Omschrijving", f'{row};"{text}"').records
    assert record.customer.stopped == stop
