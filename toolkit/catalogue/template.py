"""What a template says of itself in its template.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from toolkit.delivery import CHANNELS, ChannelName
from toolkit.errors import Place, RecordError, TemplateError, did_you_mean
from toolkit.records.stops import Stop, letter, next_step, said
from toolkit.wording import TOML_SAYS, in_words, overheard, worded

if TYPE_CHECKING:
    from toolkit.records import Customer

Stage = Literal[
    "check",
    "before",
    "due",
    "reminder",
    "last-notice",
    "handover",
    "agreement",
    "confirmation",
    "stop",
    "internal",
]
STAGES: tuple[str, ...] = get_args(Stage)

STAGE_TITLES: Mapping[str, str] = {
    "check": worded("After the invoice"),
    "before": worded("Before the last day"),
    "due": worded("On the last day"),
    "reminder": worded("Reminding"),
    "last-notice": worded("Last notice"),
    "handover": worded("Handing over"),
    "agreement": worded("Agreements"),
    "confirmation": worded("Confirming"),
    "stop": worded("On behalf of the customer"),
    "internal": worded("For yourself"),
}
"""What writers call each stage, in their order; texts of the catalogue."""

AT_HOME: tuple[Stop, ...] = ("deceased", "minor")
"""When a letter for who acts for a customer goes to the customer's own address, where they have none of theirs."""


class _Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    purpose: str = Field(min_length=1)
    stage: Stage
    channels: tuple[ChannelName, ...] = Field(min_length=1)
    languages: tuple[str, ...] = Field(min_length=1)
    needs: tuple[str, ...] = ()
    stop: tuple[Stop, ...] = ()
    without: dict[ChannelName, str] = {}

    @field_validator("without")
    @classmethod
    def _of_others(cls, without: dict[ChannelName, str], info: ValidationInfo) -> dict[ChannelName, str]:
        if both := without.keys() & set(info.data.get("channels", ())):
            raise ValueError(worded("'{channel}' is among the channels", channel=min(both)))
        return without


@dataclass(frozen=True, slots=True)
class Template:
    """One purpose: `needs` lists the fields, as dotted paths, that a record must have to be sent with it.

    `stop` lists the reasons for which others may not write to a customer, and this text is meant for it. `without`
    says of channels that it does not have, in Dutch, why not.
    """

    name: str
    title: str
    purpose: str
    stage: str
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    stop: tuple[Stop, ...]
    without: Mapping[str, str]
    folder: Path

    @property
    def internal(self) -> bool:
        """Whether it is for a colleague: it stays in the firm, and needs no address of the customer."""
        return self.stage == "internal"

    @property
    def samples(self) -> tuple[Path, ...]:
        """The sample records, by name."""
        return tuple(sorted((self.folder / "samples").glob("*.toml")))

    def lacks(self, customer: Customer, channel: str) -> str:
        """Return in Dutch what a customer lacks to receive this by a channel ('geen adres'); empty for nothing.

        A sheet for a colleague goes nowhere, so it needs no address.
        """
        way = CHANNELS[channel]
        at_home = customer.stopped in AT_HOME and way.reaches(customer)
        return "" if self.internal or at_home or way.reaches(customer.receiver) else way.lacks

    def refuses(self, customer: Customer) -> str:
        """Return in Dutch why this may not be sent to a customer, and what to do; empty when it may.

        A sheet for a colleague is not sent.
        """
        stop = customer.stopped
        if self.internal or stop is None or stop in self.stop:
            return ""
        own = letter(stop)
        use = worded("; de tekst daarvoor is '{template}'", template=own.template) if own else ""
        return worded("{stop}: {next}{use}", stop=said(stop), next=next_step(stop), use=use)

    def file(self, language: str) -> str:
        """Return the name of the text in a language, below the template folders.

        Raises TemplateError when the template is not written in that language.
        """
        if language not in self.languages:
            raise TemplateError(
                worded(
                    "the template '{name}' is not written in '{language}'", name=self.name, language=language
                ),
                hint=worded("it is written in: {known}", known=", ".join(self.languages)),
            )
        return f"{self.name}/{language}.md.j2"


def spoken(template: Template, language: str, settings: Mapping[str, Any]) -> str:
    """Return the language in which a template speaks to who reads `language`, a tag.

    That is the language itself, else the `fallback` of the settings. Raises RecordError when the template is
    written in neither: nobody gets a letter in another language by accident.
    """
    fallback = settings.get("fallback")
    if language in template.languages:
        return language
    if isinstance(fallback, str) and fallback in template.languages:
        return fallback
    raise RecordError(
        worded(
            "the customer reads '{language}', and this text is written only in: {languages}",
            language=language,
            languages=", ".join(template.languages),
        ),
        place=Place(f"{template.name}/template.toml"),
        hint=worded(
            "write {template}/{language}.md.j2 and put '{language}' in languages, "
            'or put fallback = "{first}" in tact.toml',
            template=template.name,
            language=language,
            first=template.languages[0],
        ),
    )


def instead(language: str, tag: str) -> str:
    """Return in Dutch that a message is in another language than the customer reads, and why."""
    return worded(
        "de klant leest '{language}', het bericht is in '{tag}' (fallback in tact.toml)",
        language=language,
        tag=tag,
    )


def read_template(folder: Path) -> Template:
    """Read a template folder. Raises TemplateError with place and hint for what is missing or wrong in it."""
    path = folder / "template.toml"
    place = Place(f"{folder.name}/template.toml")
    try:
        manifest = _Manifest.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise TemplateError("is missing", place=place, hint="'tact new' makes a complete template") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(
            worded("is not valid TOML: {error}", error=overheard(error, TOML_SAYS)), place=place
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"]))
        hint = did_you_mean(field, _Manifest.model_fields) if first["type"] == "extra_forbidden" else None
        raise TemplateError(
            worded("'{field}': {problem}", field=field, problem=in_words(first)), place=place, hint=hint
        ) from error
    for language in manifest.languages:
        if not (folder / f"{language}.md.j2").is_file():
            raise TemplateError(
                worded("is written in '{language}', but {language}.md.j2 is missing", language=language),
                place=place,
                hint="add the file",
            )
    return Template(name=folder.name, folder=folder, **manifest.model_dump())
