from __future__ import annotations

import email.header
import email.utils
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, compat32

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.channels import mime
from toolkit.errors import RenderError

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=200).filter(
    str.strip
)
NASTY = st.text(st.sampled_from('"\\,;:<>@()[]=?_é€ a.\u00a0🙂'), min_size=1, max_size=120).filter(str.strip)
FILENAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60
).filter(str.strip)


def parsed(*lines: str, body: bytes = b"x\r\n") -> EmailMessage:
    raw = "\r\n".join((*lines, "", "")).encode("ascii") + body
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    message = message_from_bytes(raw, policy=SMTP)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def spaced(value: str) -> str:
    return " ".join(mime.straight(value).split())


@given(NAMES | NASTY)
@example("=?utf-8?q?a?=")
@example("De Vries, A. <x@y.example>, z@y.example")
@example('O"Neil \\ (zn)')
@example("x" * 200)
@example("Véry long name of a firm with, a comma and more words than fit one line B.V.")
def test_any_name_reads_back_as_the_same_name_and_one_address(name: str) -> None:
    message = parsed(mime.address_header("To", name, "klant@post.example"))
    assert message.keys() == ["To"]
    (address,) = message["To"].addresses
    # Python 3.11 shows the space that folds a long name between two encoded words; RFC 2047, 6.2 drops it.
    assert "".join(address.display_name.split()) == spaced(name).replace(" ", "")
    assert address.addr_spec == "klant@post.example"
    assert not message["To"].defects


@given(NAMES | NASTY)
def test_older_mail_programs_read_the_same_name(name: str) -> None:
    line = mime.address_header("To", name, "klant@post.example")
    old = message_from_bytes(f"{line}\r\n\r\n".encode("ascii"), policy=compat32)
    ((shown, address),) = email.utils.getaddresses([old["To"]])
    decoded = str(email.header.make_header(email.header.decode_header(shown))) if "=?" in shown else shown
    assert (spaced(decoded), address) == (spaced(name), "klant@post.example")


@given(NAMES | NASTY)
@example("=?utf-8?q?a?=")
@example("Uw factuur van € 119,00 " * 8)
def test_any_subject_reads_back_as_the_same_subject(subject: str) -> None:
    line = mime.header("Subject", subject)
    message = parsed(line)
    assert message.keys() == ["Subject"]
    assert spaced(message["Subject"]) == spaced(subject)
    assert max(map(len, line.split("\r\n"))) <= 78


@pytest.mark.parametrize(
    "char", ["\r", "\n", "\r\n", "\x00", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1b"]
)
def test_a_header_with_a_line_break_or_control_character_is_refused(char: str) -> None:
    hostile = f"Jan{char}Bcc: dief@boef.example"
    with pytest.raises(RenderError, match="line break or a control character"):
        mime.header("Subject", hostile)
    with pytest.raises(RenderError, match="line break or a control character"):
        mime.address_header("To", hostile, "klant@post.example")
    with pytest.raises(RenderError, match="line break or a control character"):
        mime.attachment("application/pdf", b"", hostile)


@pytest.mark.parametrize(
    "address",
    [
        "a..b@post.example",
        ".a@post.example",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "a",
        "",
    ],
)
def test_an_address_that_could_be_two_is_refused(address: str) -> None:
    with pytest.raises(RenderError, match="'To'"):
        mime.address_header("To", "Jan", address)


def test_a_mailbox_without_a_name_is_its_address() -> None:
    assert mime.address_header("To", "", "klant@post.example") == "To: klant@post.example"


@given(FILENAMES)
@example('fact"uur\\%20.pdf')
@example("Factuur € 2026 – één.pdf")
def test_any_file_name_reads_back_as_the_same_name(name: str) -> None:
    part = mime.attachment("application/pdf", mime.base64_lines(b"%PDF"), name)
    message = parsed(*part.headers, body=part.body)
    assert message.get_filename() == spaced(name)
    assert message.get_content_type() == "application/pdf"
    assert message.get_content() == b"%PDF"


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("From here\n.\n..\n" + "x" * 2000 + " \n\t\n")
@example("00000\x1f\x80\x80\x80𐀀𐀀𐀀𐀀 ")
def test_a_text_part_reads_back_and_its_lines_stay_short(content: str) -> None:
    part = mime.text("plain", content)
    message = parsed(*part.headers, body=part.body)
    lines = mime.straight(content).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    assert message.get_content().replace("\r\n", "\n") == lines
    assert part.body.isascii()
    assert max(map(len, part.body.split(b"\r\n"))) <= 76
    assert b"\n" not in part.body.replace(b"\r\n", b"")


@given(st.lists(st.binary(max_size=300), min_size=2, max_size=4))
def test_parts_read_back_byte_for_byte(contents: list[bytes]) -> None:
    parts = [
        mime.attachment("application/zip", mime.base64_lines(each), f"{at}.zip")
        for at, each in enumerate(contents)
    ]
    inner = mime.multipart("mixed", parts)
    whole = mime.message(["Subject: x"], mime.multipart("mixed", [inner, mime.text("plain", "x")]))
    message = message_from_bytes(whole, policy=SMTP)
    assert [part.get_content() for part in message.walk() if part.get_filename()] == contents
    assert not [part.defects for part in message.walk() if part.defects]
    assert mime.multipart("mixed", parts) == inner


def test_a_part_alone_needs_no_multipart() -> None:
    part = mime.text("plain", "x")
    assert mime.multipart("mixed", [part]) is part
