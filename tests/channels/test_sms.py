import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.messages import message, record
from toolkit.channels.sms import render_sms, sender_id, sms_text
from toolkit.errors import RecordError, RenderError, SettingsError
from toolkit.text import gsm7
from toolkit.workspace import Workspace

REMINDER = (
    "Bakkerij De Korenbloem: factuur 2026-0413 van €\u00a0119,00 staat nog open. Betaal voor 8 december via "
    "betaal.example/2026-0413. Vragen? Bel 033 470 00 00."
)


def facts(text: str, **changes: Any) -> dict[str, Any]:
    made = render_sms(message("sms", record(**changes), sms=text))
    loaded: dict[str, Any] = json.loads(made.sidecars[".json"])
    return loaded


def sender_of(name: str) -> str:
    return sender_id(record(creditor={"name": name}).creditor)


def test_a_reminder_is_one_gsm7_segment_although_its_amount_holds_a_no_break_space() -> None:
    made = render_sms(message("sms", sms=REMINDER))
    assert made.content.decode() == REMINDER.replace("\u00a0", " ")
    assert len(REMINDER) + REMINDER.count("€") == 151
    sender = {"sender": "Korenbloem"}
    assert made.measures == {"encoding": "GSM-7", "units": 151, "segments": 1, "left": 9} | sender
    assert made.warnings == ()


def test_the_sidecar_tells_a_gateway_all_it_needs() -> None:
    assert facts("Betaal € 5 vóór 8 december in België, vóór 12 uur") == {
        "to": "+31612345678",
        "sender": "Korenbloem",
        "encoding": "UCS-2",
        "unit": "code unit",
        "units": 49,
        "segments": 1,
        "left": 21,
        "forced": [
            {
                "character": "ó",
                "name": "LATIN SMALL LETTER O WITH ACUTE",
                "count": 4,
                "offsets": [12, 13, 39, 40],
            },
            {"character": "ë", "name": "LATIN SMALL LETTER E WITH DIAERESIS", "count": 1, "offsets": [35]},
        ],
    }


def test_a_letter_outside_gsm7_stays_and_is_told_in_a_warning() -> None:
    made = render_sms(message("sms", sms="Betaal vóór 8 december"))
    assert made.content.decode() == "Betaal vóór 8 december"
    assert made.warnings == (
        "In deze sms passen 70 tekens in plaats van 160, "
        "want deze tekens staan niet in het sms-alfabet: ‘ó’ (2×).",
    )


def test_white_space_collapses_and_the_lines_of_the_message_stay() -> None:
    assert sms_text("  Betaal \t € 5  \n\n\n  Vragen?  Bel ons. \r\n") == "Betaal € 5\nVragen? Bel ons."


def test_a_message_without_sms_text_is_refused() -> None:
    with pytest.raises(RenderError, match="'reminder' says nothing by SMS"):
        render_sms(message("sms", sms=" \n "))


@pytest.mark.parametrize(
    ("mobile", "country", "dialled"),
    [
        ("06 12 34 56 78", "NL", "+31612345678"),
        ("0471/12.34.56", "BE", "+32471123456"),
        ("+31 (0)6 12 34 56 78", "BE", "+31612345678"),
        ("0031 (0)6-12345678", "NL", "+31612345678"),
        ("+49 151 23456789", "NL", "+4915123456789"),
    ],
)
def test_the_number_is_the_one_to_dial_from_abroad(mobile: str, country: str, dialled: str) -> None:
    postcode = "1234 AB" if country == "NL" else "9000"
    address = {"street": "Kerkstraat 3", "postcode": postcode, "town": "Gent", "country": country}
    assert facts("Dag", customer={"mobile": mobile, "address": address})["to"] == dialled


@pytest.mark.parametrize(
    ("mobile", "country"),
    [("0151 23456789", "DE"), ("612 34 56 78", "NL"), ("+32 612 34", "NL"), ("0000 00000", "NL")],
)
def test_a_number_that_cannot_be_dialled_is_refused_without_telling_it(mobile: str, country: str) -> None:
    postcode = "1234 AB" if country == "NL" else "9000"
    address = {"street": "Kerkstraat 3", "postcode": postcode, "town": "Gent", "country": country}
    with pytest.raises(RecordError, match=r"customer\.mobile") as caught:
        facts("Dag", customer={"mobile": mobile, "address": address})
    assert mobile not in str(caught.value)


def test_a_customer_without_a_mobile_number_gets_no_sms() -> None:
    with pytest.raises(RecordError, match=r"'customer\.mobile' is missing"):
        facts("Dag", customer={"mobile": None})


@pytest.mark.parametrize(
    ("name", "sender"),
    [
        ("Bakkerij De Korenbloem B.V.", "Korenbloem"),
        ("Gemeente Amersfoort", "Amersfoort"),
        ("Café Één", "CafeEen"),
        ("Jansen & Zn. BVBA", "JansenZn"),
        ("Waterschapsbedrijf", "Waterschaps"),
        ("Bakkerij Het Warme Brood B.V.", "WarmeBrood"),
        ("Van Dam Installaties B.V.", "VanDam"),
        ("Gemeente Waterdam", "Waterdam"),
        ("Coöperatieve Vereniging Wijkzorg Noordoostpolder en Omgeving U.A.", "Wijkzorg"),
        ("Tandartspraktijk De Linde", "DeLinde"),
    ],
)
def test_the_sender_comes_from_the_name_of_the_firm(name: str, sender: str) -> None:
    assert sender_of(name) == sender


@pytest.mark.parametrize("name", ["Info B.V.", "SMS", "123", "株式会社"])
def test_a_name_that_gives_no_sender_asks_for_the_setting(name: str) -> None:
    with pytest.raises(SettingsError, match=r"\[sms\] sender"):
        sender_of(name)


def test_the_setting_names_the_sender() -> None:
    workspace = Workspace(settings={"sms": {"sender": "DeBakker"}})
    assert render_sms(message("sms", sms="Dag"), workspace).measures["sender"] == "DeBakker"


@pytest.mark.parametrize("chosen", ["info", "Sms", "", "De Bakker", "BakkerijDeKo", "Café", "0612", 7])
def test_a_setting_that_networks_refuse_is_refused(chosen: object) -> None:
    with pytest.raises(SettingsError, match=r"^tact\.toml: .*\[sms\] sender"):
        sender_id(record().creditor, Workspace(settings={"sms": {"sender": chosen}}))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_goes_out_keeps_the_words_and_has_no_loose_space(text: str) -> None:
    out = sms_text(text)
    assert out.split() == gsm7.normalise(text).split()
    assert all(line and line == line.strip() and "  " not in line for line in out.split("\n") if out)


@given(st.text(min_size=1).filter(str.strip))
def test_every_sender_from_a_name_is_one_that_phones_show(name: str) -> None:
    made = record().creditor.model_copy(update={"name": name})
    try:
        sender = sender_id(made)
    except SettingsError:
        return
    assert 1 <= len(sender) <= 11
    assert sender.isascii()
    assert sender.isalnum()
