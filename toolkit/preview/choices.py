"""What a writer has chosen to look at: a template, a sample, and what to change in it; and the record that gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit.catalogue import Catalogue, Template, spoken
from toolkit.catalogue.samples import read_sample, sample_table
from toolkit.errors import Place
from toolkit.language import HOUSE
from toolkit.preview.problems import BadRequest, NotThere, Unfit
from toolkit.records import Creditor, Customer, Record
from toolkit.records.messages import dotted, explain
from toolkit.workspace import Workspace

COUNTRIES = ("NL", "BE")
STYLES = ("D", "I", "S", "C", "none")
KINDS = ("consumer", "business")


@dataclass(frozen=True)
class Choice:
    """What is looked at. An empty `country` or `style` leaves those of the sample; `values` are from the form."""

    template: str
    sample: str
    language: str = HOUSE
    country: str = ""
    style: str = ""
    values: Mapping[str, Any] | None = field(default=None, hash=False)

    @classmethod
    def of(cls, query: Mapping[str, str], values: Mapping[str, Any] | None = None) -> Choice:
        """Return the choice that an address holds. Raises BadRequest for one that cannot be."""
        country, style = query.get("country", ""), query.get("style", "")
        if country not in ("", *COUNTRIES) or style not in ("", *STYLES):
            raise BadRequest("Dit land of deze stijl is er niet")
        return cls(
            query.get("template", ""),
            query.get("sample", ""),
            query.get("language", HOUSE),
            country,
            style,
            values,
        )


def template_of(catalogue: Catalogue, name: str) -> Template:
    """Return a template by name. Raises NotThere; TemplateError when its folder is not complete."""
    if name not in catalogue.names():
        raise NotThere("Deze tekst bestaat niet")
    return catalogue.template(name)


def sample_path(template: Template, name: str) -> Path:
    """Return the file of a sample. Raises NotThere."""
    for path in template.samples:
        if path.stem == name:
            return path
    raise NotThere("Dit voorbeeld bestaat niet")


def record_of(workspace: Workspace, template: Template, choice: Choice) -> Record:
    """Return the record that a choice gives. Raises RecordErrors with everything that is wrong with it.

    Raises RecordError when the template is not written in the language that its customer reads.
    """
    path = sample_path(template, choice.sample)
    record = read_sample(workspace, path) if choice.values is None else checked(choice.values, path)
    if choice.country and choice.country != _country(record):
        record = _moved(workspace, record, choice.country)
    if choice.style:
        style = None if choice.style == "none" else choice.style
        record = record.model_copy(update={"customer": record.customer.model_copy(update={"style": style})})
    spoken(template, record.customer.language, workspace.settings)
    return record


def checked(values: Mapping[str, Any], path: Path) -> Record:
    """Return the record of the values of a form. Raises RecordErrors, in Dutch."""
    try:
        return Record.model_validate(dict(values))
    except ValidationError as error:
        wrong = {dotted(location): text for location, text in explain(error, Record)}
        raise Unfit(wrong, Place(str(path))) from error


def countries(workspace: Workspace) -> tuple[str, ...]:
    """Return the countries that samples can be moved to: those with a base sample of their own."""
    return tuple(country for country in COUNTRIES if any(_base(workspace, country, kind) for kind in KINDS))


def _country(record: Record) -> str:
    return str((record.customer.address or record.creditor.address).country)


def _moved(workspace: Workspace, record: Record, country: str) -> Record:
    """Return the record between a creditor and a customer of another country; the invoices stay.

    A payment reference belongs to its country, so it goes.
    """
    kind = record.customer.kind
    base = _base(workspace, country, kind) or _base(workspace, country, "consumer")
    if base is None:
        raise NotThere("Voor dit land is er geen voorbeeld")
    table = sample_table(workspace, base)
    customer = Customer.model_validate(table["customer"])
    keep = {"style": record.customer.style, "audience": record.customer.audience}
    invoices = tuple(invoice.model_copy(update={"reference": ""}) for invoice in record.invoices)
    return record.model_copy(
        update={
            "creditor": Creditor.model_validate(table["creditor"]),
            "customer": customer.model_copy(update=keep),
            "invoices": invoices,
        }
    )


def _base(workspace: Workspace, country: str, kind: str) -> Path | None:
    return next(_bases(workspace, f"{country.lower()}-{kind}.toml"), None)


def _bases(workspace: Workspace, name: str) -> Iterator[Path]:
    return (path for folder in workspace.templates if (path := folder / "_samples" / name).is_file())
