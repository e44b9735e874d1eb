"""E-mails of Outlook made by hand: a compound file ([MS-CFB], version 3) with a stream for each property."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR, _MINI = 512, 64
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def message(texts: Mapping[str, bytes], numbers: Mapping[int, int] | None = None) -> bytes:
    """Return an e-mail with these properties: streams by the end of their name, and numbers by tag."""
    rows = b"".join(
        struct.pack("<IIII", tag << 16 | 3, 6, value, 0) for tag, value in (numbers or {}).items()
    )
    streams = {"__properties_version1.0": b"\0" * 32 + rows}
    streams |= {f"__substg1.0_{name}": data for name, data in texts.items()}
    return compound(streams)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with these streams, all of which are shorter than 4,096 bytes."""
    mini, mini_fat, places = b"", [], []
    for data in streams.values():
        assert len(data) < 4096
        first, count = len(mini_fat), -(-len(data) // _MINI)
        places.append(first if count else _END)
        mini += data.ljust(count * _MINI, b"\0")
        mini_fat += [first + at + 1 for at in range(count - 1)] + [_END] * bool(count)
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", 5, child=1 if names else _FREE, start=0, size=len(mini))]
    for at, name in enumerate(names, 1):
        right = at + 1 if at < len(names) else _FREE
        place = places[list(streams).index(name)]
        entries.append(_entry(name, 2, right=right, start=place, size=len(streams[name])))
    parts = [
        _padded(mini, 0),
        _padded(b"".join(entries), 0),
        _padded(struct.pack(f"<{len(mini_fat)}I", *mini_fat), 0xFF),
    ]
    counts = [len(part) // _SECTOR for part in parts]
    starts = [0, counts[0], counts[0] + counts[1]]
    fat = [each for first, count in zip(starts, counts, strict=True) for each in _chain(first, count)] + [
        _FAT
    ]
    entries_start, mini_start, fat_start = starts[1], starts[2], sum(counts)
    if mini == b"":
        parts[1] = parts[1][:116] + struct.pack("<I", _END) + parts[1][120:]
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 1,
        entries_start, 0, 4096, mini_start, counts[2], _END, 0, fat_start,
    )  # fmt: skip
    head = header.ljust(_SECTOR, b"\xff")
    return head + b"".join(parts) + _padded(struct.pack(f"<{len(fat)}I", *fat), 0xFF)


def _chain(first: int, count: int) -> list[int]:
    return [first + at + 1 for at in range(count - 1)] + [_END] * bool(count)


def _padded(data: bytes, filler: int) -> bytes:
    return data + bytes([filler]) * (-len(data) % _SECTOR)


def _entry(
    name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int = 0, size: int = 0
) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", wide, len(wide), kind, 1, _FREE, right, child, b"", 0, 0, 0, start, size
    )
