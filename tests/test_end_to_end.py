"""From bytes to files, through every stage as it is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from converter.batch import Summary, convert_paths
from converter.cli import group
from converter.model import Source, Status
from converter.pipeline import convert
from converter.settings import SUFFIXES, Settings

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "converter" / "samples"
RELEASES = ROOT.parent / "shared" / "releases"


def tree(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(".pregon")}


def failures(summary: Summary) -> dict[str, tuple[tuple[str, str], ...]]:
    return {outcome.record.source: outcome.reasons for outcome in summary.outcomes if outcome.status is Status.FAILED}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, converted in this process."""
    folder = tmp_path_factory.mktemp("output")
    summary = convert_paths([SAMPLES], Settings(output=folder, jobs=1, formats=tuple(SUFFIXES)))
    assert failures(summary) == {}
    return folder


def test_every_sample_is_written_in_every_format_and_conforms(output: Path) -> None:
    stems = {path.stem for path in SAMPLES.iterdir()}
    assert stems
    expected = {f"{stem}{suffix}" for stem in stems for suffix in SUFFIXES.values()}
    assert tree(output).keys() == {*expected, "issues.jsonl"}
    result = CliRunner().invoke(group, ["validate", str(output)], standalone_mode=False)
    assert result.return_value == 0, result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "jobs"), [("1", "1"), ("2", "2"), ("3", "3")])
def test_bytes_do_not_depend_on_hash_seed_jobs_or_process(output: Path, tmp_path: Path, seed: str, jobs: str) -> None:
    formats = [word for name in SUFFIXES for word in ("--format", name)]
    command = [sys.executable, "-m", "converter", "convert", str(SAMPLES), "-o", str(tmp_path / "out"), *formats]
    subprocess.run([*command, "--jobs", jobs], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
    assert tree(tmp_path / "out") == tree(output)


def test_output_folder_holds_what_the_samples_give(output: Path) -> None:
    """Where it does not, run ``make demo`` and look at the difference before it is committed."""
    made = {name: data for name, data in tree(output).items() if not name.endswith((".nq", ".trig"))}
    kept = tree(ROOT / "output")
    assert kept.keys() == made.keys()
    assert [name for name in made if made[name] != kept[name]] == []


@pytest.mark.skipif(not RELEASES.is_dir(), reason="the real releases are not beside this checkout")
def test_no_real_release_fails(tmp_path: Path) -> None:
    summary = convert_paths([RELEASES], Settings(output=tmp_path / "out", jobs=2))
    assert failures(summary) == {}
    assert len(summary.outcomes) == len(list(RELEASES.iterdir()))
    assert summary.exit_code() == 0


def test_what_is_no_release_says_so_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "notes.md").write_text("# Notes\n\nBuy milk. Call the plumber about the tap in the kitchen.\n")
    (folder / "torn.docx").write_bytes(b"PK\x03\x04 torn")
    sample = min(SAMPLES.glob("*.txt"))
    (folder / sample.name).write_bytes(sample.read_bytes())
    summary = convert_paths([folder], Settings(output=tmp_path / "out"))
    assert failures(summary).keys() == {"empty.txt", "noise.txt", "notes.md", "torn.docx"}
    assert all(message for reasons in failures(summary).values() for _, message in reasons)
    assert (tmp_path / "out" / f"{sample.stem}.ttl").is_file()


def test_a_name_has_one_address_however_its_accents_are_written() -> None:
    text = (
        "COMUNICADO 7\n\nAbre la clínica de Villa Sol\n\nVilla Sol, 4 de mayo de 2021.- La alcaldesa Inés Núñez Peña abrió hoy "
    )
    text += "la clínica municipal. “Habrá vacunas para todas las familias de la sierra”, dijo Núñez Peña.\n"
    whole, parted = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert whole != parted
    found = [str(convert(Source("nota.txt", each.encode())).files["turtle"], "utf-8") for each in (whole, parted)]
    people = [set(re.findall(r"person-[\w-]+", each)) for each in found]
    assert people[0] == people[1] == {"person-ines-nunez-pena"}
