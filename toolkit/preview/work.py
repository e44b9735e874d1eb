"""The work that is left: what was found in all texts, brought together by the line it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_WORST = ("error", "warning", "hint")


def work_left(found: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return all that was found, by line of a file: the worst lines first, then in the order of `found`.

    `found` holds findings as JSON by template. What stands in a shared part is told once, with all `templates` that use
    it; `samples` of a finding are those that show it, by template.
    """
    lines: dict[tuple[str, int], dict[str, Any]] = {}
    for template, findings in found.items():
        for finding in findings:
            place = (finding["file"], finding["line"])
            line = lines.setdefault(
                place, {name: finding[name] for name in ("file", "name")} | {"templates": {}, "findings": {}}
            )
            line["templates"][template] = None
            known = line["findings"].setdefault(
                (finding["rule"], finding["start"], finding["end"]),
                {name: finding[name] for name in ("rule", "severity", "message", "start", "end")}
                | {"samples": {}},
            )
            known["samples"][template] = list(
                dict.fromkeys(sample for name in finding["scenarios"] for sample in name.split("/")[1:2])
            )
    told = [
        {
            **line,
            "number": number,
            "templates": list(line["templates"]),
            "findings": sorted(line["findings"].values(), key=lambda each: _WORST.index(each["severity"])),
        }
        for (_, number), line in lines.items()
    ]
    return sorted(told, key=lambda line: _WORST.index(line["findings"][0]["severity"]))
