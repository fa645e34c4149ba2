"""The embedded store: a folder on disk that holds one named graph for each release, and a store in memory that is alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from converter.errors import PregonError, SourceError, UsageError
from converter.files import InUseError, printable
from converter.stores.graphs import AUTHORITIES, IDENTITY, VOCABULARY, NamedGraph, background, rdf_files, read_graphs

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store

LONG_LITERAL = 5_000_000  # characters; a whole release has some thousands


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did: graphs of releases that are new, that changed, that stood there already, that were taken out."""

    added: int
    replaced: int
    unchanged: int
    removed: int
    warnings: tuple[str, ...] = ()


def is_store(path: Path) -> bool:
    """Whether `path` is a folder that Oxigraph made."""
    return (path / "CURRENT").is_file() and any(path.glob("MANIFEST-*"))


def open_writable(path: Path) -> Store:
    """Open the store at `path`, or make one there if `path` is missing or an empty folder.

    Raises InUseError while another process writes to it, UsageError where something else is there.
    """
    import pyoxigraph as ox

    if path.exists() and not is_store(path) and (not path.is_dir() or any(path.iterdir())):
        raise UsageError(f"{printable(str(path))} is there and is no store; choose a new folder for the store")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return ox.Store(str(path))
    except OSError as error:
        if "lock" in str(error).lower():
            message = f"{printable(str(path))} is in use by another process that writes to it; wait for it, or end it"
            raise InUseError(message) from None
        raise PregonError(f"{printable(str(path))} cannot be opened as a store: {error}") from None


def open_readable(path: Path, authorities: Iterable[Path] = ()) -> Store:
    """The store at `path`, read-only; where `path` is a folder or file of RDF, a store in memory with all that is in it,
    `authorities` (further authority lists) included.

    Raises UsageError where `path` is neither, SourceError for a file that is not valid.
    """
    import pyoxigraph as ox

    if is_store(path):
        try:
            return ox.Store.read_only(str(path))
        except OSError as error:
            raise PregonError(f"{printable(str(path))} cannot be opened: {error}") from None
    if not path.exists():
        raise UsageError(f"{printable(str(path))} does not exist; give a store, or the folder that `convert` wrote to")
    store = ox.Store()
    for file in rdf_files(path):
        for graph in read_graphs(file):
            store.bulk_extend(graph.quads)
    for graph in background(authorities):
        store.bulk_extend(graph.quads)
    return store


def load(
    store: Store,
    path: Path,
    authorities: Iterable[Path] = (),
    prune: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Put the releases of the folder or file `path`, the authority lists and the vocabulary into `store`.

    Every file is read before anything is written: one that is not valid raises SourceError, which names all such files, and
    the store stays as it was. A graph that is there already is replaced as a whole, in one transaction. With `prune`,
    releases that `path` does not hold are taken out. `progress` is called with the number of graphs done and their total.
    """
    lists = list(background(authorities))
    sources, warnings = _survey(rdf_files(path))
    counts = {"added": 0, "replaced": 0, "unchanged": 0}
    for done, (name, files) in enumerate(sources.items(), start=1):
        graphs = [graph for file in files for graph in read_graphs(file) if graph.name == name]
        quads = dict.fromkeys(quad for graph in graphs for quad in graph.quads)
        counts[_put(store, NamedGraph(name, tuple(quads)))] += 1
        if progress is not None:
            progress(done, len(sources))
    for graph in lists:
        _put(store, graph)
    removed = _prune(store, set(sources) | {graph.name for graph in lists}) if prune else 0
    return Loaded(counts["added"], counts["replaced"], counts["unchanged"], removed, tuple(warnings))


def releases(store: Store) -> int:
    """How many graphs of releases `store` holds."""
    return sum(1 for name in store.named_graphs() if name.value not in (AUTHORITIES, VOCABULARY, IDENTITY))


def _survey(files: list[Path]) -> tuple[dict[NamedNode, list[Path]], list[str]]:
    """Graph -> the files it stands in, having read them all; the same text printed as HTML and PDF gives one graph."""
    sources: dict[NamedNode, list[Path]] = defaultdict(list)
    warnings: list[str] = []
    errors: list[str] = []
    for file in files:
        try:
            graphs = read_graphs(file)
        except SourceError as error:
            errors.append(str(error))
            continue
        for graph in graphs:
            sources[graph.name].append(file)
            longest = max((len(getattr(quad.object, "value", "")) for quad in graph.quads), default=0)
            if longest > LONG_LITERAL:
                warnings.append(f"{printable(str(file))}: a text in it has {longest:,} characters; queries on it are slow")
    if errors:
        shown = "\n  ".join(errors[:10]) + (f"\n  and {len(errors) - 10} more" if len(errors) > 10 else "")
        raise SourceError("not-rdf", f"nothing was loaded, because of\n  {shown}")
    return sources, warnings


def _put(store: Store, graph: NamedGraph) -> str:
    """Make the store's graph of that name equal `graph`, at once or not at all."""
    if not store.contains_named_graph(graph.name):
        store.extend(graph.quads)
        return "added"
    if set(store.quads_for_pattern(None, None, None, graph.name)) == set(graph.quads):
        return "unchanged"
    triples = "\n".join(f"{quad.triple} ." for quad in graph.quads)
    store.update(f"DROP SILENT GRAPH {graph.name} ; INSERT DATA {{ GRAPH {graph.name} {{\n{triples}\n}} }}")
    return "replaced"


def _prune(store: Store, kept: set[NamedNode]) -> int:
    gone = [name for name in store.named_graphs() if name not in kept]
    for name in gone:
        store.remove_graph(name)
    return len(gone)
