"""A record to compose with, and a workspace of templates written in a test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.catalogue import Catalogue
from toolkit.compose import Composer, Message
from toolkit.records import Record
from toolkit.workspace import Workspace

MANIFEST = """
title = "Proef"
purpose = "Om te proeven."
stage = "reminder"
channels = ["letter", "email", "sms"]
languages = ["nl"]
"""


def a_record(*, invoices: int = 1, **customer: Any) -> Record:
    """Return a valid record whose customer fields can be set."""
    address = {"street": "Dorpsstraat 12", "postcode": "3811 AB", "town": "Amersfoort"}
    return Record.model_validate(
        {
            "id": "proef",
            "date": "2026-11-21",
            "creditor": {
                "name": "Bakkerij De Korenbloem B.V.",
                "address": address,
                "phone": "033 470 00 00",
                "email": "post@korenbloem.example",
                "iban": "NL91ABNA0417164300",
                "account_holder": "Bakkerij De Korenbloem B.V.",
                "registration": "12345678",
            },
            "customer": {
                "salutation": "mevrouw",
                "prefix": "de",
                "last_name": "Vries",
                "address": address,
            }
            | customer,
            "invoices": [
                {
                    "number": f"2026-{number:04}",
                    "date": "2026-10-01",
                    "due_date": "2026-10-31",
                    "amount": "119.00",
                }
                for number in range(1, invoices + 1)
            ],
        }
    )


def workspace(folder: Path, files: Mapping[str, str]) -> Workspace:
    """Write template files below folder/templates and return the workspace."""
    (folder / "templates").mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return Workspace(folder)


def compose(
    folder: Path,
    text: str,
    record: Record | None = None,
    *,
    channel: str = "letter",
    mapped: bool = True,
    manifest: str = "",
    **more: str,
) -> Message:
    """Compose one template `proef` with this text; `more` holds other files, their names with __ for /.

    A text with its map reads the same as one without.
    """
    files = {"proef/template.toml": MANIFEST + manifest, "proef/nl.md.j2": text}
    files |= {name.replace("__", "/") + ".md.j2": content for name, content in more.items()}
    place = workspace(folder, files)
    template = Catalogue(place).template("proef")
    composer = Composer(place)
    message = composer.compose(template, record or a_record(), channel, mapped=mapped)
    if mapped:
        plain = composer.compose(template, record or a_record(), channel)
        for name, section in plain.sections.items():
            assert str.__str__(section.source) == str.__str__(message.sections[name].source)
    return message


def body(text: str) -> str:
    """Return a whole template around the text of a body."""
    return f"{{% block subject %}}Onderwerp{{% endblock %}}{{% block body %}}{text}{{% endblock %}}"
