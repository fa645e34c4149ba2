"""The zip package of an Office document, opened so that no file in it can harm: sizes, counts and entities are bounded."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from converter.errors import SourceError
from converter.readers.zips import MAX_MEMBERS, open_zip, unpack

MAX_PART_BYTES = 16 * 1024 * 1024  # of one XML part, unpacked; a text of a thousand pages has less
_MAX_TAGS = 500_000  # of one XML part; a text of five hundred pages has half, and each takes a hundred bytes and more
_RELATION_TYPE = "officeDocument"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: its kind (the last step of its type IRI), its target, and whether that lies outside."""

    kind: str
    target: str
    external: bool


class Package:
    """An open package. Raises :class:`SourceError` with code "damaged", "encrypted" or "too-complex"."""

    def __init__(self, data: bytes, name: str, what: str = "Word file") -> None:
        self._name = name
        self._what = what
        self._zip = open_zip(data, name, what, MAX_MEMBERS)
        self._members = {member.filename: member for member in self._zip.infolist()}

    def xml(self, part: str) -> etree._Element | None:
        """The root of an XML part, None where the package has no such part. A part with a DTD is refused."""
        member = self._members.get(part)
        if member is None:
            return None
        data = unpack(self._zip, member, self._name, MAX_PART_BYTES)
        if data.count(b"<") > _MAX_TAGS:
            message = f"«{part}» in «{self._name}» has more than {_MAX_TAGS} tags; split the file, or save its text as .txt"
            raise SourceError("too-complex", message)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "memory allocation" in str(error).lower():
                raise MemoryError from error
            raise SourceError("damaged", f"«{part}» in «{self._name}» is broken XML ({error}); save the file anew") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise SourceError("damaged", f"«{part}» in «{self._name}» declares a DTD, as none does; save the file anew")
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of `part` by identifier, with targets as names of parts; of the package itself for an empty name."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for each in () if root is None else root.iter("{*}Relationship"):
            external = each.get("TargetMode") == "External"
            target = each.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id", "")] = Relation(each.get("Type", "").rsplit("/", 1)[-1], target, external)
        return found

    def main_part(self) -> str:
        """The name of the part that holds the document."""
        for relation in self.relations("").values():
            if relation.kind == _RELATION_TYPE and not relation.external:
                return relation.target
        return "word/document.xml"
