"""What is installed from a wheel converts as the checkout does."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, folder: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}  # which may lead to the sources
    done = subprocess.run([*map(str, command)], cwd=folder, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_wheel_converts_a_sample_in_a_clean_environment(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT, folder=tmp_path)
    (wheel,) = tmp_path.glob("pregon-*.whl")
    home = tmp_path / "venv"
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, folder=tmp_path)
    # The dependencies are lent by the environment that runs the tests; the package itself is the installed one.
    (site,) = home.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    where = run(
        python, "-c", "from converter import resources as r; print(r.folder('ontology'), r.folder('shapes'))", folder=tmp_path
    )
    assert where.split() == [str(site / "converter" / "_data" / name) for name in ("ontology", "shapes")]
    sample = min((ROOT / "converter" / "samples").glob("*.txt"))
    run(home / "bin" / "convert", sample, "-o", "installed", folder=tmp_path)
    run(python, "-m", "converter", "convert", sample, "-o", "module", folder=tmp_path)
    run(sys.executable, "-m", "converter", "convert", sample, "-o", tmp_path / "checkout", folder=ROOT)
    for suffix in (".ttl", ".jsonld"):
        made = {(tmp_path / way / f"{sample.stem}{suffix}").read_bytes() for way in ("installed", "module", "checkout")}
        assert len(made) == 1


def test_what_is_imported_is_required() -> None:
    """Scripts that make tables anew have an extra of their own."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    homes = packages_distributions()
    for folder, extras in (("converter", ["data"]), ("tests", ["dev"])):
        requirements = [*project["dependencies"], *(r for extra in extras for r in project["optional-dependencies"][extra])]
        required = {re.split(r"[<>=]", requirement)[0].casefold() for requirement in requirements}
        for module in third_party(ROOT / folder):
            names = {name.casefold() for name in homes.get(module, [module])}
            assert names & required, f"{folder}/ imports {module}, which pyproject.toml does not require"


def third_party(folder: Path) -> set[str]:
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "importorskip":
                found.add(ast.literal_eval(node.args[0]).partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"converter", "tests"}


def test_lock_pins_every_requirement_and_names_no_host() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(line.count("==") == 1 and "/" not in line and "@" not in line for line in pins)
    check = run(sys.executable, "-m", "pip", "--disable-pip-version-check", "check", folder=ROOT)
    assert "No broken requirements" in check


def test_ci_runs_what_a_developer_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")
