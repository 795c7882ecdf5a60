"""One writer: what was said goes into one transaction, is taken into the state, and only then acknowledged.

Everything that waits while a commit runs, and a moment after it, goes into the next one (at most 200 rows): a full
room costs few commits, and a single answer waits for nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from workshop.errors import Damaged, StorageFull, WorkshopError
from workshop.room.store import Row, Store

log = logging.getLogger("workshop.room")
MOST = 200
TOGETHER = 0.004  # seconds between two commits of a room that talks all at once
Waiting = tuple[tuple[Row, ...], "asyncio.Future[None]"]


class Writer:
    """This commits rows in the order of `put`, in one thread of its own."""

    def __init__(self, store: Store, applied: Callable[[Row], None]) -> None:
        self._store, self._applied = store, applied
        self._queue: asyncio.Queue[Waiting] = asyncio.Queue()
        self._thread = ThreadPoolExecutor(1, "writer")
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._run(), name="writer")

    async def put(self, *rows: Row) -> None:
        """Return when these rows are on the disk and in the state; raise what kept them from it."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait((rows, done))
        await asyncio.shield(done)

    async def drained(self) -> None:
        """Return when everything put before is on the disk."""
        await self.put()

    async def stop(self) -> None:
        """Write what waits, then stop."""
        await self.drained()
        if self._task:
            self._task.cancel()
        self._thread.shutdown()

    async def _run(self) -> None:
        loop, written = asyncio.get_running_loop(), 0.0
        while True:
            batch = [await self._queue.get()]
            if loop.time() - written < TOGETHER:
                await asyncio.sleep(TOGETHER)
            count = len(batch[0][0])
            while count < MOST and not self._queue.empty():
                batch.append(self._queue.get_nowait())
                count += len(batch[-1][0])
            failed = await loop.run_in_executor(self._thread, self._write, batch)
            if failed and len(batch) > 1 and not isinstance(failed, StorageFull | Damaged):
                for one in batch:  # one bad row never fails its neighbours
                    self._settle([one], await loop.run_in_executor(self._thread, self._write, [one]))
            else:
                self._settle(batch, failed)
            written = loop.time()

    def _write(self, batch: Sequence[Waiting]) -> Exception | None:
        rows = [row for some, _ in batch for row in some]
        try:
            if rows:
                self._store.append(rows)
        except Exception as problem:  # whatever it is, those who wait must hear of it
            return problem
        return None

    def _settle(self, batch: Sequence[Waiting], failed: Exception | None) -> None:
        for rows, done in batch:
            problem = failed or self._taken_in(rows)
            if problem and not isinstance(problem, WorkshopError):
                log.error("not written: %s", type(problem).__name__)  # its text would tell what people said
                problem = WorkshopError()
            if done.done():
                continue
            if problem:
                done.set_exception(problem)
            else:
                done.set_result(None)

    def _taken_in(self, rows: Sequence[Row]) -> Exception | None:
        try:
            for row in rows:
                self._applied(row)
        except Exception as problem:  # the writer goes on whatever one row was
            return problem
        return None
