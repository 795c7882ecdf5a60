"""A real JupyterLab for a test, started as `start.py` starts it, on copies of the notebooks."""

from __future__ import annotations

import json
import secrets
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

from rooms import ROOT

from workshop.starter import lab
from workshop.starter.machine import free_port
from workshop.starter.notebooks import copy_notebooks, sign

READY = """() => { const kernel = window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel;
    return kernel && kernel.connectionStatus === 'connected' && kernel.status === 'idle'; }"""
RUN = """() => { window.ran = 'pending'; window.jupyterapp.commands.execute('notebook:run-all-cells')
    .then(() => window.ran = 'done', e => window.ran = 'failed: ' + e); }"""
RESTART = """() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"""
RAN = """() => { const notebook = window.jupyterapp.shell.currentWidget.content;
    const cells = notebook.widgets.map(c => c.model).filter(c => c.type === 'code');
    const failed = c => c.outputs.toJSON().some(o => o.output_type === 'error');
    return notebook.activeCellIndex === 0 && (cells.every(c => c.executionCount) || cells.some(failed)); }"""
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets.filter(c => c.model.type === 'code')
    .map(c => ({id: c.model.id, count: c.model.executionCount, outputs: c.model.outputs.toJSON()}))"""
# a test run that is killed never stops its server: it ends by itself
LIMITS = ("--ServerApp.shutdown_no_activity_timeout=600", "--MappingKernelManager.cull_idle_timeout=300")


class Lab:
    """This is one JupyterLab over the workshop folder `data`; rooms come and go beside it."""

    def __init__(self, data: Path, lang: str = "fr") -> None:
        self.data, self.lang, self.port, self.token = data, lang, free_port(), secrets.token_hex(16)
        self.notebooks = data / "notebooks"
        self.env = lab.environment(data, self.token, lang)
        self.log = data / ".jupyter" / "lab.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> Lab:
        self.fresh_notebooks()
        lab.write_settings(self.lang)
        lab.add_extension()
        words = lab.command(self.notebooks, self.port, "--LabApp.expose_app_in_browser=True", *LIMITS)
        with open(self.log, "wb") as out:
            self.process = subprocess.Popen(words, env=self.env, cwd=ROOT, stdout=out, stderr=out)
        limit = time.monotonic() + 90
        while not lab.answers(self.port, self.token):
            if self.process.poll() is not None or time.monotonic() > limit:
                raise RuntimeError(self.log.read_text("utf-8")[-4000:])
            time.sleep(0.05)
        return self

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.close_kernels()
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def fresh_notebooks(self, lang: str | None = None) -> None:
        """The notebooks as they are given to a facilitator: copied and signed."""
        shutil.rmtree(self.notebooks, ignore_errors=True)
        copied, _ = copy_notebooks(ROOT / "notebooks" / (lang or self.lang), self.notebooks)
        sign(copied, self.env)

    def add_notebook(self, name: str, *cells: str) -> None:
        """A notebook of a test's own, trusted, with these code cells."""
        made = [
            {"cell_type": "code", "id": f"c{number}", "source": source, "metadata": {}}
            | {"outputs": [], "execution_count": None}
            for number, source in enumerate(cells)
        ]
        spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        own = {"workshop": {"autorun": True}}
        whole = {"cells": made, "metadata": spec | own, "nbformat": 4, "nbformat_minor": 5}
        (self.notebooks / name).write_text(json.dumps(whole), "utf-8")
        sign([self.notebooks / name], self.env)

    def api(self, path: str, method: str = "GET") -> Any:
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=20) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def close_kernels(self) -> None:
        for session in self.api("api/sessions"):
            self.api(f"api/sessions/{session['id']}", "DELETE")

    # ---- in the browser: `page` is a Playwright page -------------------------------------------

    def open(self, page: Any, notebook: str) -> None:
        """Show this notebook, kernel ready (Run All before that would hang for ever); it may run by itself now."""
        lab.write_settings(self.lang)  # another start in the same environment may have changed them
        place = f"lab/workspaces/{secrets.token_hex(4)}/tree/{notebook}?token={self.token}"
        page.goto(self.url + place)
        self.wait_idle(page)

    def wait_idle(self, page: Any, timeout: float = 90_000) -> None:
        page.wait_for_function(READY, timeout=timeout)

    def wait_ran(self, page: Any, timeout: float = 180_000) -> None:
        """Wait until the notebook just opened has run by itself; a cell that raised fails the test."""
        page.wait_for_function(RAN, timeout=timeout)
        self.wait_idle(page, timeout)
        assert self.errors(page) == []

    def run_all(self, page: Any, timeout: float = 180_000) -> None:
        """Run every cell; a cell that raised fails the test."""
        page.evaluate(RUN)
        page.wait_for_function("() => window.ran !== 'pending'", timeout=timeout)
        self.wait_idle(page, timeout)
        assert page.evaluate("() => window.ran") == "done"
        assert self.errors(page) == []

    def restart_and_run_all(self, page: Any, timeout: float = 180_000) -> None:
        page.evaluate(RESTART)
        self.wait_idle(page)
        self.run_all(page, timeout)

    def cells(self, page: Any) -> list[dict[str, Any]]:
        """The code cells of the notebook shown, from its model: a hidden cell is not in the page."""
        return list(page.evaluate(CELLS))

    def errors(self, page: Any) -> list[str]:
        outputs = [output for cell in self.cells(page) for output in cell["outputs"]]
        return [f"{o['ename']}: {o['evalue']}" for o in outputs if o["output_type"] == "error"]

    def save(self, page: Any) -> None:
        page.evaluate("async () => { await window.jupyterapp.shell.currentWidget.context.save(); }")
