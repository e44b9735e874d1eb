"""Who acts for a customer is read from columns of their own, with their address, or told to be lacking."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from tests.records.conftest import HEADER
from toolkit.records import Customer
from toolkit.records.readers import Reading

ROW = "1;mevr. F. Yilmaz;F1;1-10-2026;31-10-2026;100"
Table = Callable[..., Reading]


def read(table: Table, columns: str, cells: str) -> Customer:
    (record,) = table(f"{HEADER};{columns}", f"{ROW};{cells}").records
    return record.customer


def test_an_office_with_its_address_is_who_gets_what_is_written(table: Table) -> None:
    customer = read(
        table,
        "Bewindvoerder;Adres bewindvoerder;Postcode bewindvoerder;Plaats bewindvoerder;E-mail bewindvoerder",
        "Bewindvoering De Brug;Oudegracht 210;3511 NR;Utrecht;post@brug.example",
    )
    assert customer.stopped == "administration"
    assert customer.receiver.name == "Bewindvoering De Brug"
    assert customer.receiver.address
    assert (customer.receiver.address.street, customer.receiver.address.town) == ("Oudegracht 210", "Utrecht")
    assert customer.receiver.email == "post@brug.example"
    assert customer.name == "F. Yilmaz"


@pytest.mark.parametrize(
    ("column", "stop"),
    [
        ("Curator", "bankrupt"),
        ("Curateur", "bankrupt"),
        ("Schuldbemiddelaar", "debt-scheme"),
        ("Bewindvoerder", "administration"),
        ("Voogd", "minor"),
        ("Executeur", "deceased"),
    ],
)
def test_a_column_for_who_acts_says_why_nobody_else_may_be_written_to(
    table: Table, column: str, stop: str
) -> None:
    customer = read(table, f"{column};Adres {column}", "mevr. A. de Boer;Maliebaan 40, 3581 CR Utrecht")
    assert customer.stopped == stop
    assert customer.receiver.name == "A. de Boer"
    assert customer.receiver.address
    assert customer.receiver.address.postcode == "3581 CR"


def test_a_scheme_and_a_bewindvoerder_together_are_the_scheme(table: Table) -> None:
    assert read(table, "WSNP;Bewindvoerder", "ja;De Brug Bewind").stopped == "debt-scheme"


@pytest.mark.parametrize(("cell", "stop"), [("ja", "administration"), ("nee", None), ("", None)])
def test_a_yes_or_a_no_is_nobody_to_write_to(table: Table, cell: str, stop: str | None) -> None:
    customer = read(table, "Bewindvoerder", cell)
    assert (customer.stopped, customer.representative) == (stop, None)


def test_an_office_and_its_person_are_read_apart(table: Table) -> None:
    customer = read(table, "Curator", "De Boer Advocaten, mevr. A. de Boer")
    assert customer.representative
    assert (customer.representative.company, customer.representative.salutation) == (
        "De Boer Advocaten",
        "mevrouw",
    )


@pytest.mark.parametrize(
    ("columns", "cells", "told"),
    [
        ("Curator;Adres curator", "mevr. A. de Boer;Maliebaan 40", "zijn er niet alle drie"),
        ("Curator;Adres curator", ";Maliebaan 40", "de naam erbij ontbreekt"),
        ("Curator;E-mail curator", "mevr. A. de Boer;geen", "is geen e-mailadres"),
    ],
)
def test_half_of_who_acts_is_told(table: Table, columns: str, cells: str, told: str) -> None:
    reading = table(f"{HEADER};{columns}", f"{ROW};{cells}")
    (record,) = reading.records
    assert record.customer.receiver.address is None or not record.customer.representative
    assert any(told in str(warning) for warning in reading.warnings)


def test_who_acts_has_a_name() -> None:
    with pytest.raises(ValidationError, match="een kantoor"):
        Customer.model_validate({"last_name": "Smit", "representative": {"email": "a@post.example"}})


def test_with_somebody_who_acts_the_customer_itself_gets_nothing() -> None:
    customer = Customer.model_validate({"last_name": "Smit", "representative": {"company": "De Brug"}})
    assert customer.stopped == "administration"
