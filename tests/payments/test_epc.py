"""The payment QR code holds exactly the transfer it should, and a scanner reads it back."""

import io
import pickle
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from toolkit.errors import PaymentDataError
from toolkit.payments import QrCode, Reference, ReferenceKind, epc_qr

SVG = "{http://www.w3.org/2000/svg}"
TRANSFER = {
    "name": "Bakkerij De Korenbloem B.V.",
    "iban": "NL91 ABNA 0417 1643 00",
    "amount": Decimal("119.50"),
    "reference": "2026-0413",
}


def make(**changes) -> QrCode:
    return epc_qr(**{**TRANSFER, **changes})


def scan(picture: Image.Image) -> zxingcpp.Barcode:
    (found,) = zxingcpp.read_barcodes(picture)
    return found


def payload(code: QrCode) -> list[str]:
    found = scan(Image.open(io.BytesIO(code.png(4))))
    return found.bytes.decode("utf-8").split("\n")


def test_a_scanner_reads_back_every_line_of_the_transfer():
    assert payload(make()) == [
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "Bakkerij De Korenbloem B.V.",
        "NL91ABNA0417164300",
        "EUR119.5",
        "",
        "",
        "2026-0413",
    ]


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        ("+++123/4567/89002+++", "123456789002"),
        ("RF18 5390 0754 7034", "RF18539007547034"),
        ("5000 0567 8901 2345", "5000056789012345"),
        (Reference(ReferenceKind.BETALINGSKENMERK, "2026041"), "2026041"),
    ],
)
def test_a_structured_reference_goes_into_its_own_field(reference, value):
    assert payload(make(reference=reference))[9:] == [value]


@pytest.mark.parametrize(
    ("iban", "kind"), [("BE71096123456769", "structured"), ("NL91ABNA0417164300", "free")]
)
def test_the_country_of_the_account_tells_what_twelve_digits_are(iban, kind):
    lines = ["123456789002"] if kind == "structured" else ["", "123456789002"]
    assert payload(make(iban=iban, reference="123456789002"))[9:] == lines


def test_a_free_reference_goes_into_the_free_field():
    assert payload(make(reference="Factuur 12 van mei"))[9:] == ["", "Factuur 12 van mei"]


@pytest.mark.parametrize(
    "name", ["Café Zoë & Zonen", "Ĳsfabriek ’t Vrouwtje", "Θάλασσα", "Brood – Banket “Šiška”"]
)
def test_a_name_with_accents_survives_the_scan(name):
    assert payload(make(name=name))[5] == name


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0.01", "EUR0.01"),
        ("40", "EUR40"),
        ("100.00", "EUR100"),
        ("119.10", "EUR119.1"),
        ("999999999.99", "EUR999999999.99"),
    ],
)
def test_the_amount_is_the_one_asked(amount, written):
    assert payload(make(amount=Decimal(amount)))[7] == written


def test_a_bic_may_be_given():
    assert payload(make(bic="ABNANL2A"))[4] == "ABNANL2A"


def test_the_code_has_level_m_and_stays_within_version_13():
    longest = make(name="n" * 70, reference="r" * 140, bic="ABNANL2AXXX", amount=Decimal("999999999.99"))
    assert scan(Image.open(io.BytesIO(longest.png(4)))).ec_level == "M"
    assert longest.code.version <= 13
    assert payload(longest)[10] == "r" * 140


@given(
    name=st.text(
        st.characters(max_codepoint=0x17F, categories=("L", "Nd", "Zs", "P")), min_size=1, max_size=70
    ),
    cents=st.integers(1, 99_999_999_999),
    reference=st.text("ABCabc0123456789 .,-/", min_size=1, max_size=140),
)
@settings(deadline=None, max_examples=40)
def test_any_code_that_is_made_reads_back_as_it_was_meant(name, cents, reference):
    try:
        code = make(name=name, amount=Decimal(cents) / 100, reference=reference)
    except PaymentDataError:
        assert not name.strip() or not reference.strip() or len(f"{name}{reference}".encode()) > 240
        return
    lines = payload(code)
    assert lines[5] == name.strip()
    assert Decimal(lines[7].removeprefix("EUR")) == Decimal(cents) / 100


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "the name of the account holder is empty"),
        ({"name": "n" * 71}, "the name of the account holder has 71 characters; it can have 70"),
        ({"name": "Jan\nEUR1"}, "the name of the account holder holds a line break"),
        ({"name": "Jan\ud800"}, "holds a line break or a control character"),
        ({"iban": "NL91ABNA0417164301"}, "is not a valid IBAN"),
        ({"amount": Decimal("0.00")}, "the amount cannot be in a payment QR code"),
        ({"amount": Decimal("-1")}, "the amount cannot be in a payment QR code"),
        ({"amount": Decimal("1000000000")}, "the amount cannot be in a payment QR code"),
        ({"amount": Decimal("1.005")}, "the amount cannot be in a payment QR code"),
        ({"amount": Decimal("NaN")}, "the amount cannot be in a payment QR code"),
        ({"amount": Decimal("1E+40")}, "the amount cannot be in a payment QR code"),
        ({"reference": ""}, "the payment reference is empty"),
        ({"reference": "r" * 141}, "the payment reference has 141 characters"),
        ({"reference": "+++123/4567/89003+++"}, "is not a valid OGM"),
        ({"reference": Reference(ReferenceKind.RF, "RF17539007547034")}, "is not a valid RF reference"),
        ({"bic": "ABNA"}, "is not a valid BIC"),
        ({"name": "é" * 70, "reference": "é" * 140}, "too long for a QR code; 331 bytes fit"),
    ],
)
def test_data_that_no_bank_can_take_is_refused(changes, message):
    with pytest.raises(PaymentDataError) as error:
        make(**changes)
    assert message in str(error.value)


def test_an_error_names_no_name_and_no_account():
    with pytest.raises(PaymentDataError) as error:
        make(name="Geheim" * 20)
    assert "Geheim" not in str(error.value)


def test_the_svg_has_its_size_its_name_and_no_xml_declaration():
    svg = make().svg(30)
    assert svg.startswith("<svg ")
    root = ET.fromstring(svg)  # noqa: S314
    assert (root.get("width"), root.get("height"), root.get("role")) == ("30mm", "30mm", "img")
    title = root.find(f"{SVG}title")
    assert title is not None
    assert root.get("aria-label") == title.text
    assert title.text == "Bakkerij De Korenbloem B.V."


@pytest.mark.parametrize(("title", "reference"), [("QR", "1"), ('Bel "nu" <of> & vraag', "r" * 140)])
def test_the_svg_is_the_one_that_segno_draws(title: str, reference: str) -> None:
    code = make(title=title, reference=reference)
    drawn = BytesIO()
    how = {"border": 4, "light": "#fff", "xmldecl": False, "omitsize": True, "nl": False, "title": title}
    code.code.save(drawn, kind="svg", svgclass=None, lineclass=None, **how)
    assert code.svg(30).partition(" xmlns=")[2] == drawn.getvalue().decode().partition(" xmlns=")[2]


def test_the_text_alternative_is_passed_through_and_escaped():
    svg = make(title='Betaal "nu" <of> bel & vraag').svg(25.5)
    root = ET.fromstring(svg)  # noqa: S314
    assert root.get("aria-label") == 'Betaal "nu" <of> bel & vraag'
    assert root.get("width") == "25.5mm"


def test_four_white_modules_surround_the_code():
    picture = Image.open(io.BytesIO(make().png(1))).convert("L")
    inner = picture.point(lambda value: 255 - value).getbbox()
    assert inner == (4, 4, picture.width - 4, picture.height - 4)
    view = ET.fromstring(make().svg(30)).get("viewBox")  # noqa: S314
    assert view == f"0 0 {picture.width} {picture.height}"


def test_the_code_is_black_on_white_whatever_lies_behind_it():
    paths = ET.fromstring(make().svg(30)).findall(f"{SVG}path")  # noqa: S314
    assert [(path.get("fill"), path.get("stroke")) for path in paths] == [("#fff", None), (None, "#000")]


def test_the_same_transfer_always_gives_the_same_file():
    assert make().svg(30) == make().svg(30)
    assert make().png(8) == make().png(8)


def test_a_code_survives_a_process_pool():
    assert pickle.loads(pickle.dumps(make())).svg(30) == make().svg(30)  # noqa: S301


@pytest.mark.parametrize("size", [0, -1, float("nan")])
def test_a_size_that_is_not_above_zero_is_refused(size):
    with pytest.raises(ValueError, match="above zero"):
        make().svg(size)


@pytest.mark.parametrize("place", ["inline", "image"])
def test_a_scanner_reads_the_code_from_a_printed_page(place):
    from base64 import b64encode

    import pypdfium2
    from weasyprint import HTML

    svg = make(reference="r" * 140).svg(30)
    image = f'<img src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'
    page = f'<html style="background: #dde"><body>{svg if place == "inline" else image}'
    document = pypdfium2.PdfDocument(HTML(string=page).write_pdf())
    picture = document[0].render(scale=200 / 72).to_pil()
    assert scan(picture).text.split("\n")[10] == "r" * 140
