"""Word lists in the form that loads fast: one line an entry and one line a first word.

A wheel holds that form beside each list; its build makes it. In a checkout it is made when a list is first used, and
kept in the folder for caches under a name that changes with the list and with the program that packs it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import MISSING, fields
from pathlib import Path
from time import time
from typing import Any

from toolkit.errors import RenderError
from toolkit.lint import words as lists
from toolkit.lint.words import CLAUSE_END, GAP, Entry
from toolkit.text import folding
from toolkit.text.folding import fold

END, CLAUSE, GAP_NODE = " end", " clause", " gap"
"""What a node holds beside its next words: finds ending here, or only at a clause's end; gaps by length."""

UNLESS = -1
"""The number of a form that stands in `unless`."""

_USUAL = {field.name: field.default for field in fields(Entry) if field.default is not MISSING}
_PACKERS = (__file__, lists.__file__, folding.__file__)
_KEPT = 30 * 24 * 3600
"""Seconds that the packed form of a list of before is kept."""

Node = dict[str, Any]


def packed(name: str, beside: Path = lists.FOLDER) -> str:
    """Return the packed form of a list: what the build put beside it, or what the cache has, or else made now."""
    with suppress(FileNotFoundError):
        return (beside / f"{name}.packed").read_text(encoding="utf-8")
    return _kept(name, beside)


def _kept(name: str, beside: Path) -> str:
    from hashlib import sha256

    from toolkit.output import cache_folder, make_folder, write_whole

    parts = [(beside / f"{name}.toml").read_bytes(), *(Path(path).read_bytes() for path in _PACKERS)]
    digest = sha256(b"\0".join(parts)).hexdigest()[:32]
    with suppress(OSError, RuntimeError, UnicodeDecodeError):
        return (cache_folder("words") / f"{name}-{digest}.packed").read_text(encoding="utf-8")
    text = pack(name, beside)
    with suppress(OSError, RuntimeError, RenderError):  # without room or right to do so it is made again
        folder = cache_folder("words")
        make_folder(folder)
        write_whole(folder / f"{name}-{digest}.packed", text.encode())
        for old in folder.glob(f"{name}-*.packed"):
            if time() - old.stat().st_mtime > _KEPT:
                old.unlink(missing_ok=True)
    return text


def pack(name: str, beside: Path = lists.FOLDER) -> str:
    """Return the packed form of a list, made from its TOML.

    First a line of JSON for each entry, without the values that are usual; then, after an empty line, a
    line for each first word: the word, a tab, and in JSON the node of the tree that it leads to. Raises SettingsError
    for a list that is not right.
    """
    entries = lists.read(beside / f"{name}.toml")
    rows = [
        {key: value for key in Entry.__slots__ if (value := getattr(entry, key)) != _USUAL.get(key, MISSING)}
        for entry in entries
    ]
    heads = [f"{word}\t{_json(node)}" for word, node in sorted(grow(entries).items())]
    return "\n".join([*map(_json, rows), "", *heads, ""])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def grow(entries: Iterable[Entry]) -> Node:
    """Build the tree of a list; a find is kept as the numbers of its entry and of its form."""
    tree: Node = {}
    known = tuple(entries)
    for spell in (_spellings, _to_others):  # a form of the list goes before one that is only said otherwise
        for number, entry in enumerate(known):
            kept = [*enumerate(entry.forms), *((UNLESS, phrase) for phrase in entry.unless)]
            for form, text in kept:
                for spelling in spell(text):
                    ends = _node(tree, spelling, entry.gap)
                    end = CLAUSE if text.endswith(CLAUSE_END) else END
                    if spell is _spellings or end not in ends:
                        ends.setdefault(end, []).append([number, form])
    return tree


def _node(tree: Node, spelling: Iterable[str], size: int) -> Node:
    """Return the node that a form leads to, grown where there is none."""
    node, gap = tree, False
    for word in spelling:
        if word != GAP:
            node = node.setdefault(GAP_NODE, {}).setdefault(str(size), {}) if gap else node
            node = node.setdefault(word, {})
        gap = word == GAP
    return node


def _spellings(form: str) -> Iterator[list[str]]:
    """Give the words of a form for each way a text may be cut: its last dot may be apart, or gone."""
    words = [word if word == GAP else fold(word) for word in form.removesuffix(CLAUSE_END).split()]
    yield words
    if words[-1].endswith("."):
        yield [*words[:-1], words[-1][:-1], "."]
        if "." in words[-1][:-1]:
            yield [*words[:-1], words[-1][:-1]]
    if "/" in form:
        yield " ".join(words).replace("/", " / ").split()


_INVERTED = ("dt", "pt", "gt", "nt", "kt", "rt", "lt", "bt")


def _to_others(form: str) -> Iterator[list[str]]:
    """Give a form that says "u" or "wij" as it is said with "je" and "we": a firm says either."""
    words = [word if word == GAP else fold(word) for word in form.removesuffix(CLAUSE_END).split()]
    spoken = [words]
    if not {"u", "uw"}.isdisjoint(words):
        for you, your in (("je", "je"), ("jou", "jouw")):
            told = [{"u": you, "uw": your}.get(word, word) for word in words]
            spoken.append(told)
            at = words.index("u") if "u" in words else 0
            if at and len(words[at - 1]) > 3 and words[at - 1].endswith(_INVERTED):
                spoken.append([*told[: at - 1], told[at - 1][:-1], *told[at:]])
    for told in spoken:
        if told is not words:
            yield told
        if "wij" in told:
            yield ["we" if word == "wij" else word for word in told]
