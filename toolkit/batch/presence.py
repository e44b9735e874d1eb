"""Whether what a run made is still there: files, and lines of a list, with the hash they were made with."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from toolkit.batch.journal import Entry, Journal
from toolkit.batch.manifest import listed, read_list
from toolkit.batch.sink import reader
from toolkit.delivery import CHANNELS
from toolkit.wording import translated, worded


def check_made(journal: Journal, out: str, folder: Path) -> None:
    """Mark in the journal what was made and is gone or damaged, and what was gone and is back.

    In: the output, and the folder of the lists. Raises OSError for an output that cannot be read at all.
    """
    read = reader(out)
    lists = {
        name: read_list(folder / channel.listing) for name, channel in CHANNELS.items() if channel.listing
    }

    def wrong(entry: Entry) -> str:
        if entry.file:
            try:
                content = read(entry.file)
            except FileNotFoundError:
                return worded("het bestand is weg")
        else:
            text = listed(entry, lists[entry.channel])
            if not text:
                return worded("het bestand is weg")
            content = str(text.get("text")).encode("utf-8", "surrogatepass")
        if sha256(content).hexdigest() != entry.sha256:
            return worded("het bestand is niet meer zoals het is gemaakt")
        for name, digest in entry.sidecars.items():
            try:
                if sha256(read(name)).hexdigest() != digest:
                    return worded("wat ernaast ligt, is niet meer zoals het is gemaakt: {file}", file=name)
            except FileNotFoundError:
                return worded("wat ernaast lag, is weg: {file}", file=name)
        return ""

    found = [
        (entry, translated(wrong(entry)))
        for status in ("done", "gone")
        for entry in list(journal.entries(status))
    ]
    journal.mark((entry, why) for entry, why in found if why != entry.error)
