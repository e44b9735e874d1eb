"""One PDF for the print shop: all letters of a run in postcode order, with bookmarks and an index of first pages.

After a letter come the pages of what goes along with it. The letters share their fonts (see `faces`). Tags for screen
readers are left out: this file is for paper, and the letters themselves keep them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from toolkit.batch.faces import Face, embed, fonts_of, join_faces, learn
from toolkit.batch.jobs import Setup
from toolkit.batch.journal import Entry, Journal
from toolkit.batch.sink import LEFT, reader
from toolkit.channels.enclosure import ENCLOSED
from toolkit.output import csv_lines, write_lines, write_whole

NAME, INDEX = "print-run.pdf", "print-run.csv"
VOLUME = 250
"""How many letters are bound at once; the volumes are joined afterwards, so that the memory stays small."""

_HEAD = ("first page", "pages", "record", "file", "country", "postcode", "enclosed", "enclosed pages")


Read = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class _Bound:
    entry: Entry
    first: int
    pages: int
    enclosed: str = ""
    behind: range = range(0)
    """The pages of what goes along, from 0 in the whole."""


def print_run(journal: Path, setup: Setup, folder: Path, duplex: bool) -> tuple[Path, ...]:
    """Write print-run.pdf and print-run.csv into `folder` and return them; nothing when there are no letters.

    In: the journal and the setup of a run, and whether both sides are printed: then an empty page follows a
    letter, and what goes along, with an odd number of pages. Raises RenderError when a file cannot be written.
    """
    book = Journal(journal)
    try:
        entries = sorted(book.entries("done", "letter"), key=lambda e: (not e.place, e.place, e.id))
    finally:
        book.close()
    if not entries:
        return ()
    read = reader(setup.out)
    found: dict[str, Face] = {}
    for entry in entries:
        with pikepdf.open(BytesIO(read(entry.file))) as letter:
            learn(letter, found)
    faces = join_faces(found, setup.workspace.styles)
    bound: list[_Bound] = []
    with TemporaryDirectory(dir=folder, prefix=LEFT[0], suffix=LEFT[1]) as scratch:
        volumes = []
        for start in range(0, len(entries), VOLUME):
            volumes.append(Path(scratch) / f"{start}.pdf")
            _bind(entries[start : start + VOLUME], read, faces, duplex, bound, volumes[-1])
        whole = Path(scratch) / "whole.pdf"
        _join(volumes, faces, bound, whole)
        write_whole(folder / NAME, whole.read_bytes())
    return folder / NAME, write_lines(folder / INDEX, csv_lines(_HEAD, _rows(bound)))


def _bind(entries: Sequence[Entry], read: Read, faces: dict[str, Face], duplex: bool, bound: list[_Bound],
          path: Path) -> None:  # fmt: skip
    """Write the letters of one volume, and note on which page each begins."""
    first = bound[-1].first + bound[-1].pages if bound else 1
    with ExitStack() as stack:
        volume = stack.enter_context(pikepdf.new())
        shared = embed(volume, faces)
        for entry in entries:
            begins = len(volume.pages)
            letter = stack.enter_context(pikepdf.open(BytesIO(read(entry.file))))
            _append(volume, letter, shared)
            _fill(volume, letter, begins, duplex)
            along = next((name for name in entry.sidecars if name.endswith(ENCLOSED)), "")
            after = len(volume.pages)
            if along:
                more = stack.enter_context(pikepdf.open(BytesIO(read(along))))
                volume.pages.extend(more.pages)
                _fill(volume, more, after, duplex)
            count = len(volume.pages) - begins
            behind = range(first - 1 + after - begins, first - 1 + count)
            bound.append(_Bound(entry, first, count, along, behind))
            first += count
        volume.save(path, deterministic_id=True)


def _fill(volume: pikepdf.Pdf, part: pikepdf.Pdf, begins: int, duplex: bool) -> None:
    """Add an empty page of the size of the last one when both sides are printed and a part ends on a front."""
    if duplex and (len(volume.pages) - begins) % 2:
        size = [float(each) for each in part.pages[-1].mediabox]
        volume.add_blank_page(page_size=(size[2] - size[0], size[3] - size[1]))


def _join(volumes: Iterable[Path], faces: dict[str, Face], bound: Sequence[_Bound], path: Path) -> None:
    along = {page for each in bound for page in each.behind}
    with ExitStack() as stack:
        whole = stack.enter_context(pikepdf.new())
        shared = embed(whole, faces)
        for volume in volumes:
            _append(whole, stack.enter_context(pikepdf.open(volume)), shared, along)
        with whole.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(each.entry.id, each.first - 1) for each in bound)
        whole.save(
            path,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )


def _append(
    target: pikepdf.Pdf,
    source: pikepdf.Pdf,
    shared: dict[str, pikepdf.Object],
    strange: Set[int] = frozenset(),
) -> None:
    """Append the pages of a PDF, with the shared fonts instead of their own, without tags and links.

    The `strange` pages, by their number in the target, stay as they are: they came from others.
    """
    names: dict[tuple[int, int], dict[str, str]] = {}
    for page in source.pages:
        if len(target.pages) in strange:
            target.pages.append(page)
            continue
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        place = resources.objgen if resources.is_indirect else page.obj.objgen
        if place not in names:
            names[place] = {key: name for key, name, _ in fonts_of(page) if name in shared}
            for key in names[place]:
                del resources.Font[key]
        for key in ("/StructParents", "/Tabs", "/Annots"):
            if key in page.obj:
                del page.obj[key]
        target.pages.append(page)
        for key, name in names[place].items():
            target.pages[-1].obj.Resources.Font[key] = shared[name]


def _rows(bound: Iterable[_Bound]) -> Iterator[tuple[str, ...]]:
    for each in bound:
        country, postcode, _ = json.loads(each.entry.place or '["", "", ""]')
        pages = each.entry.measures.get("enclosed", "")
        yield (
            str(each.first), str(each.pages), each.entry.id, each.entry.file, country, postcode,
            each.enclosed, str(pages),
        )  # fmt: skip
