"""The findings of a Word document or an OpenDocument text are those of the same text in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.reading import letters
from toolkit.lint.engine import lint_file_texts
from toolkit.lint.findings import Finding
from toolkit.lint.guard import Guard
from toolkit.lint.settings import Settings
from toolkit.reading.files import markdown_text
from toolkit.reading.opendocument import read_opendocument
from toolkit.reading.rendition import Rendition
from toolkit.reading.word import read_word


def found(findings: list[Finding]) -> Counter[tuple[object, ...]]:
    """Return what is found, wherever it stands."""
    return Counter(
        (each.rule, each.severity, each.excerpt, each.suggestions, each.message) for each in findings
    )


def linted(read: Rendition, name: str) -> list[Finding]:
    return lint_file_texts([read.file_text(name, "nl")], Settings(is_pedantic=True), Guard())


def read_as_word(number: int) -> Rendition:
    return read_word(letters.word(letters.letter(number), number), "brief.docx").rendition


def read_as_opendocument(number: int) -> Rendition:
    return read_opendocument(letters.opendocument(letters.letter(number), number), "brief.odt")


@pytest.mark.parametrize("read", [read_as_word, read_as_opendocument], ids=["docx", "odt"])
@pytest.mark.parametrize("number", range(25))
def test_a_document_has_the_findings_of_the_same_text_in_markdown(
    number: int, read: Callable[[int], Rendition]
) -> None:
    plain = letters.markdown(letters.letter(number))
    wanted = lint_file_texts([markdown_text(plain, "brief.md", "nl")], Settings(is_pedantic=True), Guard())
    rendition = read(number)
    findings = linted(rendition, "brief")
    assert len(wanted) > 3
    assert found(findings) == found(wanted)
    for finding in findings:
        assert rendition.text[finding.start : finding.end].startswith(finding.excerpt.removesuffix("…"))
        assert finding.where
