"""Statements of banks: every movement as it was paid, and a refusal with its place for what is no statement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bank.made import BE, NL, WAYS, Paid, abn_old_mt940, coda, ing_mt940, new_camt, old_camt, rabo_mt940
from toolkit.bank import Movement, read_payments, read_statements
from toolkit.errors import RecordError, RecordErrors
from toolkit.payments import make_betalingskenmerk, make_ogm

ON = date(2026, 11, 19)
KENMERK = make_betalingskenmerk("202604130").value
OGM = make_ogm("909337554").value
OTHER = {NL: "NL20INGB0001234567", BE: "BE71096123456769"}


def some(account: str) -> list[Paid]:
    iban, structured = OTHER[account], KENMERK if account == NL else OGM
    return [
        Paid(
            ON, "119.00", iban, "F. Yilmaz", "Betaling factuur 2026-0413 met dank, de taart was heel lekker"
        ),
        Paid(ON, "1284.50", iban, "Lunchroom De Kade B.V.", reference=structured, e2e="E2E-2026-77"),
        Paid(date(2026, 11, 20), "-119.00", iban, "F. Yilmaz", "2026-0413", e2e="INC-0413", reason="MD06"),
    ]


def read(tmp_path: Path, name: str, content: bytes) -> list[Movement]:
    path = tmp_path / name
    path.write_bytes(content)
    return [each for statement in read_statements(path) for each in statement.movements]


@pytest.mark.parametrize("name", WAYS)
def test_each_bank_s_statement_gives_every_payment_as_it_was_made(tmp_path: Path, name: str) -> None:
    account, write = WAYS[name]
    paid = some(account)
    if name == "abn-old.sta":
        paid = paid[:2]  # that layout has no word for a return
    made = read(tmp_path, name, write(paid))
    assert [(each.on, each.amount) for each in made] == [(each.on, each.value) for each in paid]
    assert [each.iban for each in made] == [each.iban for each in paid]
    assert [each.name for each in made] == [each.name for each in paid]
    assert made[0].text == paid[0].text
    if name not in ("rabobank.swi", "bnp.sta"):  # which have no field of their own for it
        assert [each.value for each in made[1].references] == [paid[1].reference]
    assert paid[1].reference in made[1].words
    if name != "abn-old.sta":
        assert made[1].end_to_end == "E2E-2026-77"
        assert (made[2].reason, made[2].is_reversal, made[2].end_to_end) == ("MD06", True, "INC-0413")
        assert "2026-0413" in made[2].words


def test_a_statement_has_to_be_of_our_own_account(tmp_path: Path) -> None:
    path = tmp_path / "kbc.cod"
    path.write_bytes(coda(some(BE)))
    assert len(read_payments([path], [NL, BE]).movements) == 3
    with pytest.raises(RecordErrors, match=r'kbc.cod:1: de rekening "BE68539007547034" is niet van u'):
        read_payments([path], [NL])


def test_the_bare_number_of_abn_amro_is_the_account_it_stands_in(tmp_path: Path) -> None:
    path = tmp_path / "abn.sta"
    path.write_bytes(abn_old_mt940(some(NL)[:2]))
    assert len(read_payments([path], [BE, NL]).movements) == 2
    with pytest.raises(RecordErrors, match="is niet van u"):
        read_payments([path], ["NL02ABNA0123456789"])


def test_a_statement_given_twice_counts_once_and_that_is_told(tmp_path: Path) -> None:
    paths = [tmp_path / "a.xml", tmp_path / "b.xml"]
    for path in paths:
        path.write_bytes(old_camt(some(NL)))
    read = read_payments(paths, [NL])
    assert len(read.movements) == 3
    assert read.notes == ("boekingen die in meer dan één afschrift staan en één keer tellen: 3",)


def test_statements_of_two_kinds_and_of_overlapping_days_count_each_payment_once(tmp_path: Path) -> None:
    paid = some(NL)
    more = Paid(date(2026, 11, 23), "50.00", OTHER[NL], "A. Bos", "2026-0500")
    ways: list[tuple[str, Callable[..., bytes], list[Paid]]] = [
        ("a.sta", ing_mt940, paid),
        ("b.xml", old_camt, [*paid[1:], more]),
        ("c.swi", rabo_mt940, [more]),
    ]
    for name, write, content in ways:
        (tmp_path / name).write_bytes(write(content))
    read = read_payments([tmp_path / name for name, *_ in ways], [NL])
    assert [each.amount for each in read.movements] == [each.value for each in [*paid, more]]
    assert read.until == date(2026, 11, 23)


def test_two_equal_payments_in_one_statement_are_two_payments(tmp_path: Path) -> None:
    twin = Paid(ON, "25.00", OTHER[NL], "A. Bos", "contributie")
    path = tmp_path / "a.sta"
    path.write_bytes(ing_mt940([twin, twin]))
    assert len(read_payments([path, path], [NL]).movements) == 2


def test_a_collective_booking_is_its_parts_when_they_make_up_the_whole(tmp_path: Path) -> None:
    def part(amount: str, text: str) -> str:
        return (
            f"<TxDtls><AmtDtls><TxAmt><Amt Ccy='EUR'>{amount}</Amt></TxAmt></AmtDtls>"
            f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"
        )

    whole = old_camt([Paid(ON, "150.00", OTHER[NL], "Verzamelboeking")]).decode()
    begin, end = whole.index("<TxDtls>"), whole.index("</NtryDtls>")
    parts = whole[:begin] + part("100.00", "A1") + part("50.00", "A2") + whole[end:]
    assert [(each.amount, each.text) for each in read(tmp_path, "a.xml", parts.encode())] == [
        (Decimal("100.00"), "A1"),
        (Decimal("50.00"), "A2"),
    ]
    wrong = whole[:begin] + part("100.00", "A1") + part("60.00", "A2") + whole[end:]
    assert [(each.amount, each.text) for each in read(tmp_path, "b.xml", wrong.encode())] == [
        (Decimal("150.00"), "A1 A2")
    ]


def test_a_booking_that_is_not_final_does_not_count_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    waiting = old_camt(some(NL)).replace(b"<Sts>BOOK</Sts>", b"<Sts>PDNG</Sts>", 1)
    path.write_bytes(waiting.replace(b">1000.00<", b">1119.00<", 1))
    read = read_payments([path], [NL])
    assert len(read.movements) == 2
    assert "nog niet definitief geboekt en niet meegeteld: 1" in read.notes[0]


REFUSED: list[tuple[str, bytes, str]] = [
    ("a.xml", old_camt(some(NL))[:-200], r"a.xml:\d+: is geen goede XML"),
    (
        "a.xml",
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + old_camt(some(NL))[38:],
        "a.xml: heeft een DOCTYPE",
    ),
    ("a.xml", old_camt(some(NL)).replace(b'Ccy="EUR">119', b'Ccy="USD">119', 1), r'a.xml:\d+: Amt: .* "USD"'),
    ("a.xml", old_camt(some(NL)).replace(b"<Ccy>EUR", b"<Ccy>CHF"), r'a.xml:\d+: .* "CHF", niet in euro'),
    ("a.xml", old_camt(some(NL)).replace(b">119.00<", b">9999999999.00<", 1), r"a.xml:\d+: .* te groot"),
    ("a.xml", old_camt(some(NL)).replace(b">119.00<", b">1e3<", 1), r'a.xml:\d+: "1e3" is geen bedrag'),
    ("a.xml", old_camt(some(NL)).replace(b">119.00<", b">118.00<", 1), r"a.xml:\d+: .* er ontbreekt iets"),
    ("a.xml", old_camt(some(NL)).replace(b"<IBAN>" + NL.encode(), b"<IBAN>"), r"a.xml:\d+: .* geen rekening"),
    ("a.xml", old_camt(some(NL)).replace(b"BkToCstmrStmt", b"BkToCstmrAcctRpt"), "a.xml: .*CAMT.052"),
    ("a.xml", b"<Invoice/>", "a.xml: is geen bankafschrift"),
    (
        "a.xml",
        new_camt(some(BE)).replace(b"2026-11-19", b"2026-13-19"),
        r'a.xml:\d+: "2026-13-19" is geen datum',
    ),
    ("a.sta", ing_mt940(some(NL))[:-120], r"a.sta:\d+: houdt op vóór het eindsaldo"),
    ("a.sta", ing_mt940(some(NL)).replace(b"C119,00", b"C118,00"), r"a.sta:4: .* er ontbreekt iets"),
    ("a.sta", ing_mt940(some(NL)).replace(b"1119C119,00", b"1119X119,00"), r"a.sta:8: "),
    ("a.sta", ing_mt940(some(NL)).replace(b"1119C119,00", b"1119C9999999999,00"), r"a.sta:8: .* te groot"),
    ("a.sta", ing_mt940(some(NL)).replace(b"EUR", b"USD"), r'a.sta:\d+: .* "USD", niet in euro'),
    ("a.sta", rabo_mt940(some(NL)).replace(b"C261120EUR", b"C269920EUR"), r"a.sta:\d+: is geen goed MT940"),
    ("a.cod", coda(some(BE))[:-140], r"a.cod:1: houdt op vóór het slotrecord"),
    (
        "a.cod",
        b"\r\n".join(coda(some(BE)).split(b"\r\n")[:6] + coda(some(BE)).split(b"\r\n")[7:]),
        r"a.cod:\d+: ",
    ),
    (
        "a.cod",
        coda(some(BE)).replace(b"0000000000119000", b"0000000000118000", 1),
        r"a.cod:\d+: .* slotrecord",
    ),
    ("a.cod", coda(some(BE)).replace(b"EUR", b"GBP"), r'a.cod:1: .* "GBP", niet in euro'),
    ("a.cod", coda(some(BE)).replace(b"\r\n", b"x\r\n", 1), r"a.cod:1: de regel heeft 129 tekens"),
    ("a.txt", b"Datum;Bedrag\n2026-11-19;119,00\n", "a.txt: is geen bankafschrift dat wij kennen"),
    ("a.zip", b"PK\x03\x04rest", "a.zip: is een zip"),
    ("a.sta", b"", "a.sta: het bestand is leeg"),
    ("a.sta", b":20:A\n\0\x81\n", r"a.sta:\d+: is geen tekst"),
]


@pytest.mark.parametrize(("name", "content", "said"), REFUSED)
def test_what_is_no_whole_statement_in_euros_is_refused_with_its_place(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(RecordError, match=said):
        read(tmp_path, name, content)


def test_every_file_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    for name in ("a.sta", "b.sta"):
        (tmp_path / name).write_bytes(b"nothing")
    with pytest.raises(RecordErrors) as caught:
        read_payments([tmp_path / "a.sta", tmp_path / "b.sta", tmp_path / "c.sta"], [NL])
    assert [str(each).rpartition("/")[2][:6] for each in caught.value.problems] == [
        "a.sta:",
        "b.sta:",
        "c.sta:",
    ]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), name=st.sampled_from(sorted(WAYS)))
def test_a_damaged_statement_is_read_or_refused_and_never_anything_else(
    tmp_path: Path, data: st.DataObject, name: str
) -> None:
    account, write = WAYS[name]
    content = bytearray(write(some(account)[:2]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=6))
    refused: list[RecordError] = []
    try:
        read(tmp_path, name, bytes(content))
    except RecordError as error:
        refused.append(error)
    assert all(error.place for error in refused)
