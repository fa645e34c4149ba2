"""``pregon correct FILE --quote WORDS --decision ...``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from converter.corrections.record import DECISIONS, KINDS
from converter.errors import SourceError, UsageError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from converter.model import Span


@click.command("correct", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--quote", required=True, metavar="WORDS", help="The words of the release that the correction is about.")
@click.option("--at", type=click.IntRange(1), metavar="N", help="Which occurrence, where the words stand more than once.")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="What is wrong there.")
@click.option("--decision", required=True, type=click.Choice(list(DECISIONS)), help="What to do about it.")
@click.option("--value", default="", help="The IRI to link to, the right name, or the speaker; none takes it away.")
@click.option("--all", "everywhere", is_flag=True, help="With --kind mention: all mentions of this release in the same words.")
@click.option("--who", default="", help="Who decides.  [the user's name on this computer]")
@click.option(
    "--corrections",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The list to add to.  [that of pregon.toml, else corrections.csv beside the output folder]",
)
def command(
    file: Path,
    quote: str,
    at: int | None,
    kind: str,
    decision: str,
    value: str,
    everywhere: bool,
    who: str,
    corrections: Path | None,
) -> None:
    """Put right what a conversion says, for good: the next conversion, and all after it, keep the correction.

    FILE is a .ttl or .jsonld that `convert` wrote. An entity (person, organization, place, event, agreement) is chosen by
    any words that name it; a role, quotation or statement by words of it. Whatever rules change, a correction holds as long
    as its words are in the text; where they are gone, the conversion says so (correction-unanchored).

    \b
    pregon correct output/nota.ttl --quote "DIF" --kind organization \\
        --decision link --value https://w3id.org/pregon/id/org/dif-puebla
    pregon correct output/nota.ttl --quote "Playa Azul" --kind person --decision reject
    pregon correct output/nota.ttl --quote "vamos a" --kind quotation \\
        --decision speaker --value "Ana Ruiz Solís"
    """
    import getpass
    from datetime import UTC, datetime

    from converter.corrections import Correction, append, make
    from converter.files import printable

    text, source, graph = _document(file)
    span = _place(text, quote, at)
    given = Correction(
        document="",
        source="",
        quote=quote,
        prefix="",
        suffix="",
        kind=kind,
        said=_said(graph, span),
        decision=decision,
        value=value,
        scope="all" if everywhere else "here",
        who=who or getpass.getuser(),
        when=datetime.now(UTC).date().isoformat(),
    )
    path = corrections or _list(file)
    append(path, make(text, source, span, given))
    click.echo(f"added to {printable(str(path))}; convert again to see it (with --corrections, if it lies elsewhere)", err=True)


def _document(file: Path) -> tuple[str, str, Graph]:
    """The text of the document that a release's file is about, the document's name, and all statements."""
    from converter.graph.vocabulary import PREGON, RDF_TYPE, SCHEMA
    from converter.triples import load

    graph = load(file)
    documents = list(graph.subjects(RDF_TYPE, PREGON.SourceDocument))
    if len(documents) != 1:
        raise SourceError("not-one-release", f"{file}: {len(documents)} source documents, one is expected; give one release")
    text, name = (str(graph.value(documents[0], term) or "") for term in (SCHEMA.text, SCHEMA.name))
    return text, name, graph


def _place(text: str, quote: str, at: int | None) -> Span:
    from converter.model import Span

    starts, start = list[int](), text.find(quote)
    while start >= 0:
        starts.append(start)
        start = text.find(quote, start + 1)
    if not starts:
        raise UsageError(f"--quote: the text does not hold «{quote}»; copy the words as the release has them")
    if len(starts) > 1 and at is None:
        shown = "".join(f"\n  --at {n}: {_around(text, s, len(quote))}" for n, s in enumerate(starts[:20], 1))
        raise UsageError(f"--quote: «{quote}» stands {len(starts)} times; say which:{shown}")
    if (at or 1) > len(starts):
        raise UsageError(f"--at {at}: «{quote}» stands only {len(starts)} times")
    start = starts[(at or 1) - 1]
    return Span(start, start + len(quote))


def _around(text: str, start: int, length: int) -> str:
    before, after = text[max(0, start - 30) : start], text[start + length : start + length + 30]
    return " ".join(f"{before}[{text[start : start + length]}]{after}".split())


def _said(graph: Graph, span: Span) -> str:
    """What the output makes of the place: the name and IRI of what is mentioned there."""
    from converter.graph.vocabulary import OA, PREGON, SCHEMA

    def number(node: Node, term: Node) -> int:
        return int(str(graph.value(node, term) or -1))

    found = []
    for mention, target in graph.subject_objects(PREGON.refersTo):
        start, end = number(mention, OA.start), number(mention, OA.end)
        if start <= span.start and span.end <= end:
            found.append((end - start, f"{graph.value(target, SCHEMA.name)} <{target}>"))
    return min(found)[1] if found else ""


def _list(file: Path) -> Path:
    """The corrections that a conversion to the folder of `file` would find."""
    import os

    from converter.settings import Settings

    settings = Settings.load({}, os.environ)
    if settings.corrections != Path():
        return settings.corrections
    folder = next((each for each in file.resolve().parents if (each / "issues.jsonl").is_file()), file.resolve().parent)
    return folder.parent / "corrections.csv"
