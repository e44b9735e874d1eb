"""`tact costs`: the slices of the law, with their sources."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner, Result

from toolkit.cli import main


def costs(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["costs", *arguments])


def test_the_slices_of_the_dutch_decree_are_printed() -> None:
    result = costs("3750", "--nl", "--consumer", "--on", "2026-11-21")
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert "15% van de eerste € 2.500,00 € 375,00 V" in words
    assert "10% van de volgende € 1.250,00 € 125,00 V" in words
    assert "Samen € 500,00" in words
    assert "Stb. 2012, 141" in words
    assert "De eerste dag waarop kosten mogen: 15 december 2026" in words


@pytest.mark.parametrize(
    ("arguments", "total"),
    [
        (("100", "--nl"), "40.00"),
        (("266.67",), "40.00"),
        (("500", "--nl", "--business"), "75.00"),
        (("75", "--vat"), "48.40"),
        (("500", "--vat"), "90.75"),
        (("10.000,00",), "875.00"),
        (("1000000",), "6775.00"),
        (("100", "--be"), "20.00"),
        (("250", "--be", "--consumer"), "40.00"),
        (("39200", "--be"), "2000.00"),
        (("39200", "--be", "--business"), "40.00"),
        (("100", "400", "--nl"), "75.00"),
    ],
)
def test_json_holds_the_sum_and_steps_that_add_up_to_it(arguments: tuple[str, ...], total: str) -> None:
    result = costs(*arguments, "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["total"] == total
    assert sum(Decimal(step["amount"]) for step in told["explanation"]) == Decimal(total)


def test_the_term_is_that_of_the_channel() -> None:
    days = {
        by: json.loads(costs("100", "--on", "2026-11-23", "--by", by, "--json").stdout)["term"]["pay_by"]
        for by in ("letter", "email")
    }
    assert days == {"letter": "2026-12-14", "email": "2026-12-08"}


@pytest.mark.parametrize("amount", ["0", "-5", "1.284", "1,5,0", "veel", "75.001", "NaN", "Infinity", "1e30"])
def test_what_is_no_amount_is_wrong_use(amount: str) -> None:
    result = costs("--", amount)
    assert result.exit_code == 2
    assert "is geen bedrag boven nul" in result.stderr


def test_vat_on_a_belgian_compensation_is_wrong_use() -> None:
    assert costs("100", "--be", "--vat").exit_code == 2


def test_a_day_that_no_table_covers_is_told() -> None:
    result = costs("100", "--be", "--on", "2020-01-01")
    assert result.exit_code == 1
    assert "2020-01-01" in result.stderr


def test_instalments_of_one_contract_cost_as_much_as_the_dearest_less_what_was_announced() -> None:
    def total(*more: str) -> str:
        return json.loads(costs("400", "400", "300", "--on", "2026-11-23", "--json", *more).stdout)["total"]

    assert (total(), total("--contract"), total("--contract", "--before", "40")) == (
        "165.00",
        "60.00",
        "20.00",
    )


def test_a_public_claim_is_refused_with_the_reason() -> None:
    result = costs("400", "--claim", "public")
    assert result.exit_code == 1
    assert "zonder incassokosten" in result.stderr
