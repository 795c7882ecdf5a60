"""This is how JupyterLab is started: on this computer only, in our settings, beside nobody's own Jupyter."""

from __future__ import annotations

import http.client
import json
import os
import shutil
from pathlib import Path

from workshop.starter.install import PYTHON, VENV
from workshop.starter.machine import is_root

EXTENSION = Path(__file__).with_name("labextension")


def settings(lang: str) -> dict[str, object]:
    """One notebook at a time, no news, widgets answered on the main thread, the language of the room.

    The same notebook in two tabs saves over itself: Lab's question about it would cover a running vote.
    """
    notices = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
    tracker = {"windowingMode": "none", "autoStartDefaultKernel": True, "kernelShutdown": True}
    return {
        "@jupyterlab/application-extension:shell": {"startMode": "single"},
        "@jupyterlab/apputils-extension:kernels-settings": {"commsOverSubshells": "disabled"},
        "@jupyterlab/apputils-extension:notification": notices,
        "@jupyterlab/docmanager-extension:plugin": {"lastModifiedCheckMargin": 1e12},
        "@jupyterlab/notebook-extension:tracker": {**tracker, "scrollPastEnd": False},
        "@jupyterlab/translation-extension:plugin": {"locale": "fr_FR" if lang == "fr" else "default"},
    }


def write_settings(lang: str, prefix: Path = VENV) -> None:
    path = prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.d" / "workshop.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings(lang), indent=1), "utf-8")


def add_extension(prefix: Path = VENV) -> None:
    """Give JupyterLab our extension: notebooks run when they are opened, notes look like notes."""
    name = json.loads((EXTENSION / "package.json").read_text("utf-8"))["name"]
    shutil.copytree(EXTENSION, prefix / "share" / "jupyter" / "labextensions" / name, dirs_exist_ok=True)


def environment(data: Path, token: str, lang: str = "fr") -> dict[str, str]:
    """The children's variables: nothing of the user's own Jupyter, everything beside the data.

    The token travels here, since a command line can be read by everyone on the computer.
    """
    own = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "PYTHON"))}
    home = data / ".jupyter"
    folders = {f"JUPYTER_{name.upper()}_DIR": home / name for name in ("config", "data", "runtime")}
    folders.update({f"JUPYTERLAB_{name.upper()}_DIR": home / name for name in ("settings", "workspaces")})
    folders["IPYTHONDIR"] = home / "ipython"
    for folder in folders.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    own.update({name: str(folder) for name, folder in folders.items()})
    own.update(WORKSHOP_DATA=str(data), WORKSHOP_LANG=lang, JUPYTER_TOKEN=token)
    own.update(MPLCONFIGDIR=str(VENV / "matplotlib"), PYTHONUTF8="1", PYTHONNOUSERSITE="1")
    return own


def command(root: Path, port: int, *more: str) -> list[str]:
    """JupyterLab serving the folder `root` only, without terminals or news."""
    words = [str(PYTHON), "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
    words += ["--ServerApp.port_retries=0", f"--ServerApp.root_dir={root}"]
    words += ["--ServerApp.terminals_enabled=False", "--LabApp.news_url=None"]
    words += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    words += ["--LanguageServerManager.autodetect=False"]  # it would run npm where there is one
    words += [f"--LabApp.default_url={first_page(root)}", *more]
    return [*words, "--allow-root"] if is_root() else words


def first_page(root: Path) -> str:
    """The address of notebook 0 in `root`, below JupyterLab's own."""
    first = min(root.glob("*.ipynb"), default=None)
    return f"/lab/tree/{first.name}" if first else "/lab"


def answers(port: int, token: str) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        link.request("GET", "/api/status", headers={"Authorization": f"token {token}"})
        return link.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()
