"""The sheet of paper that figures are drawn on: our style, our fonts, the same bytes every time.

`matplotlib.figure.Figure` only, never pyplot: no window, no global figure, nothing kept. Text is drawn as
outlines, so that a picture looks the same everywhere, and is never read as
mathematics, whatever signs people type.
"""

from __future__ import annotations

import io
import re
import textwrap
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STYLE = Path(__file__).with_name("workshop-light.mplstyle")
FONTS = Path(__file__).parent.parent / "vendor" / "fonts"
INK, QUIET, LINE, EDGE, SURFACE = "#17232a", "#4b5b63", "#d3dbda", "#74858b", "#ffffff"
ACCENT, TINT, WARN, WARN_TINT = "#0b5865", "#deeeee", "#7d4a00", "#fdf0d9"
RAMP = ("#0b5865", "#4f97a3", "#acd3d8", "#dfe4e3", "#f6ddc0", "#e0a868", "#a85c14", "#7a3a05")
ON_RAMP = (SURFACE, INK, INK, INK, INK, INK, SURFACE, SURFACE)
WIDTH = 8.0  # inches; a document shows it 160 mm wide
_STYLE_ATTRIBUTE = re.compile(r' style="([^"]*)"')


@contextmanager
def paper() -> Iterator[None]:
    """Our style over matplotlib's defaults, whatever this computer has set."""
    import matplotlib

    _fonts()
    with matplotlib.rc_context(fname=STYLE):
        yield


@cache
def _fonts() -> frozenset[int]:
    """Every character that our fonts or matplotlib's own fallback can draw; the fonts are registered once."""
    from matplotlib import font_manager, get_data_path
    from matplotlib.ft2font import FT2Font

    for file in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(str(file))
    files = (FONTS / "HyperNext-Regular.ttf", Path(get_data_path(), "fonts/ttf/DejaVuSans.ttf"))
    return frozenset(code for file in files for code in FT2Font(str(file)).get_charmap())


def drawable(text: str) -> str:
    """The text with each character that no font has written as [U+XXXX]."""
    known = _fonts()
    return "".join(c if ord(c) in known or c == "\n" else f"[U+{ord(c):04X}]" for c in text)


def wrapped(text: str, letters: int) -> str:
    """The text on lines of at most `letters`; it grows downwards and is never cut off."""
    return "\n".join(textwrap.wrap(drawable(text), letters)) or " "


def from_left(lines: str) -> str:
    """Lines of a sentence of ours, each read from the left even where a name in it begins from the right."""
    known = {unicodedata.bidirectional(c) for c in lines}
    return "\n".join(f"\u200e{one}" for one in lines.split("\n")) if known & {"R", "AL"} else lines


def sheet(height: float) -> Figure:
    """An empty figure, 8 inches wide."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height))
    FigureCanvasAgg(figure)
    return figure


def area(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Axes placed in inches from the top left corner."""
    across, down = figure.get_size_inches()
    return figure.add_axes((left / across, 1 - (top + height) / down, width / across, height / down))


def bare(axes: Axes) -> Axes:
    """Axes without frame, grid or ticks."""
    axes.set_axis_off()
    return axes


def write(axes: Axes, x: float, y: float, text: str, **style: Any) -> Any:
    """Text in data coordinates, in the middle of its line."""
    return axes.text(x, y, drawable(text), **{"va": "center", "color": INK, **style})


def headline(figure: Figure, title: str) -> float:
    """The finding at the top left, in bold; returns the inches it takes."""
    lines = wrapped(title, 66)
    down = figure.get_size_inches()[1]
    figure.text(0.01, 1 - 0.1 / down, from_left(lines), fontsize=15, fontweight="bold", va="top", linespacing=1.0)
    return title_height(title)


def title_height(title: str) -> float:
    """Inches that the finding takes above a figure."""
    return 0.2 + 0.27 * len(wrapped(title, 66).split("\n"))


def svg(figure: Figure, title: str) -> str:
    """The drawing as SVG for any page: no prolog, no style attribute (a strict policy allows it), a title."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*<defs>\s*<style.*?</style>\s*</defs>", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*<!--.*?-->", "", text, flags=re.DOTALL)
    text = _STYLE_ATTRIBUTE.sub(_attributes, text)
    opening, rest = text.split(">", 1)
    head = f'{opening} stroke-linejoin="round" stroke-linecap="butt" role="img">\n <title>{escape(title)}</title>'
    return head + rest


def _attributes(found: re.Match[str]) -> str:
    """`fill: #fff; stroke: none` as attributes of their own."""
    pairs = (part.split(":", 1) for part in found[1].split(";") if ":" in part)
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)


def png(figure: Figure) -> bytes:
    """The drawing as PNG, 1200 pixels wide, in 64 colours: a third of the bytes, and no eye sees it."""
    from PIL import Image

    drawn, out = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    with Image.open(drawn) as image:
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(out, format="png", optimize=True)
    return out.getvalue()
