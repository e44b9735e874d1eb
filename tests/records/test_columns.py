"""Which column holds which field."""

from __future__ import annotations

import pytest

from toolkit.errors import SettingsError
from toolkit.records import Address, Customer, Invoice, Record, Representative, columns
from toolkit.records.columns import answer, match, names
from toolkit.records.stops import COLUMNS, METHOD, ROLES

NEEDED = ("factuurnummer", "factuurdatum", "vervaldatum", "bedrag", "klantnaam")
VIRTUAL = {
    *("invoice.outstanding", "invoice.debit", "invoice.credit", "invoice.credited", "invoice.currency"),
    *("invoice.paid_on", "invoice.last_payment", "invoice.term"),
    *(
        "invoice.kind",
        "invoice.status",
        "invoice.side",
        *COLUMNS,
        METHOD,
        "customer.name",
        "customer.gender",
        "customer.contact",
    ),
    *("address.house_number", "address.house_addition", "address.box"),
}


def test_every_field_of_the_table_exists_in_the_models() -> None:
    models = {"invoice": Invoice, "customer": Customer, "address": Address, "record": Record}
    acting = {*Representative.model_fields, *Address.model_fields}
    for field in set(names()) - VIRTUAL:
        room, _, name = field.partition(".")
        known = acting if field.startswith(ROLES) else models[room].model_fields
        assert name in known, field


def test_every_answer_is_one_that_the_models_accept() -> None:
    for name in ("kind", "preferred_channel", "audience", "style"):
        for word in columns.answers(name):
            assert Customer.model_validate({"last_name": "x", "company": "x", name: answer(name, word)})
    for word in columns.answers("reason"):
        assert answer("reason", word) in ("forgotten", "cannot-pay", "disputed", "unknown")


def test_no_name_of_a_column_stands_in_the_table_twice() -> None:
    bare = [columns.bare_name(name) for field in names().values() for name in field]
    assert sorted(bare) == sorted(set(bare))


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Factuur-nr.", "invoice.number"),
        ("FACTUURNUMMER", "invoice.number"),
        ("Openstaand bedrag (€)", "invoice.outstanding"),
        ("Bedrag incl. btw (EUR)", "invoice.amount"),
        ("Openstaand (in euro)", "invoice.outstanding"),
        ("E-mail adres", "customer.email"),
        ("Cliënt", "customer.name"),
        ("Klantennr", "customer.id"),
        ("Gemeente", "address.town"),
        ("GSM", "customer.mobile"),
        ("verval_datum", "invoice.due_date"),
        ("Gestructureerde\nmededeling", "invoice.reference"),
        ("invoice.due_date", "invoice.due_date"),
    ],
)
def test_a_column_is_known_however_people_write_its_name(header: str, field: str) -> None:
    assert match([header], {}).places == {field: 0}


@pytest.mark.parametrize("header", ["Bedrag excl. btw", "Nr", "Saldokaart", "Kleur", "€", ""])
def test_a_column_that_may_be_something_else_is_not_taken(header: str) -> None:
    assert match([header], {}).places == {}


def test_a_missing_column_is_told_with_the_names_we_know() -> None:
    (problem,) = match(["factuurnummer", "factuurdatum", "bedrag", "klantnaam"], {}).problems
    assert problem.startswith('kolom "vervaldatum" ontbreekt; deze namen kennen wij ook: vervaldag, ')


def test_one_of_several_columns_is_enough() -> None:
    (problem,) = match(["factuurnummer", "factuurdatum", "vervaldatum", "klantnaam"], {}).problems
    assert problem.startswith('kolom "bedrag" of "openstaand" of "debet" of "credit" ontbreekt; ')
    assert match(["nota", "datum", "vervaldag", "openstaand", "bedrijf"], {}).problems == ()


def test_two_columns_for_one_field_are_refused() -> None:
    (problem,) = match([*NEEDED, "Factuurnr"], {}).problems
    assert problem.startswith('kolom "factuurnummer" en "Factuurnr" betekenen hetzelfde; ')
    (problem,) = match([*NEEDED, "bedrag"], {}).problems
    assert '"bedrag" en "bedrag"' in problem


def test_unknown_columns_are_told_once_with_what_they_look_like() -> None:
    found = match([*NEEDED, "Kleur", "betald", "Kleur"], {})
    assert found.warnings == (
        'niet gelezen, want onbekend: kolom "Kleur", "betald"; bedoelt u "betaald"?, "Kleur"',
    )


@pytest.mark.parametrize("target", ["factuurnummer", "Factuurnr.", "invoice.number", "number"])
def test_a_firm_names_its_own_columns(target: str) -> None:
    found = match(["Rek nr", *NEEDED[1:]], {"Rek.nr.": target})
    assert (found.places["invoice.number"], found.problems, found.warnings) == (0, (), ())


def test_a_column_of_the_firm_goes_before_a_common_name() -> None:
    assert match([*NEEDED, "Nettobedrag"], {"Nettobedrag": "bedrag"}).places["invoice.amount"] == 5


def test_a_firm_leaves_a_column_out() -> None:
    found = match([*NEEDED, "Datum"], {"Datum": ""})
    assert (found.places["invoice.date"], found.problems, found.warnings) == (1, (), ())


def test_a_field_that_does_not_exist_is_a_fault_in_the_settings() -> None:
    with pytest.raises(SettingsError, match='"factuurnumer" is geen veld; bedoelt u "factuurnummer"'):
        match(NEEDED, {"x": "factuurnumer"})


def test_a_column_of_the_firm_that_is_not_there_is_told() -> None:
    assert match(NEEDED, {"Debnr": "klantnummer"}).warnings == (
        'uit uw instellingen, maar niet in het bestand: kolom "Debnr"',
    )
