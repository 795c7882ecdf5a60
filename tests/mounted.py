"""A widget of ours on a page of its own: its real module in real Chromium, its real Python behind every press."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

# the model that anywidget gives: traits by name, events, messages; `tell` is answered by Python before the next turn
HARNESS = """async ([esm, traits]) => {
    const calls = {};
    const fire = (event, ...given) => { for (const call of [...(calls[event] ?? [])]) call(...given); };
    window.model = {
        get: (name) => traits[name],
        set: (name, value) => { traits[name] = value; },
        save_changes: () => {},
        on: (event, call) => (calls[event] ??= []).push(call),
        off: (event, call) => { calls[event] = (calls[event] ?? []).filter((one) => one !== call); },
        send: async (message) => { window.take(JSON.parse(await window.tell(JSON.stringify(message)))); },
    };
    window.take = (changed) => {
        const same = (name) => JSON.stringify(traits[name]) === JSON.stringify(changed[name]);
        const names = Object.keys(changed).filter((name) => !same(name));
        for (const name of names) traits[name] = changed[name];
        for (const name of names) fire(`change:${name}`);
    };
    const module = await import(URL.createObjectURL(new Blob([esm], { type: "text/javascript" })));
    window.end = module.default.render({ model: window.model, el: document.querySelector("div") });
}"""

PAGE = "<!doctype html><html lang=fr><title>Test</title><main><h1>Test</h1><div></div></main></html>"


def traits(widget: Any) -> dict[str, Any]:
    """What the browser knows of the widget."""
    names = [name for name, trait in widget.traits(sync=True).items() if not name.startswith("_")]
    plain = {name: widget._trait_to_json(getattr(widget, name), widget) for name in names}
    return {name: value for name, value in plain.items() if _sendable(value)}


def _sendable(value: Any) -> bool:
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return False
    return True


def mount(page: Page, widget: Any) -> None:
    """Show the widget on this page; what is pressed there is done here, and what it changes is drawn there."""

    def tell(message: str) -> str:
        said = json.loads(message)
        if said.get("act") != "font":  # a picture of letters, not of what is tested
            widget._told(widget, said, [])
        return json.dumps(traits(widget))

    page.set_content(PAGE)
    page.expose_function("tell", tell)
    page.evaluate(HARNESS, [widget._esm, traits(widget)])


def refresh(page: Page, widget: Any) -> None:
    """Draw what changed in Python without a press, as a push does."""
    page.evaluate("(changed) => window.take(changed)", traits(widget))
