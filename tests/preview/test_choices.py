"""What the desk looks at, and what it does not show in another language than the customer reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.catalogue import Catalogue
from toolkit.errors import RecordError
from toolkit.preview.choices import Choice, record_of
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

TEMPLATE = Catalogue(Workspace()).template("reminder")


def french() -> Choice:
    values = read_record(TEMPLATE.folder / "samples" / "ordinary.toml").model_dump(mode="json")
    return Choice(
        "reminder", "ordinary", values=values | {"customer": values["customer"] | {"language": "fr"}}
    )


def test_a_customer_whose_language_a_text_lacks_is_an_error_with_what_to_do() -> None:
    with pytest.raises(RecordError, match="the customer reads 'fr'") as error:
        record_of(Workspace(), TEMPLATE, french())
    assert "reminder/fr.md.j2" in (error.value.hint or "")


def test_a_fallback_in_the_settings_or_a_text_in_that_language_shows_it() -> None:
    assert record_of(Workspace(None, {"fallback": "nl"}), TEMPLATE, french()).customer.language == "fr"
    written = replace(TEMPLATE, languages=("nl", "fr"))
    assert record_of(Workspace(), written, french()).customer.language == "fr"
