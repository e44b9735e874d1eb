"""Before a run starts: lint its templates, and measure what it is going to make on some of its messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from toolkit.batch.jobs import Setup
from toolkit.batch.journal import Journal
from toolkit.batch.report import Summary
from toolkit.batch.worker import work
from toolkit.catalogue import Catalogue
from toolkit.delivery import CHANNELS, MEASURES
from toolkit.errors import TemplateError
from toolkit.wording import interface_language, translated, worded
from toolkit.workspace import Workspace


def lint_templates(
    root: Path | None, settings: Mapping[str, Any], names: Iterable[str]
) -> tuple[dict[str, str], int]:
    """Return for each template what the linter says of it, in a few words, and how many rules were at fault.

    Raises TemplateError, with every place, when a template has an error.
    """
    from toolkit.lint import Linter

    workspace = Workspace(root, settings)
    catalogue = Catalogue(workspace)
    linter = Linter(workspace)
    said: dict[str, str] = {}
    wrong: list[str] = []
    fell = 0
    for name in names:
        findings = linter.lint(catalogue.template(name))
        wrong += (
            f"{each.file}:{each.line}:{each.column}: {each.message.to(interface_language())}"
            for each in findings
            if each.severity == "error"
        )
        counts = Counter(str(each.severity) for each in findings)
        words = {
            "warning": worded("warnings: {count}", count=counts["warning"]),
            "hint": worded("hints: {count}", count=counts["hint"]),
        }
        said[name] = (
            ", ".join(translated(told) for kind, told in words.items() if counts[kind])
            or translated(worded("clean"))
        ) + "".join(f"; {fault.spoken()}" for fault in linter.faults[fell:])
        fell = len(linter.faults)
    if wrong:
        raise TemplateError("\n".join(wrong), hint="repair the text, or run with --no-lint")
    return said, fell


def summarise(
    journal: Journal,
    setup: Setup,
    executor: Executor,
    warnings: tuple[str, ...],
    lint: Mapping[str, str] | None,
) -> Summary:
    """Return what a run is going to make; pages and segments are measured by its own workers."""
    counts = journal.counts()
    messages = {channel: number for (channel, status), number in counts.items() if status == "todo"}
    sizes = {f"{measure}s": 0 for measure in MEASURES}
    measured: dict[str, int] = {}
    for channel, way in CHANNELS.items():
        jobs = journal.spread(channel, way.measured) if way.measure and messages.get(channel) else []
        if not jobs:
            continue
        calls = [
            executor.submit(work, setup, tuple(part), write=False) for part in (jobs[::2], jobs[1::2]) if part
        ]
        found = []
        for call in calls:
            try:
                found += [
                    int(result.measures[way.counted]) for result in call.result() if result.status == "done"
                ]
            except Exception:  # noqa: BLE001, S112 - a worker that dies here is found again, and told, in the run
                continue
        measured[channel] = len(jobs)
        if found:
            sizes[way.counted] += round(sum(found) / len(found) * messages[channel])
    return Summary(
        messages=messages,
        measured=measured,
        sizes=sizes,
        skipped=journal.skipped(),
        failed=sum(number for (_, status), number in counts.items() if status == "failed"),
        unreadable=journal.problems(),
        warnings=warnings,
        lint=tuple(f"{name}: {words}" for name, words in (lint or {}).items()),
        done=sum(number for (_, status), number in counts.items() if status == "done"),
    )
