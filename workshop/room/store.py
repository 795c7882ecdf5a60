"""What is on the disk: SQL tables to which rows are only appended.

A row is `(table, values)`; the room's state is the fold of all rows in the order of `seq`. Keys begin with the
workshop, and every row carries a checksum. Written for SQLite (WAL, synchronous=FULL) so that PostgreSQL needs
only another URL.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, OperationalError

from workshop.errors import Damaged, Newer, StorageFull

SCHEMA = 2
Row = tuple[str, dict[str, Any]]

_meta = MetaData()


def _table(name: str, *columns: Column[Any] | UniqueConstraint) -> Table:
    head = (Column("workshop", String(32), primary_key=True), Column("seq", Integer, primary_key=True))
    return Table(name, _meta, *head, Column("at", Float, nullable=False), *columns, _text("checksum"))


def _text(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=null)


def _key() -> Column[Any]:
    """The key of a phone's message; the desk's acts have none."""
    return _text("key", null=True)


def _flag(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False)


TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        _table("workshop", _text("code"), _text("secret"), Column("schema", Integer, nullable=False)),
        _table("fact", _text("key"), _text("value")),
        _table("person", _text("id"), _text("name"), _text("role"), _text("lang"), _text("channel")),
        _table("token", _text("participant"), _text("hash"), _text("kind")),
        _table("presence", _text("participant"), Column("present", Boolean, nullable=False), _text("by")),
        _table("round", _text("id"), _text("spec")),
        _table("turn", _text("round"), _text("state"), _text("detail")),
        _table(
            "idea",
            _text("key"),
            _text("id"),
            _text("round"),
            _text("participant"),
            _text("text"),
            _text("lang"),
            _text("act"),
            _text("channel"),
            UniqueConstraint("workshop", "key"),
        ),
        _table("theme", _text("idea"), _text("theme", null=True)),
        _table(
            "ballot",
            _text("key"),
            _text("round"),
            _text("participant"),
            _text("choice"),
            _text("reason", null=True),
            _text("lang"),
            _text("channel"),
            UniqueConstraint("workshop", "key"),
        ),
        _table("spoken", _text("key"), _text("by")),
        _table("hands", _text("round"), _text("counts")),
        _table("mandate", _text("principal"), _text("holder", null=True)),
        _table(
            "recusal", _key(), _text("participant"), _text("question"), _flag("recused"), _text("reason", null=True)
        ),
        _table("curation", _key(), _text("act"), _text("body"), UniqueConstraint("workshop", "key")),
        _table("matter", _key(), _text("id"), _text("body"), UniqueConstraint("workshop", "key")),
        _table(
            "reason", _key(), _text("round"), _text("participant"), _text("body"), UniqueConstraint("workshop", "key")
        ),
        _table("risk", _text("id"), _text("body")),
        _table("treatment", _text("risk"), _text("body")),
        _table("decision", _text("id"), _text("body")),
        _table("journal", _text("act"), _text("digest"), _text("hash")),
        _table("payload", _text("salt"), _text("body")),
    )
}


class Store:
    """This holds one data folder's database. Only one thread may call `append` and `read`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = _engine(url)
        insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[self._engine.dialect.name]
        self._inserts = {name: insert(table).on_conflict_do_nothing() for name, table in TABLES.items()}

    def open(self, prove: Callable[[Iterable[Row]], object] = list) -> None:
        """Make the tables if they are not there; raise Damaged or Newer rather than touch what we cannot read.

        A file that is there is first read, and given to `prove`, as a copy: even opening it may write to it.
        """
        path = Path(self._engine.url.database or "")
        if self._engine.dialect.name == "sqlite" and path.is_file():
            with tempfile.TemporaryDirectory() as copies:
                for part in path.parent.glob(f"{path.name}*"):
                    shutil.copyfile(part, Path(copies) / part.name)
                copy = Store(f"sqlite:///{Path(copies) / path.name}")
                try:
                    copy._prepare()
                    prove(copy.read())
                finally:
                    copy.close()
        self._prepare()

    def _prepare(self) -> None:
        try:
            self._check()
            _meta.create_all(self._engine)
        except DatabaseError as cause:
            raise Damaged(file=self.file, problem=str(cause.orig)) from cause

    @property
    def file(self) -> str:
        """The name of the database as people know it."""
        return Path(self._engine.url.database or self.url).name

    def _check(self) -> None:
        with self._engine.connect() as connection:
            if self._engine.dialect.name != "sqlite":
                return
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            if found != "ok":
                raise Damaged(file=self.file, problem=str(found))
            version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
            if version > SCHEMA:
                raise Newer(file=self.file)
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")

    def append(self, rows: Sequence[Row]) -> None:
        """Commit these rows in one transaction; StorageFull if the disk says no (nothing is kept then)."""
        try:
            with self._engine.begin() as connection:
                for name, group in groupby(rows, key=lambda row: row[0]):
                    summed = [values | {"checksum": checksum(name, values)} for _, values in group]
                    connection.execute(self._inserts[name], summed)
        except OperationalError as cause:
            raise StorageFull(problem=str(cause.orig)) from cause
        except DatabaseError as cause:
            if type(cause) is not DatabaseError:
                raise
            raise Damaged(file=self.file, problem=str(cause.orig)) from cause

    def read(self, workshop: str | None = None) -> Iterator[Row]:
        """All rows of a workshop (the only one if None) in the order in which they were written.

        Damaged if one is not as it was written.
        """
        rows: list[Row] = []
        try:
            with self._engine.connect() as connection:
                for name, table in TABLES.items():
                    query = select(table) if workshop is None else select(table).where(table.c.workshop == workshop)
                    rows += [(name, dict(row)) for row in connection.execute(query).mappings()]
            for name, values in rows:
                if values.pop("checksum") != checksum(name, values):
                    raise Damaged(file=self.file, problem=f"{name} {values['seq']}")
            return iter(sorted(rows, key=lambda row: (row[1]["seq"], row[0])))
        except (DatabaseError, ValueError, TypeError) as cause:
            raise Damaged(file=self.file, problem=type(cause).__name__) from cause

    def close(self) -> None:
        """Let go of the files."""
        self._engine.dispose()


def checksum(table: str, values: Mapping[str, Any]) -> str:
    """What a row must still say when it is read: 16 hexadecimal digits."""
    known = json.dumps([table, values], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(known.encode(), digest_size=8).hexdigest()


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _pragmas(connection: Any, _record: Any) -> None:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "fullfsync=1", "secure_delete=ON"):
                connection.execute(f"PRAGMA {pragma}")

    return engine
