"""One release in several files: one article, whatever the order, the jobs, and what an earlier run left behind."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, Literal

from converter import batch
from converter.batch import Summary, convert_paths
from converter.encodings import Encoding
from converter.graph.vocabulary import PREGON, RDF_TYPE, SCHEMA
from converter.model import Source, Status
from converter.pipeline import Result
from converter.pipeline import convert as really_convert
from converter.settings import Settings
from tests.formats.elements import Element, Style
from tests.formats.rendering import FORMATS
from tests.test_batch import tree

pytest.importorskip("reportlab")

BODY = (
    "El director del Instituto Mexicano del Seguro Social, Saúl Prado Lima, anunció que la clínica de Arroyo Seco abrirá "
    "sus puertas con {beds} camas para las familias de la sierra.",
    "Explicó que la obra se construyó en catorce meses con recursos del programa de infraestructura rural, y que en ella "
    "trabajarán médicos, enfermeras y técnicos que ya viven en los pueblos cercanos.",
    "“Nadie tendrá que caminar un día entero para que lo atienda un médico”, dijo Prado Lima ante los vecinos reunidos en la "
    "plaza, y agregó que las consultas serán gratuitas desde el primer día.",
)


def release(number: str = "061/2016", beds: str = "24", place: str = "Arroyo Seco") -> list[Element]:
    lines = ("INSTITUTO MEXICANO DEL SEGURO SOCIAL", f"Comunicado No. {number}", "México, D. F., 17 de marzo de 2016")
    head = [Element(Style.PARAGRAPH, (line,)) for line in lines if "No. -" not in line]
    body = [Element(Style.PARAGRAPH, (text.format(beds=beds).replace("Arroyo Seco", place),)) for text in BODY]
    return [*head, Element(Style.HEADLINE, (f"Abre el IMSS una clínica en {place}",), True), *body]


def put(folder: Path, *names: str, text: Sequence[Element] | None = None) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(FORMATS[Path(name).suffix](release() if text is None else text))
    return folder


def run(output: Path, *paths: Path, jobs: int = 1, **options: bool) -> Summary:
    return convert_paths(list(paths), Settings(output=output, jobs=jobs), **options)  # type: ignore[arg-type]


def rows(output: Path, code: str) -> dict[str, str]:
    lines = (json.loads(line) for line in (output / "issues.jsonl").read_text(encoding="utf-8").splitlines())
    return {line["source"]: line["message"] for line in lines if line["code"] == code}


def files_of(turtle: Path) -> dict[str, tuple[str, str]]:
    """Name -> format and digest of the files that the one article of `turtle` names."""
    graph = Graph().parse(turtle)
    (article,) = graph.subjects(RDF_TYPE, SCHEMA.NewsArticle)
    found = {}
    for node in graph.objects(article, SCHEMA.encoding):
        assert (node, RDF_TYPE, SCHEMA.MediaObject) in graph
        for name in graph.objects(node, SCHEMA.name):
            found[str(name)] = (str(graph.value(node, SCHEMA.encodingFormat)), str(graph.value(node, PREGON.sha256)))
    return found


def test_four_formats_make_one_article_that_names_its_files(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", "nota.docx", "nota.html", "nota.pdf", "nota.txt")
    summary = run(tmp_path / "out", folder)
    assert (summary.count(Status.OK), summary.joined, len(summary.outcomes)) == (1, 3, 4)
    assert sorted(tree(tmp_path / "out")) == ["issues.jsonl", "nota.jsonld", "nota.ttl"]
    named = files_of(tmp_path / "out" / "nota.ttl")
    assert {name: format_.rpartition("/")[2] for name, (format_, _) in named.items()} == {
        "nota.docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
        "nota.html": "html",
        "nota.pdf": "pdf",
        "nota.txt": "plain",
    }
    graph = Graph().parse(tmp_path / "out" / "nota.ttl")
    (document,) = graph.subjects(RDF_TYPE, PREGON.SourceDocument)
    assert graph.value(document, SCHEMA.name) == Literal("nota.docx")
    assert str(graph.value(document, PREGON.sha256)) == named["nota.docx"][1]
    assert set(rows(tmp_path / "out", "same-release")) == {"nota.html", "nota.pdf", "nota.txt"}
    assert rows(tmp_path / "out", "files-differ") == {}


def test_json_ld_has_the_files_inside_the_article(tmp_path: Path) -> None:
    run(tmp_path / "out", put(tmp_path / "in", "nota.html", "nota.pdf"))
    article: dict[str, Any] = json.loads((tmp_path / "out" / "nota.jsonld").read_text(encoding="utf-8"))
    assert [each["@type"] for each in article["encoding"]] == ["MediaObject", "MediaObject"]
    assert {each["encodingFormat"] for each in article["encoding"]} == {"text/html", "application/pdf"}


def test_what_the_files_say_otherwise_is_told_with_its_place(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", "nota.docx")
    put(folder, "nota.pdf", text=release(beds="42"))
    summary = run(tmp_path / "out", folder)
    assert (summary.count(Status.REVIEW), summary.joined) == (1, 1)
    assert summary.codes(Status.REVIEW) == {"files-differ": 1}
    told = rows(tmp_path / "out", "files-differ")
    assert told == {"nota.docx": "«nota.pdf», a file of the same release, says something else: «24», there «42»"}
    (line,) = [each for each in (tmp_path / "out" / "issues.jsonl").read_text().splitlines() if "files-differ" in each]
    assert json.loads(line)["text"] == "24"


def test_every_difference_stands_in_a_file_beside_the_output_for_as_long_as_there_is_one(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "in", "nota.txt"), tmp_path / "out"
    changed = release(beds="42")[:-1]
    put(folder, "nota.html", text=[*changed, Element(Style.PARAGRAPH, (BODY[2].replace("gratuitas desde el", "pagadas el"),))])
    run(out, folder)
    assert (out / "nota.diff").read_text(encoding="utf-8").splitlines() == [
        "--- nota.html",
        "+++ nota.txt",
        "@@ line 9 @@",
        " que la clínica de Arroyo Seco abrirá sus puertas con",
        "-42",
        "+24",
        " camas para las familias de la sierra.",
        "@@ line 13 @@",
        " reunidos en la plaza, y agregó que las consultas serán",
        "-pagadas",
        "+gratuitas desde",
        " el primer día.",
    ]
    put(folder, "nota.html")
    assert run(out, folder).joined == 1
    assert sorted(tree(out)) == ["issues.jsonl", "nota.jsonld", "nota.ttl"]


def test_marks_blanks_and_capitals_are_no_difference(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", "nota.docx")
    text = (folder / "nota.txt", FORMATS[".txt"](release()).decode().replace("“", '"').replace("”", '"'))
    text[0].write_text(text[1].replace("Abre el IMSS", "ABRE EL IMSS").replace(" que ", " que\n"), encoding="utf-8")
    assert run(tmp_path / "out", folder).joined == 1
    assert rows(tmp_path / "out", "files-differ") == {}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(release(number="062/2016", beds="26"), id="corrected re-issue"),
        pytest.param(release(number="062/2016", place="Peña Honda"), id="template with numbers"),
    ],
)
def test_another_number_makes_another_article(tmp_path: Path, other: list[Element]) -> None:
    folder = put(tmp_path / "in", "a.docx", "a.pdf")
    put(folder, "b.docx", "b.pdf", text=other)
    summary = run(tmp_path / "out", folder)
    assert (summary.count(Status.OK), summary.joined) == (2, 2)
    assert set(files_of(tmp_path / "out" / "b.ttl")) == {"b.docx", "b.pdf"}


def test_bulletins_of_one_template_without_numbers_stay_apart_and_are_told(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", "a.html", text=release("-"))
    put(folder, "b.html", text=release("-", beds="31", place="Peña Honda"))
    summary = run(tmp_path / "out", folder)
    assert summary.joined == 0
    assert set(rows(tmp_path / "out", "similar-release")) == {"a.html", "b.html"}
    assert files_of(tmp_path / "out" / "a.ttl") == {}


def test_copies_of_one_file_are_one_file_with_two_names(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", "a.html", "copia/b.html")
    shutil.copy(folder / "a.html", folder / "c.html")
    assert run(tmp_path / "out", folder).joined == 2
    graph = Graph().parse(tmp_path / "out" / "a.ttl")
    (node,) = graph.objects(None, SCHEMA.encoding)
    assert {str(name) for name in graph.objects(node, SCHEMA.name)} == {"a.html", "c.html", "copia/b.html"}


def test_same_bytes_whatever_the_order_the_jobs_and_the_way_there(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", "nota.docx", "nota.html", "otra.pdf")
    put(folder, "lejos/nota.docx", "lejos/nota.pdf", text=release("062/2016", place="Peña Honda"))
    sources = sorted(folder.rglob("*.*"))
    run(tmp_path / "one", folder)
    expected = tree(tmp_path / "one")
    assert sorted(expected) == ["issues.jsonl", "lejos/nota.jsonld", "lejos/nota.ttl", "nota.jsonld", "nota.ttl"]
    run(tmp_path / "two", folder, jobs=2)
    run(tmp_path / "again", folder)
    run(tmp_path / "again", folder)
    late = tmp_path / "late" / "in"
    shutil.copytree(folder, late)
    for name in ("nota.docx", "otra.pdf", "lejos/nota.docx"):
        (late / name).unlink()
    run(tmp_path / "grown", late)
    shutil.copytree(folder, late, dirs_exist_ok=True)
    summary = run(tmp_path / "grown", late, resume=True)
    assert summary.skipped == 0  # what was there is joined, or names more files now
    for name in ("two", "again", "grown"):
        assert tree(tmp_path / name) == expected, name
    assert run(tmp_path / "grown", late, resume=True).skipped == len(sources)
    assert tree(tmp_path / "grown") == expected


def test_a_file_that_holds_another_release_now_takes_its_own_output_back(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", "nota.docx", "nota.pdf")
    run(tmp_path / "out", folder)
    put(folder, "nota.docx", text=release("062/2016", place="Peña Honda"))
    summary = run(tmp_path / "out", folder, resume=True)
    assert (summary.count(Status.OK), summary.joined) == (2, 0)
    articles = [path for path in tree(tmp_path / "out") if path.endswith(".ttl")]
    assert len(articles) == 2
    assert all(files_of(tmp_path / "out" / path) == {} for path in articles)


def test_a_file_given_alone_cannot_change_one_that_is_not(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", "nota.docx", "nota.pdf")
    run(tmp_path / "out", folder / "nota.docx")
    run(tmp_path / "out", folder / "nota.pdf")
    assert "convert them in one run" in rows(tmp_path / "out", "similar-release")["nota.pdf"]
    run(tmp_path / "out", folder)
    before = tree(tmp_path / "out")
    assert set(files_of(tmp_path / "out" / "nota.ttl")) == {"nota.docx", "nota.pdf"}
    run(tmp_path / "out", folder / "nota.pdf")  # the article names it already
    assert tree(tmp_path / "out") == before
    put(folder, "nota.docx", text=release("062/2016", place="Peña Honda"))
    summary = run(tmp_path / "out", folder / "nota.docx")
    assert [(name, issue.code) for name, issue in summary.problems] == [("nota.pdf", "no-output")]
    assert summary.exit_code() == 1


def test_dry_run_counts_the_same_and_writes_nothing(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", "nota.docx", "nota.pdf")
    summary = run(tmp_path / "out", folder, dry_run=True)
    assert (summary.count(Status.OK), summary.joined) == (1, 1)
    assert not (tmp_path / "out").exists()


def test_separate_gives_every_file_its_own(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", "nota.docx", "nota.pdf")
    settings = Settings(output=tmp_path / "out", jobs=1, separate=True)
    assert convert_paths([folder], settings).joined == 0
    assert {"nota.docx.ttl", "nota.pdf.ttl"} <= tree(tmp_path / "out").keys()


def test_a_release_whose_second_conversion_fails_leaves_the_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(source: Source, settings: Settings, encodings: Sequence[Encoding] = ()) -> Result:
        return really_convert(Source(source.name, b"") if encodings else source, settings)

    monkeypatch.setattr(batch, "convert", convert)
    folder = put(tmp_path / "in", "nota.docx", "otra.pdf")
    summary = run(tmp_path / "out", folder)
    assert (summary.count(Status.OK), summary.count(Status.FAILED), summary.joined) == (1, 1, 0)
    assert "otra.ttl" in tree(tmp_path / "out")


def test_killed_between_the_two_passes_it_is_finished_by_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "in", "nota.docx", "nota.pdf")
    run(tmp_path / "whole", folder)
    with monkeypatch.context() as patch:
        patch.setattr(batch, "gather", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path / "out", folder)
    assert len([path for path in tree(tmp_path / "out") if path.endswith(".ttl")]) == 2
    run(tmp_path / "out", folder, resume=True)
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")
