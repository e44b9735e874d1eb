"""What changed since the last commit of the workspace: in the words of each channel, and in the letter's picture."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from PIL import Image, ImageChops

from toolkit.catalogue import Catalogue, Template
from toolkit.catalogue.samples import SAMPLES
from toolkit.channels.press import Press
from toolkit.compose import Message
from toolkit.errors import TactError
from toolkit.preview.choices import Choice, record_of, sample_path, template_of
from toolkit.preview.differences import pieces
from toolkit.preview.pages import page_pictures
from toolkit.preview.problems import sentence
from toolkit.reading.messages import message_documents
from toolkit.reading.revisions import at_revision, git
from toolkit.workspace import Workspace

_MARKS = re.compile(r"^## |^(\|[ |]*\|)?\n(?=\|)|^\| | \|$", re.MULTILINE)
"""What lays out headings and tables in plain text, and says nothing to a writer."""

_CHANGED = (214, 64, 69)
_FOLDERS = ("templates", "styles", "tact.toml")


def changes(workspace: Workspace, choice: Choice, width: int, step: Callable[[], None]) -> dict[str, Any]:
    """Return the changes of one message: `channels` with pieces of text, `pages` with PNG before and after.

    `needs` are the fields that are required now and were not. Raises SettingsError when the workspace is not under
    git or has no commit yet.
    """
    now = Side(workspace)
    with committed(workspace) as (old, commit):
        before = Side(old)
        template = template_of(now.catalogue, choice.template)
        earlier = before.template(choice.template)
        channels = []
        for channel in template.channels:
            step()
            ours, theirs = now.message(choice, channel), before.message(choice, channel)
            channels.append({"channel": channel, "pieces": pieces(plain_text(theirs), plain_text(ours))})
        step()
        pages = _pages(before, now, choice, width) if "letter" in template.channels else []
        return {
            "commit": commit,
            "new": earlier is None,
            "needs": sorted(set(template.needs) - set(earlier.needs if earlier else ())),
            "fields": sorted(now.fields(template) - (before.fields(earlier) if earlier else frozenset())),
            "channels": channels,
            "pages": pages,
        }


class Side:
    """One of the two states that are compared."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.catalogue = Catalogue(workspace)
        self._press = Press(workspace)
        self.message = cache(self._message)
        self.source = cache(self._source)

    def template(self, name: str) -> Template | None:
        """Return a template, None when this side has none of that name or it is not complete."""
        try:
            return self.catalogue.template(name) if name in self.catalogue.names() else None
        except TactError:
            return None

    def _message(self, choice: Choice, channel: str) -> Message | str:
        """Return the message, or in Dutch why there is none."""
        try:
            template = template_of(self.catalogue, choice.template)
            record = record_of(self.workspace, template, choice)
            return self._press.composer.compose(
                template, record, channel, language=choice.language, mapped=True
            )
        except TactError as error:
            return sentence(error.said("nl"))

    def files(self, template: Template) -> frozenset[str]:
        """Return the files that a template is made of, by name; none where it cannot be read."""
        try:
            read = [self._press.composer.anatomy(template, tag) for tag in template.languages]
        except TactError:
            return frozenset()
        return frozenset(name for files in read for name in files)

    def texts(self) -> dict[str, str]:
        """Return the texts of all templates and shared files by name, without the samples."""
        found: dict[str, str] = {}
        for folder in reversed(self.workspace.templates):
            for path in (*folder.glob("*/*.j2"), *folder.glob("*/*.toml")):
                found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
        return {name: text for name, text in found.items() if not name.startswith(f"{SAMPLES}/")}

    def _source(self, name: str) -> str:
        """Return the text of a template file, empty when it is not there."""
        for folder in self.workspace.templates:
            if (folder / name).is_file():
                return (folder / name).read_text(encoding="utf-8")
        return ""

    def pictures(self, choice: Choice, width: int) -> list[Image.Image]:
        """Return the pages of the letter; none when there is none on this side."""
        message = self.message(choice, "letter")
        if isinstance(message, str):
            return []
        try:
            folder = sample_path(self.catalogue.template(choice.template), choice.sample).parent
            return list(page_pictures(self._press.render(message, folder).content, width))
        except TactError:
            return []

    def fields(self, template: Template) -> frozenset[str]:
        """Return the fields of a record that a template reads, in any language."""
        try:
            parts = [self._press.composer.anatomy(template, tag) for tag in template.languages]
        except TactError:
            return frozenset()
        return frozenset(use.path for files in parts for anatomy in files.values() for use in anatomy.uses)


@contextmanager
def committed(workspace: Workspace) -> Iterator[tuple[Workspace, str]]:
    """Give the workspace as the last commit has it, in a temporary folder, and that commit's short name and title."""
    root = workspace.root or workspace.templates[0].parent
    commit = git(root, "log", "-1", "--format=%h %s").decode().strip()
    with at_revision(root, "HEAD", *_FOLDERS) as folder:
        yield Workspace(folder, workspace.settings), commit


def plain_text(message: Message | str) -> str:
    """Return what a message says, without the marks that lay it out; nothing when there is none."""
    if isinstance(message, str):
        return ""
    text = "\n\n".join(document.text for document in message_documents(message).values())
    return _MARKS.sub("", text).replace(" | ", " · ")


def _pages(before: Side, now: Side, choice: Choice, width: int) -> list[dict[str, Any]]:
    """Return for each page its picture before and after, with what differs marked in the latter."""
    old, new = before.pictures(choice, width), now.pictures(choice, width)
    pages = []
    for number in range(max(len(old), len(new))):
        left = old[number] if number < len(old) else None
        right = new[number] if number < len(new) else None
        same = left is not None and right is not None and left.tobytes() == right.tobytes()
        pages.append(
            {
                "before": _png(left) if left else None,
                "after": _png(_marked(left, right)) if right else None,
                "same": same,
            }
        )
    return pages


def _marked(before: Image.Image | None, after: Image.Image) -> Image.Image:
    """Return a page with what differs from before laid over in red."""
    if before is None or before.size != after.size:
        return after
    mask = ImageChops.difference(before, after).convert("L").point(lambda level: 90 if level > 24 else 0)
    return Image.composite(Image.new("RGB", after.size, _CHANGED), after, mask)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()
