"""What is left to do until each release of an output folder stands in one output, whatever number of files holds it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from converter import duplicates
from converter.duplicates import Fingerprint
from converter.files import Record
from converter.model import Issue, Severity
from converter.plan import Item, stem_key, stem_of


@dataclass(frozen=True, slots=True)
class Todo:
    """`again`: what must be converted again, to name its further files or to stand alone. `joined`: sources whose own output
    goes, each with the one whose output stands for both. `lost`: sources that should stand alone and are not in this run."""

    again: tuple[Item, ...]
    joined: Mapping[str, str]
    lost: Mapping[str, Issue]


def todo(records: Mapping[str, Record], items: Iterable[Item]) -> Todo:
    """What `records` lack. Only what is among `items` can be converted again; a group that needs another stays as it is."""
    given = {item.name: item for item in items}
    prints = {name: Fingerprint.load(record.fingerprint) for name, record in records.items() if record.fingerprint}
    groups = duplicates.gathered(prints)
    stems = _Stems(records, given, groups)
    again: list[Item] = []
    joined: dict[str, str] = {}
    lost: dict[str, Issue] = {}
    for head, others in groups.items():
        wanted = {other: records[other].sha256 for other in others}
        if not records[head].encodes and records[head].encodings == wanted:
            joined |= {other: head for other in others if records[other].encodes != head}
        elif head in given:
            encodings = tuple(prints[other].encoding(other, wanted[other]) for other in others)
            again.append(stems.placed(replace(given[head], encodings=encodings)))
        else:
            alone = [name for name in (head, *others) if _is_left(records[name], records)]
            again += [given[name] for name in alone if name in given]
            lost |= {name: _lost(records[name].encodes) for name in alone if name not in given}
    return Todo(tuple(sorted(again, key=lambda item: item.name)), joined, lost)


def _is_left(record: Record, records: Mapping[str, Record]) -> bool:
    """True where the source whose output should stand for this one does so no longer."""
    head = records.get(record.encodes)
    return bool(record.encodes) and (head is None or head.encodings.get(record.source) != record.sha256)


class _Stems:
    """Knows whether a release may be called as its files all are, but for their suffixes."""

    def __init__(self, records: Mapping[str, Record], given: Mapping[str, Item], groups: Mapping[str, tuple[str, ...]]) -> None:
        self._heads = {name: head for head, others in groups.items() for name in (head, *others)}
        self._sources: dict[str, set[str]] = defaultdict(set)  # key of a stem -> the sources that could have it, or do
        for name in given:
            self._sources[stem_key(stem_of(name))].add(name)
        for record in records.values():
            for path in record.files:
                self._sources[stem_key(path.rpartition(".")[0])].add(record.source)

    def placed(self, item: Item) -> Item:
        """`item` with the shorter stem where all that share it are files of its release."""
        stem = stem_of(item.name)
        if item.stem == stem or any(self._heads.get(other) != item.name for other in self._sources[stem_key(stem)]):
            return item
        return replace(item, stem=stem, issues=())


def joined(record: Record, head: str) -> Record:
    """`record` as that of a further file of the release of `head`: what was found in its own text is of no use then."""
    message = f"the same release as «{head}», whose text is used; the output of that names this file too"
    note: dict[str, object] = {"severity": Severity.NOTE.value, "code": "same-release", "message": message}
    return replace(record, files={}, issues=(note,), encodes=head, encodings={})


def _lost(head: str) -> Issue:
    message = f"it stood with «{head}», which holds another release now, and has no output of its own; convert it again"
    return Issue(Severity.ERROR, "no-output", message)
