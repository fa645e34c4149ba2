"""Corrections hold whatever the rules say next, and say so where their words are gone. All names invented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from converter import extraction
from converter.cli import group
from converter.corrections import Correction, append, load, make
from converter.errors import PregonError, UsageError
from converter.model import Extraction, Source, Span
from converter.pipeline import Result, convert
from converter.settings import Settings

_DIF = "https://w3id.org/pregon/id/org/dif-puebla"
_TEXT = """Instituto de Faros

Comunicado 12

Puebla, Puebla, a 3 de marzo de 2021.

ABRE EL INSTITUTO DE FAROS UN COMEDOR

La directora del Instituto de Faros, Ana Luz Barquero, abrió un comedor con el DIF. Acompañó doña Playa Azul.

“Vamos a cocinar antes que a vender, y eso se nota cada lunes”, dijo Leo Mar Tejado, cocinero. El DIF pone las mesas.
"""


def _convert(folder: Path, text: str = _TEXT) -> Result:
    return convert(Source("nota.txt", text.encode()), Settings(output=folder / "output"))


def _extracted(result: Result) -> Extraction:
    assert result.conversion.extraction is not None
    return result.conversion.extraction


def _issues(result: Result) -> list[str]:
    return [issue.code for issue in result.conversion.issues]


def _correct(folder: Path, quote: str, kind: str, decision: str, value: str = "", scope: str = "here") -> None:
    result = _convert(folder)
    assert result.conversion.release is not None
    whole = result.conversion.release.document.text
    at = whole.index(quote)
    given = Correction("", "", quote, "", "", kind, "", decision, value, scope, "Eva", "2026-01-02")
    append(folder / "corrections.csv", make(whole, "nota.txt", Span(at, at + len(quote)), given))


def _three(folder: Path) -> None:
    _correct(folder, "DIF", "organization", "link", _DIF)
    _correct(folder, "Vamos a cocinar", "quotation", "speaker", "Ana Luz Barquero")
    _correct(folder, "Ana Luz Barquero", "person", "name", "Ana Luz Barquero Ríos")


def _check_three(found: Extraction) -> None:
    assert [o.iri for o in found.organizations if o.name == "DIF"] == [_DIF]
    names = {p.key: p.name for p in found.people}
    assert "Ana Luz Barquero Ríos" in names.values()
    (quote,) = found.quotations
    assert names[quote.speaker or ""] == "Ana Luz Barquero Ríos"


def test_three_corrections_hold(tmp_path: Path) -> None:
    before = _extracted(_convert(tmp_path))
    assert [o.iri for o in before.organizations if o.name == "DIF"] == [None]
    _three(tmp_path)
    result = _convert(tmp_path)
    _check_three(_extracted(result))
    assert "correction-unanchored" not in _issues(result)
    assert f"<{_DIF}>".encode() in result.files["turtle"] or b"ent:dif-puebla" in result.files["turtle"]
    assert b"voc:corrected" in result.files["turtle"]


def test_corrections_hold_where_a_rule_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _three(tmp_path)
    rules = extraction.extract

    def others(*given: object) -> Extraction:
        """New rules: other keys, other confidences, nobody speaks."""
        found = rules(*given)  # type: ignore[arg-type]
        return replace(
            found,
            organizations=tuple(replace(o, confidence=0.3) for o in found.organizations),
            quotations=tuple(replace(q, speaker=None, resolved_by="unresolved") for q in found.quotations),
        )

    monkeypatch.setattr(extraction, "extract", others)
    _check_three(_extracted(_convert(tmp_path)))


def test_a_rejection_is_remembered(tmp_path: Path) -> None:
    _correct(tmp_path, "Leo Mar Tejado", "person", "reject")
    found = _extracted(_convert(tmp_path))
    assert "Leo Mar Tejado" not in {p.name for p in found.people}
    assert [q.speaker for q in found.quotations] == [None]
    assert not [m for m in found.mentions if any("leo-mar" in key for key in m.refers_to)]


def test_a_rejected_role_and_quotation_go(tmp_path: Path) -> None:
    assert [r.name for r in _extracted(_convert(tmp_path)).roles] == ["directora"]
    _correct(tmp_path, "La directora del Instituto de Faros", "role", "reject")
    _correct(tmp_path, "cada lunes", "quotation", "reject")
    found = _extracted(_convert(tmp_path))
    assert found.roles == ()
    assert found.quotations == ()


def test_one_mention_moves_and_all_of_the_same_words_do(tmp_path: Path) -> None:
    _correct(tmp_path, "DIF", "mention", "link", _DIF)
    found = _extracted(_convert(tmp_path))
    assert {o.iri for o in found.organizations if o.name.endswith("DIF") or o.iri == _DIF} == {None, _DIF}
    _correct(tmp_path, "DIF", "mention", "link", _DIF, scope="all")
    found = _extracted(_convert(tmp_path))
    assert [o.iri for o in found.organizations if "DIF" in o.name or o.iri == _DIF] == [_DIF]
    key = next(o.key for o in found.organizations if o.iri == _DIF)
    assert len([m for m in found.mentions if m.refers_to == (key,)]) == 2


def test_a_correction_whose_words_are_gone_is_reported(tmp_path: Path) -> None:
    _correct(tmp_path, "Leo Mar Tejado", "person", "name", "Leo Mar Tejado Sol")
    result = _convert(tmp_path, _TEXT.replace("Leo Mar Tejado", "un pescador"))
    (issue,) = [i for i in result.conversion.issues if i.code == "correction-unanchored"]
    assert "Leo Mar Tejado" in issue.message
    assert "Eva" in issue.message


def test_a_correction_follows_its_words_into_a_changed_text(tmp_path: Path) -> None:
    _correct(tmp_path, "Leo Mar Tejado", "person", "name", "Leo Mar Tejado Sol")
    result = _convert(tmp_path, _TEXT.replace("Comunicado 12", "Comunicado 13"))
    assert "Leo Mar Tejado Sol" in {p.name for p in _extracted(result).people}


def test_an_unknown_iri_is_reported(tmp_path: Path) -> None:
    _correct(tmp_path, "DIF", "organization", "link", "https://example.org/nothing")
    assert "correction-unanchored" in _issues(_convert(tmp_path))


def test_a_withdrawn_correction_is_not_applied(tmp_path: Path) -> None:
    _correct(tmp_path, "Leo Mar Tejado", "person", "reject")
    whole = _convert(tmp_path).conversion.release
    assert whole is not None
    (row,) = load(tmp_path / "corrections.csv")
    append(tmp_path / "corrections.csv", replace(row, decision="withdraw"))
    assert load(tmp_path / "corrections.csv") == ()
    assert "Leo Mar Tejado" in {p.name for p in _extracted(_convert(tmp_path)).people}


def test_another_document_is_left_alone(tmp_path: Path) -> None:
    _correct(tmp_path, "Leo Mar Tejado", "person", "reject")
    other = convert(Source("otra.txt", _TEXT.replace("lunes", "martes").encode()), Settings(output=tmp_path / "output"))
    assert "Leo Mar Tejado" in {p.name for p in _extracted(other).people}


@pytest.mark.parametrize(
    ("rows", "line"), [("a,b\n", "line 1"), ("HEAD\nx,y\n", "line 2"), ("HEAD\nd,s,q,p,f,nothing,,reject,,here,,\n", "line 2")]
)
def test_a_broken_list_is_refused_with_its_line(tmp_path: Path, rows: str, line: str) -> None:
    head = "document,source,quote,prefix,suffix,kind,said,decision,value,scope,who,when"
    path = tmp_path / "corrections.csv"
    path.write_text(rows.replace("HEAD", head), encoding="utf-8")
    with pytest.raises(PregonError, match=line):
        load(path)


@pytest.mark.parametrize(("kind", "decision"), [("role", "link"), ("person", "speaker"), ("mention", "name"), ("x", "reject")])
def test_a_decision_that_makes_no_sense_is_refused(kind: str, decision: str) -> None:
    with pytest.raises(UsageError):
        Correction("d", "s", "q", "", "", kind, "", decision, "v")


def test_the_command_writes_what_the_next_conversion_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nota.txt").write_text(_TEXT, encoding="utf-8")
    run = CliRunner()
    assert run.invoke(group, ["convert", "nota.txt", "-q"], standalone_mode=False).exception is None
    wrong = ["correct", "output/nota.ttl", "--quote", "DIF", "--kind", "organization", "--decision", "link", "--value", _DIF]
    refused = run.invoke(group, wrong, standalone_mode=False).exception
    assert isinstance(refused, UsageError)
    assert "--at 2" in str(refused)
    assert run.invoke(group, [*wrong, "--at", "2", "--who", "Eva"], standalone_mode=False).exception is None
    (row,) = load(tmp_path / "corrections.csv")
    assert row.who == "Eva"
    assert row.said.startswith("DIF <")
    assert run.invoke(group, ["convert", "nota.txt", "-q"], standalone_mode=False).exception is None
    assert "dif-puebla" in (tmp_path / "output/nota.ttl").read_text(encoding="utf-8")
