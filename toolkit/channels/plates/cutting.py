"""How a plate is cut from a letter that was laid out and written once, and how it proves itself before it prints.

It is written again, with its objects kept, and painted again, with its texts in their slots. Then each block is broken
and drawn anew with its own words: one that does not come out to the bit takes no others. In the end the plate prints
its own letter, every block anew; if the bytes are not those of the whole layout, there is no plate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from toolkit.channels.letter_inside import drawn_modules
from toolkit.channels.letter_layout import compress, put_right
from toolkit.channels.plates.ground import Block, Ground, survey
from toolkit.channels.plates.lines import broken
from toolkit.channels.plates.painting import Slot, joined, painted, taught
from toolkit.channels.plates.paper import Paper
from toolkit.channels.plates.plate import CODE, FIXED, HEAD, TITLE, UNSEEN, Code, Plate, Role
from toolkit.channels.plates.refusal import NoPlate
from toolkit.channels.plates.shape import places

_SVG = "{http://www.w3.org/2000/svg}"


def cut(document: Any, words: list[str], wrap: Callable[[Any], Any], options: Mapping[str, Any]) -> Plate:
    """Return a plate of a letter.

    In: its document and its words, what wraps a tree of elements for WeasyPrint, and the options it was written with.
    Raises NoPlate when it is no ground for a plate.
    """
    ground = survey(document)
    where = list(places(document._html.etree_element))
    if len(where) != len(words):
        raise NoPlate("words that are not read alike")
    document.fonts = {}
    kept: list[Any] = []
    content = document.write_pdf(
        finisher=lambda _, pdf: kept.extend(_kept(document, pdf, options)), **options
    )
    paper, raw, entries, described = kept
    watches = painted(document)
    slots = [slot for watch in watches for slot in watch.slots]
    behind = [_split(watch.slots, watch.stream, ops) for watch, ops in zip(watches, raw, strict=True)]
    _learned_alike(document, slots)
    labels = [label for _, label in ground.labels]
    if labels != [entry["Title"].string for entry in entries]:
        raise NoPlate("another outline")
    for number, (element, _) in enumerate(ground.labels):
        block = ground.blocks.get(element)
        if block is not None:
            block.marked = number
    plate = Plate(
        words, where, [], set(), document, wrap, paper, watches, slots, {slot.box: at for at, slot in enumerate(slots)},
        behind, entries, _code(where, slots, described),
    )  # fmt: skip
    document._html.context.create_block_formatting_context()
    plate.roles += _roles(plate, ground)
    plate.spoken.update(_spoken(where, ground))
    if plate.print(plate.fit(words, every=True)) != content:
        raise NoPlate("another letter than the whole layout makes")
    return plate


def _kept(document: Any, pdf: Any, options: Mapping[str, Any]) -> Iterator[Any]:
    """Finish a PDF as ever; yield its objects, its drawings, its outline and what describes pictures."""
    put_right(document, pdf)
    numbers = [int(pdf.objects[page]["Contents"].split()[0]) for page in pdf.pages["Kids"][::3]]
    drawings = [list(pdf.objects[number].stream) for number in numbers]
    for item in pdf.objects:
        compress(item)
    yield Paper(pdf, options)
    yield drawings
    dictionaries = [item for item in pdf.objects if isinstance(item, dict)]
    yield [item for item in dictionaries if "Title" in item and "Dest" in item]
    yield [item for item in dictionaries if "Alt" in item]


def _split(slots: list[Slot], stream: list[Any], ops: list[Any]) -> bytes:
    """Give each slot of a page its drawing, and return what stands behind the last; `ops` is what is in the file."""
    if len(stream) != len(ops):
        raise NoPlate("another drawing")
    end = 0
    for slot in slots:
        slot.lead, slot.drawing = joined(ops[end : slot.begin]), joined(ops[slot.begin : slot.end])
        if slot.drawing != joined(stream[slot.begin : slot.end]):
            raise NoPlate("another drawing")
        end = slot.end
    return joined(ops[end:])


def _learned_alike(document: Any, slots: list[Slot]) -> None:
    fonts = taught(document.fonts, (slot.taught for slot in slots))
    for key, font in document.fonts.items():
        if fonts[key].widths != font.widths or list(fonts[key].to_unicode.items()) != list(
            font.to_unicode.items()
        ):
            raise NoPlate("a font that learned something else")


def _code(where: list[tuple[Any, str]], slots: list[Slot], described: list[Any]) -> Code | None:
    """Return the payment code, where there is one and it is drawn and described once."""
    drawn = ((element, drawn_modules(element.get(name))) for element, name in where if name == "d")
    paths = [(element, modules) for element, modules in drawn if modules]
    titles = [element for element, _ in where if element.tag == f"{_SVG}title"]
    if (len(paths), len(titles)) != (1, 1):
        return None
    ((path, modules),) = paths
    found = [at for at, slot in enumerate(slots) for _ in range(slot.drawing.count(modules))]
    named = [item for item in described if item["Alt"].string == titles[0].text]
    if (len(found), len(named)) != (1, 1):
        return None
    return Code(path, titles[0], found[0], modules, named[0])


def _spoken(where: list[tuple[Any, str]], ground: Ground) -> Iterator[int]:
    """Yield which words margins say."""
    said = list(ground.said())
    attributes = {each.element for each in said}
    texts = {inner for each in said if each.deep for inner in each.element.iter()}
    for at, (element, name) in enumerate(where):
        if element in (texts if name in ("text", "tail") else attributes):
            yield at


def _roles(plate: Plate, ground: Ground) -> Iterator[Role]:
    """Yield what the words at each place are."""
    root = plate.document._html.etree_element
    parents = {child: parent for parent in root.iter() for child in parent}
    labelled = {
        inner for element, _ in ground.labels for inner in element.iter() if inner is not element
    } & ground.blocks.keys()
    proved = {element: _proved(plate, block) for element, block in ground.blocks.items() if block}
    for element, name in plate.places:
        inside = parents.get(element) if name == "tail" else element
        while inside is not None and inside not in ground.blocks:
            inside = parents.get(inside)
        block = ground.blocks.get(inside) if inside is not None else None
        if name == "content" or (element.tag == "title" and name == "text"):
            yield HEAD
        elif name.startswith("data-"):
            yield UNSEEN
        elif element.tag == f"{_SVG}title" and name == "text" and plate.code:
            yield TITLE
        elif name == "d" and plate.code and element is plate.code.path:
            yield CODE
        else:
            yield block if block and proved[inside] and inside not in labelled else FIXED


def _proved(plate: Plate, block: Block) -> bool:
    """Return whether a block that is broken and drawn anew with its own words is the same to the bit."""
    try:
        pairs, label = broken(block, plate.document._html.context)
        for old, new in pairs:
            slot = plate.slots[plate.at[old]]
            drawing, lesson = plate.watches[slot.page].again(slot, new)
            if drawing != slot.drawing or _words_of(lesson) != _words_of(slot.taught):
                return False
            if (old.position_x, old.position_y, old.width) != (new.position_x, new.position_y, new.width):
                return False
    except (NoPlate, KeyError):
        return False
    return label == (None if block.marked is None else plate.outline[block.marked]["Title"].string)


def _words_of(lesson: Mapping[Any, Any]) -> list[Any]:
    return [(key, font.widths, list(font.to_unicode.items())) for key, font in lesson.items()]
