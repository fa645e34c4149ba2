"""Zip archives: each document in them is a source of its own, and nothing in them leads out, swells or goes missing."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from converter.batch import convert_paths
from converter.errors import SourceError
from converter.model import Status
from converter.plan import plan
from converter.readers import archives
from converter.settings import Settings
from tests.layout.documents import HEADLINE, PROSE, QUOTE
from tests.readers.documents import docx, paragraph
from tests.readers.test_mail import message

NESTED = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000))
NOTE = b"Abre la clinica de Villa Sol"


def packed(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def listed(folder: Path, data: bytes) -> archives.Listing:
    path = folder / "notas.zip"
    path.write_bytes(data)
    found = archives.listing(path, "notas.zip")
    assert found is not None
    return found


def problems(found: archives.Listing) -> list[tuple[str, str]]:
    return [(name, issue.code) for name, issue in found.problems]


def test_each_document_is_a_source_named_below_its_archive(tmp_path: Path) -> None:
    inner = packed(("b.txt", NOTE), ("c.docx", docx(paragraph("Abre la clínica"))))
    data = packed(("a.txt", NOTE), ("2020/más.zip", inner), ("foto.jpg", b"x"), ("__MACOSX/a.txt", b"x"), ("2020/", b""))
    (tmp_path / "notas.zip").write_bytes(data)
    planned = plan([tmp_path])
    assert [(item.name, item.stem) for item in planned.items] == [
        ("notas.zip/2020/más.zip/b.txt", "notas.zip/2020/más.zip/b"),
        ("notas.zip/2020/más.zip/c.docx", "notas.zip/2020/más.zip/c"),
        ("notas.zip/a.txt", "notas.zip/a"),
    ]
    assert (planned.problems, planned.ignored) == ((), 1)
    item = planned.items[0]
    assert item.path is not None
    assert archives.extract(item.path, item.member, item.name) == NOTE


def test_a_batch_converts_them_and_mirrors_the_archive(tmp_path: Path) -> None:
    (tmp_path / "notas.zip").write_bytes(packed(("2020/vacio.txt", b""), ("../fuera.txt", NOTE)))
    output = tmp_path / "out"
    summary = convert_paths([tmp_path / "notas.zip"], Settings(output=output, jobs=1))
    assert [(o.record.source, o.reasons[0][0]) for o in summary.outcomes] == [("notas.zip/2020/vacio.txt", "empty")]
    assert [(name, issue.code) for name, issue in summary.problems] == [("notas.zip/../fuera.txt", "unsafe-name")]
    assert summary.exit_code() == 1


@pytest.mark.parametrize("name", ["../a.txt", "a/../../a.txt", "/etc/a.txt", "..\\a.txt", "C:\\a.txt", "a//b.txt"])
def test_a_name_that_leads_out_is_not_read(name: str, tmp_path: Path) -> None:
    found = listed(tmp_path, packed((zipfile.ZipInfo(name), NOTE), ("bien.txt", NOTE)))
    assert found.members == [("bien.txt",)]
    assert [code for _, code in problems(found)] == ["unsafe-name"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("enlace.txt")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    found = listed(tmp_path, packed((link, b"/etc/hostname"), ("bien.txt", NOTE)))
    assert found.members == [("bien.txt",)]
    assert problems(found) == [("notas.zip/enlace.txt", "link")]


def test_two_files_of_one_name_are_told(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed(("a.txt", NOTE), ("a.txt", b"otra"))
    assert problems(listed(tmp_path, data)) == [("notas.zip/a.txt", "same-name")]


def test_ten_thousand_members_are_too_many(tmp_path: Path) -> None:
    found = listed(tmp_path, packed(*((f"{n}.txt", b"") for n in range(10_000))))
    assert (found.members, problems(found)) == ([], [("notas.zip", "too-complex")])


def test_archives_too_deep_are_told_and_their_neighbours_read(tmp_path: Path) -> None:
    data = packed(("a.txt", NOTE))
    for _ in range(3):
        data = packed(("dentro.zip", data), ("a.txt", NOTE))
    found = listed(tmp_path, data)
    assert sorted(map(len, found.members)) == [1, 2, 3]
    assert problems(found) == [("notas.zip/dentro.zip/dentro.zip/dentro.zip", "too-complex")]


def test_a_member_that_unpacks_to_too_much_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MAX_BYTES", 1024 * 1024)
    data = bytearray(packed(("bomba.txt", bytes(2 * 1024 * 1024)), ("bien.txt", NOTE)))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"bomba.txt"))
    data[at + 24 : at + 28] = struct.pack("<L", 10)  # what it says that it unpacks to
    (tmp_path / "notas.zip").write_bytes(data)
    assert len(listed(tmp_path, bytes(data)).members) == 2
    for _ in range(2):
        with pytest.raises(SourceError) as caught:
            archives.extract(tmp_path / "notas.zip", ("bomba.txt",), "bomba.txt")
        assert caught.value.code in ("too-complex", "damaged")
    assert archives.extract(tmp_path / "notas.zip", ("bien.txt",), "bien.txt") == NOTE


def _outcome(folder: Path, data: bytes) -> Sequence[tuple[str, str]]:
    return problems(listed(folder, data))


def test_damaged_encrypted_and_empty_archives_are_told(tmp_path: Path) -> None:
    whole = packed(("a.txt", NOTE))
    assert _outcome(tmp_path, whole[:-30]) == [("notas.zip", "damaged")]
    assert _outcome(tmp_path, packed(("foto.jpg", b"x"))) == [("notas.zip", "empty-archive")]
    assert _outcome(tmp_path, packed(("dentro.zip", whole[:-30]))) == [("notas.zip/dentro.zip", "damaged")]
    locked = bytearray(whole)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert listed(tmp_path, bytes(locked)).members == [("a.txt",)]
    with pytest.raises(SourceError) as caught:
        archives.extract(tmp_path / "notas.zip", ("a.txt",), "a.txt")
    assert caught.value.code == "encrypted"


def test_a_document_that_only_looks_like_an_archive_is_none(tmp_path: Path) -> None:
    for data in (docx(paragraph("Abre la clínica")), NOTE):
        path = tmp_path / "nota.zip"
        path.write_bytes(data)
        assert archives.listing(path, "nota.zip") is None


def test_documents_attached_to_a_message_are_sources_beside_it(tmp_path: Path) -> None:
    made = message("Se adjunta el comunicado de hoy sobre la clínica de Villa Sol.\n")
    word = docx(paragraph("Abre la clínica"))
    for name in ("../../boletín 7.docx", "foto.jpg", "boletín 7.docx"):
        made.add_attachment(word, maintype="application", subtype="octet-stream", filename=name)
    made.add_attachment(NOTE.decode(), filename="nota.txt")
    made.add_attachment("Otra nota", filename="nota.txt")
    (tmp_path / "correo.eml").write_bytes(made.as_bytes())
    planned = plan([tmp_path])
    names = ["correo.eml", "correo.eml/boletín 7.docx", "correo.eml/nota.txt", "correo.eml/nota~2.txt"]
    assert [item.name for item in planned.items] == names
    path, member = planned.items[1].path, planned.items[1].member
    assert archives.extract(path, member, "") == word
    assert archives.extract(path, planned.items[2].member, "").strip() == NOTE


def test_a_name_that_would_take_long_to_decode_is_none(tmp_path: Path) -> None:
    made = message("Se adjuntan los comunicados de hoy.\n")
    made.add_attachment(NOTE.decode(), filename=f"{'n' * 400}.txt")
    made.add_attachment("Otra nota", filename=f"{'n' * 6000}.txt")
    (tmp_path / "correo.eml").write_bytes(made.as_bytes())
    assert [item.name for item in plan([tmp_path]).items] == ["correo.eml", f"correo.eml/{'n' * 400}.txt"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"Subject: a\n" * 3000, NESTED])
def test_a_file_that_is_no_message_has_nothing_attached(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "correo.eml").write_bytes(data)
    assert [item.name for item in plan([tmp_path]).items] == ["correo.eml"]


@pytest.mark.parametrize("note", ["Se adjunta el comunicado de hoy.\nSaludos\n", ""])
def test_a_note_that_only_brings_documents_does_not_fail(note: str, tmp_path: Path) -> None:
    bare, carrying = message(note), message(note)
    carrying.add_attachment(f"{HEADLINE}\n\nVillalba, 4 de mayo de 2021.- {PROSE}\n\n{QUOTE}\n", filename="nota.txt")
    carrying.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="notas.zip")
    (tmp_path / "correo.eml").write_bytes(carrying.as_bytes())
    settings = Settings(output=tmp_path / "out", jobs=1)
    summary = convert_paths([tmp_path / "correo.eml"], settings)
    assert {o.record.source: bool(o.record.files) for o in summary.outcomes} == {
        "correo.eml": False,
        "correo.eml/nota.txt": True,
    }
    assert (summary.covering, summary.count(Status.OK), summary.exit_code()) == (1, 1, 0)
    if note:  # what else was said of the message stands
        assert {"covering-note", "attachments"} <= {entry["code"] for entry in summary.outcomes[0].record.issues}
    assert convert_paths([tmp_path / "correo.eml"], settings, resume=True).skipped == 2
    (tmp_path / "correo.eml").write_bytes(bare.as_bytes())
    assert convert_paths([tmp_path / "correo.eml"], settings).exit_code() == 1
