"""The phones' port: pages and two sockets, nothing of the facilitator's."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from workshop import texts
from workshop.errors import BadMessage, NotJoined, RoomFull, TooFast, WorkshopError
from workshop.messages import LIMITS, Join, Look, Message, Ping, Pong, decode_phone
from workshop.room import views
from workshop.room.hub import Hub, Listener, packed
from workshop.room.refusals import problem, unforeseen
from workshop.room.throttle import Bucket, talking

PAUSE = 0.1  # seconds in which a socket that talks too fast is not heard
HANDSHAKE = 10.0  # seconds for the first word of a socket
PAGES = Path(__file__).with_name("pages")
FONTS = PAGES.parents[1] / "vendor" / "fonts"
PARTS = {
    "/texts": ("phone", "stage", "gradients", "answers", "likelihood", "impact"),
    "/more": ("more", "rules", "grades"),  # what a phone needs once it has joined
}
WALL = ("wall", "stage", "gradients", "answers", "likelihood", "impact", "rules")
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Page:
    """This is one file, read and compressed once."""

    def __init__(self, name: str, body: bytes) -> None:
        kind = Path(name).suffix
        self.plain, self.tag = body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        self.packed = body if kind == ".woff2" else gzip.compress(body, 9, mtime=0)
        policy = CSP if kind == ".html" else "default-src 'none'"
        self.headers = {
            **HEADERS,
            "Content-Security-Policy": policy,
            "Content-Type": KINDS[kind],
            "ETag": self.tag,
            "Vary": "Accept-Encoding",
        }

    def answer(self, request: Request) -> Response:
        """The file, compressed where the browser takes it; nothing where it has it."""
        if request.headers.get("if-none-match") == self.tag:
            return Response(status_code=304, headers=self.headers)
        if self.packed is not self.plain and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.packed, headers={**self.headers, "Content-Encoding": "gzip"})
        return Response(self.plain, headers=self.headers)


def pages() -> dict[str, Page]:
    """All files of `pages/` by address, and the sentences the phones need."""
    found = {
        f"/static/{path.relative_to(PAGES).as_posix()}": Page(path.name, path.read_bytes())
        for path in PAGES.rglob("*")
        if path.is_file() and path.suffix in KINDS
    }
    for address, name in (("/", "index.html"), ("/kiosk", "index.html"), ("/wall", "wall.html")):
        found[address] = found[f"/static/{name}"]
    for font in FONTS.glob("*-normal.woff2"):
        found[f"/static/{font.name}"] = Page(font.name, font.read_bytes())
    for lang in texts.LANGS:
        found |= {f"{address}.{lang}.json": _table(_sentences(lang, parts)) for address, parts in PARTS.items()}
    found["/wall/texts.json"] = _table({lang: _sentences(lang, WALL) for lang in texts.LANGS})
    return found


def _table(value: object) -> Page:
    return Page("texts.json", json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _sentences(lang: str, parts: tuple[str, ...]) -> dict[str, str]:
    table = texts.table()
    return {k: texts.pick(v, lang) for k, v in table.items() if k.split(".")[0] in parts}


def application(hub: Hub, wall_key: str) -> Starlette:
    """The ASGI app of the phones' port."""
    files = pages()

    async def page(request: Request) -> Response:
        found = files.get(request.url.path)
        return found.answer(request) if found else PlainTextResponse("404", 404, HEADERS)

    async def phone(socket: WebSocket) -> None:
        await _attend(socket, hub.phones, lambda listener: _phone(hub, listener))

    async def wall(socket: WebSocket) -> None:
        await _attend(socket, hub.walls, lambda listener: _wall(hub, listener, wall_key))

    return Starlette(
        routes=[
            WebSocketRoute("/ws", phone),
            WebSocketRoute("/wall/ws", wall),
            Route("/{path:path}", page, methods=["GET", "HEAD"]),
        ]
    )


async def _attend(
    socket: WebSocket, group: dict[Listener, None], listen: Callable[[Listener], Awaitable[None]]
) -> None:
    """Accept a socket of our own pages (or one without an Origin), listen until it goes."""
    if not _ours(socket):
        await socket.close(1008)
        return
    await socket.accept()
    if len(group) >= LIMITS["sockets"] and not _made_room(group):
        await socket.send_text(packed(problem(RoomFull(), "fr")))
        await socket.close(1013)
        return
    listener = Listener(socket)
    group[listener] = None
    try:
        await listen(listener)
    except (WebSocketDisconnect, RuntimeError, asyncio.CancelledError):
        return  # gone: what was acknowledged is on the disk, the rest the phone sends again
    finally:
        listener.drop()
        group.pop(listener, None)


def _ours(socket: WebSocket) -> bool:
    """Whether a socket comes from our own page, or from no page at all."""
    origin = socket.headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == socket.headers.get("host")
    except ValueError:
        return False


def _made_room(group: dict[Listener, None]) -> bool:
    """In a full room whoever came first without joining gives way: idle sockets keep nobody out."""
    waiting = next((listener for listener in group if not listener.who), None)
    if waiting:
        group.pop(waiting)
        waiting.drop()
    return waiting is not None


async def heard(socket: WebSocket) -> str | bytes:
    """The next message of a socket."""
    event = await socket.receive()
    if event["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(event.get("code", 1000))
    text = event.get("text")
    return text if text is not None else event.get("bytes") or b""


async def _phone(hub: Hub, listener: Listener) -> None:
    who, lang, channel = await _joined(hub, listener)
    hub.changed("crowd")
    bucket = hub.buckets[who]
    try:
        while True:
            raw = await heard(listener.socket)
            if not listener.who:
                return
            listener.send(packed(await _answer(hub, (who, channel), raw, bucket, lang)))
    finally:
        hub.leave(listener, who)
        hub.changed("crowd")


async def _answer(hub: Hub, by: tuple[str, str], raw: str | bytes, bucket: Bucket, lang: str) -> Message:
    key = None
    try:
        try:
            message = decode_phone(raw)
            key = getattr(message, "key", None)
        finally:
            bucket.take(hub.session.monotonic())
        if isinstance(message, Look):
            return views.welcome(hub.session.state)
        return await hub.session.said(by[0], message, by[1])
    except WorkshopError as error:
        if isinstance(error, TooFast):
            await asyncio.sleep(PAUSE)
        return problem(error, lang, key=key)
    except Exception as bug:
        return problem(unforeseen(bug), lang, key=key)


async def _joined(hub: Hub, listener: Listener) -> tuple[str, str, str]:
    """Wait for somebody to come in; who, their language, and whether by phone or shared tablet."""
    lang, address = "fr", listener.socket.client.host if listener.socket.client else ""
    bucket = talking()
    while True:
        try:
            raw = await heard(listener.socket)
            bucket.take(hub.session.monotonic())
            message = decode_phone(raw)
            if isinstance(message, Look | Ping):
                listener.send(packed(views.welcome(hub.session.state) if isinstance(message, Look) else Pong()))
                continue
            if not isinstance(message, Join):
                raise NotJoined()
            lang = message.lang if message.lang in texts.LANGS else lang
            joined = await hub.session.join(message, address)
        except WorkshopError as error:
            if isinstance(error, TooFast):
                await asyncio.sleep(PAUSE)
            listener.send(packed(problem(error, lang, key=_key(error))))
            continue
        hub.know(listener, joined.participant)
        listener.send(packed(joined))
        listener.send(packed(hub.scene()))
        listener.send(packed(views.mine(hub.session.state, joined.participant)))
        return joined.participant, lang, message.channel or "phone"


def _key(error: WorkshopError) -> str | None:
    return "join" if not isinstance(error, BadMessage) else None


async def _wall(hub: Hub, listener: Listener, key: str) -> None:
    listener.send(packed(views.welcome(hub.session.state)))
    listener.send(packed(hub.scene()))
    listener.send(packed(hub.crowd()))
    client, server = listener.socket.client, listener.socket.scope.get("server")
    if client and server and client.host == server[0]:
        listener.send(packed(hub.invitation))
    bucket = talking()
    while True:
        try:
            raw = await heard(listener.socket)
            bucket.take(hub.session.monotonic())
            message = decode_phone(raw)
            if isinstance(message, Join) and hmac.compare_digest(message.secret.encode(), key.encode()):
                listener.send(packed(hub.invitation))
            elif isinstance(message, Ping):
                listener.send(packed(Pong()))
        except WorkshopError as error:
            await asyncio.sleep(PAUSE)
            listener.send(packed(problem(error, "fr")))
