"""However people write a language, it is one tag; and a text that lacks it is told, never replaced in silence."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.channels.messages import record
from toolkit.catalogue import Catalogue, spoken
from toolkit.compose import Composer
from toolkit.errors import RecordError
from toolkit.language import tag_of
from toolkit.records import columns
from toolkit.workspace import Workspace

WRITTEN = {
    "fr": ("FR", "F", "fr", "Frans", "Français", "fr_BE", "fr-be", "fra", "fre", "French"),
    "nl": ("NL", "N", "nl", "Nederlands", "nl-NL", "nld", "dut", "Vlaams", "Dutch"),
    "de": ("DE", "D", "Duits", "Deutsch", "deu"),
    "en": ("EN", "E", "Engels", "English", "eng", "en_GB"),
    "pl": ("Pools", "pl"),
}
CASES = [(text, tag) for tag, texts in WRITTEN.items() for text in texts]


@pytest.mark.parametrize(("text", "tag"), CASES)
def test_a_language_is_one_tag_in_a_cell_and_in_a_record(text: str, tag: str) -> None:
    assert tag_of(text) == tag
    assert columns.answer("language", text) == tag
    assert record(customer={"language": text}).customer.language == tag


@pytest.mark.parametrize("text", ["", "x", "xx", "Klinkt", "frans-belgie", "nl-nederland"])
def test_what_is_no_language_is_refused(text: str) -> None:
    assert tag_of(text) is None
    with pytest.raises(ValidationError, match="is geen taal"):
        record(customer={"language": text})


def test_a_text_that_is_not_written_in_the_language_of_the_customer_is_told_with_what_to_do() -> None:
    template = Catalogue(Workspace()).template("reminder")
    with pytest.raises(RecordError) as error:
        Composer(Workspace()).compose(template, record(customer={"language": "Frans"}), "email")
    assert str(error.value.place) == "reminder/template.toml"
    assert "the customer reads 'fr'" in error.value.message
    assert "reminder/fr.md.j2" in (error.value.hint or "")
    assert 'fallback = "nl"' in (error.value.hint or "")


def test_the_settings_allow_another_language_and_the_message_says_so() -> None:
    workspace = Workspace(None, {"fallback": "nl"})
    template = Catalogue(workspace).template("reminder")
    message = Composer(workspace).compose(template, record(customer={"language": "fr"}), "email")
    assert (message.language, message.instead_of) == ("nl", "fr")
    assert Composer(workspace).compose(template, record(), "email").instead_of == ""


def test_a_fallback_that_is_no_language_of_the_template_helps_nobody() -> None:
    template = Catalogue(Workspace()).template("reminder")
    for fallback in ("de", 1, None):
        with pytest.raises(RecordError):
            spoken(template, "fr", {"fallback": fallback})
