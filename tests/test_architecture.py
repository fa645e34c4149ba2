"""The house rules that a machine can check: what stands where, and that later stages import earlier ones only."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "converter"

# From the first stage to the last. Names on one line are of one rank and may import one another only where named together.
ORDER = (
    {"anchors", "errors", "model"},
    {"resources", "settings"},
    {"language"},
    {"readers"},
    {"layout"},
    {"authorities"},
    {"mentions"},
    {"linking"},
    {"extraction", "encodings"},
    {"graph"},
    {"corrections"},
    {"validation", "shacl", "triples"},
    {"writers"},
    {"pipeline"},
    {"duplicates", "files", "plan", "workers"},
    {"gathering"},
    {"batch"},
    {"queries", "stores", "evaluation", "curation"},
    {"reconciliation", "identity"},
    {"cli"},
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)
STAGES = [path for path in MODULES if path.parent != PACKAGE or path.stem not in {"__init__", "__main__"}]


def stage(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The stages of this package that a module imports, at whatever depth."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("converter.")}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            parts = (node.module or "").split(".")
            if parts[0] == "converter":
                found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
    return found - {"__version__"}


@pytest.mark.parametrize("path", STAGES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_later_stages_import_earlier_ones_only(path: Path) -> None:
    assert stage(path) in RANK, "a new stage: give it its place in ORDER, and in the README if a user meets it"
    later = {name for name in imports(path) - {stage(path)} if RANK[name] > RANK[stage(path)]}
    assert not later, f"{stage(path)} stands before {', '.join(sorted(later))}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_module_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or not path.read_text(encoding="utf-8").strip()


def test_top_level_is_as_the_readme_says() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    top = {name.partition("/")[0] for name in listed}
    allowed = {"LICENSE", "Makefile", "README.md", "converter", "ontology", "output", "pyproject.toml", "requirements.lock"}
    allowed |= {"shapes", "tests"}
    assert {name for name in top if not name.startswith(".")} <= allowed


def test_every_table_says_what_it_is() -> None:
    for table in (ROOT / "ontology").rglob("*.tsv"):
        assert table.read_text(encoding="utf-8").startswith("#"), table
