"""Documents are safe, accessible, the same twice, and look like the tree they were made from."""

from __future__ import annotations

import io
import json
import re
import socket
import subprocess
import sys
import time
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from documents import WORDING, code, markdown, notebook, picture, policy, shown
from hostile import HTML, STRINGS, SURROGATES

from workshop import texts
from workshop.errors import ExportError
from workshop.export import to_html, to_pdf
from workshop.export.document import document
from workshop.export.glyphs import graphemes, printable
from workshop.export.tree import Brief, Code, Contents, Facts, Figure, Heading, Part, Table, Trail, words

HERE = Path(__file__).parent
FOOT = "Pied 22"
# pypdf shows right-to-left words in its own order and repeats letters drawn as base and accent; poppler does neither
PYPDF_MISREADS = {"arabic", "hebrew", "zalgo", "polish"}


class Reader(HTMLParser):
    """This keeps texts, tags and attributes as a browser would see them."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._style = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def html_text(nb: dict[str, Any]) -> str:
    return "".join(Reader(to_html(nb)).texts)


def pdf_text(nb: dict[str, Any]) -> str:
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(nb))).pages
    return "".join(re.sub(rf"{FOOT}(?:\s*\d+\s+(?:of|sur)\s+\d+)?", "", page.extract_text()) for page in pages)


def squeezed(text: str) -> str:
    """Without white space and without the soft hyphens of line ends."""
    return re.sub(r"[\s\u00ad]+", "", text)


def in_line(text: str) -> str:
    return texts.markdown(" ".join(text.split()))


def as_paragraphs(all_: dict[str, str]) -> list[dict[str, Any]]:
    pairs = [(f"Q{k:03d}Q", texts.markdown(text)) for k, text in enumerate(all_.values())]
    return [markdown(source) for pair in pairs for source in pair]


def as_clauses(all_: dict[str, str]) -> list[dict[str, Any]]:
    return [markdown(f"Q{k:03d}Q {in_line(t)}", part="clause") for k, t in enumerate(all_.values())]


def as_trail(all_: dict[str, str]) -> list[dict[str, Any]]:
    rows = "".join(f"| Q{k:03d}Q | {in_line(t)} | |\n" for k, t in enumerate(all_.values()))
    return [markdown("| a | b | c |\n|---|---|---|\n" + rows, part="trail")]


def as_table(all_: dict[str, str]) -> list[dict[str, Any]]:
    rows = "".join(f"| Q{k:03d}Q | {in_line(t)} |\n" for k, t in enumerate(all_.values()))
    return [markdown(f"| {FOOT} | |\n|---|---|\n" + rows, part="table", caption="Q")]


def as_headings(all_: dict[str, str]) -> list[dict[str, Any]]:
    return [markdown(f"## Q{k:03d}Q {in_line(t)}") for k, t in enumerate(all_.values())]


def as_outputs(all_: dict[str, str]) -> list[dict[str, Any]]:
    lines = [f"Q{k:03d}Q\n{t}\n" for k, t in enumerate(all_.values())]
    return [code({"output_type": "stream", "name": "stdout", "text": line}) for line in lines]


PLACES = [as_paragraphs, as_clauses, as_trail, as_table, as_headings, as_outputs]
Place = Callable[[dict[str, str]], list[dict[str, Any]]]


def between(text: str, k: int) -> str:
    """What stands after the last mark k (a heading stands in the contents too) and before the next mark."""
    return text.rsplit(f"Q{k:03d}Q", 1)[1].split(f"Q{k + 1:03d}Q", 1)[0]


def laid_out(place: Place, strings: dict[str, str]) -> dict[str, Any]:
    end = markdown(f"Q{len(strings):03d}Q")
    return notebook(*place(strings), end, lang="en", title="T", footer=FOOT, date="2026-11-22")


@pytest.mark.parametrize("place", PLACES)
def test_hostile_text_is_literal_in_html(place: Place) -> None:
    text = squeezed(html_text(laid_out(place, STRINGS)))
    wrong = {
        name: between(text, k)
        for k, (name, string) in enumerate(STRINGS.items())
        if between(text, k) != squeezed(kept(place, string))
    }
    assert wrong == {}


@pytest.mark.parametrize("place", PLACES)
def test_hostile_text_is_literal_in_pdf(place: Place) -> None:
    text = squeezed(pdf_text(laid_out(place, STRINGS)))
    wrong = {
        name: between(text, k)
        for k, (name, string) in enumerate(STRINGS.items())
        if not same(name, between(text, k), squeezed(printable(kept(place, string))))
    }
    assert wrong == {}


def kept(place: Place, string: str) -> str:
    """What a document keeps of a string: colours of a terminal are not text."""
    return texts.clean(re.sub(r"\x1b\[[0-9;]*m", "", string) if place is as_outputs else string)


def same(name: str, found: str, expected: str) -> bool:
    """Equal, but for the hyphens at line ends, which pypdf shows like any other."""
    if name in PYPDF_MISREADS:
        return letters(found) == letters(expected)
    return found == expected or found.replace("-", "") == expected.replace("-", "")


def letters(text: str) -> set[str]:
    return set(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("read", [html_text, pdf_text])
def test_lone_surrogates_leave_the_text_around_them(read: Callable[[dict[str, Any]], str]) -> None:
    nb = notebook(*(markdown(f"x{text}y") for text in SURROGATES.values()), title="T\ud800", lang="fr")
    assert "xabyxyxy" in squeezed(read(nb))


def hostile_everywhere() -> dict[str, Any]:
    """Every string in every place, the metadata too, unescaped where Markdown would allow harm."""
    cells = [cell for place in PLACES for cell in place(STRINGS)]
    cells += [markdown(text) for text in STRINGS.values()]
    svg, png = picture()
    evil = svg.replace("</svg>", "<script>alert(1)</script><image href='http://canary.invalid/i.png'/></svg>")
    for text in HTML.values():
        cells.append(code(shown(svg=evil, png=png), part="figure", alt=text, title=text))
        cells.append(code(shown(html=f"<table><tr><th>{text}</th></tr><tr><td>{text}</td></tr></table>")))
        cells.append(code(shown(html=text, text=text), shown(markdown=text)))
    text = " ".join(HTML.values())
    about = dict.fromkeys(("title", "subtitle", "organisation", "footer", "version"), text)
    return notebook(*cells, lang="fr", date=text, facts=[[text, text]], **about)


def test_the_page_has_no_script_no_handler_and_no_address_but_links() -> None:
    page = Reader(to_html(hostile_everywhere()))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "iframe", "object", "embed", "base", "link", "form", "svg", "math", "template"}
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on") or a in ("style", "srcset")]
    assert all((a["src"] or "").startswith("data:image/") for a in page.all("img"))
    assert all(re.match(r"#|https?://|mailto:", a["href"] or "") for a in page.all("a"))


@pytest.mark.browser
def test_an_opened_page_runs_nothing_and_asks_for_nothing(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    file.write_bytes(to_html(hostile_everywhere()))
    page, asked, said = browser.new_page(), [], []
    page.route(re.compile(r"^(?!file:|data:)"), lambda route: (asked.append(route.request.url), route.abort()))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script("window.alert = text => console.log('canary', text)")
    page.goto(file.as_uri())
    page.wait_for_load_state("load")
    assert (asked, said) == ([], [])
    assert page.evaluate("document.fonts.ready.then(f => [...f].some(face => face.status == 'loaded'))")


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_page_has_no_accessibility_fault_and_no_sideways_scroll(browser: Any, tmp_path: Path, lang: str) -> None:
    file = tmp_path / "policy.html"
    file.write_bytes(to_html(policy(lang, rehearsal=True)))
    page = browser.new_context(bypass_csp=True, viewport={"width": 320, "height": 640}).new_page()
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate((HERE / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(rule["id"], len(rule["nodes"])) for rule in found] == []


def pdf(nb: dict[str, Any]) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(to_pdf(nb)))


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below `node`."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_pdf_says_it_is_pdf_ua_1_and_pdf_a_2a_and_carries_what_they_ask(lang: str) -> None:
    file = pdf(policy(lang))
    meta = file.open_metadata()
    claimed = [meta.get(f"pdf{name}") for name in ("uaid:part", "aid:part", "aid:conformance")]
    assert claimed == ["1", "2", "A"]
    assert file.Root.MarkInfo.Marked
    assert str(file.Root.Lang).startswith(lang)
    assert file.Root.ViewerPreferences.DisplayDocTitle
    assert str(file.docinfo["/Title"]) == policy(lang)["metadata"]["workshop"]["title"]
    with file.open_outline() as outline:
        assert [item.title for item in outline.root[0].children][2].startswith("1 ")


def test_every_figure_of_a_pdf_has_its_words_and_every_table_its_header() -> None:
    file = pdf(policy())
    found = list(elements(file.Root.StructTreeRoot.K))
    kinds = [str(e.S) for e in found]
    assert [str(e.Alt) for e in found if e.S == "/Figure"] == ["Bulletins : 7, 6, 4, 1, 3, 1."]
    assert kinds.count("/TH") == 4
    assert kinds.count("/H1") == 1
    assert {"/H2", "/H3", "/H4", "/Caption", "/Link"} <= set(kinds)


def test_a_long_table_repeats_its_header_on_each_page() -> None:
    rows = "".join(f"| rang {k} | {k} |\n" for k in range(200))
    nb = notebook(markdown("| Intitulé | Nombre |\n|---|---|\n" + rows, part="table", caption="Long"), title="T")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(to_pdf(nb))).pages]
    assert len(pages) > 3
    assert all("Intitulé" in page for page in pages)


def test_pages_are_numbered_in_the_language_of_the_document() -> None:
    french, english = (pypdf.PdfReader(io.BytesIO(to_pdf(policy(lang)))).pages for lang in ("fr", "en"))
    assert f"3 sur {len(french)}" in french[2].extract_text()
    assert f"3 of {len(english)}" in english[2].extract_text()


def test_long_words_are_hyphenated_at_line_ends() -> None:
    text = " ".join(["anticonstitutionnellement"] * 60)
    assert re.search(r"[\u00ad-]\s*\n", pypdf_page(notebook(markdown(text), lang="fr", title="T")))


def pypdf_page(nb: dict[str, Any]) -> str:
    return str(pypdf.PdfReader(io.BytesIO(to_pdf(nb))).pages[0].extract_text())


@pytest.mark.parametrize("place", PLACES[:5])
def test_a_word_longer_than_a_line_goes_on_below(place: Place) -> None:
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(laid_out(place, {"long": "a" * 1500})))).pages
    assert max(len(line) for page in pages for line in page.extract_text().splitlines()) < 110


@pytest.mark.parametrize("make", [to_html, to_pdf])
def test_the_same_notebook_gives_the_same_bytes(make: Callable[[Any], bytes]) -> None:
    assert make(policy()) == make(policy())


def test_another_process_gives_the_same_pdf(tmp_path: Path) -> None:
    file = tmp_path / "policy.ipynb"
    file.write_text(json.dumps(policy()), "utf-8")
    program = (
        "import json, sys; from workshop.export import to_pdf; "
        "sys.stdout.buffer.write(to_pdf(json.load(open(sys.argv[1], encoding='utf-8'))))"
    )
    made = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, check=True)
    assert made.stdout == to_pdf(policy())


def test_a_rehearsal_says_so_on_every_page() -> None:
    nb = policy("fr", rehearsal=True)
    said = texts.say("export.rehearsal", "fr")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(to_pdf(nb))).pages]
    assert all(squeezed(said) in squeezed(page) for page in pages)
    assert said in html_text(nb)
    assert said not in html_text(policy("fr"))


def test_three_hundred_clauses_are_one_document() -> None:
    nb = policy("fr", clauses=30)
    assert html_text(nb).count(WORDING["fr"][:40]) == 290
    assert len(pypdf.PdfReader(io.BytesIO(to_pdf(nb))).pages) > 60


def test_the_fonts_of_the_pdf_are_embedded() -> None:
    file = pdf(policy())
    fonts = [f for page in file.pages for f in page.Resources.get("/Font", {}).values()]
    assert fonts
    assert all("/FontFile3" in f.DescendantFonts[0].FontDescriptor or "/FontFile2" in
               f.DescendantFonts[0].FontDescriptor for f in fonts)  # fmt: skip


# The tree


def tree(*cells: dict[str, Any], **about: Any) -> list[Any]:
    return list(document(notebook(*cells, **({"lang": "en", "title": "T"} | about))).blocks)


def levels(*sources: str, **about: Any) -> list[int]:
    return [b.level for b in tree(*map(markdown, sources), **about) if isinstance(b, Heading)]


def test_heading_levels_are_never_skipped() -> None:
    assert levels("# T", "#### a", "## b", "###### c", "###### d") == [2, 2, 3, 4]


def test_several_titles_become_sections_under_the_one_title() -> None:
    assert levels("# T", "# a", "## b", "# c") == [2, 3, 2]


def test_the_first_title_of_a_notebook_is_its_title() -> None:
    nb = {"nbformat": 4, "metadata": {}, "cells": [markdown("# Notre *charte*\n\nBonjour")]}
    doc = document(nb)
    assert (doc.meta.title, len(doc.blocks)) == ("Notre charte", 1)


def test_the_badge_of_a_clause_stands_beside_its_heading() -> None:
    head, part = tree(markdown("### 3.2 Voice"), markdown("We speak.", part="clause", force="must"))
    assert (head.force, part) == ("must", Part("clause", part.blocks))


def test_a_clause_without_a_heading_keeps_its_badge() -> None:
    assert b'class="badge should"' in to_html(notebook(markdown("a", part="clause", force="should"), title="T"))


def test_a_list_of_rules_tells_how_firm_each_is() -> None:
    source = "1. Answer in four hours. **Required**\n2. Be brief **Recommended**\n3. Smile\n"
    (brief,) = tree(markdown(source, part="brief"))
    assert isinstance(brief, Brief)
    assert [(words(r.runs), r.force) for r in brief.rules] == [
        ("Answer in four hours.", "must"),
        ("Be brief", "should"),
        ("Smile", ""),
    ]


def test_tables_become_what_their_cell_says_they_are() -> None:
    source = "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n"
    found = [type(tree(markdown(source, part=part))[0]) for part in ("trail", "facts", "table", "text")]
    assert found == [Trail, Facts, Table, Table]


def test_columns_of_numbers_line_up_at_the_right() -> None:
    (table,) = tree(markdown("| a | b | c |\n|---|---|---|\n| x | 12 | 3,5 % |\n| y | – | 1 000 |\n"))
    assert table.numeric == (False, True, True)


def test_a_picture_in_markdown_is_its_words_and_its_address() -> None:
    (paragraph,) = tree(markdown("![a *chart*](http://canary.invalid/p.png)"))
    assert words(paragraph.runs) == "a chart (http://canary.invalid/p.png)"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.b", "x"])
def test_only_web_and_mail_addresses_are_links(address: str) -> None:
    (paragraph,) = tree(markdown(f"[a]({address}) [b](https://b.org) [c](mailto:c@d.org)"))
    assert [run.href for run in paragraph.runs if run.href] == ["https://b.org", "mailto:c@d.org"]


def test_a_figure_without_description_says_so_in_words() -> None:
    svg, png = picture()
    (figure,) = tree(code(shown(png=png, text="<Figure size 640x480 with 1 Axes>")), lang="fr")
    assert isinstance(figure, Figure)
    assert figure.alt == "Figure sans description"
    assert (figure.svg, svg[:5]) == ("", "<?xml")


def test_a_figure_is_followed_by_its_numbers() -> None:
    svg, png = picture()
    cell = code(shown(svg=svg, png=png), part="figure", alt="a", table=[["Option", "Votes"], ["Yes", 7]])
    assert "Yes7" in squeezed(html_text(notebook(cell, lang="en", title="T")))
    assert "Yes7" in squeezed(pdf_text(notebook(cell, lang="en", title="T")))


def test_a_broken_picture_falls_back_to_the_other_one() -> None:
    cell = code(shown(svg="<svg", png=picture()[1]), part="figure", alt="a bar chart")
    file = pdf(notebook(cell, lang="en", title="T"))
    assert [str(e.Alt) for e in elements(file.Root.StructTreeRoot.K) if e.S == "/Figure"] == ["a bar chart"]


def test_an_export_that_fails_names_the_format_and_the_part() -> None:
    cell = code(shown(svg="<svg"), part="figure", alt="a bar chart")
    with pytest.raises(ExportError) as caught:
        to_pdf(notebook(cell, lang="en", title="T"))
    assert (caught.value.subject, caught.value.facts) == ("pdf", {"part": "svg"})


@pytest.mark.parametrize(
    "nb", [{}, {"metadata": {}}, {"metadata": None, "cells": []}, {"metadata": {}, "cells": [1]}]
)
def test_what_is_not_a_notebook_is_refused(nb: dict[str, Any]) -> None:
    with pytest.raises(ExportError):
        to_html(nb)


def test_the_facilitators_notes_and_code_never_reach_a_document() -> None:
    hidden = markdown("Say it slowly.") | {"metadata": {"tags": ["facilitator"]}}
    nb = notebook(hidden, code(source="secret = 1"), code(source="shown = 2", tags=("show",)), title="T")
    text = html_text(nb)
    assert ("slowly" in text, "secret" in text, "shown = 2" in text) == (False, False, True)


def test_a_data_frame_is_read_as_rows_of_text() -> None:
    import pandas as pd

    frame = pd.DataFrame({"role": ["<b>volunteer</b>", "staff"], "people": [12, 3]})
    (table,) = tree(code(shown(html=frame.to_html(), text=str(frame))))
    assert [[words(cell) for cell in row] for row in (table.header, *table.rows)] == [
        ["", "role", "people"],
        ["0", "<b>volunteer</b>", "12"],
        ["1", "staff", "3"],
    ]


def test_streams_and_errors_are_shown_as_text() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": ["a\n", "\x1b[31mb\x1b[0m\n"]}
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": ["\x1b[0;31m…"]}
    assert tree(code(stream, error)) == [Code("a\nb"), Code("KeyError: 'x'")]


def test_widgets_leave_no_trace_in_a_document() -> None:
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "Stage()"}
    assert tree(code({"output_type": "display_data", "metadata": {}, "data": view})) == []


def test_contents_list_the_sections_after_the_brief() -> None:
    blocks = document(policy()).blocks
    (contents,) = (b for b in blocks if isinstance(b, Contents))
    assert blocks.index(contents) == next(k for k, b in enumerate(blocks) if isinstance(b, Brief)) + 1
    assert (contents.entries[2].number, contents.entries[2].title) == ("3", "Rôles, formation et relève")


# Glyphs


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Bonjour, 10\u202f000 €", "Bonjour, 10\u00a0000 €"),
        ("Łódź → ✓", "Łódź → ✓"),
        ("👩‍🚀!", "[U+1F469][U+200D][U+1F680]!"),
        ("👍🏽", "[U+1F44D][U+1F3FD]"),
        ("社", "[U+793E]"),
        ("नी", "[U+0928][U+0940]"),
    ],
)
def test_what_no_font_has_is_named_whole(text: str, printed: str) -> None:
    assert printable(text) == printed


def test_a_grapheme_is_never_cut() -> None:
    assert graphemes("e\u0301🇫🇷🇨🇦👨‍👩‍👧x\n\u0301") == ["e\u0301", "🇫🇷", "🇨🇦", "👨‍👩‍👧", "x", "\n", "\u0301"]


# nbconvert


def test_jupyter_nbconvert_knows_both_formats(tmp_path: Path) -> None:
    (tmp_path / "p.ipynb").write_text(json.dumps(policy()), "utf-8")
    for name in ("policy_html", "policy_pdf"):
        command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", name, "p.ipynb"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "p.html").read_bytes() == to_html(policy())
    assert (tmp_path / "p.pdf").read_bytes() == to_pdf(policy())


def test_jupyterlab_lists_both_formats_in_its_export_menu(tmp_path: Path) -> None:
    """The menu is made from this answer of the server, by `export_from_notebook`."""
    listed = served(tmp_path, "api/nbconvert")
    assert {name: listed[name]["output_mimetype"] for name in listed if name.startswith("policy_")} == {
        "policy_html": "text/html",
        "policy_pdf": "application/pdf",
    }


def served(folder: Path, path: str) -> Any:
    """What a fresh Jupyter server answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--ServerApp.root_dir={folder}", "--ServerApp.allow_root=True", "--IdentityProvider.token=t"]
    command = [sys.executable, "-m", "jupyter_server", f"--port={port}", "--no-browser", *options]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            return answered(f"http://127.0.0.1:{port}/{path}?token=t")
        finally:
            server.terminate()


def answered(address: str, seconds: float = 40) -> Any:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=seconds) as answer:
                return json.load(answer)
        except urllib.error.URLError:
            assert time.monotonic() < end, "the Jupyter server did not answer"
            time.sleep(0.2)


def test_a_nameless_notebook_is_named_after_its_file() -> None:
    import nbformat

    from workshop.export import PolicyHTMLExporter

    page, resources = PolicyHTMLExporter().from_notebook_node(
        nbformat.v4.new_notebook(), {"metadata": {"name": "atelier"}}
    )
    assert "<title>atelier</title>" in page
    assert resources["output_extension"] == ".html"


# One document as it is expected


class Structure(HTMLParser):
    """This writes a page as one line for each element that holds text: its tag, its class, its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._open: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "img":
            self.lines.append(f"img: {told['alt']}")
        elif tag != "meta":
            self._open.append(f"{tag}.{told['class']}" if told.get("class") else tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open[-1] != "style":
            self.lines.append(f"{self._open[-1]}: {data.strip()}")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_policy_reads_as_the_golden_one(lang: str) -> None:
    expected = HERE / "golden" / f"export-policy.{lang}.txt"
    found = "\n".join(Structure(to_html(policy(lang, clauses=3, rehearsal=True))).lines) + "\n"
    if not expected.exists() or expected.read_text("utf-8") != found:
        expected.with_suffix(".new").write_text(found, "utf-8")
    assert found == expected.read_text("utf-8"), f"compare {expected.with_suffix('.new').name}"


# ---- what changed --------------------------------------------------------------------------------

PIECES = [["same", "Une liste "], ["removed", "<écrite>"], ["added", "#connue de *tous*"], ["same", " nomme."]]


def redlined() -> dict[str, Any]:
    return notebook(markdown("Une liste connue de tous nomme.", part="redline", pieces=PIECES))


def test_a_redline_says_what_went_and_what_came_to_eye_and_ear() -> None:
    page = Reader(to_html(redlined()))
    assert [tag for tag, _ in page.tags if tag in ("del", "ins")] == ["del", "ins"]
    said = "".join(page.texts)
    assert "Une liste retiré\u00a0: <écrite>ajouté\u00a0: #connue de *tous* nomme." in said


def test_a_redline_stands_in_the_pdf_as_it_was_written() -> None:
    text = pypdf.PdfReader(io.BytesIO(to_pdf(redlined()))).pages[0].extract_text()
    assert "Uneliste<écrite>#connuede*tous*nomme." in "".join(text.split())


def test_a_redline_without_pieces_is_read_by_its_markdown() -> None:
    (part,) = [b for b in document(notebook(markdown("Un **mot**.", part="redline"))).blocks if isinstance(b, Part)]
    assert part.role == "redline"
