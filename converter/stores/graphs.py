"""The named graphs of a folder of linked data: one for each release, one for the authority lists, one for the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from converter.errors import PregonError, SourceError, UsageError
from converter.files import printable
from converter.resources import folder

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad

_BASE = "https://w3id.org/pregon/"
AUTHORITIES = _BASE + "graph/authorities"
VOCABULARY = _BASE + "graph/vocabulary"
IDENTITY = _BASE + "graph/identity"
#: The file of that graph, in the folder that `convert` wrote to; see :mod:`converter.identity`.
IDENTITY_FILE = "identity.trig"
_DERIVED_FROM = _BASE + "def#digestOfReleases"
_PRESS_RELEASE = _BASE + "def#PressRelease"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

#: A release may stand in a folder in several formats; the first of these is read, as they all say the same.
_SUFFIXES = (".ttl", ".nq", ".trig", ".jsonld", ".nt", ".rdf")


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A graph's IRI and its quads (in that graph, in the order of the file)."""

    name: NamedNode
    quads: tuple[Quad, ...]


def rdf_files(path: Path) -> list[Path]:
    """`path` itself, or the RDF files below it: one of each stem, none from ``failed/`` or hidden folders.

    Raises UsageError where there is none.
    """
    if path.is_file():
        return [path]
    best: dict[Path, Path] = {}
    for suffix in _SUFFIXES:
        for file in path.rglob(f"*{suffix}"):
            parents = file.relative_to(path).parts[:-1]
            if file.is_file() and not any(part.startswith(".") for part in parents) and parents[:1] != ("failed",):
                best.setdefault(file.with_suffix(""), file)
    if (path / IDENTITY_FILE).is_file():  # whatever a release beside it is called
        best[path / IDENTITY_FILE] = path / IDENTITY_FILE
        if best.get(path / "identity") == path / IDENTITY_FILE:
            del best[path / "identity"]
    if not best:
        raise UsageError(f"there is no RDF file below {printable(str(path))}; give the folder that `convert` wrote to")
    return [best[stem] for stem in sorted(best)]


def digest_of_releases(path: Path) -> str:
    """A digest of the names and bytes of the RDF files below the folder `path`, without the identity graph."""
    digest = sha256()
    for file in rdf_files(path):
        if file != path / IDENTITY_FILE:
            digest.update(f"{file.relative_to(path).as_posix()}\0{sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def is_identity_stale(path: Path) -> bool:
    """True where the folder `path` has an identity graph that was derived from other releases than stand there now.

    Raises SourceError where that file is not valid.
    """
    if not (path / IDENTITY_FILE).is_file():
        return False
    graphs = [graph for graph in read_graphs(path / IDENTITY_FILE) if graph.name.value == IDENTITY]
    told = {getattr(q.object, "value", "") for g in graphs for q in g.quads if q.predicate.value == _DERIVED_FROM}
    return bool(graphs) and told != {digest_of_releases(path)}


def read_graphs(file: Path) -> list[NamedGraph]:
    """The named graphs of one file. The triples of a release go into that release's graph, whatever graph the file has them in.

    Raises SourceError for a file that is not valid, that is in no format known here, or whose triples are in no named graph
    and hold no release or several: there is no telling then where they belong.
    """
    import pyoxigraph as ox

    quads = _parse(file)
    releases = sorted({q.subject.value for q in quads if _is_release(q) and isinstance(q.subject, ox.NamedNode)})
    if len(releases) == 1:
        return [_graph(ox.NamedNode(graph_of(releases[0])), quads)]
    named: dict[NamedNode, list[Quad]] = {}
    for quad in quads:
        if not isinstance(quad.graph_name, ox.NamedNode):
            found = f"{len(releases)} press releases and triples in no named graph"
            raise SourceError("no-graph", f"{printable(str(file))}: holds {found}; one release is expected in a file")
        named.setdefault(quad.graph_name, []).append(quad)
    return [_graph(name, named[name]) for name in sorted(named, key=lambda name: name.value)]


def background(authorities: Iterable[Path] = ()) -> Iterator[NamedGraph]:
    """The authority lists of this installation (with the files or folders `authorities` added) and its vocabulary."""
    import pyoxigraph as ox

    ontology = folder("ontology")
    lists = sorted((ontology / "authorities").glob("*.ttl"))
    for path in authorities:
        lists += sorted(path.glob("*.ttl")) if path.is_dir() else [path]
    for name, files in ((AUTHORITIES, lists), (VOCABULARY, sorted(ontology.glob("*.ttl")))):
        yield _graph(ox.NamedNode(name), [quad for file in files for quad in _parse(file)])


def graph_of(release: str) -> str:
    """The IRI of the named graph of a release.

    >>> graph_of("https://w3id.org/pregon/id/release/2014-026-78466ab1a239")
    'https://w3id.org/pregon/graph/release/2014-026-78466ab1a239'
    """
    base, part, rest = release.rpartition("/id/release/")
    return f"{base}/graph/release/{rest}" if part else f"{release}#graph"


def _parse(file: Path) -> list[Quad]:
    import pyoxigraph as ox

    form = ox.RdfFormat.from_extension(file.suffix[1:]) if file.suffix in _SUFFIXES else None
    if form is None:
        raise SourceError("unsupported-format", f"{printable(str(file))}: not an RDF file ({', '.join(_SUFFIXES)})")
    try:
        return list(ox.parse(file.read_bytes(), form))
    except OSError as error:
        raise PregonError(f"{printable(str(file))}: cannot be read: {error.strerror or error}") from None
    except (SyntaxError, ValueError) as error:
        reason = str(error)
        if "LoadDocumentCallback" in reason:
            reason = "its @context is an address, and nothing is fetched; write the context out in the file"
        raise SourceError("not-rdf", f"{printable(str(file))}: not valid {file.suffix[1:]}: {reason}") from None


def _is_release(quad: Quad) -> bool:
    return quad.predicate.value == _TYPE and getattr(quad.object, "value", "") == _PRESS_RELEASE


def _graph(name: NamedNode, quads: Iterable[Quad]) -> NamedGraph:
    import pyoxigraph as ox

    return NamedGraph(name, tuple(dict.fromkeys(ox.Quad(q.subject, q.predicate, q.object, name) for q in quads)))
