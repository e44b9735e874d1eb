"""Which rows are about the same customer: two people are never taken for one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.records.grouping import Entry, by_customer, merge
from toolkit.records.readers import Reading
from toolkit.records.table import Row

DAYS = "1-10-2026;31-10-2026"
Table = Callable[..., Reading]


def entry(line: int, **cells: str) -> Entry:
    rooms = {"street": "address", "postcode": "address", "town": "address", "house_number": "address"}
    return Entry(
        Row(line, line, ()), {f"{rooms.get(name, 'customer')}.{name}": text for name, text in cells.items()}
    )


def lines(*entries: Entry) -> tuple[list[list[int]], list[tuple[int, int]]]:
    groups, doubts = by_customer(entries)
    return (
        [[each.row.line for each in group] for group in groups],
        [(one.row.line, other.row.line) for one, other in doubts],
    )


NAME = "J. de Vries"


def test_rows_of_one_number_belong_together() -> None:
    found = lines(entry(2, id="A1", name=NAME), entry(3, id="2", name=NAME), entry(4, id="a1", name="X"))
    assert found == ([[2, 4], [3]], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"email": "J@x.nl"}, {"email": "j@X.nl"}),
        ({"mobile": "06-12345678"}, {"mobile": "+31 6 12345678"}),
        ({"street": "Plein 1", "postcode": "1234AB"}, {"street": "plein  1", "postcode": "1234 ab"}),
        (
            {"street": "Kerkstr. 12a", "postcode": "1234AB"},
            {"street": "Kerkstraat 12 A", "postcode": "1234AB"},
        ),
        (
            {"street": "Plein", "house_number": "1", "postcode": "1234AB"},
            {"street": "Plein 1", "postcode": "1234AB"},
        ),
        ({"street": "Meir 1", "town": "Antwerpen"}, {"street": "Meir 1", "town": "ANTWERPEN"}),
    ],
)
def test_rows_of_one_name_with_the_same_address_or_mail_belong_together(
    one: dict[str, str], other: dict[str, str]
) -> None:
    assert lines(entry(2, name=NAME, **one), entry(3, name="J de Vries", **other)) == ([[2, 3]], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"email": "j@x.nl"}, {"email": "j2@x.nl"}),
        ({"email": "a.b@x.nl"}, {"email": "ab@x.nl"}),
        ({"street": "Plein 1", "postcode": "1234AB"}, {"street": "Plein 2", "postcode": "1234AB"}),
        ({"street": "Plein 12", "postcode": "1234AB"}, {"street": "Plein 12A", "postcode": "1234AB"}),
        ({"street": "Plein 12-1", "postcode": "1234AB"}, {"street": "Plein 121", "postcode": "1234AB"}),
        ({"street": "Meir 5", "postcode": "2000"}, {"street": "Dorp 5", "postcode": "2000"}),
    ],
)
def test_rows_of_one_name_with_something_different_are_two_people(
    one: dict[str, str], other: dict[str, str]
) -> None:
    assert lines(entry(2, name=NAME, **one), entry(3, name=NAME, **other)) == ([[2], [3]], [])


@pytest.mark.parametrize(
    ("one", "other"), [({}, {}), ({"email": "j@x.nl"}, {}), ({"email": "j@x.nl"}, {"mobile": "0612345678"})]
)
def test_rows_of_one_name_that_cannot_be_compared_are_doubtful(
    one: dict[str, str], other: dict[str, str]
) -> None:
    groups, doubts = lines(entry(2, name=NAME, **one), entry(3, name=NAME, **other))
    assert groups == [[2], [3]]
    assert doubts == [(2, 3)]


def test_a_row_that_shares_with_two_others_brings_them_together() -> None:
    found = lines(
        entry(2, name=NAME, email="j@x.nl"),
        entry(3, name=NAME, mobile="0612345678"),
        entry(4, name=NAME, email="j@x.nl", mobile="0612345678"),
    )
    assert found == ([[2, 3, 4]], [])


def test_another_name_is_another_customer_even_with_the_same_mail() -> None:
    assert lines(entry(2, name=NAME, email="j@x.nl"), entry(3, name="P. de Vries", email="j@x.nl"))[0] == [
        [2],
        [3],
    ]


def test_what_the_rows_say_together_is_the_first_of_each() -> None:
    merged = merge(
        [entry(2, name=NAME), entry(3, name="j. de vries", email="j@x.nl"), entry(4, name="P. Smit")]
    )
    assert merged.cells == {"customer.name": NAME, "customer.email": "j@x.nl"}
    assert merged.origins["customer.email"].row.line == 3
    ((field, one, other),) = merged.contradictions
    assert (field, one.row.line, other.row.line) == ("customer.name", 2, 4)


keys = st.fixed_dictionaries(
    {"name": st.sampled_from(["A", "B"])},
    optional={
        "email": st.sampled_from(["1@x.nl", "2@x.nl"]),
        "mobile": st.sampled_from(["0611111111", "0622222222"]),
        "street": st.sampled_from(["Plein 1", "Plein 2"]),
        "postcode": st.just("1234 AB"),
    },
)


@given(st.lists(keys, max_size=8))
def test_every_row_has_one_customer_whatever_the_order_and_no_group_mixes_names(
    rows: list[dict[str, str]],
) -> None:
    entries = [entry(line, **cells) for line, cells in enumerate(rows)]
    groups, _ = by_customer(entries)
    backwards, _ = by_customer(entries[::-1])
    assert sorted(each.row.line for group in groups for each in group) == list(range(len(rows)))
    assert {frozenset(each.row.line for each in group) for group in groups} == {
        frozenset(each.row.line for each in group) for group in backwards
    }
    for group in groups:
        assert len({each.cells["customer.name"] for each in group}) == 1
        if len(group) > 1:
            for each in group:
                shared = [
                    other
                    for other in group
                    if other is not each and set(other.cells.items()) & set(each.cells.items())
                ]
                assert shared


def test_a_doubt_holds_back_both_customers_and_names_both_rows(table: Table) -> None:
    reading = table(
        "klantnaam;e-mail;factuur;datum;vervaldag;bedrag",
        f"J. Vos;;F1;{DAYS};1",
        f"J. Vos;j@x.nl;F2;{DAYS};2",
        f"A. Bos;;F3;{DAYS};3",
    )
    assert [each.id for each in reading.records] == ["F3"]
    assert [str(each).rpartition("csv:")[2] for each in reading.problems] == [
        "2: op regel 3 staat dezelfde naam; is dat dezelfde klant? Vul een klantnummer in",
        "3: op regel 2 staat dezelfde naam; is dat dezelfde klant? Vul een klantnummer in",
    ]


def test_father_and_son_at_one_address_are_not_taken_for_one(table: Table) -> None:
    header = "klantnaam;e-mail;straat;postcode;plaats;factuur;datum;vervaldag;bedrag"
    home = "Plein 1;1234 AB;Utrecht"
    reading = table(
        header, f"J. Vos;senior@x.nl;{home};F1;{DAYS};1", f"J. Vos;junior@x.nl;{home};F2;{DAYS};2"
    )
    assert reading.records == ()
    assert len(reading.problems) == 2
