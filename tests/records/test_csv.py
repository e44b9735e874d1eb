"""Tables of open invoices, as Dutch and Belgian programs write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.errors import SettingsError
from toolkit.records import Address, Creditor, Record
from toolkit.records.cells import damage
from toolkit.records.readers import Reading, read_record, read_records

DATA = Path(__file__).parent / "data"
ON = date(2026, 11, 20)
HEADER = "klantnummer;klantnaam;factuurnummer;factuurdatum;vervaldatum;bedrag"
DAYS = "1-10-2026;31-10-2026"
ROW = f"1;J. Jansen;F1;{DAYS};10"

Table = Callable[..., Reading]


def said(reading: Reading) -> list[str]:
    return [str(problem).rpartition("posten.csv:")[2] for problem in reading.problems]


def only(reading: Reading) -> Record:
    assert said(reading) == []
    (record,) = reading.records
    return record


def test_a_table_of_dutch_excel_in_windows_1252(creditor: Creditor) -> None:
    reading = read_records(DATA / "nl-excel.csv", creditor=creditor, on=ON)
    first, second, third = reading.records
    assert first.customer.model_dump(exclude_defaults=True) == {
        "id": "10001",
        "salutation": "mevrouw",
        "initials": "J.",
        "prefix": "de",
        "last_name": "Vries",
        "address": {"street": "Kerkstraat 12", "postcode": "3811 CA", "town": "Amersfoort"},
        "email": "j.devries@klant.example",
        "mobile": "0612345678",
        "kind_by_name": True,
    }
    assert [(each.number, each.amount, each.paid) for each in first.invoices] == [
        ("2026-0413", Decimal("1234.50"), 100),
        ("2026-0502", Decimal("1234.50"), 0),
    ]
    assert (second.customer.company, second.customer.kind) == ("Café Zoë B.V.", "business")
    assert second.invoices[0].description == 'Koffie "Extra"; bonen'
    assert third.total == -12
    assert (first.id, first.date, first.creditor) == ("10001", ON, creditor)
    assert reading.problems == ()
    assert reading.warnings == (
        'niet gelezen, want onbekend: kolom "Rayon"',
        'kolom "Mobiel": de 0 of + die Excel wegliet, staat er weer voor (regel 2)',
    )


def test_a_table_of_belgian_excel_with_a_byte_order_mark_and_a_sep_line(creditor: Creditor) -> None:
    home = creditor.address.model_copy(update={"country": "BE", "postcode": "9000"})
    reading = read_records(
        DATA / "be-excel.csv", creditor=creditor.model_copy(update={"address": home}), on=ON
    )
    first, second = reading.records
    assert first.customer.address == Address(
        street="Veldstraat 5 bus 3", postcode="9000", town="Gent", country="BE"
    )
    assert (first.customer.first_name, first.customer.last_name) == ("An", "De Smet")
    assert first.customer.remarks == ("belde op 3 november", "wil in delen betalen")
    assert first.reference == "+++123/4567/89002+++"
    assert (second.customer.company, second.total) == ("NV Peeters & Zonen", 1500)
    assert reading.problems == ()


def test_a_table_with_commas_and_decimal_points(creditor: Creditor) -> None:
    record = read_record(DATA / "export.csv", creditor=creditor, on=ON)
    assert (record.total, record.customer.company) == (1200, "Stichting De Brug")


def test_a_table_of_tabs_in_utf16(creditor: Creditor) -> None:
    record = read_record(DATA / "unicode.txt", creditor=creditor, on=ON)
    assert (record.id, record.customer.initials, record.total) == ("1", "J.", Decimal("12.50"))


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_the_delimiter_and_the_line_end_are_found(table: Table, mark: str, end: bytes) -> None:
    text = "\n".join((HEADER, ROW)).replace(";", mark)
    assert only(table(text.encode().replace(b"\n", end))).total == 10


def test_the_rows_of_one_customer_number_are_one_record(table: Table) -> None:
    reading = table(HEADER, ROW, f"2;P. Smit;F2;{DAYS};20", f"1;J. Jansen;F3;{DAYS};30", f"1;;F4;{DAYS};-5")
    assert [(each.id, each.total) for each in reading.records] == [("1", 35), ("2", 20)]
    assert reading.problems == ()


def test_a_bad_cell_is_told_with_its_row_and_column_and_the_others_stay_usable(table: Table) -> None:
    reading = table(
        HEADER, f"1;J. Jansen;F1;{DAYS};tien", f"2;P. Smit;F2;{DAYS};20", "3;A. Bos;F3;1-10-'26;x;30"
    )
    assert [each.id for each in reading.records] == ["2"]
    assert said(reading) == [
        '2: kolom "bedrag": "tien" is geen bedrag; schrijf het zoals 1234,50',
        '4: kolom "factuurdatum": "1-10-\'26" heeft een jaar van twee cijfers;'
        " schrijf het jaar met vier cijfers",
        '4: kolom "vervaldatum": "x" is geen datum; schrijf hem zoals 31-10-2026',
    ]


def test_a_customer_with_one_bad_row_gets_nothing_and_the_good_rows_are_named(table: Table) -> None:
    reading = table(
        HEADER, ROW, f"1;J. Jansen;F2;{DAYS};x", f"1;J. Jansen;F3;{DAYS};30", f"2;P. Smit;F4;{DAYS};4"
    )
    assert [each.id for each in reading.records] == ["2"]
    assert said(reading) == [
        "2: geen bericht voor regel 2 en 4: fout op regel 3",
        '3: kolom "bedrag": "x" is geen bedrag; schrijf het zoals 1234,50',
    ]


def test_a_bad_cell_of_the_customer_is_told_once(table: Table) -> None:
    header = HEADER + ";e-mail;postcode;straat;plaats"
    rows = [f"1;J. Jansen;F{n};{DAYS};10;jan@;1234;Plein 1;Utrecht" for n in (1, 2)]
    assert said(table(header, *rows)) == [
        '2: kolom "postcode": "1234" is geen Nederlandse postcode, zoals 1234 AB; ligt het adres in België,'
        " vul dan het land BE in",
        "3: geen bericht voor regel 3: fout op regel 2",
    ]


def test_a_line_is_counted_as_the_file_has_it_and_the_row_of_excel_is_told_beside_it(table: Table) -> None:
    header = HEADER + ";opmerking"
    reading = table("sep=;", header, f'{ROW};"een\ntwee"', "", f"2;P. Smit;F2;{DAYS};x;")
    assert said(reading) == [
        '5: kolom "bedrag": "x" is geen bedrag; schrijf het zoals 1234,50 (rij 4 in Excel)'
    ]


@pytest.mark.parametrize(
    ("columns", "cells", "expected"),
    [
        ("bedrag", "100", (100, 0)),
        ("bedrag;betaald", "100;", (100, 0)),
        ("bedrag;betaald", "100;40,50", (100, Decimal("40.50"))),
        ("bedrag;betaald", "100;120", (100, 120)),
        ("bedrag;openstaand", "100;60", (100, 40)),
        ("bedrag;betaald;openstaand", "100;40;60", (100, 40)),
        ("openstaand", "60", (60, 0)),
        ("openstaand;betaald", "60;40", (100, 40)),
        ("bedrag;openstaand", "-100;-60", (-100, -40)),
        ("openstaand", "-60", (-60, 0)),
    ],
)
def test_amount_paid_and_outstanding_follow_from_each_other(
    table: Table, columns: str, cells: str, expected: tuple[Decimal, Decimal]
) -> None:
    record = only(table(f"naam;factuur;datum;vervaldag;{columns}", f"J. Jansen;F1;{DAYS};{cells}"))
    assert (record.invoices[0].amount, record.invoices[0].paid) == expected


@pytest.mark.parametrize(
    ("columns", "cells", "what"),
    [
        ("bedrag;openstaand", "100;120", 'kolom "openstaand": is meer dan het bedrag van de factuur'),
        ("bedrag;betaald;openstaand", "100;40;50", 'kolom "openstaand": is niet wat er overblijft'),
        ("bedrag;openstaand", "100;", 'kolom "openstaand": is leeg'),
        ("bedrag;openstaand", ";100", 'kolom "bedrag": is leeg'),
        ("bedrag;betaald", "100;-1", "niet hetzelfde teken"),
        ("bedrag;betaald", "100;ja", 'kolom "betaald": "ja" is geen bedrag'),
    ],
)
def test_amounts_that_contradict_each_other_are_refused(
    table: Table, columns: str, cells: str, what: str
) -> None:
    (message,) = said(table(f"naam;factuur;datum;vervaldag;{columns}", f"J. Jansen;F1;{DAYS};{cells}"))
    assert what in message


def test_nobody_is_written_about_an_invoice_of_which_nothing_is_open(table: Table) -> None:
    reading = table(
        HEADER + ";openstaand",
        f"{ROW};0,00",
        f"1;J. Jansen;F2;{DAYS};20;20",
        f"2;P. Smit;F3;{DAYS};30;-",
    )
    (record,) = reading.records
    assert [each.number for each in record.invoices] == ["F2"]
    assert reading.problems == ()
    assert reading.warnings == ("niet meegenomen, want er staat niets open (regel 2 en 4)",)


def test_the_notation_of_the_whole_file_decides_about_a_single_mark(table: Table) -> None:
    assert only(table(HEADER, f"1;J. Jansen;F1;{DAYS};1.234")).total == 1234
    reading = table(HEADER, f"1;J. Jansen;F1;{DAYS};1.234", f"2;P. Smit;F2;{DAYS};99.95")
    assert said(reading) == [
        '2: kolom "bedrag": "1.234" kan 1234 euro zijn, maar ook 1,234 euro; schrijf 1234,00'
    ]
    reading = table(HEADER, "1;J. Jansen;F1;4/11/2026;30/11/2026;10", "2;P. Smit;F2;11/20/2026;30/11/2026;10")
    assert [each.partition(": ")[0] for each in said(reading)] == ["2", "3"]


def test_invoice_numbers_are_unique_in_a_file(table: Table) -> None:
    reading = table(HEADER, ROW, f"2;P. Smit;f1;{DAYS};20", f"3;A. Bos;F3;{DAYS};30")
    assert [each.id for each in reading.records] == ["3"]
    assert said(reading) == [
        '2: kolom "factuurnummer": "F1" staat ook op regel 3',
        '3: kolom "factuurnummer": "f1" staat ook op regel 2',
    ]


def test_rows_of_one_number_that_contradict_each_other_are_both_told(table: Table) -> None:
    reading = table(HEADER + ";e-mail", f"{ROW};a@x.nl", f"1;P. Smit;F2;{DAYS};20;A@x.nl")
    assert reading.records == ()
    assert said(reading) == [
        '2: kolom "klantnaam": is anders dan op regel 3, van dezelfde klant',
        '3: kolom "klantnaam": is anders dan op regel 2, van dezelfde klant',
    ]


def test_a_row_without_a_number_among_numbers_is_nobodys_and_holds_back_its_namesake(table: Table) -> None:
    reading = table(HEADER, ROW, f";J. Jansen;F2;{DAYS};20", f"3;A. Bos;F3;{DAYS};30")
    assert [each.id for each in reading.records] == ["3"]
    assert said(reading) == [
        "2: geen bericht voor regel 2: misschien dezelfde klant als op regel 3",
        '3: kolom "klantnummer": zegt niet wie de klant is',
    ]


def test_a_number_that_excel_shortened_is_nobodys(table: Table) -> None:
    reading = table(HEADER, f"1,23457E+11;J. Jansen;F1;{DAYS};10", f"1,23457E+11;P. Smit;F2;{DAYS};20")
    assert reading.records == ()
    assert sum("Excel heeft ingekort" in each for each in said(reading)) == 2


def test_a_customer_without_any_name_is_refused(table: Table) -> None:
    assert said(table(HEADER, f"1;;F1;{DAYS};10")) == ['2: kolom "klantnaam": is leeg']
    assert said(table(HEADER, f"1;10023;F1;{DAYS};10")) == ['2: kolom "klantnaam": "10023" is geen naam']


def test_many_lines_are_told_in_short(table: Table) -> None:
    reading = table(HEADER + ";openstaand", *(f"{n};N. Vos;F{n};{DAYS};10;0" for n in range(14)))
    assert reading.warnings[0].endswith("(regel 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 en 4 andere)")


def test_without_a_number_the_first_invoice_names_the_record(table: Table) -> None:
    record = only(table("naam;factuur;datum;vervaldag;bedrag", f"J. Jansen;F1;{DAYS};10"))
    assert (record.id, record.customer.id) == ("F1", "")


def test_names_in_parts_are_kept_in_their_parts(table: Table) -> None:
    header = HEADER.replace("klantnaam", "aanhef;voorletters;tussenvoegsel;achternaam")
    customer = only(table(header, f"1;Mevr.;J.A.;van der;Berg;F1;{DAYS};10")).customer
    assert (customer.salutation, customer.initials, customer.prefix, customer.last_name) == (
        "mevrouw",
        "J.A.",
        "van der",
        "Berg",
    )


def test_a_belgian_surname_takes_its_prefix_from_its_own_column(table: Table) -> None:
    header = "voornaam;tussenvoegsel;achternaam;straat;postcode;plaats;land;factuur;datum;vervaldag;bedrag"
    customer = only(table(header, f"Jan;de;Smet;Meir 1;2000;Antwerpen;België;F1;{DAYS};10")).customer
    assert (customer.first_name, customer.prefix, customer.last_name) == ("Jan", "", "de Smet")


def test_the_gender_gives_a_salutation_and_an_unknown_form_of_address_is_told(table: Table) -> None:
    header = "achternaam;geslacht;aanhef;factuur;datum;vervaldag;bedrag"
    reading = table(header, f"Berg;v;;F1;{DAYS};10", f"Smit;;Familie;F2;{DAYS};10", f"Bos;x;;F3;{DAYS};10")
    assert [each.customer.salutation for each in reading.records] == ["mevrouw", None, None]
    assert reading.warnings == ('kolom "aanhef": deze aanhef zegt niet mevrouw of meneer (regel 3)',)
    assert said(table(header, f"Berg;dame;;F1;{DAYS};10")) == [
        '2: kolom "geslacht": "dame" is niet mogelijk; kies uit: v, m, x'
    ]


@pytest.mark.parametrize(
    ("columns", "cells", "expected"),
    [
        ("bedrijf;klantnaam", "X;mevr. J. Vos", ("business", "X", "mevrouw", "Vos")),
        ("bedrijf;klantnaam", "X;X", ("business", "X", None, "")),
        ("bedrijf;contactpersoon", "X;mevr. J. Vos", ("business", "X", "mevrouw", "Vos")),
        ("bedrijf;klantnaam", "X;X Holding B.V.", ("business", "X", None, "")),
        ("klantnaam;achternaam", "X B.V.;Vos", ("business", "X B.V.", None, "Vos")),
        ("klantnaam;contactpersoon", "X B.V.;Y B.V. t.a.v. mevr. J. Vos", ("business", "X B.V.", None, "")),
        ("klantnaam;kvk", "Bakkerij Vos;12345678", ("business", "Bakkerij Vos", None, "")),
        ("klantnaam;kvk", "mevr. J. Vos;12345678", ("consumer", "", "mevrouw", "Vos")),
        ("klantnaam;klantsoort", "Bakkerij Vos;zakelijk", ("business", "Bakkerij Vos", None, "")),
        ("klantnaam;klantsoort", "mevr. J. Vos;particulier", ("consumer", "", "mevrouw", "Vos")),
        ("klantnaam", "Bakkerij Vos", ("consumer", "", None, "Vos")),
    ],
)
def test_a_business_is_one_that_the_table_shows_to_be_one(
    table: Table, columns: str, cells: str, expected: tuple[str | None, ...]
) -> None:
    customer = only(table(f"{columns};factuur;datum;vervaldag;bedrag", f"{cells};F1;{DAYS};10")).customer
    assert (customer.kind, customer.company, customer.salutation, customer.last_name) == expected


@pytest.mark.parametrize("columns", ["aanhef;geslacht;achternaam", "aanhef;geslacht;klantnaam"])
def test_columns_that_differ_about_the_salutation_are_refused(table: Table, columns: str) -> None:
    (message,) = said(table(f"{columns};factuur;datum;vervaldag;bedrag", f"Dhr.;v;J. Vos;F1;{DAYS};10"))
    assert message == '2: kolom "geslacht": zegt iets anders over mevrouw of meneer dan een andere kolom'


def test_what_a_table_says_twice_or_for_nothing_is_told(table: Table) -> None:
    header = "bedrijf;klantnaam;contactpersoon;factuur;datum;vervaldag;bedrag"
    assert table(header, f"X;X Holding B.V.;inkoop;F1;{DAYS};10").warnings == (
        'kolom "klantnaam": niet gelezen, want een andere kolom noemt het bedrijf (regel 2)',
        'kolom "contactpersoon": niet gelezen, want er is geen adres (regel 2)',
    )


def test_a_company_that_is_said_to_be_a_consumer_is_refused(table: Table) -> None:
    reading = table("klantnaam;klantsoort;factuur;datum;vervaldag;bedrag", f"X B.V.;particulier;F1;{DAYS};10")
    assert said(reading) == ["2: heeft bij een consument ook een achternaam nodig (last_name)"]


def test_a_contact_that_is_no_person_stands_in_the_address(table: Table) -> None:
    header = (
        "bedrijf;contactpersoon;straat;huisnummer;toevoeging;postcode;plaats;factuur;datum;vervaldag;bedrag"
    )
    address = only(table(header, f"X;afdeling inkoop;Plein;1;A;1234ab;Utrecht;F1;{DAYS};10")).customer.address
    assert address == Address(
        street="Plein 1 A", postcode="1234 AB", town="Utrecht", extra="t.a.v. afdeling inkoop"
    )


def test_half_an_address_is_refused(table: Table) -> None:
    reading = table(
        HEADER + ";straat;postcode;plaats", f"{ROW};Plein 1;;Utrecht", f"2;P. Smit;F2;{DAYS};5;;;"
    )
    assert [each.customer.address for each in reading.records] == [None]
    assert said(reading) == ['2: kolom "postcode": is leeg, maar de rest van het adres is er wel']


def test_a_table_without_whole_addresses_is_read_without_them_and_says_so(table: Table) -> None:
    reading = table(HEADER + ";plaats", f"{ROW};Utrecht")
    assert reading.records[0].customer.address is None
    assert reading.warnings == ("geen adressen, want deze kolom ontbreekt: straat, postcode (regel 2)",)


def test_the_country_is_that_of_the_creditor_unless_the_row_says_otherwise(
    table: Table, creditor: Creditor
) -> None:
    home = creditor.address.model_copy(update={"country": "BE", "postcode": "9000"})
    belgian = creditor.model_copy(update={"address": home})
    header = HEADER + ";straat;postcode;plaats;land"
    rows = (
        "Meir 1;2000;Antwerpen;",
        "Plein 1;1234AB;Utrecht;",
        "Markt 1;1234 AB;Breda;Nederland",
        "Rue 1;75001;Parijs;FR",
    )
    reading = table(header, *(f"{n};N. {n}a;F{n};{DAYS};1;{row}" for n, row in enumerate(rows)), by=belgian)
    addresses = [each.customer.address for each in reading.records]
    assert [each.country for each in addresses if each] == ["BE", "NL", "NL", "FR"]
    assert said(table(header, f"{ROW};Plein 1;1234 AB;Utrecht;Atlantis")) == [
        '2: kolom "land": "Atlantis" is geen land; schrijf NL, BE of de naam van het land'
    ]


def test_choices_and_days_of_the_record_are_read(table: Table) -> None:
    header = HEADER + ";kanaal;doelgroep;stijl;taal;reden;briefdatum;betaal voor"
    record = only(table(header, f"{ROW};per post;senior;groen;Frans;vergeten;21-11-2026;7-12-2026"))
    customer = record.customer
    assert (customer.preferred_channel, customer.audience, customer.style, customer.language) == (
        "letter",
        "elderly",
        "S",
        "fr",
    )
    assert (record.reason, record.date, record.pay_by) == ("forgotten", date(2026, 11, 21), date(2026, 12, 7))
    messages = said(table(header, f"{ROW};duif;;;;boos;gisteren;7-12-2026"))
    assert messages == [
        '2: kolom "briefdatum": "gisteren" is geen datum; schrijf hem zoals 31-10-2026',
        '2: kolom "kanaal": "duif" is niet mogelijk; kies uit: brief, e-mail, sms, telefoon',
        '2: kolom "reden": "boos" is niet mogelijk; kies uit: vergeten, kan niet betalen, betwist, onbekend',
    ]
    assert said(table(header, f"{ROW};;;;;;;1-11-2026")) == [
        "2: de laatste dag om te betalen of de volgende stap ligt vóór de datum van de brief"
    ]


def test_a_description_of_several_lines_becomes_one_line_and_a_name_does_not(table: Table) -> None:
    assert only(table(HEADER + ";omschrijving", f'{ROW};"een\ntwee"')).invoices[0].description == "een twee"
    (message,) = said(table(HEADER, f'1;"J. Jansen\nBcc: x@y.nl";F1;{DAYS};10'))
    assert message.startswith('2: kolom "klantnaam": "J. Jansen Bcc: x@y.nl" staat op meer dan één regel')
    reading = table(HEADER, f'1;J. Jansen;"F1\n2";{DAYS};10')
    assert "meer dan één regel" in said(reading)[0]


def test_a_letter_that_was_lost_is_told(table: Table) -> None:
    reading = table(HEADER, f"1;Zo\ufffd Vos;F1;{DAYS};10")
    assert "een letter is verloren gegaan (regel 2)" in reading.warnings[0]


def test_a_firm_adds_its_own_columns(table: Table) -> None:
    reading = table(HEADER.replace("klantnummer", "Rek"), ROW, columns={"rek": "klantnummer"})
    assert only(reading).customer.id == "1"


def test_a_wrong_setting_and_a_missing_creditor_are_faults_of_the_user(table: Table, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="geen veld"):
        table(HEADER, ROW, columns={"x": "y"})
    with pytest.raises(SettingsError, match="creditor"):
        read_records(tmp_path / "posten.csv")


def test_missing_columns_are_told_in_the_header(table: Table) -> None:
    reading = table("naam;kleur", "J. Jansen;rood")
    assert reading.records == ()
    assert len(reading.problems) == 4
    assert said(reading)[0].startswith('1: kolom "factuurnummer" ontbreekt; deze namen kennen wij ook: ')
    assert reading.warnings == ('niet gelezen, want onbekend: kolom "kleur"',)


words = st.text(
    alphabet=st.characters(codec="cp1252", categories=["L", "Nd", "P", "S", "Zs"]), max_size=20
).map(lambda text: " ".join(text.split()))
cents = st.decimals(Decimal("0.01"), 99999, places=2)
invoices = st.lists(
    # A word such as 1E05 is refused: Excel writes a long number so.
    st.tuples(
        st.dates(date(2020, 1, 1), ON),
        cents,
        words.filter(lambda word: not damage(word.strip())),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(invoices, min_size=1, max_size=4),
    st.sampled_from(";,\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.sampled_from(["\r\n", "\n"]),
    st.randoms(use_true_random=False),
)
def test_what_is_written_as_csv_comes_back_as_records(
    creditor: Creditor, tmp_path: Path, customers: list, mark: str, encoding: str, end: str, random: Random
) -> None:
    rows, expected = [], {}
    for number, several in enumerate(customers):
        for place, (day, amount, description) in enumerate(several):
            due = day + timedelta(days=30)
            written = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
            rows.append(
                [
                    f"K{number}",
                    "Café Zoë B.V.",
                    f"{number}-{place}",
                    f"{day:%d-%m-%Y}",
                    f"{due:%-d/%-m/%Y}",
                    written,
                    description,
                ]
            )
            expected.setdefault(f"K{number}", set()).add((f"{number}-{place}", day, due, amount, description))
    random.shuffle(rows)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, lineterminator=end)
    writer.writerows([[*HEADER.split(";"), "omschrijving"], *rows])
    path = tmp_path / "posten.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    reading = read_records(path, creditor=creditor, on=ON)
    assert reading.problems == ()
    found = {
        record.id: {
            (each.number, each.date, each.due_date, each.amount, each.description) for each in record.invoices
        }
        for record in reading.records
    }
    assert found == expected
