"""Lints all that a person named, and tells findings by the paths that the person knows."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Place, TactError
from toolkit.language import HOUSE, LANGUAGES, title
from toolkit.lint.cache import Entry, key_of, load, save
from toolkit.lint.findings import Finding, ordered
from toolkit.lint.settings import Settings, read_settings
from toolkit.lint.targets import WORD, Targets
from toolkit.reading.decoding import decoded, read_bytes, unified
from toolkit.wording import joined, worded
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.lint.fixes import Content
    from toolkit.lint.model import Rule
    from toolkit.lint.scenario import TemplateView
    from toolkit.reading.document import FileText

STDIN_NAME = "<stdin>"
_FIXABLE = frozenset((".md", ".markdown", ".txt", ".html", ".htm", *WORD))


@dataclass
class LintOutcome:
    """What came of a run: `texts` are the linted texts by the names that findings give them.

    `paths` are the files that can be changed, by the same names; `judged` are the names of the texts of which
    all findings are known; `notes` tell what is left out.
    """

    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)
    errors: list[TactError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class LintRun:
    """Lints targets, as often as asked; `adjust` changes the settings of each, as the command line asks.

    `cache` is the folder where the findings of templates are kept, None for no cache.
    """

    def __init__(
        self,
        targets: Targets,
        here: Path,
        adjust: Callable[[Settings], Settings],
        *,
        stdin: bytes = b"",
        cache: Path | None = None,
    ) -> None:
        self._targets = targets
        self._here = here
        self._adjust = adjust
        self._stdin = stdin
        self._cache = cache
        self._settings: dict[Path, Settings] = {}

    def lint(self, changed: Mapping[str, Content] | None = None) -> LintOutcome:
        """Return the findings; `changed` are the raw texts, or bytes, of files that are not yet written, by name.

        What cannot be read or composed is an error in the outcome; the rest is linted all the same. Raises
        SettingsError for settings that cannot be used.
        """
        outcome = LintOutcome(errors=list(self._targets.errors), notes=list(self._targets.notes))
        texts = {name: new for name, new in (changed or {}).items() if isinstance(new, str)}
        for workspace, templates in self._targets.groups:
            self._templates(outcome, workspace, templates, texts)
        for path in self._targets.files:
            self._file(outcome, path, changed or {})
        if self._targets.stdin:
            self._standard_input(outcome, texts)
        outcome.findings = ordered(outcome.findings)
        return outcome

    @property
    def rules(self) -> set[str]:
        """The names of the rules that ran for everything."""
        ran = [{rule.name for rule in each.rules(_rules())} for each in self._settings.values()]
        return set.intersection(*ran) if ran else set()

    def shown(self, path: Path) -> str:
        """Return how a path is shown: from the current folder where it lies in it, else in full."""
        resolved = path if path.is_absolute() else self._here / path
        try:
            return Path(os.path.normpath(resolved)).relative_to(self._here).as_posix()
        except ValueError:
            return resolved.as_posix()

    def _settings_of(self, folder: Path) -> Settings:
        if folder not in self._settings:
            self._settings[folder] = self._adjust(read_settings(folder, _rules()))
        return self._settings[folder]

    def _file(self, outcome: LintOutcome, path: Path, changed: Mapping[str, Content]) -> None:
        from toolkit.reading.files import read_file

        name, settings = self.shown(path), self._settings_of(path.resolve().parent)
        try:
            new = changed.get(name)
            content = _as_bytes(new) if isinstance(new, str) else new
            texts = read_file(path, name, tag=settings.language, content=content)
        except TactError as error:
            outcome.errors.append(error)
            return
        outcome.texts |= {text.source.file: text.source.text for text in texts}
        outcome.judged |= {text.source.file for text in texts}
        if path.suffix.lower() in _FIXABLE:
            outcome.paths[name] = path
        self._texts(outcome, texts, settings, name)

    def _standard_input(self, outcome: LintOutcome, changed: Mapping[str, str]) -> None:
        from toolkit.reading.files import typed_text

        settings = self._settings_of(self._here)
        content = _as_bytes(changed[STDIN_NAME]) if STDIN_NAME in changed else self._stdin
        try:
            text = typed_text(content, STDIN_NAME, settings.language)
        except TactError as error:
            outcome.errors.append(error)
            return
        outcome.texts[STDIN_NAME] = text.source.text
        outcome.judged.add(STDIN_NAME)
        self._texts(outcome, [text], settings, STDIN_NAME)

    @staticmethod
    def _texts(outcome: LintOutcome, texts: Sequence[FileText], settings: Settings, name: str) -> None:
        """Add the findings of the texts of one file; what fails inside is an error, and the other files go on."""
        from toolkit.lint.engine import lint_file_texts
        from toolkit.lint.guard import Guard

        guard = Guard()
        outcome.notes += _unread({name: settings.language}, settings)
        for text in texts:
            if text.unread:
                outcome.notes.append(
                    worded("{name}: not read: {what}", name=name, what=joined(text.unread, ", "))
                )
        try:
            outcome.findings += lint_file_texts(texts, settings, guard)
        except TactError:
            raise
        except Exception as error:  # noqa: BLE001  # told with its text; the other texts go on
            guard.note("het nakijken", error, Place(name))
        outcome.errors += guard.faults

    def _templates(
        self, outcome: LintOutcome, workspace: Workspace, folders: list[Path], changed: Mapping[str, str]
    ) -> None:
        texts = {file: unified(changed[name]) for name, file in self._files_of(workspace, changed)}
        settings = self._settings_of(workspace.root or self._here)
        key = key_of(workspace, settings, folders) if self._cache and not texts else ""
        entry = load(self._cache, key) if self._cache and key else None
        if entry is None:
            entry, is_sound = self._linted(outcome, workspace, folders, settings, texts)
            if self._cache and key and is_sound:
                save(self._cache, key, entry)
        names: dict[str, str] = {}
        for file in entry.files:
            path = _path(workspace, file) or Path(file)
            names[file] = self.shown(path)
            text = texts.get(file)
            outcome.texts[names[file]] = unified(decoded(read_bytes(path), file)) if text is None else text
            if not path.is_relative_to(_INSTALLED):
                outcome.paths[names[file]] = path
        outcome.judged |= {names[file] for file in entry.judged}
        tags = {names[file]: tag for file, tag in entry.languages.items()}
        outcome.notes += _unread(tags, settings)
        outcome.findings += (replace(finding, file=names[finding.file]) for finding in entry.findings)

    def _linted(
        self,
        outcome: LintOutcome,
        workspace: Workspace,
        folders: Iterable[Path],
        settings: Settings,
        texts: Mapping[str, str],
    ) -> tuple[Entry, bool]:
        """Return what is found in templates, and whether that depends on nothing but what the cache looks at."""
        from toolkit.catalogue.template import read_template
        from toolkit.lint.guard import Guard
        from toolkit.lint.linter import Linter

        linter, guard = Linter(workspace, settings, texts=texts), Guard()
        views: list[TemplateView] = []
        is_whole = True
        for folder in folders:
            try:
                views.append(linter.view(read_template(folder)))
            except TactError as error:
                is_whole = False
                if error.place and (path := _path(workspace, error.place.file)):
                    error.place = replace(error.place, file=self.shown(path))
                outcome.errors.append(error)
            except Exception as error:  # noqa: BLE001  # told with its template; the others go on
                is_whole = False
                guard.note("het samenstellen", error, Place(self.shown(folder)))
        files = sorted({file for view in views for file in view.sources})
        languages = {file: tag for view in views for tag, file in view.mains.items()}
        try:
            entry = Entry(linter.findings(views), files, sorted(linter.judged(views)), languages)
        except TactError as error:
            # A rule that looks at what the customer gets needs the files that a sample names.
            outcome.errors.append(error)
            return Entry([], files, [], languages), False
        except Exception as error:  # noqa: BLE001  # told; texts beside these templates go on
            guard.note("het nakijken", error, Place(", ".join(languages)))
            entry = Entry([], files, [], languages)
        finally:
            outcome.errors += (*guard.faults, *linter.faults)
        return entry, is_whole and not (linter.has_rendered or linter.faults or guard.faults)

    def _files_of(self, workspace: Workspace, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the names that are template files of a workspace, each with its name below their folder."""
        for name in names:
            for folder in workspace.templates:
                if (self._here / name).is_relative_to(folder):
                    yield name, (self._here / name).relative_to(folder).as_posix()


def _as_bytes(text: str) -> bytes:
    """Return a changed text as bytes that say in which encoding they are, whatever the text itself declares."""
    return BOM_UTF8 + text.encode()


_INSTALLED = Path(__file__).resolve().parents[1] / "shipped"
"""The templates of an installed program, which nobody changes in place."""


def _path(workspace: Workspace, file: str) -> Path | None:
    """Return the path of a template file by its name below the template folders."""
    paths = (folder / file for folder in workspace.templates)
    return next((path for path in paths if path.is_file()), None)


def _unread(tags: Mapping[str, str], settings: Settings) -> Iterator[str]:
    """Yield for each text, by name with its tag, how many rules cannot read its language."""
    for name, tag in tags.items():
        if tag == HOUSE:  # every rule reads it
            continue
        rules = settings.rules(_rules())
        ran = sum(rule.reads_in(tag) for rule in rules)
        if ran < len(rules):
            yield (
                f"{name}: the language is {title(tag)}, so {ran} of {len(rules)} rules looked at it;"
                " the others know another language"
            )
        if tag in LANGUAGES and any(rule.name == "missing-fact" for rule in rules):
            from toolkit.lint.facts import unseen

            if left := dict.fromkeys(fact.say.en for fact in unseen(tag)):
                yield f"{name}: its language has no words for: {', '.join(left)}; nobody looked whether it says that"


def _rules() -> Iterator[Rule]:
    """Yield all rules, imported when the first is asked for."""
    from toolkit.lint.rules import all_rules

    yield from all_rules()
