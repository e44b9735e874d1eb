"""The difference between two texts, word by word."""

from __future__ import annotations

from difflib import SequenceMatcher


def pieces(before: str, after: str) -> list[list[str]]:
    """Return the texts as [how, words], where `how` is '=' (the same), '-' (gone) or '+' (new)."""
    old, new = _words(before), _words(after)
    out: list[list[str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            out.append(["=", "".join(old[a:b])])
            continue
        out += [[how, "".join(words)] for how, words in (("-", old[a:b]), ("+", new[c:d])) if words]
    return out


def _words(text: str) -> list[str]:
    """Return the words of a text, each with the white space after it."""
    out: list[str] = []
    for character in text:
        if out and (not out[-1][-1].isspace() or character.isspace()):
            out[-1] += character
        else:
            out.append(character)
    return out
