"""Lints a text, or a template with every sample on every channel."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from toolkit.catalogue import Template
from toolkit.channels.rendering import Rendering
from toolkit.compose import Composer, Message
from toolkit.compose.sourcemap import Source
from toolkit.compose.tracing import Anatomy
from toolkit.errors import UnknownField
from toolkit.lint.document import Document, text_document
from toolkit.lint.model import Finding, Hit, Rule
from toolkit.lint.placing import file_finding, message_finding, text_finding
from toolkit.lint.rules import all_rules
from toolkit.lint.rules.uncovered_branch import UNCOVERED, branch_hit
from toolkit.lint.scenario import Scenario, TemplateView, uncovered
from toolkit.lint.settings import Settings, check_names
from toolkit.lint.suppressions import suppressed
from toolkit.records import Record
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace


def lint_text(
    text: str,
    *,
    select: Iterable[str] | None = None,
    language: str = "nl",
    settings: Settings | None = None,
    file: str = "<text>",
) -> list[Finding]:
    """Lint a plain text: what its words, sentences, tone and structure say to a reader.

    `select` names rules, codes or groups (default: all that read plain text); `file` is what findings call
    the text. Findings come in the order of the text. Raises SettingsError for an unknown rule.
    """
    rules = all_rules()
    settings = settings or Settings()
    if select is not None:
        chosen = tuple(select)
        check_names(chosen, rules)
        settings = replace(settings, select=frozenset(chosen))
    source = Source(file, text)
    running = [rule for rule in settings.rules(rules) if rule.reads == "text"]
    found = [
        text_finding(rule, hit, source, settings)
        for rule, hit in _text_hits(text_document(text, language), running, settings)
    ]
    return _ordered(suppressed(found, {file: source}, running, settings))


class Linter:
    """Lints the templates of a workspace; compiled templates and word lists are kept between templates."""

    def __init__(self, workspace: Workspace, settings: Settings | None = None) -> None:
        self._workspace = workspace
        self._settings = settings or Settings()
        self._composer = Composer(workspace)

    def lint(
        self,
        template: Template,
        *,
        language: str = "nl",
        records: Mapping[str, Record] | None = None,
    ) -> list[Finding]:
        """Return the findings of a template, merged over all its samples and channels.

        `records` are samples by name, instead of those in the template's folder. Branches of shared parts are not
        judged here: another template may reach them. Raises TemplateError when the template cannot be composed at
        all, RecordErrors for a broken sample.
        """
        view = self._view(template, language, records or _samples(template))
        return self._kept(self._findings(view), view.sources, template.name)

    def lint_all(self, templates: Iterable[Template], *, language: str = "nl") -> list[Finding]:
        """Return the findings of several templates, and of the branches of shared parts that none of them reaches."""
        found: list[Finding] = []
        shared: dict[str, Anatomy] = {}
        taken: set[tuple[str, int]] = set()
        for template in templates:
            view = self._view(template, language, _samples(template))
            found += self._kept(self._findings(view), view.sources, template.name)
            shared |= {file: anatomy for file, anatomy in view.anatomy.items() if file != view.main}
            taken |= view.taken
        merged = _merged((*found, *self._uncovered(shared, taken)))
        sources = {file: anatomy.source for file, anatomy in shared.items()}
        return self._kept(merged, sources, "")

    def _kept(self, found: Iterable[Finding], sources: Mapping[str, Source], template: str) -> list[Finding]:
        rules = self._settings.rules(all_rules(), template)
        return _ordered(suppressed(_merged(found), sources, rules, self._settings))

    def _findings(self, view: TemplateView) -> Iterator[Finding]:
        rules = self._settings.rules(all_rules(), view.template.name)
        texts = [rule for rule in rules if rule.reads == "text"]
        main = view.sources[view.main]
        for scenario in view.scenarios:
            for document in scenario.documents.values():
                for rule, hit in _text_hits(document, texts, self._settings):
                    yield message_finding(rule, hit, document, main, self._settings, scenario.name)
            for rule in rules:
                if rule.reads == "message":
                    for hit in rule.check(scenario, self._settings.options_of(rule)):
                        document = scenario.documents[hit.section or scenario.main]
                        yield message_finding(rule, hit, document, main, self._settings, scenario.name)
        for rule in rules:
            if rule.reads == "template":
                for hit in rule.check(view, self._settings.options_of(rule)):
                    yield file_finding(rule, hit, view.sources[hit.file], self._settings)
        yield from self._uncovered({view.main: view.anatomy[view.main]}, view.taken)

    def _uncovered(
        self, anatomy: Mapping[str, Anatomy], taken: Container[tuple[str, int]]
    ) -> Iterator[Finding]:
        """Report the branches with words that no sample reaches, and lint those words."""
        rules = self._settings.rules(all_rules())
        reported = [rule for rule in rules if rule.name == UNCOVERED]
        texts = [rule for rule in rules if rule.reads == "text" and not rule.whole]
        for branch, source in uncovered(anatomy, taken):
            for rule in reported:
                yield file_finding(rule, branch_hit(branch, source), source, self._settings)
            document = Document(str.__str__(branch.text), "nl", branch.text, ((0, len(branch.text), 0),))
            for rule, hit in _text_hits(document, texts, self._settings):
                yield message_finding(rule, hit, document, source, self._settings, UNCOVERED)

    def _view(self, template: Template, language: str, records: Mapping[str, Record]) -> TemplateView:
        scenarios: list[Scenario] = []
        failures: list[tuple[str, UnknownField]] = []
        taken: set[tuple[str, int]] = set()
        for sample, record in records.items():
            for channel in template.channels:
                try:
                    message = self._composer.compose(
                        template, record, channel, language=language, mapped=True
                    )
                except UnknownField as error:
                    failures.append((f"{template.name}/{sample}/{channel}", error))
                    continue
                taken |= message.branches or set()
                render = partial(_render, self._workspace, message, template.folder / "samples")
                scenarios.append(Scenario(template, sample, message, render))
        return TemplateView(
            template=template,
            main=template.file(language),
            samples=tuple(records),
            scenarios=tuple(scenarios),
            anatomy=self._composer.anatomy(template, language),
            manifest=_manifest(template),
            taken=frozenset(taken),
            failures=tuple(failures),
        )


def _samples(template: Template) -> dict[str, Record]:
    return {path.stem: read_record(path) for path in template.samples}


def _manifest(template: Template) -> Source:
    text = (template.folder / "template.toml").read_text(encoding="utf-8")
    return Source(f"{template.name}/template.toml", text)


def _render(workspace: Workspace, message: Message, beside: Path) -> Rendering:
    """Make what the customer gets; the channel is imported only when a rule asks. Files lie `beside` the sample."""
    if message.channel == "sms":
        from toolkit.channels.sms import render_sms

        return render_sms(message)
    if message.channel == "email":
        from toolkit.channels.email import render_email

        return render_email(message, workspace, beside=beside)
    from toolkit.channels.letter import Letterpress

    return Letterpress(workspace).render(message)


def _text_hits(document: Document, rules: Iterable[Rule], settings: Settings) -> Iterator[tuple[Rule, Hit]]:
    """Yield the hits of text rules; of phrase rules on the same words only the longest."""
    phrases: list[tuple[Rule, Hit]] = []
    for rule in rules:
        for hit in rule.check(document, settings.options_of(rule)):
            if rule.phrase:
                phrases.append((rule, hit))
            else:
                yield rule, hit
    yield from _longest(phrases)


def _longest(found: list[tuple[Rule, Hit]]) -> Iterator[tuple[Rule, Hit]]:
    """Yield the hits that overlap no longer one; of equals the first, and the lowest code."""
    starts: list[int] = []
    kept: list[tuple[Rule, Hit]] = []
    for rule, hit in sorted(found, key=lambda f: (f[1].start - f[1].end, f[1].start, f[0].code)):
        index = bisect_right(starts, hit.start)
        before_ends = index == 0 or kept[index - 1][1].end <= hit.start
        after_starts = index == len(starts) or hit.end <= starts[index]
        if before_ends and after_starts:
            starts.insert(index, hit.start)
            kept.insert(index, (rule, hit))
    yield from kept


def _merged(findings: Iterable[Finding]) -> list[Finding]:
    """Make one finding of the same finding in several scenarios."""
    merged: dict[tuple[str, str, int, int], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.file, finding.start, finding.end)
        known = merged.get(key)
        if known is None:
            merged[key] = finding
            continue
        worst = min(known, finding, key=lambda found: found.severity.rank)
        scenarios = tuple(dict.fromkeys((*known.scenarios, *finding.scenarios)))
        merged[key] = replace(known, scenarios=scenarios, severity=worst.severity, in_value=worst.in_value)
    return list(merged.values())


def _ordered(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda f: (f.file, f.start, f.end, f.severity.rank, f.code))
