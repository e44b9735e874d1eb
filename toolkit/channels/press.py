"""All channels at one desk: what composes and renders is made once, and only for a channel that is asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.channels.rendering import Rendering

if TYPE_CHECKING:
    from toolkit.catalogue import Template
    from toolkit.channels.email import Mailer
    from toolkit.channels.letter import Letterpress
    from toolkit.compose import Composer, Message
    from toolkit.records import Record
    from toolkit.workspace import Workspace

CHANNELS = ("letter", "email", "sms")

EXPLAINED = ".explained.json"
"""The suffix of what goes beside a message that says what the law sets: each amount and day, step by step."""


@dataclass(frozen=True)
class Press:
    """Composes and renders; letters share their fonts and styles, and WeasyPrint is loaded for a letter only.

    `window` names where an envelope's window sits, None for the workspace's own; `archive` asks for PDF/A.
    """

    workspace: Workspace
    window: str | None = None
    archive: bool = False
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

    def render(self, message: Message, folder: Path) -> Rendering:
        """Return what its channel makes of a message whose record lies in `folder`; raises its errors."""
        rendering = self._render(message, folder)
        if message.notice is None:
            return rendering
        return replace(rendering, sidecars={**rendering.sidecars, EXPLAINED: _explained(message)})

    def _render(self, message: Message, folder: Path) -> Rendering:
        if message.channel == "letter":
            return self.letterpress.render(message, beside=folder)
        if message.channel == "email":
            return self.mailer(folder).render(message)
        from toolkit.channels.sms import render_sms

        return render_sms(message, self.workspace)


def _explained(message: Message) -> bytes:
    """Return the record of a message and every legal amount and day in it, as JSON."""
    notice = message.notice.model_dump(mode="json") if message.notice else None
    content = {"record": message.record.model_dump(mode="json"), "notice": notice}
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def unreachable(record: Record, template: Template, channel: str) -> str | None:
    """Return in Dutch why a record cannot receive a channel, None when it can.

    A sheet for a colleague goes nowhere, so it needs no address.
    """
    customer = record.customer
    if template.internal:
        return None
    if channel == "letter" and customer.address is None:
        return "de klant heeft geen adres"
    if channel == "email" and not customer.email:
        return "de klant heeft geen e-mailadres"
    if channel == "sms" and not customer.mobile:
        return "de klant heeft geen mobiel nummer"
    return None
