"""Agreements in a file of their own: read whole, or not at all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from toolkit.errors import Place, RecordErrors
from toolkit.records import Agreement
from toolkit.schedule import read_agreements

TOML = """
[[agreement]]
customer = "K1"
invoices = ["2026-1", "2026-2"]
kind = "promise-to-pay"
agreed_on = 2026-11-10
pay_by = 2026-11-25
amount = 119.10

[[agreement]]
customer = "K2"
kind = "dispute"
agreed_on = 2026-11-12
subject = "De taart was te klein."
"""


def file(folder: Path, text: str, name: str = "agreements.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_agreement_names_its_customer_and_its_invoices(tmp_path: Path) -> None:
    promise, dispute = read_agreements(file(tmp_path, TOML))
    assert (promise.customer, promise.invoices, promise.amount) == (
        "K1",
        ("2026-1", "2026-2"),
        Decimal("119.10"),
    )
    assert (dispute.customer, dispute.invoices) == ("K2", ())
    assert type(promise.agreement) is Agreement
    assert promise.agreement.pay_by == promise.pay_by
    assert Agreement.model_validate(promise.agreement.model_dump()) == promise.agreement


def test_json_says_the_same(tmp_path: Path) -> None:
    text = '[{"customer": "K2", "kind": "dispute", "agreed_on": "2026-11-12"}]'
    (dispute,) = read_agreements(file(tmp_path, text, "a.json"))
    assert dispute.kind == "dispute"


@pytest.mark.parametrize("text", ["", "agreement = []"])
def test_no_agreements_are_none(tmp_path: Path, text: str) -> None:
    assert read_agreements(file(tmp_path, f"{text}\n# leeg")) == ()


def test_all_that_is_wrong_is_told(tmp_path: Path) -> None:
    text = TOML.replace('customer = "K1"', "").replace('"dispute"', '"ruzie"')
    with pytest.raises(RecordErrors) as error:
        read_agreements(file(tmp_path, text))
    told = [problem.message for problem in error.value.problems]
    assert told[0] == "agreement 1: customer: ontbreekt"
    assert told[1].startswith('agreement 2: kind: "ruzie" is niet mogelijk')
    assert {problem.place for problem in error.value.problems} == {Place(str(tmp_path / "agreements.toml"))}


@pytest.mark.parametrize(
    ("text", "name"), [("[[agreement]", "a.toml"), ("{", "a.json"), ("[dispute]\nx = 1", "a.toml")]
)
def test_a_file_that_is_no_list_of_agreements_is_refused(tmp_path: Path, text: str, name: str) -> None:
    with pytest.raises(RecordErrors) as error:
        read_agreements(file(tmp_path, text, name))
    assert [problem.place for problem in error.value.problems] == [Place(str(tmp_path / name))]
