"""Composes: a template and a record become a message for one channel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import UndefinedError
from pydantic import BaseModel

from toolkit.catalogue import Step, Template, read_schedule, spoken
from toolkit.compose.armour import BARE_TABLE
from toolkit.compose.blocks import blocks
from toolkit.compose.context import legal, variables
from toolkit.compose.environment import TemplateEnvironment
from toolkit.compose.errors import placed_errors, running_place
from toolkit.compose.limits import budget
from toolkit.compose.markdown import parse
from toolkit.compose.message import Message, Paragraph, Section, Text
from toolkit.compose.sourcemap import Composed, join
from toolkit.compose.tracing import Anatomy, MissingField, TracingEnvironment, branches_taken
from toolkit.compose.written import fields
from toolkit.delivery import CHANNELS
from toolkit.errors import (
    NoRateKnown,
    Place,
    RecordError,
    TactError,
    TemplateError,
    UnknownField,
    did_you_mean,
)
from toolkit.records import Record
from toolkit.records.notice import Notice
from toolkit.wording import JINJA_SAYS, overheard, worded
from toolkit.workspace import Workspace

_SPACE = re.compile(r"\s+")
_PARAGRAPHS = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*")


class Composer:
    """Composes messages from the templates of a workspace; compiled templates are kept between records.

    `texts` are template files by name ('reminder/nl.md.j2') that stand before those of the workspace: what a
    text would be if it were changed.
    """

    def __init__(self, workspace: Workspace, texts: Mapping[str, str] | None = None) -> None:
        self._workspace = workspace
        self._texts = texts
        self._steps: tuple[Step, ...] | None = None
        self._plain: dict[str, TemplateEnvironment] = {}
        self._tracing: dict[str, TracingEnvironment] = {}

    def compose(
        self,
        template: Template,
        record: Record,
        channel: str,
        *,
        language: str | None = None,
        mapped: bool = False,
    ) -> Message:
        """Return the message of a record for a channel, in a language: by default the one the customer reads.

        With `mapped`, every character knows its place in a template file and the message lists the branches
        taken; the text is the same. Raises UnknownField, TemplateError, or RecordError when the record lacks
        what the template needs.
        """
        if channel not in template.channels:
            raise TemplateError(
                worded("'{template}' has no channel '{channel}'", template=template.name, channel=channel),
                hint=worded("it has: {known}", known=", ".join(template.channels)),
            )
        if why := template.refuses(record.customer):
            raise RecordError(
                worded("this customer does not get '{template}': {why}", template=template.name, why=why)
            )
        reads = record.customer.language
        wished = language
        language = language or spoken(template, reads, self._workspace.settings)
        file = template.file(language)
        told = self._told(template, record, channel, file)
        values = variables(record, channel, language, told, self._steps_to_tell())
        _check_needs(template, values)
        taken: frozenset[tuple[str, int]] | None = None
        if mapped:
            with branches_taken() as branches:
                sections = self._sections(self._tracing_environment(language), file, values, channel)
            taken = frozenset(branches)
        else:
            sections = self._sections(self._plain_environment(language), file, values, channel)
        return Message(
            template.name,
            template.title,
            channel,
            language,
            record,
            sections,
            branches=taken,
            notice=told,
            internal=template.internal,
            instead_of="" if wished or reads == language else reads,
        )

    def _told(self, template: Template, record: Record, channel: str, file: str) -> Notice | None:
        """Return what the message tells by law; a rate that is not known is told with the file that asks it."""
        try:
            return legal(record, channel, template.stage)
        except NoRateKnown as error:
            error.place = error.place or Place(file)
            raise

    def _steps_to_tell(self) -> tuple[Step, ...]:
        if self._steps is None:
            self._steps = tuple(step for step in read_schedule(self._workspace).steps if step.says)
        return self._steps

    def anatomy(self, template: Template, language: str) -> dict[str, Anatomy]:
        """Return what the files of a template are made of: its own and every part it names, reached or not.

        Raises TemplateError for a file that is missing or is not a template.
        """
        environment = self._tracing_environment(language)
        found: dict[str, Anatomy] = {}
        waiting = [template.file(language)]
        while waiting:
            file = waiting.pop()
            if file not in found:
                with placed_errors(environment, file):
                    environment.get_template(file)
                found[file] = environment.anatomy[file]
                waiting += found[file].references
        return dict(sorted(found.items()))

    def _plain_environment(self, language: str) -> TemplateEnvironment:
        if language not in self._plain:
            self._plain[language] = TemplateEnvironment(self._workspace, language, self._texts)
        return self._plain[language]

    def _tracing_environment(self, language: str) -> TracingEnvironment:
        if language not in self._tracing:
            self._tracing[language] = TracingEnvironment(self._workspace, language, self._texts)
        return self._tracing[language]

    def _sections(
        self, environment: TemplateEnvironment, file: str, values: dict[str, Any], channel: str
    ) -> dict[str, Section]:
        wanted = CHANNELS[channel].blocks
        try:
            with budget(), placed_errors(environment, file):
                composed = blocks(environment.get_template(file), values, wanted)
                missing = [name for name in wanted if name not in composed]
                if missing:
                    raise TemplateError(
                        worded("the block '{block}' is missing", block=missing[0]),
                        hint=worded("write {% block {block} %} … {% endblock %}", block=missing[0]),
                    )
                return {name: _section(name, composed[name], file) for name in wanted}
        except UndefinedError as error:
            raise self._missing_field(error, environment, file, values, channel) from error
        except TemplateError as error:
            if isinstance(environment, TracingEnvironment) or (error.place and error.place.column):
                raise
            raise self._with_column(error, environment.tag, file, values, channel) from error

    def _with_column(
        self, error: TemplateError, tag: str, file: str, values: dict[str, Any], channel: str
    ) -> TactError:
        """Return an error with its exact place: only a text that is composed with its map knows columns."""
        try:
            self._sections(self._tracing_environment(tag), file, values, channel)
        except TactError as placed:
            return placed
        return error

    def _missing_field(
        self,
        error: UndefinedError,
        environment: TemplateEnvironment,
        file: str,
        values: dict[str, Any],
        channel: str,
    ) -> TactError:
        """Return the error of a field that is not there, with its exact place."""
        if not isinstance(error, MissingField):
            if isinstance(environment, TracingEnvironment):
                return TemplateError(
                    overheard(error, JINJA_SAYS), place=running_place(error, environment) or Place(file)
                )
            unplaced = TemplateError(overheard(error, JINJA_SAYS), place=Place(file))
            return self._with_column(unplaced, environment.tag, file, values, channel)
        if error.owner_is_absent and "." in error.path:
            owner = error.path.rpartition(".")[0]
            return RecordError(
                worded("the record has no '{owner}', which this template needs", owner=owner),
                place=error.place,
            )
        hint = error.hint or did_you_mean(error.path, _names(values))
        return UnknownField(worded("unknown field '{path}'", path=error.path), place=error.place, hint=hint)


def _section(name: str, source: Composed, file: str) -> Section:
    if name == "body":
        return Section(source, parse(source))
    plain = _one_line(source.translated(BARE_TABLE), keep_paragraphs=name != "subject")
    if not plain:
        raise TemplateError(worded("the block '{name}' is empty", name=name), place=Place(file))
    return Section(plain, (Paragraph((Text(str(plain), 0),)),))


def _one_line(text: Composed, *, keep_paragraphs: bool) -> Composed:
    """Make every run of white space one space; outside a subject an empty line becomes a line break."""
    text = text.strip()
    if not text.runs:
        return Composed(_SPACE.sub(lambda found: _space(found[0], keep_paragraphs), str.__str__(text)))
    pieces: list[str] = []
    at = 0
    for space in _SPACE.finditer(text):
        pieces.append(text.piece(at, space.start()))
        kept = text.piece(space.start(), space.start() + 1)
        pieces.append(Composed(_space(space[0], keep_paragraphs), kept.runs))
        at = space.end()
    return join([*pieces, text.piece(at, len(text))])


def _space(found: str, keep_paragraphs: bool) -> str:
    if found in (" ", "\u00a0"):
        return found
    return "\n" if keep_paragraphs and _PARAGRAPHS.fullmatch(found) else " "


def _check_needs(template: Template, values: dict[str, Any]) -> None:
    """Raise RecordError for the first field that the template needs and the record does not have."""
    for path in template.needs:
        found = list(_at(values, path.split("."), template, path))
        if not found or any(value in (None, "", ()) for value in found):
            raise RecordError(
                worded(
                    "the record has no '{path}', which the template '{template}' needs",
                    path=path,
                    template=template.name,
                ),
                hint="add the field to the record",
            )


def _at(value: Any, path: list[str], template: Template, whole: str) -> Iterator[Any]:
    if not path or value is None:
        yield value
        return
    name, rest = path[0].removesuffix("[]"), path[1:]
    known = value if isinstance(value, dict) else fields(type(value)) if isinstance(value, BaseModel) else ()
    if name not in known:
        raise UnknownField(
            worded("unknown field '{whole}' in needs", whole=whole),
            place=Place(f"{template.name}/template.toml"),
            hint=did_you_mean(name, known),
        )
    inner = value[name] if isinstance(value, dict) else getattr(value, name)
    if path[0].endswith("[]"):
        for member in inner or ():
            yield from _at(member, rest, template, whole)
    else:
        yield from _at(inner, rest, template, whole)


def _names(values: dict[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        yield name
        if isinstance(value, BaseModel):
            yield from (f"{name}.{field}" for field in fields(type(value)))
