"""A logo that a firm brings: whether it can be printed, and whether it can be seen on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from toolkit.preview.colours import LEAST_OF_PICTURES, luminance_of
from toolkit.preview.problems import BadRequest
from toolkit.wording import worded

KINDS = {"PNG": "png", "JPEG": "jpg"}
"""Kinds of pictures that a letter and an e-mail can show, with the end of their name."""

HEAVIEST = 300_000
"""Bytes: it goes along with every e-mail."""

LARGEST = 6000
"""Pixels across or down."""

SHARP, COARSE = 200, 100
"""Dots an inch at which a print is sharp, and below which it shows its dots."""

_SEEN = 1.15
"""The contrast with paper from which a dot is part of the picture and not of what is behind it."""

_END_OF_JPEG = b"\xff\xd9"
_OPAQUE = 128
_MILLIMETRES = 25.4
_SMALL = (200, 200)


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo: its size in pixels, its contrast with paper, and what is to be said of it."""

    suffix: str
    width: int
    height: int
    contrast: float
    warnings: tuple[str, ...]


def read_logo(content: bytes, room: Sequence[float]) -> Logo:
    """Return a logo for a place of `room` millimetres across and down. Raises BadRequest when it cannot be used."""
    if len(content) > HEAVIEST:
        raise BadRequest(
            worded("Dit logo is groter dan {most} kB. Bewaar het kleiner.", most=HEAVIEST // 1000)
        )
    try:
        with Image.open(BytesIO(content), formats=tuple(KINDS)) as image:
            image.verify()  # whoever lays out letters lets Pillow read torn pictures, too
            if image.format == "JPEG" and not content.rstrip(b"\0").endswith(_END_OF_JPEG):
                raise ValueError
        with Image.open(BytesIO(content), formats=tuple(KINDS)) as image:
            kind, (width, height) = str(image.format), image.size
            if max(width, height) > LARGEST:
                raise BadRequest(worded("Dit logo is breder of hoger dan {most} pixels", most=LARGEST))
            image.thumbnail(_SMALL)
            seen = sorted(_contrasts(image.convert("RGBA")))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadRequest("Kies een logo dat een PNG of een JPEG is") from error
    if not seen:
        raise BadRequest("Dit logo is wit of leeg: op papier ziet niemand het")
    dots = _MILLIMETRES / min(room[0] / width, room[1] / height)
    if dots < COARSE:
        raise BadRequest(
            worded(
                "Dit logo heeft te weinig pixels ({width} × {height}): op papier wordt het grof. Zoek een groter.",
                width=width,
                height=height,
            )
        )
    middle = seen[len(seen) // 2]
    warnings = []
    if dots < SHARP:
        warnings.append(worded("Met meer pixels wordt dit logo scherper op papier"))
    if middle < LEAST_OF_PICTURES:
        warnings.append(worded("Dit logo is licht: op wit papier is het slecht te zien"))
    return Logo(KINDS[kind], width, height, round(middle, 1), tuple(warnings))


def _contrasts(image: Image.Image) -> Iterator[float]:
    """Yield the contrast with white paper of each dot that is not as good as white."""
    parts = iter(image.tobytes())
    for red, green, blue, alpha in zip(parts, parts, parts, parts, strict=True):
        if alpha >= _OPAQUE and (found := 1.05 / (luminance_of(red, green, blue) + 0.05)) > _SEEN:
            yield found
