"""A round of reading: the texts that changed, in one file in which people without tact remark and agree.

A reader sees every variant of a text: samples whose sentences come from the same places of the template are one,
told with the first of them. Each sentence carries its place in the template, so that a remark finds its way back.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from toolkit import __version__
from toolkit.catalogue import STAGES, Template
from toolkit.catalogue.names import FOLDER
from toolkit.compose import Message
from toolkit.delivery import CHANNELS
from toolkit.errors import SettingsError
from toolkit.preview.changes import Side, plain_text
from toolkit.preview.choices import Choice
from toolkit.preview.differences import pieces
from toolkit.preview.earlier import earlier
from toolkit.preview.problems import sentence
from toolkit.preview.samples import says
from toolkit.preview.words import placed
from toolkit.reading.document import Document
from toolkit.reading.messages import message_documents
from toolkit.text.spans import Span
from toolkit.wording import worded
from toolkit.workspace import Workspace

FILE = "leesronde.html"
"""What the file of a round is called."""

AROUND = 120
"""Characters that stay before and after what changed."""

_PAGES = Path(__file__).parent / "pages_of_export"
_LINE = re.compile(r"[^\n]+")
_KINDS = (("## ", "heading"), ("- ", "item"), ("| ", "row"))
_NUMBERED = re.compile(r"\d+\. ")
_NOT_CELLS = re.compile(r"^[|\s]+|[|\s]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence on paper and its place: offsets in the text of `file`, and `source`, what stands there."""

    text: str
    file: str = ""
    start: int = 0
    end: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading, an item or a row of a table, with its sentences."""

    kind: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one or more channels say alike: lines, and the pieces of the difference; none where nothing changed."""

    channels: tuple[str, ...]
    lines: tuple[Line, ...]
    pieces: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a text can be, with the first sample that makes it so and the others."""

    sample: str
    says: str
    tellings: tuple[Telling, ...]
    others: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether any channel says something else than before."""
        return any(telling.pieces for telling in self.tellings)


@dataclass(frozen=True, slots=True)
class RoundText:
    """A text with its variants; `gaps` says in Dutch what cannot be shown."""

    template: Template
    variants: tuple[Variant, ...]
    is_new: bool = False
    gaps: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether the text is new, or says something else than before."""
        return self.is_new or any(variant.is_changed for variant in self.variants)


@dataclass(frozen=True, slots=True)
class Round:
    """The texts to read, and in Dutch since when they changed; empty where there is nothing to compare with."""

    texts: tuple[RoundText, ...]
    since: str
    made: datetime


def round_of(
    workspace: Workspace,
    *,
    changed_only: bool,
    names: Sequence[str] = (),
    now: datetime,
    step: Callable[[], None] = lambda: None,
) -> Round:
    """Return the texts to read; with `changed_only` those that changed, unless there is nothing to compare with.

    `names` are those of templates, by default all. Raises SettingsError when nothing changed.
    """
    side = Side(workspace)
    wanted = [side.catalogue.template(name) for name in names or side.catalogue.names()]
    ordered = sorted(wanted, key=lambda template: (STAGES.index(template.stage), template.name))
    with earlier(workspace) as old:
        before = Side(old.workspace) if old else None
        changed = _changed(side, before) if before else None
        texts = []
        for template in ordered:
            step()
            if changed_only and changed is not None and not _may_differ(template, side, changed):
                continue
            text = _text(template, side, before, step)
            if before is None or not changed_only or text.is_changed:
                texts.append(text)
        if not texts and old:
            raise _nothing(old.when)
        return Round(tuple(texts), old.when if old else "", now)


def html_of(made: Round) -> str:
    """Return the one file of a round: it needs no server, and asks nobody for anything."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("toolkit.preview", "pages_of_export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    script = (_PAGES / "round.js").read_text(encoding="utf-8")
    digest = base64.b64encode(sha256(script.encode("utf-8")).digest()).decode()
    return environment.get_template("round.html.j2").render(
        round=made,
        version=__version__,
        style=(_PAGES / "round.css").read_text(encoding="utf-8"),
        script=script,
        digest=digest,
        channels={name: sentence(channel.nl[0]) for name, channel in CHANNELS.items()},
    )


def changed_names(workspace: Workspace, names: Iterable[str]) -> list[str]:
    """Return which of these templates are made of files that changed; all where there is nothing to compare with.

    Raises SettingsError when none of them did.
    """
    side = Side(workspace)
    with earlier(workspace) as old:
        if old is None:
            return list(names)
        changed = _changed(side, Side(old.workspace))
        found = [name for name in names if _may_differ(side.catalogue.template(name), side, changed)]
        if not found:
            raise _nothing(old.when)
        return found


def _nothing(when: str) -> SettingsError:
    return SettingsError(worded("er is niets veranderd sinds {when}", when=when), hint="kies alle teksten")


def _changed(side: Side, before: Side) -> frozenset[str]:
    """Return the names of the files that are not what they were."""
    now, then = side.texts(), before.texts()
    return frozenset(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))


def _may_differ(template: Template, side: Side, changed: frozenset[str]) -> bool:
    """Say whether a text can say something else because of the files that changed."""
    shared = {name for name in changed if name.startswith("_")}
    if any(name.startswith(f"{template.name}/") for name in changed):
        return True
    return any(name.startswith(f"{FOLDER}/") for name in shared) or bool(shared & side.files(template))


def _text(template: Template, side: Side, before: Side | None, step: Callable[[], None]) -> RoundText:
    is_new = before is not None and before.template(template.name) is None
    found: dict[object, Variant] = {}
    gaps: list[str] = []
    for path in template.samples:
        step()
        choice = Choice(template.name, path.stem)
        tellings: list[Telling] = []
        for channel in template.channels:
            message = side.message(choice, channel)
            if isinstance(message, str):
                gaps.append(f"{says(path)}, {CHANNELS[channel].nl[0]}: {message}")
                continue
            lines = tuple(_lines(message, side))
            earlier_text = plain_text(before.message(choice, channel)) if before else ""
            told = plain_text(message)
            difference = (
                near(pieces(earlier_text, told)) if before and not is_new and earlier_text != told else ()
            )
            last = tellings[-1] if tellings else None
            if last and (last.lines, last.pieces) == (lines, difference):
                tellings[-1] = replace(last, channels=(*last.channels, channel))
            else:
                tellings.append(Telling((channel,), lines, difference))
        if not tellings:
            continue
        key = tuple((each.channels, _places(each.lines), bool(each.pieces)) for each in tellings)
        if key in found:
            found[key] = replace(found[key], others=(*found[key].others, says(path)))
        else:
            found[key] = Variant(path.stem, says(path), tuple(tellings))
    return RoundText(template, tuple(found.values()), is_new, tuple(dict.fromkeys(gaps)))


def near(told: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the pieces of a difference with, of what stayed the same, only the words around what did not."""
    out: list[list[str]] = []
    for number, (how, words) in enumerate(told):
        if how != "=" or len(words) <= 2 * AROUND:
            out.append([how, words])
            continue
        head = words[:AROUND].rpartition(" ")[0] if number else ""
        tail = words[-AROUND:].partition(" ")[2] if number < len(told) - 1 else ""
        out.append([how, f"{head} … {tail}"])
    return out


def _places(lines: Sequence[Line]) -> tuple[tuple[str, int, int], ...]:
    """Return where the sentences come from, each place once: two invoices or three make the same text."""
    return tuple(
        dict.fromkeys((each.file, each.start, each.end) for line in lines for each in line.sentences)
    )


def _lines(message: Message, side: Side) -> Iterator[Line]:
    for document in message_documents(message).values():
        ends = [found.span.end for found in document.analysis.sentences]
        for found in _LINE.finditer(document.text):
            text = found[0]
            mark, kind = next(((mark, kind) for mark, kind in _KINDS if text.startswith(mark)), ("", "text"))
            if numbered := _NUMBERED.match(text):
                mark, kind = numbered[0], "item"
            start = found.start() + len(mark)
            cuts = [start, *(end for end in ends if start < end < found.end()), found.end()]
            spans = [Span(low, high) for low, high in pairwise(cuts)]
            sentences = tuple(each for span in spans if (each := _sentence(document, span, side)).text)
            if sentences:
                yield Line(kind, sentences)


def _sentence(document: Document, span: Span, side: Side) -> Sentence:
    text = _NOT_CELLS.sub("", span.of(document.text)).replace(" | ", " · ")
    at = span.start
    word = None
    while word is None and at < span.end:
        word = placed(document, Span(at, span.end), 0) if not document.text[at].isspace() else None
        at += 1
    if word is None or not text:
        return Sentence(text)
    return Sentence(text, word.file, word.start, word.end, side.source(word.file)[word.start : word.end])
