"""Findings that were there before: a file of fingerprints, so that only new ones fail a build.

A fingerprint holds the rule and the words found, not the line, so it survives moved text. The same words
found twice in a file count twice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from toolkit.errors import Place, SettingsError
from toolkit.lint.findings import Finding
from toolkit.wording import overheard, worded

_VERSION = 1

Baseline = Mapping[str, Counter[str]]
"""Per file, how often each fingerprint is known: 'rule:digest'."""


def fingerprint(finding: Finding) -> str:
    """Return what a finding is known by inside its file, wherever it moves: 'rule:digest'."""
    words = " ".join((finding.excerpt or finding.message.nl).split()).casefold()
    digest = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{finding.rule}:{digest}"


def baseline_of(findings: Iterable[Finding], names: Mapping[str, str]) -> dict[str, Counter[str]]:
    """Return the baseline that knows exactly these findings; `names` are what it calls their files."""
    known: dict[str, Counter[str]] = {}
    for finding in findings:
        known.setdefault(names[finding.file], Counter())[fingerprint(finding)] += 1
    return known


def write_baseline(path: Path, known: Baseline) -> None:
    """Write a baseline file. Raises SettingsError when that cannot be."""
    files = {file: dict(sorted(known[file].items())) for file in sorted(known) if known[file].total()}
    text = json.dumps({"version": _VERSION, "findings": files}, indent=1, ensure_ascii=False)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            worded("cannot be written: {reason}", reason=overheard(error.strerror)), place=Place(str(path))
        ) from error


def read_baseline(path: Path) -> dict[str, Counter[str]]:
    """Return what a baseline file knows. Raises SettingsError when it is missing or no baseline."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        if read["version"] != _VERSION:
            raise ValueError(f"version {read['version']}")
        return {
            str(file): Counter({str(key): int(count) for key, count in keys.items()})
            for file, keys in read["findings"].items()
        }
    except FileNotFoundError as error:
        raise SettingsError(
            "the baseline does not exist", place=Place(str(path)), hint="'--write-baseline' makes it"
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(
            worded("is not a baseline: {error}", error=str(error)), place=Place(str(path))
        ) from error


def new_findings(findings: Iterable[Finding], known: Baseline, names: Mapping[str, str]) -> list[Finding]:
    """Return the findings that the baseline does not know; of equal ones the first are the known ones."""
    left = {file: Counter(keys) for file, keys in known.items()}
    new: list[Finding] = []
    for finding in findings:
        key = fingerprint(finding)
        counts = left.get(names[finding.file])
        if counts is not None and counts[key] > 0:
            counts[key] -= 1
        else:
            new.append(finding)
    return new


def pruned(
    known: Baseline, findings: Iterable[Finding], names: Mapping[str, str], rules: Collection[str]
) -> dict[str, Counter[str]]:
    """Return a baseline without what is mended by now, in the files of `names` and for the `rules` that ran."""
    present = baseline_of(findings, names)
    seen = set(names.values())
    kept: dict[str, Counter[str]] = {}
    for file, keys in known.items():
        here = present.get(file, Counter())
        for key, count in keys.items():
            is_seen = file in seen and key.partition(":")[0] in rules
            left = min(count, here[key]) if is_seen else count
            if left:
                kept.setdefault(file, Counter())[key] = left
    return kept
