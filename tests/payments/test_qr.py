"""The mask is chosen as ISO/IEC 18004 says, and a scanner reads what went in."""

from __future__ import annotations

import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from segno import encoder

from toolkit import versions
from toolkit.payments.qr import best_masked, penalty

CONTENT = st.binary(min_size=1, max_size=331)


@given(CONTENT)
def test_the_symbol_is_what_segno_makes_with_that_mask(content: bytes) -> None:
    made = best_masked(content)
    theirs = segno.make_qr(content, error="m", boost_error=False, mask=made.mask)
    assert made.matrix == theirs.matrix
    assert (made.version, made.error) == (theirs.version, theirs.error)


@given(CONTENT)
def test_the_penalty_is_the_one_that_segno_counts_module_by_module(content: bytes) -> None:
    matrix = segno.make_qr(content, error="m", boost_error=False).matrix
    width = len(matrix)
    symbol = int("".join("0000" + "".join(map(str, row)) for row in matrix), 2)
    # Of two finder patterns that overlap, segno counts one.
    extra = penalty(symbol, width) - encoder.evaluate_mask(matrix, width, width)
    assert extra % 40 == 0
    assert 0 <= extra <= 80


@settings(max_examples=25)
@given(CONTENT)
def test_an_unknown_segno_makes_the_same_symbol(content: bytes) -> None:
    quick = best_masked(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(versions.KNOWN, "segno", ("0.",))
        plain = best_masked(content)
    assert (plain.matrix, plain.mask) == (quick.matrix, quick.mask)


def test_a_scanner_reads_it() -> None:
    content = b"BCD\n002\n1\nSCT\n\nBakkerij De Korenbloem\nNL91ABNA0417164300\nEUR119.00\n\n\n2026-0413"
    image = Image.new("L", (200, 200), 255)
    for row, modules in enumerate(best_masked(content).matrix):
        for column, module in enumerate(modules):
            if module:
                image.paste(0, (20 + 4 * column, 20 + 4 * row, 24 + 4 * column, 24 + 4 * row))
    (found,) = zxingcpp.read_barcodes(image)
    assert found.bytes == content
