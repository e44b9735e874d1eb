"""All channels at one desk: what composes and renders is made once, and only for a channel that is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from toolkit.catalogue import instead
from toolkit.channels.enclosure import ENCLOSED, enclosed
from toolkit.channels.rendering import Rendering
from toolkit.errors import RenderError
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.catalogue import Template
    from toolkit.channels.email import Mailer
    from toolkit.channels.letter import Letterpress
    from toolkit.compose import Composer, Message
    from toolkit.records import Record
    from toolkit.workspace import Workspace

EXPLAINED = ".explained.json"
"""The suffix of what goes beside a message that says what the law sets: each amount and day, step by step."""


@dataclass(frozen=True)
class Press:
    """Composes and renders; letters share their fonts and styles, and WeasyPrint is loaded for a letter only.

    `window` names where an envelope's window sits, None for the workspace's own; `archive` asks for PDF/A. With
    `enclose`, the pages of the files that a record names are made beside a letter, for who prints both.
    """

    workspace: Workspace
    window: str | None = None
    archive: bool = False
    enclose: bool = False
    _mailers: dict[Path, Mailer] = field(default_factory=dict)

    @cached_property
    def composer(self) -> Composer:
        """The composer of the workspace."""
        from toolkit.compose import Composer

        return Composer(self.workspace)

    @cached_property
    def letterpress(self) -> Letterpress:
        """The maker of letters."""
        from toolkit.channels.letter import Letterpress

        return Letterpress(self.workspace, window=self.window, archive=self.archive)

    def mailer(self, folder: Path) -> Mailer:
        """Return the maker of e-mails for records in a folder, where the files that they name may lie."""
        from toolkit.channels.email import Mailer

        if folder not in self._mailers:
            self._mailers[folder] = Mailer(self.workspace, beside=folder)
        return self._mailers[folder]

    def compose(
        self, template: Template, record: Record, channel: str, *, language: str | None = None
    ) -> Message:
        """Return the message of a record, which names only what goes along on this channel; raises its errors.

        A letter is paper: without `enclose` no file goes along, but for the invoices inside a letter for the archive.
        """
        if channel == "letter" and not self.enclose and record.attachments:
            inside = tuple(each for each in record.attachments if self.archive and each.kind == "invoice")
            record = record.model_copy(update={"attachments": inside})
        return self.composer.compose(template, record, channel, language=language)

    def render(self, message: Message, folder: Path) -> Rendering:
        """Return what its channel makes of a message whose record lies in `folder`; raises its errors."""
        maker = MAKERS.get(message.channel)
        if maker is None:
            raise RenderError(
                worded("nothing makes '{channel}'", channel=message.channel),
                hint="add its maker to channels/press.py",
            )
        rendering = maker(self, message, folder)
        if message.instead_of:
            told = f"Taal: {instead(message.instead_of, message.language)}."
            rendering = replace(rendering, warnings=(*rendering.warnings, told))
        if message.notice is None:
            return rendering
        sidecars = {**rendering.sidecars, EXPLAINED: _explained(message)}
        return replace(rendering, sidecars=sidecars, notice=message.notice)

    def warm(self, channels: Iterable[str]) -> None:
        """Load what the letters among these channels share, so that no message has to wait for it."""
        if "letter" in channels:
            _ = self.letterpress


def _letter(press: Press, message: Message, folder: Path) -> Rendering:
    rendering = press.letterpress.render(message, beside=folder)
    if not press.enclose:
        return rendering
    content, pages = enclosed(message.record, lambda name: press.workspace.file(name, beside=folder))
    if not pages:
        return rendering
    return replace(
        rendering,
        sidecars={**rendering.sidecars, ENCLOSED: content},
        measures={**rendering.measures, "enclosed": pages},
    )


def _email(press: Press, message: Message, folder: Path) -> Rendering:
    return press.mailer(folder).render(message)


def _sms(press: Press, message: Message, folder: Path) -> Rendering:
    from toolkit.channels.sms import render_sms

    del folder
    return render_sms(message, press.workspace)


MAKERS: Mapping[str, Callable[[Press, Message, Path], Rendering]] = MappingProxyType(
    {"letter": _letter, "email": _email, "sms": _sms}
)
"""What makes the file of each channel, from the press, a message and the folder of its record."""


def _explained(message: Message) -> bytes:
    """Return the record of a message and every legal amount and day in it, as JSON."""
    notice = message.notice.model_dump(mode="json") if message.notice else None
    content = {"record": message.record.model_dump(mode="json"), "notice": notice}
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
