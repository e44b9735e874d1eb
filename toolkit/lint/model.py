"""What a linter is made of: rules and their hits; what becomes of a hit is a finding (`findings.py`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from toolkit.language import detectors
from toolkit.lint.findings import Say, Severity

if TYPE_CHECKING:
    from toolkit.lint.scenario import Scenario, TemplateView
    from toolkit.reading.document import Document


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


__all__ = ["Example", "FileHit", "Hit", "Options", "Rule", "Say", "Severity"]

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
