"""QR codes (ISO/IEC 18004:2015) with the data mask of the lowest penalty, made with whole numbers.

segno works module by module, which was a tenth of the time of a letter and half of an e-mail. Here the places of a
size are worked out once, and a symbol is one large integer, a module a bit, so that a mask is one XOR and a penalty
some shifts; so is the remainder that corrects errors. The tables of the standard, and what they are for, are segno's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from itertools import chain, islice, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from toolkit.versions import known

if TYPE_CHECKING:
    from segno import QRCode

_MASKS = range(8)
_FINDER = (1, 0, 1, 1, 1, 0, 1)
_MARGIN = 4
"""Bits between two rows, as many as the light modules that N3 asks beside a finder pattern."""


def best_masked(content: bytes) -> QRCode:
    """Return the QR code of `content`, level M, with the mask whose penalty is lowest.

    Raises ValueError when the content is too long for a QR code.
    """
    import segno

    if not known("segno"):
        return _plainly(content)
    encoder = _encoder()
    level = encoder.consts.ERROR_LEVEL_M
    segments = encoder.prepare_data(content, None, None)
    version = encoder.find_version(segments, level, eci=False, micro=False)
    width = encoder.calc_matrix_size(version)
    # Format and version are left out of the evaluation (7.8.1).
    bare = int(_places(version)(_bits(segments, version, level)), 2)
    best = min(_MASKS, key=lambda mask: penalty(bare ^ _mask(width, mask), width))
    rows = _rows(bare ^ _mask(width, best), width)
    encoder.add_format_info(rows, version, level, best)
    encoder.add_version_info(rows, version)
    made: Any = segno.QRCode
    code: QRCode = made(encoder.Code(rows, version, level, best, segments))
    return code


def _plainly(content: bytes) -> QRCode:
    """Return the same code by segno's public interface alone: all masks are made, module by module."""
    import segno

    made: Callable[..., QRCode] = segno.make_qr
    codes = [made(content, error="m", boost_error=False, mask=mask) for mask in _MASKS]
    return min(codes, key=lambda code: penalty(_bare(code.matrix), len(code.matrix)))


def _bare(matrix: Iterable[Iterable[int]]) -> int:
    """Return a symbol without its format and version, which are left out of the evaluation (7.8.1)."""
    rows = [list(row) for row in matrix]
    width = len(rows)
    information = [(8, at) for at in (*range(6), 7, 8, *range(width - 8, width))]
    if width > 41:  # version 7 and up
        information += [(down, width - 9 - across) for down in range(6) for across in (0, 1, 2)]
    for down, across in information:
        rows[down][across] = rows[across][down] = 0
    return _number(rows)


def _bits(segments: Any, version: int, level: int) -> bytes:
    """Return the bits of a symbol as digits, in the order in which they are placed (7.4 to 7.6)."""
    encoder = _encoder()
    buffer = encoder.Buffer()
    for segment in segments:
        encoder.write_segment(buffer, segment, None, encoder.version_range(version), False)
    capacity = encoder.consts.SYMBOL_CAPACITY[version][level]
    encoder.write_terminator(buffer, capacity, None, len(buffer))
    encoder.write_padding_bits(buffer, version, len(buffer))
    encoder.write_pad_codewords(buffer, version, capacity, len(buffer))
    bits = bytes(buffer.getbits()).translate(_DIGITS)
    words = iter(int(bits, 2).to_bytes(len(bits) // 8, "big"))
    data, correction = [], []
    for info in encoder.consts.ECC[version][level]:
        for _ in range(info.num_blocks):
            data.append(bytes(islice(words, info.num_data)))
            correction.append(_correction(data[-1], info.num_total - info.num_data))
    turns = chain(zip_longest(*data), zip_longest(*correction))
    placed = bytes(word for turn in turns for word in turn if word is not None)
    return f"{int.from_bytes(placed, 'big'):0{8 * len(placed)}b}".encode()


def _correction(words: bytes, count: int) -> bytes:
    """Return `count` error correction code words (7.5.2): the remainder of a division, as one large integer."""
    multiples, rest = _multiples(count), 0
    top, kept = 8 * (count - 1), (1 << 8 * (count - 1)) - 1
    for word in words:
        rest = (rest & kept) << 8 ^ multiples[word ^ rest >> top]
    return rest.to_bytes(count, "big")


@lru_cache(maxsize=16)
def _multiples(count: int) -> tuple[int, ...]:
    """Return what each of the 256 words does to the remainder: that many times the generator polynomial."""
    consts = _encoder().consts
    powers, logs, generator = consts.GALIOS_EXP, consts.GALIOS_LOG, consts.GEN_POLY[count]
    each = (bytes(powers[logs[word] + term] for term in generator) for word in range(1, 256))
    return (0, *(int.from_bytes(terms, "big") for terms in each))


@lru_cache(maxsize=16)
def _places(version: int) -> Callable[[bytes], bytes]:
    """Return what makes the rows of a symbol, a digit a module, of its bits (7.7.3)."""
    encoder = _encoder()
    width = encoder.calc_matrix_size(version)
    rows: list[list[Any]] = [list(row) for row in _drawn(width)]
    count = sum(row.count(2) for row in rows)
    encoder.add_codewords(rows, [(place,) for place in range(count)], version)
    margin = [count] * _MARGIN
    order = [
        at
        for row in rows
        for at in (*margin, *(each[0] if isinstance(each, tuple) else count + each for each in row))
    ]
    pick = itemgetter(*order)
    return lambda bits: bytes(pick(bits.ljust(count, b"0") + b"01"))


def _encoder() -> Any:
    """Return the inside of segno, of which its type hints say nothing."""
    return import_module("segno.encoder")


def penalty(symbol: int, width: int) -> int:
    """Return the penalty of a symbol: rows of `width` bits, each after four that are 0 (Table 11).

    N1 counts runs of five and more, N2 blocks of two by two, N3 what looks like a finder pattern, N4 how far
    the dark modules are from half of all.
    """
    step = width + _MARGIN
    dark, light = symbol, symbol ^ _whole(width)
    points = 0
    for side in (1, step):
        for color in (dark, light):
            runs = color & color >> side
            runs &= runs >> 2 * side
            runs &= color >> 4 * side
            points += runs.bit_count() + 2 * (runs & ~(runs >> side)).bit_count()
        finders = _whole(width)
        for at, module in enumerate(_FINDER):
            finders &= (dark if module else light) >> at * side
        after = before = 0
        for at in range(_MARGIN):
            after |= dark >> (len(_FINDER) + at) * side
            before |= dark << (1 + at) * side
        points += 40 * (finders & ~(after & before)).bit_count()
    for color in (dark, light):
        block = color & color >> 1
        points += 3 * (block & block >> step).bit_count()
    count = width * width
    return points + 10 * (abs(20 * dark.bit_count() - 10 * count) // count)


@lru_cache(maxsize=64)
def _mask(width: int, mask: int) -> int:
    """Return which modules a mask turns around: those of the data, where its condition holds."""
    encoder = _encoder()

    turns: Callable[[int, int], bool] = encoder.get_data_mask_functions(False)[mask]
    every = range(width)
    return _number([[turns(row, column) for column in every] for row in every]) & _data(width)


@lru_cache(maxsize=16)
def _data(width: int) -> int:
    """Return the modules that hold data."""
    return _number([[module > 1 for module in row] for row in _drawn(width)])


def _drawn(width: int) -> tuple[bytearray, ...]:
    """Return the patterns of an empty symbol: 0 light, 1 dark, more where data comes."""
    encoder = _encoder()

    matrix: tuple[bytearray, ...] = encoder.make_matrix(width, width)
    encoder.add_finder_patterns(matrix, width, width)
    encoder.add_alignment_patterns(matrix, width, width)
    return matrix


@lru_cache(maxsize=16)
def _whole(width: int) -> int:
    return _number([[1] * width] * width)


def _number(rows: Iterable[Iterable[int]]) -> int:
    margin = "0" * _MARGIN
    return int("".join(margin + "".join("1" if module else "0" for module in row) for row in rows), 2)


def _rows(symbol: int, width: int) -> tuple[bytearray, ...]:
    step = width + _MARGIN
    bits = f"{symbol:0{width * step}b}".encode().translate(_BITS)
    return tuple(bytearray(bits[at + _MARGIN : at + step]) for at in range(0, len(bits), step))


_BITS, _DIGITS = bytes.maketrans(b"01", b"\0\1"), bytes.maketrans(b"\0\1", b"01")
