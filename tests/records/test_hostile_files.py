"""Files that are broken, hostile or not what they seem: a clear refusal, and nobody gets a wrong message."""

from __future__ import annotations

import io
import pickle
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.workbooks import ods, xls, xlsx
from toolkit.errors import RecordError
from toolkit.records import Creditor, files
from toolkit.records.readers import Reading, read_records

ON = date(2026, 11, 20)
HEADER = "klantnummer;klantnaam;factuurnummer;factuurdatum;vervaldatum;bedrag"
DAYS = "1-10-2026;31-10-2026"
ROW = f"1;J. Jansen;F1;{DAYS};10"

Table = Callable[..., Reading]


def said(reading: Reading) -> list[str]:
    return [str(problem).rpartition("posten.csv")[2] for problem in reading.problems]


def workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ": het bestand is leeg"),
        (b"\xef\xbb\xbf\r\n \r\n", ": het bestand is leeg"),
        (HEADER.encode(), ":1: het bestand is leeg: er staat alleen een kopregel in"),
        (HEADER.encode() + b"\r\n;;;;;\r\n\r\n", ":1: het bestand is leeg: er staat alleen een kopregel in"),
        (b"\r\n" + ROW.encode(), ":1: de kopregel met de kolomnamen is niet te lezen"),
        (
            b'"' + HEADER.encode() + b"\r\n" + ROW.encode(),
            ":1: de kopregel met de kolomnamen is niet te lezen",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ": is een oude Excel-werkmap; bewaar het eerst als CSV (UTF-8)"),
        (b"%PDF-1.7", ": is een PDF; bewaar het eerst als CSV (UTF-8)"),
        (workbook(), ": is een Excel-werkmap (of een zip); bewaar het eerst als CSV (UTF-8)"),
        (
            HEADER.encode() + b"\r\n1;\0;F1",
            ":2: is geen tekst: er staan tekens in die niet in een tekstbestand horen;",
        ),
        (b"a;b\n\n\x81\x8d", ":3: is geen tekst"),
        (HEADER.encode("utf-16-le"), ":1: is geen tekst"),
        (b"\xff\xfe\x00", ":1: is geen tekst"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_what_it_is(
    table: Table, content: bytes, message: str
) -> None:
    reading = table(content)
    assert reading.records == ()
    assert len(reading.problems) == 1
    assert said(reading)[0].startswith(message)


def test_a_file_that_is_not_there_or_of_another_kind_is_refused(tmp_path: Path, creditor: Creditor) -> None:
    (tmp_path / "map.csv").mkdir()
    cases = {
        "weg.csv": "bestaat niet",
        "map.csv": "is een map",
        "x.xlsx": "bestaat niet",
        "x.docx": "geen bestand met gegevens",
        "a\0.csv": "bestaat niet",
        f"{'x' * 5000}.csv": "kan niet gelezen worden",
    }
    for name, what in cases.items():
        (problem,) = read_records(tmp_path / name, creditor=creditor).problems
        assert what in str(problem)


def test_a_file_that_is_too_large_is_not_read(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 1_000_000)
    assert said(table(b"x" * 1_000_001)) == [": is groter dan 1 MB; splits het bestand"]


def test_a_giant_cell_is_refused_and_the_other_rows_stay_usable(table: Table) -> None:
    reading = table(HEADER, f"1;{'x' * 10**7};F1;{DAYS};10", f"2;P. Smit;F2;{DAYS};20")
    assert [each.id for each in reading.records] == ["2"]
    assert said(reading) == [":2: een cel is te lang; deze regel is niet gelezen"]


def test_what_follows_a_giant_cell_of_several_lines_is_not_trusted(table: Table) -> None:
    inner = f"9;A. Bos;F9;{DAYS};999"
    giant = "x" * 200_000
    reading = table(HEADER, ROW, f'2;"{giant}', inner, f'{giant}";F2;{DAYS};20', f"1;J. Jansen;F3;{DAYS};30")
    assert reading.records == ()
    assert said(reading) == [
        ":2: geen bericht voor regel 2: misschien dezelfde klant als op regel 3",
        ":3: een cel is te lang; regel 3 tot en met 6 zijn niet gelezen",
    ]


def test_a_long_cell_is_refused_by_its_column(table: Table) -> None:
    assert said(table(HEADER, f"1;J. Jansen;{'F' * 3000};{DAYS};10")) == [
        f':2: kolom "factuurnummer": "{"F" * 39}…" is te lang; maximaal 2000 tekens'
    ]


@pytest.mark.parametrize(
    "text", ["=cmd|'/c calc'!A1", "=1+1", "+SOM(A1)", "@x", "-x", "{{ 7*7 }}", "<script>", "%s %(x)s {0}"]
)
def test_a_formula_stays_the_text_it_is(table: Table, text: str) -> None:
    reading = table(HEADER + ";omschrijving", f"1;J. {text};F1;{DAYS};10;{text}")
    assert reading.records[0].invoices[0].description == text
    assert text.rsplit(" ", maxsplit=1)[-1] in reading.records[0].customer.last_name


def test_a_formula_is_no_amount(table: Table) -> None:
    assert said(table(HEADER, f"1;J. Jansen;F1;{DAYS};=10+5")) == [
        ':2: kolom "bedrag": "=10+5" is geen bedrag; schrijf het zoals 1234,50'
    ]


def test_a_row_of_another_length_is_refused(table: Table) -> None:
    reading = table(HEADER, f"1;J. Jansen;F1;{DAYS}", f"2;P. Smit;F2;{DAYS};20;x", f"3;A. Bos;F3;{DAYS};30;;")
    assert [each.id for each in reading.records] == ["3"]
    assert said(reading) == [
        ":2: deze regel heeft maar 5 van de 6 cellen",
        ":3: deze regel heeft 7 cellen, maar er zijn 6 kolommen",
    ]


def test_a_customer_on_a_row_that_cannot_be_read_gets_nothing(table: Table) -> None:
    reading = table(HEADER, ROW, f"2;P. Smit;F2;{DAYS};20", f"1;J. Jansen;F3;{DAYS}")
    assert [each.id for each in reading.records] == ["2"]
    assert ":2: geen bericht voor regel 2: misschien dezelfde klant als op regel 4" in said(reading)[0]


def test_a_quote_without_end_does_not_swallow_rows_in_silence(table: Table) -> None:
    reading = table(
        HEADER,
        ROW,
        f'2;"P. Smit;F2;{DAYS};20',
        f"3;A. Bos;F3;{DAYS};30",
        f'4;"C. Dijk";F4;{DAYS};40',
        f"5;E. Fok;F5;{DAYS};50",
    )
    assert [each.id for each in reading.records] == ["1", "5"]
    assert said(reading) == [":3: de aanhalingstekens kloppen niet; regel 3 tot en met 5 zijn niet gelezen"]


def test_a_quote_that_never_ends_is_told_with_all_that_was_not_read(table: Table) -> None:
    reading = table(HEADER, ROW, f'2;"P. Smit;F2;{DAYS};20', f"1;J. Jansen;F3;{DAYS};30")
    assert reading.records == ()
    assert said(reading)[1] == ":3: de aanhalingstekens kloppen niet; regel 3 tot en met 4 zijn niet gelezen"


def rows_of_excel(count: int) -> list[str]:
    """Rows under a last column that is empty from row 17 on, as Excel writes them."""
    rows = [f"K{n};N. {chr(65 + n)}a;F{n};{DAYS};10;iets" for n in range(15)]
    return rows + [f"K{n};N. {chr(65 + n)}a;F{n};{DAYS};10" for n in range(15, count)]


def test_empty_columns_that_excel_left_out_of_a_block_of_rows_are_filled_up(table: Table) -> None:
    reading = table(HEADER + ";omschrijving", *rows_of_excel(20))
    assert len(reading.records) == 20
    assert reading.warnings == (
        "aangevuld met lege cellen, die Excel aan het eind wegliet (regel 17, 18, 19, 20 en 21)",
    )


def test_a_short_row_in_a_block_of_full_rows_is_not_excels_work(table: Table) -> None:
    rows = rows_of_excel(20)
    rows[17] += ";iets"
    assert len(table(HEADER + ";omschrijving", *rows).problems) == 4
    assert len(table(HEADER + ";omschrijving", *rows_of_excel(15), f"77;X. Y;F77;{DAYS}").problems) == 1


def test_a_file_that_was_cut_off_is_not_filled_up(table: Table) -> None:
    *rows, last = rows_of_excel(16)
    assert said(table(HEADER + ";omschrijving", *rows, last.encode())) == [
        ":17: deze regel heeft maar 6 van de 7 cellen"
    ]


def test_a_header_that_names_a_column_twice_is_refused(table: Table) -> None:
    assert said(table(HEADER + ";Bedrag", ROW + ";99")) == [
        ':1: kolom "bedrag" en "Bedrag" betekenen hetzelfde; haal er een weg, of kies in uw instellingen'
    ]


def test_marks_that_turn_the_reading_order_are_refused_in_every_text(table: Table) -> None:
    reading = table(
        HEADER + ";omschrijving", f"1;J. \u202ensnaJ;F1;{DAYS};10;x", f"2;P. Smit;F2;{DAYS};10;\u2066x"
    )
    assert reading.records == ()
    assert [each.split(":")[1] for each in said(reading)] == ["2", "3"]
    assert "\u202e" not in str(reading.problems) + "".join(said(reading))


def test_right_to_left_names_emoji_and_long_texts_are_kept(table: Table) -> None:
    long = "ə" * 300
    reading = table(
        HEADER + ";omschrijving", f"1;مريم العلي;F1;{DAYS};10;{long}", f"2;Zoë 🥐 Vos;F2;{DAYS};10;👩‍👩‍👧"
    )
    one, two = reading.records
    assert f"{one.customer.first_name} {one.customer.last_name}" == "مريم العلي"
    assert one.invoices[0].description == long
    assert (two.customer.first_name, two.invoices[0].description) == ("Zoë 🥐", "👩‍👩‍👧")


def test_a_reading_travels_between_processes(table: Table) -> None:
    reading = table(HEADER, ROW, f"2;P. Smit;F2;{DAYS};x")
    copy = pickle.loads(pickle.dumps(reading))  # noqa: S301
    assert copy.records == reading.records
    assert [str(each) for each in copy.problems] == [str(each) for each in reading.problems]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.booleans(), st.sampled_from(["csv", "toml", "json"]))
def test_any_bytes_are_records_or_problems(
    creditor: Creditor, tmp_path: Path, content: bytes, headed: bool, suffix: str
) -> None:
    path = tmp_path / f"x.{suffix}"
    path.write_bytes((HEADER.encode() + b"\r\n" if headed else b"") + content)
    reading = read_records(path, creditor=creditor, on=ON)
    assert all(isinstance(each, RecordError) and each.place for each in reading.problems)


cell = st.one_of(
    st.sampled_from(
        [
            "",
            "1",
            "2",
            "J. Jansen",
            "X B.V.",
            "1-10-2026",
            "31/10/2026",
            "10",
            "1.234",
            "-",
            '"',
            "a\nb",
            '="1"',
        ]
    ),
    st.text(max_size=8),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(cell, max_size=8), max_size=6))
def test_any_rows_are_records_or_problems_and_no_invoice_goes_out_twice(
    creditor: Creditor, tmp_path: Path, rows: list[list[str]]
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "\r\n".join([HEADER, *(";".join(row) for row in rows)]), "utf-8", "surrogatepass", newline=""
    )
    reading = read_records(path, creditor=creditor, on=ON)
    numbers = [each.number for record in reading.records for each in record.invoices]
    assert len(numbers) == len(set(numbers))
    assert len({record.id for record in reading.records}) == len(reading.records)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["x", "", "10", "1-10-2026", "31-10-2026"]), min_size=12, max_size=12))
def test_a_message_tells_nothing_of_the_cells_that_are_not_wrong(
    creditor: Creditor, tmp_path: Path, cells: list[str]
) -> None:
    secrets = ("Geheimman", "geheim@x.nl", "Geheimstraat 1", "4321 GE", "Geheimstad", "0612345678")
    header = "klantnaam;e-mail;straat;postcode;plaats;mobiel;factuurnummer;factuurdatum;vervaldatum;bedrag"
    rows = [";".join((*secrets, *cells[place : place + 4])) for place in (0, 4, 8)]
    path = tmp_path / "x.csv"
    path.write_text("\r\n".join((header, *rows)))
    reading = read_records(path, creditor=creditor, on=ON)
    text = " ".join([*map(str, reading.problems), *reading.warnings]).casefold()
    assert not any(secret.casefold() in text for secret in secrets)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json", b"[]"),
        ("x.json", b" \n"),
        ("x.jsonl", b""),
        ("x.jsonl", b"\n\n"),
        ("x.toml", b""),
        ("x.csv", b""),
        ("x.csv", HEADER.encode()),
        ("x.xml", b"\n"),
    ],
)
def test_every_kind_of_empty_file_gets_the_same_answer(
    tmp_path: Path, creditor: Creditor, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    (problem,) = read_records(tmp_path / name, creditor=creditor, on=ON).problems
    assert problem.message.startswith("het bestand is leeg")
    assert problem.exit_code == 1


def test_an_empty_workbook_is_an_empty_file_too(tmp_path: Path, creditor: Creditor) -> None:
    for path in (
        xlsx(tmp_path / "x.xlsx", {"Blad1": []}),
        xls(tmp_path / "y.xls", []),
        ods(tmp_path / "z.ods", [(None, None)]),
        xlsx(tmp_path / "h.xlsx", {"Blad1": [HEADER.split(";")]}),
    ):
        (problem,) = read_records(path, creditor=creditor, on=ON).problems
        assert problem.message.startswith("het bestand is leeg")


@pytest.mark.parametrize(
    "amount",
    ["1e999999999", "1e99999999999999999999", "9" * 5000, "0x" + "f" * 9000, "nan", "inf", "1e-99999"],
)
@pytest.mark.parametrize("name", ["x.toml", "x.json", "x.jsonl"])
def test_a_number_beyond_all_measure_is_a_problem_of_its_file(
    tmp_path: Path, creditor: Creditor, name: str, amount: str
) -> None:
    inner = f'{{"number": "1", "date": "2026-10-01", "due_date": "2026-10-31", "amount": {amount}}}'
    text = f'{{"id": "1", "customer": {{"last_name": "Jansen"}}, "invoices": [{inner}]}}'
    if name.endswith(".toml"):
        text = (
            'id = "1"\n[customer]\nlast_name = "Jansen"\n[[invoices]]\nnumber = "1"\ndate = 2026-10-01\n'
            f"due_date = 2026-10-31\namount = {amount}\n"
        )
    (tmp_path / name).write_text(text)
    reading = read_records(tmp_path / name, creditor=creditor, on=ON)
    assert reading.records == ()
    assert all(type(each) is RecordError and len(str(each)) < 1000 for each in reading.problems)
    assert reading.problems
