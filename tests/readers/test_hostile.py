"""Files that harmed other readers: each ends as text, or refused with a reason, and nothing outside the file is touched."""

from __future__ import annotations

import io
import pickle
import struct
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from converter.errors import SourceError
from converter.model import Source
from converter.readers import Limits, read, read_safely
from tests.readers.documents import check, codes, document, docx, paragraph
from tests.readers.hostile import one_page, stream
from tests.readers.test_odt import odt

SENTENCE = "La alcaldesa de Villa Sol abrio hoy la clinica municipal."
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE w [<!ENTITY a0 "ja">{LAUGHS}]>'
SECRET = "lo que nadie debe leer"


def refusal(name: str, data: bytes, seconds: int = 20) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_safely(Source(name, data), limits=Limits(seconds=seconds))
    return caught.value


def word(text: str, doctype: str) -> bytes:
    body = f"<w:document {{ns}}><w:body>{paragraph(text)}</w:body></w:document>"
    return docx("", {"word/document.xml": doctype + body})


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secreto.txt"
    path.write_text(SECRET)
    return path


@pytest.fixture
def permissive_lxml() -> Iterator[None]:
    """Another library of the same process that lets lxml read whatever a file names."""
    etree.set_default_parser(etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False, huge_tree=True))
    yield
    etree.set_default_parser(None)


@pytest.mark.usefixtures("permissive_lxml")
def test_entities_read_no_file(secret: Path) -> None:
    doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    for name, data in (
        ("nota.docx", word("&x;", doctype)),
        ("nota.odt", odt("", **{"content.xml": f"{doctype}<office:document {{ns}}>&x;</office:document>"})),
    ):
        for reader in (read, read_safely):
            with pytest.raises(SourceError) as caught:
                reader(Source(name, data))
            assert caught.value.code == "damaged"
            assert SECRET not in str(caught.value)
    page = f"{doctype}<html><body><h1>Abre</h1><p>{SENTENCE} &x;</p></body></html>"
    assert SECRET not in document("nota.html", page).text


@pytest.mark.usefixtures("permissive_lxml")
def test_a_billion_laughs_are_refused() -> None:
    assert refusal("nota.docx", word("&a11;", BOMB)).code == "damaged"
    content = f"{BOMB}<office:document {{ns}}>&a11;</office:document>"
    assert refusal("nota.odt", odt("", **{"content.xml": content})).code == "damaged"
    page = f"{BOMB}<html><body><h1>Abre</h1><p>{SENTENCE} &a11;</p></body></html>"
    assert len(document("nota.html", page).text) < 10_000


def test_a_small_word_file_that_swells_is_refused_before_it_does() -> None:
    tracemalloc.start()
    for name, data in (("nota.docx", docx(paragraph("a") * 180_000)), ("nota.odt", odt("<text:p>a</text:p>" * 300_000))):
        assert len(data) < 200_000
        tracemalloc.reset_peak()
        with pytest.raises(SourceError, match="tags") as caught:
            read(Source(name, data))
        assert caught.value.code == "too-complex"
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024**2
    tracemalloc.stop()


def test_ten_thousand_parts_are_too_many() -> None:
    assert refusal("nota.docx", docx("", {f"word/media/{n}.xml": "" for n in range(10_000)})).code == "too-complex"


def test_a_closing_record_that_promises_too_much_is_not_followed() -> None:
    data = bytearray(docx(paragraph(SENTENCE)))
    at = data.rindex(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<L", 0x7FFFFFFF)
    assert refusal("nota.docx", bytes(data)).code in ("too-complex", "damaged")


@pytest.mark.parametrize("said", [0, 10, 0x7FFFFFFF])
def test_sizes_that_are_not_so_end_in_text_or_a_refusal(said: int) -> None:
    data = bytearray(docx(paragraph(SENTENCE)))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 24 : at + 28] = struct.pack("<L", said)
    try:
        check(read_safely(Source("nota.docx", bytes(data))))
    except SourceError as error:
        assert error.code in ("damaged", "too-complex")  # noqa: PT017


def test_pictures_elsewhere_are_not_read(secret: Path) -> None:
    uri = secret.as_uri()
    relations = f'<Relationship Id="i" Type="{{type}}image" TargetMode="External" Target="{uri}"/>'
    drawing = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="i"/></v:shape></w:pict></w:r></w:p>'
    frame = f'<text:p><draw:frame><draw:image xlink:href="{uri}"/></draw:frame></text:p>'
    page = f'<html><body><h1>Abre</h1><p>{SENTENCE}</p><img src="{uri}"><iframe src="{uri}"></iframe></body></html>'
    files = {
        "nota.docx": docx(paragraph(SENTENCE) + drawing, relations=relations),
        "nota.odt": odt(f"<text:p>{SENTENCE}</text:p>{frame}"),
        "nota.html": page.encode(),
        "nota.md": f"# Abre\n\n{SENTENCE}\n\n![imagen]({uri})\n".encode(),
    }
    for name, data in files.items():
        assert SECRET not in document(name, data).text


def test_headers_from_outside_the_package_are_not_read(secret: Path) -> None:
    for target in (secret.as_uri(), f"../../../../../../../..{secret}"):
        for mode in ("External", "Internal"):
            relations = f'<Relationship Id="h" Type="{{type}}header" TargetMode="{mode}" Target="{target}"/>'
            assert document("nota.docx", docx(paragraph(SENTENCE), relations=relations)).text == SENTENCE


def test_a_file_table_that_leads_to_itself() -> None:
    whole = one_page()
    start = whole.rindex(b"startxref\n") + len(b"startxref\n")
    place = int(whole[start : whole.index(b"\n", start)])
    looped = one_page(trailer=b"/Root 1 0 R /Prev %d" % place)
    start = looped.rindex(b"startxref\n") + len(b"startxref\n")
    assert int(looped[start : looped.index(b"\n", start)]) == place
    assert read_safely(Source("nota.pdf", looped), limits=Limits(seconds=20)).text == SENTENCE


def test_contents_and_pages_that_lead_to_themselves() -> None:
    outline = (b"<< /Type /Outlines /First 7 0 R /Last 7 0 R >>", b"<< /Title (A) /Parent 6 0 R /Next 7 0 R /First 7 0 R >>")
    looped = one_page(*outline, catalog=b"/Outlines 6 0 R")
    assert read_safely(Source("nota.pdf", looped), limits=Limits(seconds=20)).text == SENTENCE
    tree = one_page().replace(b"/Kids [3 0 R] /Count 1", b"/Kids [2 0 R] /Count 9")
    assert refusal("nota.pdf", tree).code in ("no-text", "damaged", "needs-ocr", "too-slow")


class _Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("read",)


def test_a_character_map_that_a_pdf_names_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    trap = tmp_path / "mapa.pickle.gz"
    trap.write_bytes(pickle.dumps(_Trap()))
    name = str(trap).removesuffix(".pickle.gz").replace("/", "#2F").encode()
    font = b"/Subtype /Type0 /BaseFont /X /Encoding /%s /DescendantFonts [6 0 R]" % name
    system = b"<< /Registry (A) /Ordering (B) /Supplement 0 >>"
    inner = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo %s >>" % system
    monkeypatch.setattr(pickle, "loads", None)
    monkeypatch.setattr(pickle, "load", None)
    monkeypatch.setattr(pickle, "Unpickler", None)
    for data in (one_page(inner, font=font), one_page(inner, stream(pickle.dumps(_Trap())), font=font)):
        try:
            check(read(Source("nota.pdf", data), "never"))
        except SourceError as error:
            assert error.code in ("needs-ocr", "damaged")  # noqa: PT017


def test_two_hundred_thousand_nested_elements_are_never_silent() -> None:
    page = f"<html><body><h1>Abre</h1><p>{SENTENCE}</p>{'<div>' * 200_000}<p>Muy adentro.</p></body></html>"
    result = read_safely(Source("nota.html", page.encode()))
    assert "Muy adentro." in result.text or "nested-too-deeply" in codes(result)


def test_a_batch_goes_on_past_all_of_them(tmp_path: Path) -> None:
    from converter.batch import convert_paths
    from converter.model import Status
    from converter.settings import Settings

    broken = bytearray(docx(paragraph(SENTENCE)))
    at = broken.index(b"word/document.xml") + len(b"word/document.xml")
    broken[at : at + 20] = bytes(20)
    files = {
        "a.docx": word("&a11;", BOMB),
        "b.docx": bytes(broken),
        "c.pdf": one_page()[:300],
        "d.txt": f"Comunicado 7\n\nAbre la clínica municipal\n\nVilla Sol, 4 de mayo de 2021.- {f'{SENTENCE} ' * 5}\n".encode(),
        "e.zip": _crowded(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    summary = convert_paths([tmp_path], Settings(output=tmp_path / "out", jobs=2))
    assert {outcome.record.source: outcome.status is Status.FAILED for outcome in summary.outcomes} == {
        "a.docx": True,
        "b.docx": True,
        "c.pdf": True,
        "d.txt": False,
    }
    assert [(name, issue.code) for name, issue in summary.problems] == [("e.zip", "too-complex")]


def _crowded() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(6000):
            archive.writestr(f"{number}.txt", "")
    return buffer.getvalue()
