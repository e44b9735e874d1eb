"""Answers about the view in which a person writes: what a text is made of, and which sample shows what."""

from __future__ import annotations

import asyncio
import re

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from toolkit.catalogue import Names, read_names
from toolkit.errors import TactError
from toolkit.preview.asking import LARGEST, body_of, number_in, text_in
from toolkit.preview.desk import Desk
from toolkit.preview.files import LONGEST, SourceFile
from toolkit.preview.pieces import every, parts_named, pieces_of
from toolkit.preview.problems import BadRequest
from toolkit.preview.writing import Use, as_json, in_place, part_uses

_TEXT = re.compile(r"(?:_parts/(?P<part>[\w-]+)/[^/]+|[^/_][^/]*/(?P<text>[\w-]+))\.md\.j2")


class Pen:
    """The addresses of the view in which a person writes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._named: dict[str, tuple[str, list[tuple[str, str]]]] = {}

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/api/pieces", self.pieces, methods=["POST"]),
            Route("/api/writing", self.writing, methods=["GET"]),
            Route("/api/writing/reach", self.reach, methods=["GET"]),
            Route("/api/writing/here", self.here, methods=["POST"]),
        ]

    async def pieces(self, request: Request) -> Response:
        """Give the pieces of a text as it stands in the editor, saved or not."""
        body = await body_of(request)
        file, text = self._desk.files.file(text_in(body, "file")), text_in(body, "text")
        if len(text) > LONGEST:
            raise BadRequest("Deze tekst is te lang")
        return JSONResponse({"blocks": await asyncio.to_thread(self._blocks, file, text)})

    async def writing(self, request: Request) -> Response:
        """Give the pieces of a file with what a sample makes of them, and in how many texts each part stands."""
        query = request.query_params
        file = self._desk.files.file(query.get("file", ""))
        tag = tag_of(file)
        uses = await asyncio.to_thread(self._uses, tag)
        made = await self._desk.press.run(
            "writing",
            self._desk.choice(query),
            query.get("channel", ""),
            (file.name, tag, self._plain(file, uses)),
            slot=f"writing:{query.get('client', '')}:{file.id}",
        )
        texts = {name: len(use.texts) for name, use in uses.items()}
        return JSONResponse({**made, "uses": texts, "texts": texts.get(file.name, 0)})

    async def reach(self, request: Request) -> Response:
        """Give a sample and a channel that go a way of a condition, if there are."""
        query = request.query_params
        file = self._desk.files.file(query.get("file", ""))
        way = (
            "else" if query.get("kind") == "else" else "if",
            number_in(query.get("start", ""), 0, LARGEST),
            number_in(query.get("end", ""), 0, LARGEST),
        )
        found = await self._desk.press.run(
            "reach",
            self._desk.choice(query),
            query.get("channel", ""),
            (file.name, tag_of(file)),
            way,
            slot=f"reach:{query.get('client', '')}",
        )
        return JSONResponse({"sample": found[0], "channel": found[1]} if found else {})

    async def here(self, request: Request) -> Response:
        """Give the words of a part that a text names, to stand in that text."""
        body = await body_of(request)
        file, text = self._desk.files.file(text_in(body, "file")), text_in(body, "text")
        tag = tag_of(file)
        place = tuple(number_in(str(body.get(name, "")), 0, LARGEST) for name in ("start", "end"))
        read = pieces_of(text, read_names(self._desk.workspace, tag), tag, file=file.name)
        inside = (piece for pieces in read.values() for piece in every(pieces))
        piece = next(
            (each for each in inside if (each.start, each.end) == place and each.kind == "part"), None
        )
        part = self._desk.files.named(piece.file) if piece else None
        if piece is None or part is None:
            raise BadRequest("Dit onderdeel staat niet meer op deze plek", hint="open de tekst opnieuw")
        words = in_place(text, piece, self._desk.files.read(part.id).text)
        return JSONResponse({"words": words})

    def _blocks(self, file: SourceFile, text: str) -> list[dict[str, object]]:
        tag = tag_of(file)
        plain = file.name.startswith("_parts/") and self._plain(file, self._uses(tag))
        names = read_names(self._desk.workspace, tag)
        return as_json(pieces_of(text, names, tag, plain=plain, file=file.name), plain=plain)

    def _plain(self, file: SourceFile, uses: dict[str, Use]) -> bool:
        return file.name in uses and uses[file.name].plain

    def _uses(self, tag: str) -> dict[str, Use]:
        """Return where the parts of a language stand."""
        names, ends = read_names(self._desk.workspace, tag), f"/{tag}.md.j2"
        texts, parts = {}, {}
        for file in self._desk.files.all().values():
            if file.name.startswith(f"_parts/{tag}/"):
                parts[file.name] = self._parts_named(file, names, tag)
            elif file.name.endswith(ends) and not file.name.startswith("_"):
                texts[file.name.removesuffix(ends)] = self._parts_named(file, names, tag)
        return part_uses(texts, parts)

    def _parts_named(self, file: SourceFile, names: Names, tag: str) -> list[tuple[str, str]]:
        """Return the parts that a file names; none for one that cannot be read."""
        text, (known, found) = self._desk.files.text(file), self._named.get(file.id, ("", []))
        if text != known:
            try:
                found = parts_named(text, names, tag)
            except TactError:
                found = []
            self._named[file.id] = text, found
        return found


def tag_of(file: SourceFile) -> str:
    """Return the language of a text or a part. Raises BadRequest for a file that is neither."""
    found = _TEXT.fullmatch(file.name)
    if found is None:
        raise BadRequest("Dit bestand is geen tekst")
    return found["part"] or found["text"]
