"""Rebuild styles/fonts: fetch fonts from the npm registry, keep the characters of letters, write TrueType.

The zero of Atkinson Hyperlegible Next has a slash, which many read as an 8 or as "not": it is taken out.
The licence of the fonts (OFL 1.1) reserves no name.

Run `python scripts/build_fonts.py` where `npm` is. The packages are pinned by version and SHA-256 and the
tables carry no new dates, so with one version of fontTools the same bytes come out every time.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from array import array
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from math import hypot
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

FONTS = Path(__file__).resolve().parent.parent / "styles" / "fonts"

FEATURES = ("kern", "mark", "mkmk", "locl", "tnum")
JOINING = (*FEATURES, "ccmp", "init", "medi", "fina", "rlig")
"""Latin does without `ccmp`: text comes composed, and a letter drawn in two pieces is not found again in a PDF."""

LATIN = ((0x20, 0x17F), (0x18F, 0x18F), (0x218, 0x21B), (0x237, 0x237), (0x2000, 0x22FF))
"""Basic Latin, Latin-1, Latin Extended-A and the signs of letters: quotes, dashes, currency, arithmetic.

No marks that are set above another letter: Pango 1.56 would draw a letter that this font lacks in two pieces, and a
name in two pieces is not found again in a PDF. Another font has that letter whole."""

COMMON = ((0x20, 0x40), (0x5B, 0x60), (0x7B, 0x7E), (0xA0, 0xA0), (0x2010, 0x2026), (0x202F, 0x202F))
"""Spaces, figures and punctuation: a word of another script takes them along in its own font."""

REST = (
    *COMMON,
    (0x100, 0x24F),
    (0x2B0, 0x36F),
    (0x370, 0x3FF),
    (0x400, 0x4FF),
    (0x1E00, 0x1EFF),
    (0xFFFD, 0xFFFD),
)
"""What names from elsewhere need: all of Latin, Greek, Cyrillic, and the sign for "not in any font"."""

HEBREW = (*COMMON, (0x590, 0x5FF), (0xFB1D, 0xFB4F))
ARABIC = (*COMMON, (0x600, 0x6FF), (0x200C, 0x200D))

ALIASES = {0xAD: 0x2D, 0xB5: 0x3BC, 0x2010: 0x2D, 0x2011: 0x2D, 0x202F: 0xA0}
"""Characters drawn as another one where a font lacks them: hyphens, micro, the narrow fixed space."""


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package of TrueType files, and its fonts as (file inside, file to write)."""

    name: str
    version: str
    sha256: str
    licence: str
    ranges: tuple[tuple[int, int], ...]
    features: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


PACKAGES = (
    Package(
        "@expo-google-fonts/atkinson-hyperlegible-next",
        "0.4.1",
        "9c98b93e3f7dd7d7819f9c439aac9fb5b5466781fa1eb002caeb52eb7cb15ce8",
        "OFL-AtkinsonHyperlegibleNext.txt",
        LATIN,
        FEATURES,
        (
            ("AtkinsonHyperlegibleNext_400Regular.ttf", "AtkinsonHyperlegibleNext-Regular.ttf"),
            ("AtkinsonHyperlegibleNext_400Regular_Italic.ttf", "AtkinsonHyperlegibleNext-Italic.ttf"),
            ("AtkinsonHyperlegibleNext_700Bold.ttf", "AtkinsonHyperlegibleNext-Bold.ttf"),
            ("AtkinsonHyperlegibleNext_700Bold_Italic.ttf", "AtkinsonHyperlegibleNext-BoldItalic.ttf"),
        ),
    ),
    Package(
        "@expo-google-fonts/noto-sans",
        "0.4.2",
        "98cf14a19b8e67a0e76bfd4d5df98937b9734e6dde570bd750f2259042042548",
        "OFL-NotoSans.txt",
        REST,
        FEATURES,
        (
            ("NotoSans_400Regular.ttf", "NotoSans-Regular.ttf"),
            ("NotoSans_700Bold.ttf", "NotoSans-Bold.ttf"),
        ),
    ),
    Package(
        "@expo-google-fonts/noto-sans-hebrew",
        "0.4.1",
        "f82f8e852e3355521c511f2762a0130216d208d108bf4739aa977eb6a6d3012c",
        "OFL-NotoSansHebrew.txt",
        HEBREW,
        FEATURES,
        (("NotoSansHebrew_400Regular.ttf", "NotoSansHebrew-Regular.ttf"),),
    ),
    Package(
        "@expo-google-fonts/noto-sans-arabic",
        "0.4.3",
        "29e966f9d48a4ce7dd3c2c4c016f29cd888089538217303fb2c87de9e7f048ed",
        "OFL-NotoSansArabic.txt",
        ARABIC,
        JOINING,
        (("NotoSansArabic_400Regular.ttf", "NotoSansArabic-Regular.ttf"),),
    ),
)


def fetch(package: Package, folder: Path) -> dict[str, bytes]:
    """Return the files of a package by their name without folder.

    Raises SystemExit when npm is missing or the package has other bytes than pinned.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch the fonts")
    subprocess.run(
        [npm, "pack", "--silent", f"{package.name}@{package.version}"],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    stem = package.name.removeprefix("@").replace("/", "-")
    content = (folder / f"{stem}-{package.version}.tgz").read_bytes()
    if (found := hashlib.sha256(content).hexdigest()) != package.sha256:
        raise SystemExit(f"{package.name} {package.version}: SHA-256 is {found}, expected {package.sha256}")
    with tarfile.open(fileobj=BytesIO(content)) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        return {Path(m.name).name: file.read() for m in members if (file := archive.extractfile(m))}


def shrink(content: bytes, ranges: tuple[tuple[int, int], ...], features: tuple[str, ...]) -> bytes:
    """Return the font with the characters of `ranges`, their aliases and `features`, unhinted, its dates kept."""
    font = TTFont(BytesIO(content), recalcTimestamp=False)
    wanted = {code for first, last in ranges for code in range(first, last + 1)}
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(
                {
                    alias: table.cmap[code]
                    for alias, code in ALIASES.items()
                    if alias in wanted and alias not in table.cmap and code in table.cmap
                }
            )
    options = subset.Options(
        hinting=False,
        notdef_outline=True,
        name_IDs=["*"],
        layout_features=list(features),
        recalc_timestamp=False,
    )
    options.drop_tables += ["gasp"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    unslash(font)
    out = BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def unslash(font: TTFont) -> None:
    """Make one counter of the two that a slash leaves in a zero; the outside and the width stay as they are.

    The zero for tables is a wider glyph around the same outline.

    The slash touches each counter between two points on it. Without that line the two are arcs, and each
    gap between them is closed with the curve that goes on in the direction of both.
    """
    glyph = font["glyf"][font.getBestCmap()[ord("0")]]
    if glyph.numberOfContours != 3:
        return
    points, ends, flags = glyph.getCoordinates(font["glyf"])
    bounds = [0, *(end + 1 for end in ends)]
    contours = [[(*points[at], flags[at]) for at in range(first, last)] for first, last in pairwise(bounds)]
    outside = max(contours, key=lambda each: max(x for x, *_ in each) - min(x for x, *_ in each))
    one, other = (_arc(each) for each in contours if each is not outside)
    inside = [*one, _corner(one, other), *other, _corner(other, one)]
    drawn = [outside, inside]
    glyph.coordinates = GlyphCoordinates([(x, y) for contour in drawn for x, y, _ in contour])
    glyph.flags = array("B", [flag for contour in drawn for *_, flag in contour])
    glyph.endPtsOfContours = [len(outside) - 1, len(outside) + len(inside) - 1]
    glyph.numberOfContours = len(drawn)
    glyph.recalcBounds(font["glyf"])


Point = tuple[int, int, int]
"""Its place in units of the font, and 1 when it lies on the curve."""


def _arc(contour: list[Point]) -> list[Point]:
    """Return a contour from the end of its longest straight side round to the begin of it."""
    following = [*contour[1:], contour[0]]
    sides = [
        (hypot(one[0] - two[0], one[1] - two[1]) if one[2] & two[2] & 1 else 0, at)
        for at, (one, two) in enumerate(zip(contour, following, strict=True))
    ]
    start = max(sides)[1] + 1
    return contour[start:] + contour[:start]


def _corner(before: list[Point], after: list[Point]) -> Point:
    """Return the point where the end of one arc and the begin of the next would meet."""
    (ax, ay, _), (bx, by, _) = before[-2:]
    (cx, cy, _), (dx, dy, _) = after[:2]
    ux, uy, vx, vy = bx - ax, by - ay, dx - cx, dy - cy
    far = ((cx - bx) * vy - (cy - by) * vx) / (ux * vy - uy * vx)
    return round(bx + far * ux), round(by + far * uy), 0


def main() -> None:
    """Write every font and its licence."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            files = fetch(package, Path(folder))
        (FONTS / package.licence).write_bytes(files["LICENSE_FONT"])
        for source, target in package.files:
            (FONTS / target).write_bytes(shrink(files[source], package.ranges, package.features))


if __name__ == "__main__":
    main()
