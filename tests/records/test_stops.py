"""Who may not be written to is read from columns, from electronic invoices and from names, and held back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.records.conftest import HEADER
from tests.records.invoices import CONSUMER, MEANS, document
from toolkit.catalogue import Catalogue
from toolkit.law.tables import GRADES
from toolkit.records import Creditor, Customer
from toolkit.records.readers import Reading, read_records
from toolkit.records.stops import STOPS, in_name, letter, next_step, rule, said, without_mark
from toolkit.workspace import Workspace

ROW = "1;mevr. F. Yilmaz;F1;1-10-2026;31-10-2026;100"
Table = Callable[..., Reading]


@pytest.mark.parametrize(
    ("column", "cell", "stop"),
    [
        ("Blokkeren", "ja", "blocked"),
        ("Geblokkeerd", "X", "blocked"),
        ("Aanmaanblokkade", "2", "blocked"),
        ("Geblokkeerd", "overleden", "deceased"),
        ("Overleden", "12-3-2026", "deceased"),
        ("Failliet", "ja", "bankrupt"),
        ("Faillissement", "j", "bankrupt"),
        ("WSNP", "ja", "debt-scheme"),
        ("Schuldsanering", "ja", "debt-scheme"),
        ("Collectieve schuldenregeling", "x", "debt-scheme"),
        ("Règlement collectif de dettes", "oui", "debt-scheme"),
        ("Bewind", "Kantoor De Brug", "administration"),
        ("Onder curatele", "ja", "administration"),
        ("Schuldhulp", "ja", "debt-help"),
        ("Décès", "12/10/2026", "deceased"),
        ("Dubieus", "ja", "blocked"),
        ("Incasso", "J", "direct-debit"),
        ("Automatisch incasseren", "WAAR", "direct-debit"),
        ("Incasso", "Incassobureau", "blocked"),
        ("Status", "Dubieuze debiteur", "blocked"),
        ("Status", "Incassotraject", "blocked"),
        ("Status", "Te incasseren", "direct-debit"),
        ("Status", "Overleden", "deceased"),
        ("Statut", "Contesté", "disputed"),
        ("Betaalwijze", "incasso: J", "direct-debit"),
        ("Betaalwijze", "Doorlopende machtiging", "direct-debit"),
        ("Mode de paiement", "Prélèvement", "direct-debit"),
        ("Minderjarig", "ja", "minor"),
        ("Betwist", "ja", "disputed"),
        ("Litige", "oui", "disputed"),
        ("Automatische incasso", "ja", "direct-debit"),
        ("Status", "Betwist", "disputed"),
        ("Status", "In incasso", "blocked"),
        ("Status", "Geblokkeerd", "blocked"),
        ("Betaalwijze", "Automatische incasso", "direct-debit"),
        ("Betaalwijze", "SEPA-incasso", "direct-debit"),
        ("Mode de paiement", "Domiciliation", "direct-debit"),
    ],
)
def test_the_usual_columns_and_values_say_who_may_not_be_written_to(
    table: Table, column: str, cell: str, stop: str
) -> None:
    reading = table(f"{HEADER};{column}", f"{ROW};{cell}")
    assert not reading.problems
    (record,) = reading.records
    assert record.customer.stopped == record.customer.stop == stop


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Blokkeren", "nee"),
        ("Blokkeren", "-"),
        ("Blokkeren", ""),
        ("Overleden", "n"),
        ("Status", "Openstaand"),
        ("Betaalwijze", "Overboeking"),
        ("Betaalwijze", "Bankoverschrijving"),
        ("Automatische incasso", "nee"),
        ("Automatische incasso", "geen machtiging"),
        ("Betaalwijze", "incasso: nee"),
        ("Geblokkeerd", "niet geblokkeerd"),
        ("Overleden", "onbekend"),
        ("Status", "niet betwist"),
        ("Status", "2e herinnering verstuurd"),
    ],
)
def test_a_no_stops_nobody(table: Table, column: str, cell: str) -> None:
    (record,) = table(f"{HEADER};{column}", f"{ROW};{cell}").records
    assert record.customer.stopped is None


def test_of_several_reasons_the_gravest_counts_and_one_row_is_enough(table: Table) -> None:
    head = f"{HEADER};Blokkeren;Overleden;Betaalwijze"
    other = ROW.replace("F1", "F2")
    (record,) = table(head, f"{ROW};nee;;Overboeking", f"{other};ja;ja;Automatische incasso").records
    assert record.customer.stopped == "deceased"
    assert len(record.invoices) == 2


@pytest.mark.parametrize(
    ("name", "stop", "called"),
    [
        ("Erven dhr. L. Dubois", "deceased", "L. Dubois"),
        ("De erven van mevr. A. Smit", "deceased", "A. Smit"),
        ("dhr. L. Dubois (overleden)", "deceased", "L. Dubois"),
        ("J. Jansen †", "deceased", "J. Jansen"),
        ("De erven De Vries", "deceased", "De Vries"),
        ("Wijlen P. Bakker", "deceased", "P. Bakker"),
        ("Nalatenschap P. Bakker", "deceased", "P. Bakker"),
        ("Héritiers de Mme Dupont", "deceased", "Dupont"),
        ("Dupont SRL en faillite", "bankrupt", "Dupont SRL"),
        ("Bakkerij X BV i.f.", "bankrupt", "Bakkerij X BV"),
        ("mr. A. Pleit q.q.", "bankrupt", None),
        ("P. Smit (WSNP)", "debt-scheme", "P. Smit"),
        ("J. Peeters, in collectieve schuldenregeling", "debt-scheme", "J. Peeters"),
        ("P. Smit p/a bewindvoerder De Brug", "administration", None),
        ("De Brug Bewind B.V. o.b.v. P. Smit", "administration", None),
        ("De ouders/verzorgers van T. de Wit", "minor", "T. de Wit"),
        ("Minderjarige T. de Wit", "minor", "T. de Wit"),
        ("Brasserie X BV in faillissement", "bankrupt", "Brasserie X BV"),
        ("mr. A. Pleit, curator van Brasserie X", "bankrupt", None),
        ("P. Smit, onder bewind", "administration", "P. Smit"),
        ("Bewindvoerder K. Loo inzake P. Smit", "administration", None),
        ("Ouders van Tim de Wit", "minor", "Tim de Wit"),
        ("Schuldhulpverlening Amersfoort inz. P. Smit", "debt-help", None),
    ],
)
def test_a_name_says_who_may_not_be_written_to(
    table: Table, name: str, stop: str, called: str | None
) -> None:
    (record,) = table(HEADER, ROW.replace("mevr. F. Yilmaz", name)).records
    assert record.customer.stopped == stop
    assert called in (None, record.customer.name)


@pytest.mark.parametrize("name", ["De Erven Jansen B.V.", "Jansen Bewindvoering B.V.", "Curatorium Beheer"])
def test_a_firm_may_be_called_after_what_it_does(table: Table, name: str) -> None:
    (record,) = table(HEADER, ROW.replace("mevr. F. Yilmaz", name)).records
    assert record.customer.stopped is None
    assert record.customer.name == name


@pytest.mark.parametrize(
    "name",
    [
        *(
            "J. van Erven",
            "Van Erven",
            "mevr. Van Erven",
            "P. Erven",
            "Erven",
            "Erven-Smit",
            "Van Erven Dorens",
        ),
        *("A. van Wijlen", "Wijlen", "J. Wijlens", "K. de Curator", "J. Boedel", "P. Faill", "S. de Dood"),
        *("J. Bewind", "J. Minor", "J. Ouders", "J. Stop", "mevr. Succes", "P. Overmars", "J. Schuld"),
        *("Brasserie De Curator B.V.", "Insolventiekantoor Pleit B.V.", "Stichting Bewindvoering Utrecht"),
        *("Jansen Schuldhulpverlening B.V.", "Firma Erven de Wed. J. van Nelle"),
    ],
)
def test_an_ordinary_name_stops_nobody(table: Table, name: str) -> None:
    (record,) = table(HEADER, ROW.replace("mevr. F. Yilmaz", name)).records
    assert record.customer.stopped is None


def test_a_surname_in_a_record_is_read_like_a_name_in_a_cell() -> None:
    assert Customer(last_name="Erven De Vries").stopped == "deceased"
    assert Customer(last_name="Erven", prefix="van").stopped is None


def test_a_remark_stops_too() -> None:
    customer = Customer(last_name="Smit", remarks=("zoon belde: vader is overleden",))
    assert customer.stopped == "deceased"


@pytest.mark.parametrize("code", ["49", "59"])
def test_an_electronic_invoice_that_is_collected_stops(tmp_path: Path, creditor: Creditor, code: str) -> None:
    collected = MEANS.replace('">30<', f'">{code}<')
    (tmp_path / "a.xml").write_bytes(document(buyer=CONSUMER, means=collected))
    (record,) = read_records(tmp_path / "a.xml", creditor=creditor).records
    assert (record.customer.stopped, record.customer.stop_note) == ("direct-debit", "Factuur F-1")


def test_every_reason_has_dutch_words_and_a_next_step() -> None:
    assert all(said(stop) and next_step(stop) for stop in STOPS)
    assert in_name("mevr. A. de Vries-Overleden-Smit") == "deceased"
    assert without_mark("Overleden") == ("Overleden", None)


def test_no_template_writes_to_somebody_on_the_stop_list_unless_it_is_meant_for_that() -> None:
    templates = list(Catalogue(Workspace(None, {})))
    for stop in STOPS:
        customer = Customer(last_name="Smit", stop=stop)
        for template in templates:
            refused = template.refuses(customer)
            assert bool(refused) == (not template.internal and stop not in template.stop)
            assert not refused or said(stop) in refused
            assert not refused or (own := letter(stop)) is None or f"'{own.template}'" in refused
    asking = [
        each for each in templates if each.stage in ("reminder", "last-notice", "handover", "before", "due")
    ]
    assert asking
    assert all(
        set(template.stop) <= {"deceased", "bankrupt", "administration", "minor"} for template in asking
    )


@pytest.mark.parametrize("column", ["Klantnaam", "Soort"])
def test_a_customer_taken_for_a_consumer_or_a_firm_by_the_name_alone_is_marked(
    table: Table, column: str
) -> None:
    head = HEADER.replace("klantnaam", "klantnaam;klantsoort")
    kind = "particulier" if column == "Soort" else ""
    (record,) = table(head, ROW.replace("Yilmaz;", f"Yilmaz;{kind};")).records
    assert record.customer.kind_by_name == (column == "Klantnaam")


@pytest.mark.parametrize("country", ["NL", "BE"])
def test_what_the_law_says_of_each_letter_has_its_article_its_source_and_its_grade(country: str) -> None:
    written = [stop for stop in STOPS if letter(stop) and (stop, country) != ("debt-help", "BE")]
    assert len(written) == 6 - (country == "BE")
    for stop in written:
        law = rule(stop, country)
        assert law is not None, stop
        assert (law.grade in GRADES, bool(law.says), bool(law.rule), bool(law.source)) == (True,) * 4, stop
    assert rule("deceased", "DE") is None
