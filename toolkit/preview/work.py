"""The work that is left: what was found in all texts, brought together by the sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_WORST = ("error", "warning", "hint")
_END = re.compile(
    r"(?<=[.?!])[\"'”’)*]*\s+(?=[^a-z0-9|])|\n\s*\n|\n(?=[-#>|{]|\d+\.)|(?<=%\})\s*\n|(?<=#\})\s*\n"
)
"""What ends a sentence of a source: its mark with a space, an empty line, a line that begins or ends something."""


def work_left(
    found: Mapping[str, list[dict[str, Any]]], texts: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return all that was found, by sentence of a file: the worst first, then in the order of `found`.

    `found` holds findings as JSON by template, `texts` the files by id; what stands in no sentence of them goes by its
    line. What stands in a shared part is told once, with all `templates` that use it; `samples` of a finding are those
    that show it, by template. `text` is the sentence.
    """
    groups: dict[tuple[str, int], dict[str, Any]] = {}
    known = {file: list(_sentences(text)) for file, text in (texts or {}).items()}
    for template, findings in found.items():
        for finding in findings:
            file, start = finding["file"], finding["start"]
            at, text = next(
                ((low, words) for low, high, words in known.get(file, ()) if low <= start < high),
                (-finding["line"], ""),
            )
            group = groups.setdefault(
                (file, at),
                {
                    "file": file,
                    "name": finding["name"],
                    "number": finding["line"],
                    "text": text,
                    "templates": {},
                    "findings": {},
                },
            )
            group["templates"][template] = None
            told = group["findings"].setdefault(
                (finding["rule"], start, finding["end"]),
                {name: finding[name] for name in ("rule", "severity", "message", "start", "end")}
                | {"samples": {}},
            )
            told["samples"][template] = list(
                dict.fromkeys(sample for name in finding["scenarios"] for sample in name.split("/")[1:2])
            )
    work = [
        {
            **group,
            "templates": list(group["templates"]),
            "findings": sorted(group["findings"].values(), key=lambda each: _WORST.index(each["severity"])),
        }
        for group in groups.values()
    ]
    return sorted(work, key=lambda group: _WORST.index(group["findings"][0]["severity"]))


def _sentences(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where sentences of a source begin and end, with their words on one line; a line of program is one."""
    at = 0
    for found in _END.finditer(text):
        if words := " ".join(text[at : found.start()].split()):
            yield at, found.end(), words
        at = found.end()
    if words := " ".join(text[at:].split()):
        yield at, len(text), words
