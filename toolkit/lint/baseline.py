"""Findings that were there before: a file of fingerprints, so that only new ones fail a build.

A fingerprint holds the rule, the file and the words found, not the line, so it survives moved text. The
same words found twice count twice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from toolkit.errors import Place, SettingsError
from toolkit.lint.model import Finding

_VERSION = 1


def fingerprint(finding: Finding) -> str:
    """Return what a finding is known by, wherever it moves."""
    words = " ".join(finding.excerpt.split()).casefold()
    return sha256("\x00".join((finding.rule, finding.file, words)).encode()).hexdigest()[:20]


def write_baseline(path: Path, findings: Iterable[Finding]) -> int:
    """Write the fingerprints of these findings, and return how many."""
    counts = Counter(fingerprint(finding) for finding in findings)
    text = json.dumps({"version": _VERSION, "findings": dict(sorted(counts.items()))}, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return counts.total()


def read_baseline(path: Path) -> Counter[str]:
    """Return the fingerprints of a baseline file. Raises SettingsError when there is none in it."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        if read["version"] != _VERSION:
            raise ValueError(f"version {read['version']}")
        return Counter({str(key): int(count) for key, count in read["findings"].items()})
    except FileNotFoundError as error:
        raise SettingsError(
            "the baseline does not exist", place=Place(str(path)), hint="'--write-baseline' makes it"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(f"is not a baseline: {error}", place=Place(str(path))) from error


def new_findings(findings: Iterable[Finding], known: Counter[str]) -> tuple[list[Finding], Counter[str]]:
    """Return the findings that the baseline does not know, and what of the baseline is mended by now."""
    left = Counter(known)
    new: list[Finding] = []
    for finding in findings:
        key = fingerprint(finding)
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(finding)
    return new, +left
