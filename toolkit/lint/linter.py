"""Lints templates: each with every sample on every channel, all findings of one place made one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.catalogue import Catalogue, Template
from toolkit.catalogue.samples import read_samples
from toolkit.compose import Composer, Message
from toolkit.compose.rewriting import Branch
from toolkit.compose.sourcemap import Source
from toolkit.compose.tracing import Anatomy
from toolkit.errors import InnerError, Place, UnknownField
from toolkit.lint.engine import text_hits
from toolkit.lint.findings import Finding, ordered
from toolkit.lint.guard import Guard
from toolkit.lint.model import FileHit, Hit, Rule
from toolkit.lint.placing import document_finding, file_finding
from toolkit.lint.rules import all_rules
from toolkit.lint.rules.uncovered_branch import UNCOVERED, branch_hit
from toolkit.lint.scenario import Scenario, TemplateView, uncovered
from toolkit.lint.settings import Settings
from toolkit.lint.suppressions import suppressed
from toolkit.reading.document import Document
from toolkit.records import Record
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.channels.press import Press
    from toolkit.channels.rendering import Rendering


class Linter:
    """Lints the templates of a workspace; compiled templates and what was found in a text are kept.

    `texts` are template files by name that stand before those of the workspace.
    """

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings | None = None,
        *,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self._workspace = workspace
        self._settings = settings or Settings()
        self._composer = Composer(workspace, texts)
        self._seen: dict[tuple[object, ...], list[tuple[Rule, Hit]]] = {}
        self._guard = Guard()
        self.has_rendered = False
        """Whether a rule asked for a rendering, which may read more files than those of the templates."""

    @property
    def faults(self) -> list[InnerError]:
        """The rules that failed inside since the last `lint`, each once for a file; the others are whole."""
        return self._guard.faults

    def lint(
        self,
        template: Template,
        *,
        language: str | None = None,
        records: Mapping[str, Record] | None = None,
    ) -> list[Finding]:
        """Return the findings of a template, merged over all its samples and channels.

        `language` is the tag of the only text to lint (default: the text in each language that it is written in);
        `records` are samples by name, instead of those in the template's folder.

        Raises TemplateError when the template cannot be composed at all, RecordErrors for a broken sample.
        """
        self._guard = Guard()
        return self.findings([self.view(template, language=language, records=records)])

    def lint_all(self, templates: Iterable[Template]) -> list[Finding]:
        """Return the findings of several templates; those of the parts that they share once."""
        return self.findings([self.view(template) for template in templates])

    def view(
        self,
        template: Template,
        *,
        language: str | None = None,
        records: Mapping[str, Record] | None = None,
    ) -> TemplateView:
        """Compose a template with all its samples on all its channels; parameters and errors as `lint`."""
        scenarios: list[Scenario] = []
        failures: list[tuple[str, UnknownField]] = []
        taken: set[tuple[str, int]] = set()
        read: dict[Hashable, Document] = {}
        samples = records
        if samples is None:
            samples = read_samples(self._workspace, template.samples)
        languages = template.languages if language is None else (language,)
        for tag, (sample, record), channel in product(languages, samples.items(), template.channels):
            try:
                message = self._composer.compose(template, record, channel, language=tag, mapped=True)
            except UnknownField as error:
                failures.append((f"{template.name}/{sample}/{channel}", error))
                continue
            taken |= message.branches or set()
            render = partial(self._render, message, template.folder / "samples")
            scenarios.append(Scenario(template, sample, message, render, read))
        return TemplateView(
            template=template,
            mains={tag: template.file(tag) for tag in languages},
            samples=tuple(samples),
            scenarios=tuple(scenarios),
            anatomies={tag: self._composer.anatomy(template, tag) for tag in languages},
            manifest=_manifest(template),
            taken=frozenset(taken),
            failures=tuple(failures),
        )

    def findings(self, views: Iterable[TemplateView]) -> list[Finding]:
        """Return the findings of composed templates, those of the parts that they share once.

        What no sample reaches in a shared part, and a suppression without use there, is told only when the
        views are of all templates of the workspace: another template may reach it or need it.
        """
        known = tuple(views)
        merged: dict[tuple[object, ...], Finding] = {}
        sources: dict[str, Source] = {}
        anatomy: dict[str, Anatomy] = {}
        tags: dict[str, str] = {}
        for view in known:
            sources |= view.sources
            anatomy |= view.anatomy
            for tag, files in view.anatomies.items():
                tags |= dict.fromkeys(files.keys() - tags.keys(), tag)
            stage = view.template.stage
            rules = tuple(
                rule
                for rule in self._settings.rules(all_rules(), view.template.name)
                if stage not in rule.quiet_stages
            )
            for hit, finding in self._findings(view, rules):
                _merge(merged, hit, finding)
        judged = self.judged(known)
        taken = frozenset[tuple[str, int]]().union(*(view.taken for view in known))
        for branch, source in uncovered({f: a for f, a in anatomy.items() if f in judged}, taken):
            rules = self._settings.rules(all_rules(), branch.file.partition("/")[0])
            for hit, finding in self._uncovered(branch, source, rules, tags[branch.file]):
                _merge(merged, hit, finding)
        rules = self._settings.rules(all_rules())
        return ordered(suppressed(merged.values(), sources, rules, self._settings, judged))

    def judged(self, views: Iterable[TemplateView]) -> set[str]:
        """Return the files of which these views tell all findings: a shared part needs all templates."""
        known = tuple(views)
        own = {view.template.name for view in known}
        is_all = own >= set(Catalogue(self._workspace).names())
        files = {file for view in known for file in view.sources}
        return {file for file in files if is_all or file.partition("/")[0] in own}

    def _findings(self, view: TemplateView, rules: tuple[Rule, ...]) -> Iterator[_Found]:
        settings = self._settings
        spoken = {tag: [rule for rule in rules if rule.reads_in(tag)] for tag in view.mains}
        for scenario in view.scenarios:
            tag = scenario.message.language
            main, place = view.sources[view.mains[tag]], Place(view.mains[tag])
            texts = [rule for rule in spoken[tag] if rule.reads == "text"]
            for document in scenario.documents.values():
                for rule, hit in self._text_hits(document, texts, place, scenario.name):
                    yield hit, document_finding(rule, hit, document, main, settings, scenario.name)
            for rule in spoken[tag]:
                if rule.reads != "message":
                    continue
                options = settings.options_of(rule)
                for hit in self._guard.hits(rule, scenario, options, place, scenario.name):
                    document = scenario.documents[hit.section or scenario.main]
                    yield hit, document_finding(rule, hit, document, main, settings, scenario.name)
        for rule in rules:
            if rule.reads == "template":
                for hit in self._guard.hits(rule, view, settings.options_of(rule), Place(view.manifest.file)):
                    yield hit, file_finding(rule, hit, view.sources[hit.file], settings)

    def _uncovered(
        self, branch: Branch, source: Source, rules: tuple[Rule, ...], tag: str
    ) -> Iterator[_Found]:
        """Report a branch with words that no sample reaches, and read those words all the same."""
        for rule in rules:
            if rule.name == UNCOVERED:
                opening = branch_hit(branch, source)
                yield opening, file_finding(rule, opening, source, self._settings)
        texts = [rule for rule in rules if rule.reads == "text" and not rule.whole and rule.reads_in(tag)]
        words = branch.text
        document = Document(str.__str__(words), tag, source=words, pieces=((0, len(words), 0),))
        place = Place(source.file)
        for rule, hit in text_hits(document, texts, self._settings, self._guard, place):
            yield hit, document_finding(rule, hit, document, source, self._settings, UNCOVERED)

    def _render(self, message: Message, beside: Path) -> Rendering:
        """Make what the customer gets, for a rule that asks. Files lie `beside` the sample."""
        self.has_rendered = True
        return self._press.render(message, beside)

    @cached_property
    def _press(self) -> Press:
        from toolkit.channels.press import Press

        return Press(self._workspace)

    def _text_hits(
        self, document: Document, rules: Sequence[Rule], place: Place, name: str
    ) -> list[tuple[Rule, Hit]]:
        """Return the hits of text rules; a text with the same values in it is not read again."""
        runs = document.source.runs if document.source else ()
        values = tuple((run.at, run.length, run.start) for run in runs if run.expression is not None)
        key = (
            document.text,
            document.tag,
            document.country,
            document.kind,
            values,
            *(rule.name for rule in rules),
        )
        if key in self._seen:
            return self._seen[key]
        failed = self._guard.failed
        hits = list(text_hits(document, rules, self._settings, self._guard, place, name))
        if self._guard.failed == failed:
            self._seen[key] = hits
        return hits


_Found = tuple[Hit | FileHit, Finding]


def _manifest(template: Template) -> Source:
    text = (template.folder / "template.toml").read_text(encoding="utf-8")
    return Source(f"{template.name}/template.toml", text)


def _merge(merged: dict[tuple[object, ...], Finding], hit: Hit | FileHit, finding: Finding) -> None:
    """Add a finding, or its scenarios to the same finding of another scenario; the worst of them stays.

    What is not in the text has no place of its own, so there the words of its message tell findings apart;
    numbers, which differ from sample to sample, do not. In a value it is the words found.
    """
    words: tuple[object, ...] = ()
    if hit.start == hit.end:
        words = (hit.message, *(word for word in hit.details.values() if isinstance(word, str)))
    elif finding.in_value:
        words = (finding.excerpt,)
    key = (finding.rule, finding.file, finding.start, finding.end, *words)
    known = merged.get(key)
    if known is None:
        merged[key] = finding
        return
    worst = min(known, finding, key=lambda found: found.severity.rank)
    scenarios = (*known.scenarios, *(name for name in finding.scenarios if name not in known.scenarios))
    merged[key] = replace(worst, scenarios=scenarios)
