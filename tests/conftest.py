"""What several tests need: a data folder, a real room, a real JupyterLab, a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import Lab
from rooms import Room, open_room

pytest_plugins = ["browser", "desks", "pages"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The two halves that `start.py test` runs side by side."""
    parser.addoption("--half", choices=("browser", "rest"), help="only the tests that need a browser, or the others")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright leaves its event loop running, and no other may start beside it."""
    items.sort(key=_in_browser)
    if half := config.getoption("--half"):
        left = [item for item in items if _in_browser(item) != (half == "browser")]
        items[:] = [item for item in items if item not in left]
        config.hook.pytest_deselected(items=left)


def _in_browser(item: pytest.Item) -> bool:
    return "browser" in getattr(item, "fixturenames", ())


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """An empty workshop folder."""
    folder = tmp_path / "workshop"
    folder.mkdir()
    return folder


@pytest.fixture
def room(data_dir: Path) -> Iterator[Room]:
    """A real room, killed at the end."""
    with open_room(data_dir) as running:
        yield running


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One JupyterLab for all tests that need it, in French."""
    running = Lab(tmp_path_factory.mktemp("lab"))
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture
def lab_room(lab: Lab) -> Iterator[Room]:
    """A new room in the folder that `lab` serves; fresh notebooks, no kernel from before."""
    lab.fresh_notebooks()
    with open_room(lab.data) as running:
        yield running
    lab.close_kernels()
    for path in [*lab.data.glob("workshop.db*"), lab.data / "room.json"]:
        path.unlink(missing_ok=True)
