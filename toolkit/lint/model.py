"""What a linter is made of: rules, hits, findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from toolkit.language import detectors
from toolkit.text.spans import Span

if TYPE_CHECKING:
    from toolkit.lint.scenario import Scenario, TemplateView
    from toolkit.reading.document import Document


_WORDS = 60
"""Characters of words that may be gathered; longer stretches are sentences, each with a place of its own."""


class Severity(StrEnum):
    """How bad a finding is: never send an error, mend a warning, consider a hint."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a hint."""
        return list(Severity).index(self)

    def called(self, language: str, number: int = 1) -> str:
        """Return how a number of findings of this severity is called: 'fout', 'fouten'."""
        return _SEVERITIES[self][language][number != 1]


_SEVERITIES = {
    Severity.ERROR: {"nl": ("fout", "fouten"), "en": ("error", "errors")},
    Severity.WARNING: {"nl": ("waarschuwing", "waarschuwingen"), "en": ("warning", "warnings")},
    Severity.HINT: {"nl": ("tip", "tips"), "en": ("hint", "hints")},
}


@dataclass(frozen=True, slots=True)
class Say:
    """A text for people, in Dutch and in English; `{name}` stands for a detail of the finding."""

    nl: str
    en: str

    def to(self, language: str) -> str:
        """Return the text in 'nl' or 'en'."""
        return self.en if language == "en" else self.nl

    def filled(self, details: Mapping[str, object]) -> Say:
        """Return the text with its details filled in."""
        return Say(self.nl.format(**details), self.en.format(**details)) if details else self


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found at `start` to `end`, in characters of the document it read.

    `suggestions` are texts to put in its place, the best first; with `safe` the first one is right in every
    context and may be applied without a person. `message` and `severity` replace the rule's own. `section`
    names the part of the message ('subject', 'body', 'sms') where the rule did not read one document. With
    `in_file`, `start` and `end` are offsets in the file that the document was read from. A `pedantic` hit is told only
    to who asks for all.
    """

    start: int
    end: int
    details: Mapping[str, object] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    safe: bool = False
    message: Say | None = None
    severity: Severity | None = None
    section: str = ""
    in_file: bool = False
    pedantic: bool = False


@dataclass(frozen=True, slots=True)
class FileHit:
    """What a rule found in `file`, a file of a template; offsets are in characters."""

    file: str
    start: int
    end: int
    details: Mapping[str, object] = field(default_factory=dict)
    message: Say | None = None
    severity: Severity | None = None
    scenarios: tuple[str, ...] = ()


Options = Mapping[str, Any]
TextCheck = Callable[["Document", Options], Iterable[Hit]]
MessageCheck = Callable[["Scenario", Options], Iterable[Hit]]
TemplateCheck = Callable[["TemplateView", Options], Iterable[FileHit]]


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a template that a rule is quiet about or finds; all but `text` have ordinary defaults.

    `text` is the body (for `sms`, the SMS). `stage`, `record` (dotted field -> value), `needs` and the
    number of `samples` set the scene.
    """

    text: str
    channel: str = "letter"
    subject: str = "Uw factuur staat nog open"
    stage: str = "reminder"
    record: Mapping[str, object] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    samples: int = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look for, with all that people need to know of it.

    `code` never changes. `reads` says what `check` gets: the text of a document, a message with its record,
    or a template with all its samples. A `phrase` rule competes with other phrase rules for the same words:
    the longest match wins. A `whole` rule judges a text as a whole, not its pieces. In templates of its
    `quiet_stages` a rule does not run. `options` are its settings with their defaults. `languages` are the tags of
    those whose words the rule itself knows (None: it looks at no words); `detectors` name what it takes from the pack
    of the language that it reads. A `pedantic` rule runs only for who asks for all, or for it by its name. `fixed` are
    examples of what `--fix` makes of a text, (before, after); a rule that fixes has some.
    """

    name: str
    code: str
    group: Literal["words", "sentences", "tone", "structure", "facts", "law", "channel", "template"]
    severity: Severity
    title: Say
    message: Say
    why: Say
    advice: Say
    source: str
    reads: Literal["text", "message", "template"]
    check: Callable[[Any, Options], Iterable[Any]]
    good: tuple[Example | str, ...]
    bad: tuple[Example | str, ...]
    phrase: bool = False
    whole: bool = False
    quiet_stages: tuple[str, ...] = ()
    options: Options = field(default_factory=dict)
    languages: tuple[str, ...] | None = None
    detectors: tuple[str, ...] = ()
    pedantic: bool = False
    fixed: tuple[tuple[str, str], ...] = ()

    def reads_in(self, tag: str) -> bool:
        """Say whether the rule can read a text in a language: it knows the words, and the pack has what it needs."""
        if self.languages is not None and tag not in self.languages:
            return False
        return not self.detectors or set(self.detectors) <= detectors(tag).keys()


class Other(NamedTuple):
    """Where the words of a finding stand again: line and column, and where that is in words."""

    line: int
    column: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding at its place.

    `span` are offsets in the text that was linted; `file`, `line`, `column`, `end_line`, `end_column` (from
    1) and `start`, `end` (characters from 0) are its place in the source: the template file where there is
    one. `scenarios` names the samples and channels it occurs in. `in_value` says that a value holds it, not
    the writer's text. `others` are the places where the same words stand again. `where` says in words where it
    stands in a file without lines of its own, such as one of Word; line and column are then those of what is read.
    """

    rule: str
    code: str
    severity: Severity
    message: Say
    span: Span
    excerpt: str
    suggestions: tuple[str, ...]
    safe: bool
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    scenarios: tuple[str, ...] = ()
    source: str = ""
    in_value: bool = False
    others: tuple[Other, ...] = ()
    where: str = ""


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of files and places."""
    return sorted(findings, key=lambda f: (f.file, f.start, f.end, f.severity.rank, f.code))


def gathered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings for people: of words that stand in a file more than once the first, and errors first.

    The other places of the words are its `others`; a long stretch is a sentence, with a place of its own.
    """
    first: dict[tuple[object, ...], Finding] = {}
    for finding in ordered(findings):
        words = " ".join(finding.excerpt.casefold().split())
        place = words if 0 < len(words) <= _WORDS else finding.start
        instead = tuple(option.casefold() for option in finding.suggestions)
        key = (finding.rule, finding.file, place, finding.severity, instead, finding.in_value)
        if known := first.get(key):
            first[key] = replace(
                known, others=(*known.others, Other(finding.line, finding.column, finding.where))
            )
        else:
            first[key] = finding
    return sorted(first.values(), key=lambda f: (f.file, f.severity.rank))
