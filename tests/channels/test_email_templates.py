"""Every template that goes by e-mail, with every sample: both forms say the same and arrive whole."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest

from tests.channels.test_email import Page, body, read
from toolkit.catalogue import Catalogue
from toolkit.channels.email import MAX_HTML, Mailer
from toolkit.channels.plaintext import WIDTH
from toolkit.channels.rendering import Rendering
from toolkit.compose import Composer, Message
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

WORKSPACE = Workspace()
CATALOGUE = Catalogue(WORKSPACE)
TEMPLATES = [name for name in CATALOGUE.names() if "email" in CATALOGUE.template(name).channels]
FACTS = re.compile(
    r"€ -?[\d.]+,\d\d|\b\d{1,2}-\d{1,2}-\d{4}\b|\b\d{1,2} [a-z]+ \d{4}\b"
    r"|\b[A-Z]{2}\d{2}(?: [A-Z0-9]{1,4}){3,7}\b|\+{3}\d{3}/\d{4}/\d{5}\+{3}"
    r"|https://[^\s<>\"]+|\d+ (?:dagen|procent)"
)
"""Amounts, dates, IBANs, structured references, web addresses and terms."""

Made = tuple[Message, Rendering, EmailMessage]


@pytest.fixture(scope="module", params=TEMPLATES)
def mails(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    folder = tmp_path_factory.mktemp("files")
    template, composer = CATALOGUE.template(request.param), Composer(WORKSPACE)
    mailer = Mailer(WORKSPACE, beside=folder)
    made = []
    for sample in template.samples:
        message = composer.compose(template, read_record(sample), "email")
        for file in files(message):
            (folder / file).write_bytes(file.encode())
        rendering = mailer.render(message)
        made.append((message, rendering, read(rendering.content)))
    return made


def files(message: Message) -> set[str]:
    record = message.record
    return {
        file
        for file in (*(each.file for each in record.attachments), *(each.file for each in record.invoices))
        if file
    }


def facts(text: str) -> set[str]:
    return set(FACTS.findall(re.sub(r"\s+", " ", text)))


def test_text_and_html_name_the_same_amounts_dates_and_accounts(mails: list[Made]) -> None:
    for _, _, mail in mails:
        page = Page(body(mail, "html"))
        links = " ".join(
            str(each["href"]) for each in page.all("a") if str(each["href"]).startswith("https:")
        )
        said = facts(body(mail, "plain"))
        assert said == facts(f"{page.words} {links}")
        assert said


def test_the_text_part_is_at_most_as_wide_as_a_screen_of_text(mails: list[Made]) -> None:
    for _, _, mail in mails:
        for line in body(mail, "plain").split("\n"):
            assert line == line.rstrip()
            assert len(line) <= WIDTH or " " not in line.strip()


def test_every_sample_arrives_whole_and_far_below_the_size_that_gmail_cuts(mails: list[Made]) -> None:
    for message, rendering, mail in mails:
        assert rendering.warnings == ()
        assert int(rendering.measures["html_bytes"]) < MAX_HTML / 2
        assert max(map(len, rendering.content.split(b"\r\n"))) <= 998
        assert mail["Subject"] == message.subject.replace("\u00a0", " ")
        customer = message.record.customer
        acting = customer.representative and customer.representative.email
        assert mail["To"].addresses[0].addr_spec == (acting or customer.email)
        assert {part.get_content().decode() for part in mail.iter_attachments()} == files(message)


def test_the_checker_of_facts_sees_each_kind() -> None:
    said = ["€ 1.119,00", "7 december 2026", "7-12-2026", "NL91 ABNA 0417 1643 00", "+++123/4567/89002+++"]
    said += ["14 dagen", "https://betaal.example/2026-0413"]
    assert facts(f"Betaal {' en '.join(said)} vandaag") == set(said)
    assert facts("€\u00a05,00") == {"€ 5,00"}
