"""Makes what the desk shows. It runs in a process of its own and keeps fonts, styles and compiled templates."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.catalogue import Catalogue, Template, read_names
from toolkit.channels.press import Press
from toolkit.channels.rendering import Rendering
from toolkit.compose import Message
from toolkit.errors import TactError
from toolkit.preview.choices import Choice, record_of, sample_path, template_of
from toolkit.preview.files import Files, digest_of
from toolkit.preview.problems import NotThere, Superseded
from toolkit.preview.words import words_of
from toolkit.wording import in_both
from toolkit.workspace import open_workspace

if TYPE_CHECKING:
    from toolkit.preview.pages import Printer
    from toolkit.preview.review import Reviewer

Step = Callable[[], None]
"""Called between two steps of a job; raises Superseded when nobody waits for it any more."""

KEPT = 6
"""Letters whose words can still be asked for."""


class Studio:
    """Every public method but `fresh` is a job: it takes a `Step` and plain values, and returns plain values."""

    def __init__(self, start: Path | None) -> None:
        self._start = start
        self._letters: OrderedDict[int, tuple[bytes, Message]] = OrderedDict()
        self._number = 0
        self.fresh()

    def fresh(self) -> None:
        """Forget everything that was read: styles, settings and layouts are read again when they are needed."""
        self._workspace = open_workspace(self._start)
        self._press = Press(self._workspace)
        for name in ("_reviewer", "_printer"):
            self.__dict__.pop(name, None)

    @property
    def _catalogue(self) -> Catalogue:
        """The templates as they are now: one may have come or gone since the last job."""
        return Catalogue(self._workspace)

    @cached_property
    def _printer(self) -> Printer:
        from toolkit.preview.pages import Printer

        return Printer()

    @cached_property
    def _reviewer(self) -> Reviewer:
        from toolkit.preview.review import Reviewer

        return Reviewer(self._workspace)

    def warm(self, step: Step) -> None:
        """Load what a first picture needs."""
        step()
        _ = self._press.letterpress, self._printer

    def letter(self, step: Step, choice: Choice, width: int, only: int | None = None) -> dict[str, Any]:
        """Return the pages of a letter as PNG, `width` pixels wide, and the number to ask its words by."""
        template, message = self._message(choice, "letter")
        step()
        made = self._render(choice, message)
        step()
        look = f"{message.record.creditor.name}\n{message.record.creditor.logo}"
        pages = []
        for page in self._printer.pages(made.content, width, look, only):
            pages.append(page)
            step()
        self._number += 1
        if only is None:
            self._letters[self._number] = (made.content, message)
            while len(self._letters) > KEPT:
                self._letters.popitem(last=False)
        return {
            "title": template.title,
            "subject": message.subject,
            "pages": [(page.png, page.width, page.height) for page in pages],
            "number": self._number,
            "measures": dict(made.measures),
            "warnings": [in_both(text) for text in made.warnings],
        }

    def letter_words(self, step: Step, number: int) -> dict[str, Any]:
        """Return the words of a letter that was just made, and where each stands on its pages."""
        from toolkit.preview.pages import boxes

        step()
        if number not in self._letters:
            raise Superseded("Er is intussen een nieuwere brief")
        pdf, message = self._letters[number]
        words = words_of(message)
        return {
            "words": [word.json() for word in words],
            "texts": [w.text for w in words],
            "boxes": boxes(pdf, words),
        }

    def letter_file(self, step: Step, number: int) -> bytes:
        """Return the PDF of a letter that was just made."""
        step()
        if number not in self._letters:
            raise Superseded("Er is intussen een nieuwere brief")
        return self._letters[number][0]

    def letter_text_of(self, step: Step, number: int) -> str:
        """Return what a letter that was just made says."""
        from toolkit.preview.changes import plain_text

        step()
        if number not in self._letters:
            raise Superseded("Er is intussen een nieuwere brief")
        return plain_text(self._letters[number][1])

    def email(self, step: Step, choice: Choice) -> dict[str, Any]:
        """Return an e-mail: its headers, text part, attachments, sizes, and its HTML with words to find."""
        from toolkit.preview.mail import take_apart, with_words

        _, message = self._message(choice, "email")
        step()
        made = self._render(choice, message)
        mail = take_apart(made.content)
        words = words_of(message)
        step()
        return {
            "html": with_words(mail.html, words),
            "text": mail.text,
            "headers": mail.headers,
            "attachments": mail.attachments,
            "measures": dict(made.measures),
            "warnings": [in_both(text) for text in made.warnings],
            "words": [word.json() for word in words],
            "texts": [word.text for word in words],
        }

    def sms(self, step: Step, choice: Choice) -> dict[str, Any]:
        """Return a text message: its characters, its segments, and where its words and dear characters stand."""
        from toolkit.preview.phone import on_phone

        _, message = self._message(choice, "sms")
        step()
        return on_phone(self._render(choice, message), words_of(message))

    def file(self, step: Step, choice: Choice, channel: str) -> tuple[str, str, bytes]:
        """Return name, media type and bytes of what the customer gets; the text part of an e-mail as 'text'."""
        from toolkit.preview.mail import take_apart

        _, message = self._message(choice, "email" if channel == "text" else channel, mapped=False)
        step()
        name = f"{choice.template}-{choice.sample}"
        made = self._render(choice, message)
        if channel == "text":
            return f"{name}.txt", "text/plain; charset=utf-8", take_apart(made.content).text.encode()
        return f"{name}{made.suffix}", made.media_type, made.content

    def findings(self, step: Step, choice: Choice, whole: bool) -> dict[str, Any]:
        """Return the findings of a template with one sample, or with `whole` of the template with all of them."""
        template = template_of(self._catalogue, choice.template)
        samples = None
        if not whole:
            record = record_of(self._workspace, template, choice)
            for channel in template.channels:  # a text that does not work has no findings: it has an error
                self._press.composer.compose(template, record, channel, language=choice.language)
            samples = {choice.sample: record}
        step()
        found = self._reviewer.findings(template, choice.language, samples)
        if not whole:
            found = [
                each for each in found if any(choice.sample in name.split("/") for name in each.scenarios)
            ]
        return {"findings": [self._reviewer.json(finding) for finding in found]}

    def state(self, step: Step, name: str) -> tuple[dict[str, int], list[dict[str, Any]]]:
        """Return what a template has in all its languages with all its samples: findings by severity, and each."""
        from toolkit.preview.review import counted

        template = template_of(self._catalogue, name)
        found = []
        for language in template.languages:
            step()
            found += self._reviewer.findings(template, language, None)
        return counted(found), [self._reviewer.json(finding) for finding in found]

    def reading(self, step: Step, choice: Choice) -> dict[str, Any]:
        """Return how easy each channel reads and which facts it tells."""
        template = template_of(self._catalogue, choice.template)
        record = record_of(self._workspace, template, choice)
        step()
        messages = {
            channel: self._press.composer.compose(
                template, record, channel, language=choice.language, mapped=True
            )
            for channel in template.channels
        }
        return self._reviewer.reading(template, messages)

    def letter_read(self, step: Step, name: str, content: bytes) -> dict[str, Any]:
        """Return a letter of elsewhere with what is asked about its words."""
        from toolkit.preview.letters import read

        step()
        return read(name, content)

    def letter_text(
        self, step: Step, name: str, content: bytes, answers: list[Any], title: str
    ) -> tuple[str, list[str]]:
        """Return the text of the template of a letter of elsewhere and the fields that it needs."""
        from toolkit.preview.letters import written

        step()
        return written(name, content, answers, title)

    def writing(
        self, step: Step, choice: Choice, channel: str, file: tuple[str, str, bool]
    ) -> dict[str, Any]:
        """Return the pieces of a file (name, language, plain or Markdown) with what a sample makes of them."""
        from toolkit.preview.pieces import pieces_of
        from toolkit.preview.writing import as_json, view

        name, tag, plain = file
        text = self._text(name)
        read = pieces_of(text, read_names(self._workspace, tag), tag, plain=plain, file=name)
        step()
        with suppress(TactError):  # the message itself tells why it cannot be made
            template = template_of(self._catalogue, choice.template)
            record = record_of(self._workspace, template, choice)
            read = view(self._press.composer, template, read, record, channel, file=name, tag=tag)
        return {"blocks": as_json(read, plain=plain), "digest": digest_of(text)}

    def reach(
        self, step: Step, choice: Choice, channel: str, file: tuple[str, str], way: tuple[str, int, int]
    ) -> tuple[str, str] | None:
        """Return a sample and a channel that go a way of a file (name, language); the channel on the screen first."""
        from toolkit.preview.writing import reaching

        name, tag = file
        template = template_of(self._catalogue, choice.template)
        records = {}
        for path in template.samples:
            with suppress(TactError):
                records[path.stem] = record_of(
                    self._workspace, template, replace(choice, sample=path.stem, values=None)
                )
        channels = sorted(template.channels, key=lambda each: each != channel)
        return reaching(
            self._press.composer, template, records, channels, way=way, file=name, tag=tag, step=step
        )

    def _text(self, name: str) -> str:
        file = Files(self._workspace).named(name)
        if file is None:
            raise NotThere("Dit bestand bestaat niet")
        return Files(self._workspace).read(file.id).text

    def changes(self, step: Step, choice: Choice, width: int) -> dict[str, Any]:
        """Return what changed since the last commit: in the words of each channel, and in the picture of the letter."""
        from toolkit.preview.changes import changes

        return changes(self._workspace, choice, width, step)

    def ledger_records(self, step: Step, name: str, sought: str) -> dict[str, Any]:
        """Return the records of a ledger of the firm's own that have the sought words."""
        from toolkit.preview.ledger import records_of

        step()
        return records_of(self._workspace, name, sought)

    def ledger_values(self, step: Step, choice: Choice, name: str, identity: str) -> dict[str, Any]:
        """Return the values of a record of a ledger."""
        from toolkit.preview.ledger import values_of

        step()
        return values_of(self._workspace, choice, name, identity)

    def round(self, step: Step, is_all: bool) -> tuple[str, int]:
        """Return the file of a round of reading and how many texts are in it; the next is compared with this one."""
        from toolkit.preview.earlier import keep_round
        from toolkit.preview.rounds import html_of, round_of

        now = datetime.now()  # noqa: DTZ005  # the clock of the desk, as its writer reads it
        made = round_of(self._workspace, changed_only=not is_all, now=now, step=step)
        html = html_of(made)
        keep_round(self._workspace, now)
        return html, len(made.texts)

    def _message(self, choice: Choice, channel: str, *, mapped: bool = True) -> tuple[Template, Message]:
        template = template_of(self._catalogue, choice.template)
        record = record_of(self._workspace, template, choice)
        return template, self._press.composer.compose(
            template, record, channel, language=choice.language, mapped=mapped
        )

    def _render(self, choice: Choice, message: Message) -> Rendering:
        template = template_of(self._catalogue, choice.template)
        return self._press.render(message, sample_path(template, choice.sample).parent)
