"""One writer: what was said goes into one transaction, is taken into the state, and only then acknowledged.

Everything that waits while a commit runs goes into the next one (at most 200 rows), so a full room costs a few
commits a second and a single answer none of the waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from workshop.errors import WorkshopError
from workshop.room.store import Row, Store

MOST = 200
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
        loop = asyncio.get_running_loop()
        while True:
            batch = [await self._queue.get()]
            while not self._queue.empty() and sum(len(rows) for rows, _ in batch) < MOST:
                batch.append(self._queue.get_nowait())
            rows = [row for some, _ in batch for row in some]
            failed: Exception | None = None
            try:
                if rows:
                    await loop.run_in_executor(self._thread, self._store.append, rows)
            except Exception as problem:  # whatever it is, those who wait must hear of it
                failed = problem
            self._settle(batch, failed)

    def _settle(self, batch: Sequence[Waiting], failed: Exception | None) -> None:
        for rows, done in batch:
            if failed is None:
                for row in rows:
                    self._applied(row)
            if done.done():
                continue
            if failed is None:
                done.set_result(None)
            else:
                done.set_exception(failed if isinstance(failed, WorkshopError) else WorkshopError(str(failed)))
