"""start.py: one sentence for whatever is missing, nobody's words overwritten, nothing left running."""

import ast
import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rooms import open_room

from workshop.starter import install, lab, machine, notebooks, words
from workshop.starter.door import read_arguments
from workshop.starter.house import House

ROOT = Path(__file__).resolve().parent.parent
QUIET = {"CHROMIUM": "", "PYTHONUTF8": "1"}


def start(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "start.py", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, **options
    )


# ---- sentences -----------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 15, 0), (2, 7, 18), (4, 0, 0)])
def test_a_wrong_python_is_told_so(version):
    with pytest.raises(words.Halt) as told:
        machine.check_python(version)
    assert told.value.code == 2
    assert ".".join(map(str, version)) in told.value.sentence("fr")


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 0), (3, 14, 9)])
def test_the_pythons_of_the_readme_are_welcome(version):
    assert machine.check_python(version) is None


def test_a_32_bit_python_is_told_so():
    with pytest.raises(words.Halt):
        machine.check_python((3, 12, 0), 2**31 - 1)


@pytest.mark.parametrize(
    "path", [ROOT / "start.py", *sorted((ROOT / "workshop" / "starter").glob("*.py"))], ids=lambda p: p.name
)
def test_an_older_python_can_read_the_starter_to_be_told(path):
    assert ast.parse(path.read_text("utf-8"), feature_version=(3, 8))


def test_every_saying_is_in_both_languages_with_the_same_places():
    places = re.compile(r"\{(\w+)\}")
    for key, saying in words.SAYINGS.items():
        assert set(saying) == {"fr", "en"}, key
        assert sorted(places.findall(saying["fr"])) == sorted(places.findall(saying["en"])), key


def test_every_saying_is_said_somewhere():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "workshop" / "starter").glob("*.py"))
    assert [key for key in words.SAYINGS if f'"{key}"' not in code] == []


def test_a_python_without_venv_names_what_to_type(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "ensurepip", None)  # as Debian leaves it
    with pytest.raises(words.Halt) as told:
        install.make_venv(tmp_path / ".venv")
    assert told.value.sentence("en") == "Python lacks venv: sudo apt install python3-venv, then start again."


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n", "disk"),
        ("WARNING: Retrying … NewConnectionError …\nERROR: No matching distribution found for x==1\n", "network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n", "hashes"),
        ("ERROR: Could not install packages: [Errno 13] Permission denied: '/usr/x'\n", "readonly"),
        ("Something nobody has seen before\n", "install"),
    ],
)
def test_what_pip_says_becomes_one_sentence(said, key):
    assert install.why_pip_failed(said).key == key


@pytest.mark.parametrize(
    ("number", "word"),
    [(errno.ENOSPC, "space"), (errno.EROFS, "write"), (errno.EACCES, "write"), (errno.EISDIR, "use")],
)
def test_a_file_that_refuses_is_named_in_one_sentence(number, word, tmp_path):
    told = machine.why_file_failed(OSError(number, os.strerror(number), str(tmp_path)), "en", ROOT)
    assert word in told
    assert str(tmp_path) in told
    assert "\n" not in told


def test_a_full_disk_is_told_before_anything_is_written(tmp_path):
    with pytest.raises(words.Halt, match="disk"):
        machine.check_space(tmp_path, 1 << 40)


@pytest.mark.parametrize(
    ("env", "lang"),
    [
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "fr_FR", "LANG": "en_GB"}, "fr"),
    ],
)
def test_it_speaks_the_language_of_the_computer(monkeypatch, env, lang):
    for key in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(key, raising=False)
    for key, value in env.items():
        monkeypatch.setenv(key, value)
    assert words.own_language() == lang


# ---- the port ------------------------------------------------------------------------------------


@pytest.fixture
def busy():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.mark.lab
def test_the_locks_name_everything_since_pip_looks_for_nothing_more(installed):
    checked = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_a_busy_port_is_refused_in_the_one_sentence_of_the_room(installed, busy, data_dir):
    told = start("--no-browser", "--lang", "en", "--data", str(data_dir), "--port", str(busy))
    assert told.returncode == 3
    assert told.stderr.startswith(f"Port {busy} is already in use")
    assert "--port" in told.stderr
    assert told.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--port", "0"], ["--port", "70000"], ["--lang", "de"], ["--nothing"]])
def test_arguments_that_make_no_sense_end_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as told:
        read_arguments(arguments)
    assert told.value.code == 2
    assert capsys.readouterr().err


def test_a_data_folder_that_is_a_file_is_told_in_one_sentence(tmp_path):
    place = tmp_path / "file"
    place.write_text("x")
    told = start("--no-browser", "--lang", "fr", "--data", str(place))
    assert told.returncode == 2
    assert str(place) in told.stderr
    assert told.stderr.count("\n") == 1


# ---- the notebooks -------------------------------------------------------------------------------


def write(path: Path, *cells: str, outputs: list | None = None) -> None:
    made = [{"cell_type": "code", "source": text, "outputs": outputs or [], "metadata": {}} for text in cells]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")


def test_notebooks_are_given_once(tmp_path):
    source, target = tmp_path / "fr", tmp_path / "data"
    write(source / "0.ipynb", "w")
    first, second = notebooks.copy_notebooks(source, target), notebooks.copy_notebooks(source, target)
    assert (first, second) == (([target / "0.ipynb"], []), ([], []))


def test_a_newer_notebook_replaces_one_that_was_only_run(tmp_path):
    source, target = tmp_path / "fr", tmp_path / "data"
    write(source / "0.ipynb", "old")
    notebooks.copy_notebooks(source, target)
    write(target / "0.ipynb", "old", outputs=[{"output_type": "stream", "name": "stdout", "text": "7"}])
    write(source / "0.ipynb", "new")
    assert notebooks.copy_notebooks(source, target) == ([target / "0.ipynb"], [])
    assert "new" in (target / "0.ipynb").read_text("utf-8")


def test_what_was_computed_stays_while_the_notebook_is_the_same(tmp_path):
    source, target = tmp_path / "fr", tmp_path / "data"
    write(source / "0.ipynb", "w")
    notebooks.copy_notebooks(source, target)
    write(target / "0.ipynb", "w", outputs=[{"output_type": "stream", "name": "stdout", "text": "7"}])
    assert notebooks.copy_notebooks(source, target) == ([], [])
    assert '"7"' in (target / "0.ipynb").read_text("utf-8")


def test_what_the_facilitator_wrote_is_never_overwritten(tmp_path):
    source, target = tmp_path / "fr", tmp_path / "data"
    write(source / "0.ipynb", "old")
    notebooks.copy_notebooks(source, target)
    write(target / "0.ipynb", "old", "mine")
    write(source / "0.ipynb", "new")
    assert notebooks.copy_notebooks(source, target) == ([], ["0.ipynb"])
    assert "mine" in (target / "0.ipynb").read_text("utf-8")


def test_another_language_puts_a_changed_notebook_aside(tmp_path):
    target = tmp_path / "data"
    write(tmp_path / "fr" / "0.ipynb", "bonjour")
    write(tmp_path / "en" / "0.ipynb", "hello")
    notebooks.copy_notebooks(tmp_path / "fr", target)
    write(target / "0.ipynb", "bonjour", "à moi")
    notebooks.copy_notebooks(tmp_path / "en", target)
    assert notebooks.fingerprint(target / "0.ipynb") == notebooks.fingerprint(tmp_path / "en" / "0.ipynb")
    assert "moi" in (target / "0.fr.ipynb").read_text("utf-8")


# ---- JupyterLab ----------------------------------------------------------------------------------


def test_the_token_is_never_on_a_command_line(data_dir):
    env = lab.environment(data_dir, "the-token")
    assert env["JUPYTER_TOKEN"] == "the-token"
    assert not any("the-token" in word for word in lab.command(data_dir, 1))


def test_jupyter_keeps_to_its_own_folders(data_dir):
    env = lab.environment(data_dir, "")
    own = [value for key, value in env.items() if key.startswith("JUPYTER") and key.endswith("_DIR")]
    assert len(own) == 5
    assert all(Path(place).parent == data_dir / ".jupyter" for place in own)


def test_the_checkout_is_never_served(data_dir):
    house = House(data_dir, 8000, "fr")
    assert f"--ServerApp.root_dir={data_dir / 'notebooks'}" in lab.command(house.data / "notebooks", 1)


@pytest.mark.parametrize(("lang", "locale"), [("fr", "fr_FR"), ("en", "default")])
def test_jupyterlab_is_set_to_the_language_and_to_answer_widgets_on_its_main_thread(tmp_path, lang, locale):
    lab.write_settings(lang, tmp_path)
    path = tmp_path / "share/jupyter/lab/settings/overrides.d/workshop.json"
    chosen = json.loads(path.read_text("utf-8"))
    assert chosen["@jupyterlab/translation-extension:plugin"]["locale"] == locale
    assert chosen["@jupyterlab/apputils-extension:kernels-settings"]["commsOverSubshells"] == "disabled"


def test_our_extension_is_where_jupyterlab_looks_under_its_own_name(tmp_path):
    for _ in range(2):
        lab.add_extension(tmp_path)
    (manifest,) = tmp_path.glob("share/jupyter/labextensions/*/package.json")
    told = json.loads(manifest.read_text("utf-8"))
    assert manifest.parent.name == told["name"]
    assert (manifest.parent / told["jupyterlab"]["_build"]["load"]).is_file()


# ---- the whole -----------------------------------------------------------------------------------


class Started:
    """This is `python start.py` as a person runs it; the lines it printed until it was ready."""

    def __init__(self, data: Path, lang: str = "en") -> None:
        command = [sys.executable, "start.py", "--no-browser", "--lang", lang, "--data", str(data)]
        self.port, began = machine.free_port(), time.monotonic()
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **QUIET},
        )
        self.lines: list[str] = []
        for line in self.process.stdout or ():
            self.lines.append(line)
            if "Ctrl-C" in line:
                break
        self.seconds = time.monotonic() - began

    def stop(self, number: int = signal.SIGINT) -> str:
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.communicate(timeout=40)[0]


@pytest.fixture(scope="module")
def installed():
    """The checkout's own environment has to be the one `start.py test` makes, else a test would install it."""
    stamp = install.VENV / ".installed-run"
    if not (stamp.exists() and stamp.read_text("utf-8") == install.wanted(install.LOCK)):
        pytest.skip("run by `python start.py test`")


def children(process: int) -> list[int]:
    table = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, row.split())) for row in table.splitlines()]
    found = [pid for pid, parent in pairs if parent == process]
    return found + [below for pid in found for below in children(pid)]


def alive(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout
    return bool(state.strip()) and not state.startswith("Z")


@pytest.mark.lab
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_start_says_how_to_join_and_leaves_nothing_running(installed, data_dir, number):
    started = Started(data_dir)
    try:
        told = "".join(started.lines)
        below = children(started.process.pid)
    finally:
        rest = started.stop(number)
    assert re.search(r"To join: http://\S+/   code [0-9A-Z]{6}\n", told)
    assert "▀" in told
    assert re.search(r"Ready. Facilitator: http://127.0.0.1:\d+/lab", told)
    assert len(below) >= 2
    assert not any(alive(process) for process in below)
    assert (started.process.returncode, "stopped" in rest) == (0, True)
    assert not (data_dir / "room.json").exists()


@pytest.mark.lab
def test_a_second_start_answers_within_five_seconds(installed, data_dir):
    Started(data_dir).stop()
    for _ in range(3):  # what else runs on this computer may slow one start, not all
        again = Started(data_dir)
        again.stop()
        if again.seconds < 5:
            break
    assert again.seconds < 5


@pytest.mark.lab
def test_a_room_that_falls_is_brought_back_with_the_same_code(installed, data_dir):
    started = Started(data_dir)
    try:
        kept = json.loads((data_dir / "room.json").read_text("utf-8"))
        os.kill(kept["pid"], signal.SIGKILL)
        told = started.process.stdout.readline()
        again = json.loads((data_dir / "room.json").read_text("utf-8"))
    finally:
        started.stop()
    assert "running again" in told
    assert again["pid"] != kept["pid"]
    assert (again["code"], again["phones"]) == (kept["code"], kept["phones"])


@pytest.mark.lab
def test_a_folder_that_another_room_uses_is_refused_by_name(installed, data_dir):
    with open_room(data_dir) as room:
        told = start("--no-browser", "--lang", "en", "--data", str(data_dir), "--port", str(machine.free_port()))
    assert told.returncode == 3
    assert "Another room already uses this folder" in told.stderr
    assert str(room.said["pid"]) in told.stderr
