"""The desk's port: loopback only, a 256-bit secret first, an exact list of origins."""

from __future__ import annotations

import asyncio
import hmac
import json

import msgspec
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from workshop.errors import NotAllowed, WorkshopError
from workshop.messages import Done, Hello, Message, decode_desk
from workshop.room.chair import Chair
from workshop.room.hub import Hub, Listener, packed
from workshop.room.phones import HANDSHAKE, heard
from workshop.room.refusals import problem, unforeseen

RECORD = 1 << 28  # bytes a desk may have waiting: a whole record is one message


def application(hub: Hub, chair: Chair, secret: str, origins: frozenset[str] = frozenset()) -> Starlette:
    """The ASGI app of the desk's port; a browser may come only from one of `origins`."""

    async def desk(socket: WebSocket) -> None:
        origin = socket.headers.get("origin")
        if origin is not None and origin not in origins:
            await socket.close(1008)
            return
        await socket.accept()
        listener = Listener(socket, RECORD)
        try:
            lang = await _greeted(socket, secret)
            hub.desks[listener] = None
            listener.send(packed(hub.desk_state()))
            while True:
                await _answer(chair, listener, await heard(socket), lang)
        except (WebSocketDisconnect, RuntimeError, TimeoutError):
            return
        except WorkshopError as error:
            await socket.send_text(packed(problem(error, "fr")))
            await socket.close(1008)
        finally:
            hub.desks.pop(listener, None)

    return Starlette(routes=[WebSocketRoute("/", desk)])


async def _greeted(socket: WebSocket, secret: str) -> str:
    """Hear the secret, or refuse; the desk's language."""
    hello = decode_desk(await asyncio.wait_for(heard(socket), HANDSHAKE))
    if not isinstance(hello, Hello) or not hmac.compare_digest(hello.secret.encode(), secret.encode()):
        raise NotAllowed("secret")
    return hello.lang


async def _answer(chair: Chair, listener: Listener, raw: str | bytes, lang: str) -> None:
    id = None
    try:
        message = decode_desk(raw)
        id = getattr(message, "id", None)
        value = await chair.told(message)
        if isinstance(value, Message):
            value = msgspec.to_builtins(value)
        listener.send(packed(Done(id or 0, value)))
    except WorkshopError as error:
        listener.send(packed(problem(error, lang, id=id or _id(raw))))
    except Exception as bug:
        listener.send(packed(problem(unforeseen(bug), lang, id=id)))


def _id(raw: str | bytes) -> int | None:
    """Whose answer it is, where a word is broken elsewhere."""
    try:
        found = json.loads(raw)["id"]
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return found if isinstance(found, int) else None
