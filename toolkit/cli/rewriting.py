"""Changes the files that were linted: makes the replacements of `--fix`, shows them, or writes comments into a copy."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.saying import say
from toolkit.cli.table import count

if TYPE_CHECKING:
    from toolkit.lint.findings import Finding
    from toolkit.lint.fixes import Content
    from toolkit.lint.run import LintOutcome, LintRun


def fixed(run: LintRun, outcome: LintOutcome, *, write: bool) -> tuple[LintOutcome, bool]:
    """Make or show the replacements; return what came of linting the new texts, and whether any changed."""
    from toolkit.lint.fixes import fix_all, is_fixable
    from toolkit.lint.run import STDIN_NAME
    from toolkit.reading.decoding import read_bytes

    raw = {name: read_bytes(path) for name, path in outcome.paths.items()}
    texts: dict[str, Content] = {
        name: _opened(outcome.paths[name], name, content) for name, content in raw.items()
    }
    if STDIN_NAME in outcome.texts:
        texts[STDIN_NAME] = outcome.texts[STDIN_NAME]
    changed = fix_all(texts, lambda new: run.lint(new).findings if new else outcome.findings)
    kept = {finding.file for finding in outcome.findings if is_fixable(finding)} - texts.keys()
    for name in sorted(kept):
        say(
            "note: {name} stays as it is: tact writes no files of this kind, or it came with tact",
            name=name,
            err=True,
        )
    after = run.lint(changed) if changed else outcome
    for name, text in sorted(changed.items()):
        if write:
            _rewrite(outcome.paths[name], text, raw[name])
        else:
            old = texts[name]
            pair = (
                (old, text)
                if isinstance(old, str) and isinstance(text, str)
                else _shown(name, outcome, after)
            )
            click.echo(_difference(name, *pair), nl=False)
    if write:
        say("{files} changed", files=count(len(changed), "file"), err=True)
    return after, bool(changed)


def _opened(path: Path, name: str, content: bytes) -> Content:
    """Return what a file holds: a Word document as its bytes, any other as its characters."""
    from toolkit.lint.targets import WORD
    from toolkit.reading.decoding import decoded
    from toolkit.reading.files import encoding_in

    return content if path.suffix.lower() in WORD else decoded(content, name, encoding_in(path, content))


def _shown(name: str, before: LintOutcome, after: LintOutcome) -> tuple[str, str]:
    """Return what a reader sees of a Word document before and after."""
    return before.texts[name], after.texts[name]


def _rewrite(path: Path, text: Content, before: bytes) -> None:
    """Write a changed text; its encoding, its byte order mark, its mode and a link to it stay."""
    from toolkit.output import write_whole
    from toolkit.reading.files import encoding_in

    target = path.resolve()
    mode = target.stat().st_mode
    if isinstance(text, str):
        text = _encoded(text, encoding_in(path, before), before)
    write_whole(target, text)
    target.chmod(mode)


def _encoded(text: str, encoding: str, before: bytes) -> bytes:
    """Return a text as bytes in the encoding of the file before it changed, with the same byte order mark."""
    marks = {BOM_UTF8: "utf-8", BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}
    mark = next((each for each in marks if before.startswith(each)), b"")
    plain = marks.get(mark) or ("utf-8" if encoding == "utf-8-sig" else encoding)
    return mark + text.encode(plain)


def _difference(name: str, before: str, after: str) -> str:
    """Return a unified diff of a file, as `patch` reads it."""
    from difflib import unified_diff

    # Only a line feed ends a line, as `patch` sees it.
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (before, after))
    lines = unified_diff(old, new, name, name)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def write_comments(outcome: LintOutcome, findings: Iterable[Finding], to: Path, language: str) -> None:
    """Write the Word document that was linted to another file, with the findings as comments in a language.

    Raises TextError when the document is no longer as it was, RenderError when the file cannot be written.
    """
    from toolkit.output import write_whole
    from toolkit.reading.decoding import read_bytes
    from toolkit.reporters.comments import with_comments

    found = list(findings)
    for name, path in outcome.paths.items():
        content = read_bytes(path, name)
        write_whole(to, with_comments(content, name, outcome.texts[name], found, language))
        say("{comments} written to {path}", comments=count(len(found), "comment"), path=to, err=True)
