"""Texts that must stay text wherever people read them: name → string. Shared by the tests of every part.

Each came from somewhere: FAULTS.md cases 27, 31, 35, 37, 39, 41, 43 and 55, then their harder siblings.
`SURROGATES` cannot be encoded at all and are refused before anything else sees them.
"""

from __future__ import annotations

CANARY = "http://canary.invalid/p.png"

HTML = {
    "img_onerror": "<img src=x onerror=alert(1)>",
    "script": "<script>alert(1)</script>",
    "script_close": "</script><script>alert(1)</script>",
    "style_close": "</style><script>alert(1)</script>",
    "title_close": "</title><script>alert(1)</script>",
    "textarea_close": "</textarea><script>alert(1)</script>",
    "svg_onload": "<svg onload=alert(1)>",
    "svg_in_math": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "attribute_double": '" onmouseover="alert(1)',
    "attribute_single": "' onfocus='alert(1)' autofocus='",
    "comment": "<!--><img src=x onerror=alert(1)>-->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "iframe": f'<iframe src="{CANARY}"></iframe>',
    "javascript_link": '<a href="javascript:alert(1)">a</a>',
    "meta_refresh": f'<meta http-equiv="refresh" content="0;url={CANARY}">',
    "base": f'<base href="{CANARY}">',
    "object": f'<object data="{CANARY}"></object>',
    "details": "<details open ontoggle=alert(1)>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#x3c;b&#x3e; &copy &nbsp;",
    "template": "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} {% raw %}",
    "percent": "%s%n%x %(name)s {0} {name}",
}
MARKDOWN = {
    "image": f"![t]({CANARY})",
    "image_reference": f"![t][1]\n\n[1]: {CANARY}",
    "link_javascript": "[cliquez](javascript:alert(1))",
    "link_data": "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "autolink": "<http://canary.invalid/auto>",
    "bare_link": "Voir http://canary.invalid/nu et www.canary.invalid",
    "emphasis": "*a* **b** _c_ __d__ ***e*** ~~f~~ `g`",
    "heading": "# Titre\n## Autre\nDessous\n=====\nEncore\n-----",
    "bullets": "- un\n- deux\n+ trois\n* quatre",
    "numbers": "1. un\n2) deux\n007. trois",
    "quote": "> cité\n>> deux fois",
    "fence": "```python\nimport os\n```\n~~~\nx\n~~~",
    "table": "| a | b |\n|---|---|\n| c | d |",
    "rule": "***\n---\n___",
    "indented": "Un mot\n\n    quatre *espaces*\n\n\tune [tabulation]",
    "backslashes": "\\ \\\\ \\* \\[ C:\\temp\\new fin\\",
    "footnote": "texte[^1]\n\n[^1]: note",
    "cell_magic": "%%bash\nrm -rf x",
}
TYPST = {
    "typst_read": '#read("/etc/passwd")',
    "typst_include": '#include "/etc/passwd"',
    "typst_import": '#import "@preview/cetz:0.3.0": *',
    "typst_marks": "*gras* _italique_ $x^2$ `code` = titre - point / terme + numéro",
    "typst_title": "= Titre\n== Sous-titre",
    "typst_brackets": "] [ } { ) ( \\ // /* */ ~ -- --- ...",
    "typst_reference": '@ref <label> @h1 #label("h1")',
    "typst_code": "#set page(width: 1pt); #while true {}",
    "typst_eval": '#eval("1+1") #sys.inputs #json("doc.json")',
    "typst_link": "https://example.org/#a_b*c",
}
LATEX = {
    "latex_input": "\\input{/etc/passwd}",
    "latex_write18": "\\write18{id} \\immediate\\write18{touch x}",
    "latex_csname": "\\csname input\\endcsname ^^5cinput{x}",
    "latex_signs": "% ~ $ & # _ { } ^ \\% \\$",
    "latex_begin": "\\begin{document}\\end{document}",
}
SHEET = {
    "csv_dde": "=cmd|' /C calc'!A0",
    "csv_plus": "+1+1",
    "csv_minus": "-2+3",
    "csv_at": "@SUM(1)",
    "csv_link": '=HYPERLINK("http://canary.invalid","x")',
    "csv_quotes": 'a";"b",\'c\'\n"d"',
    "sql": "'); DROP TABLE ballots;--",
    "path": "../../etc/passwd",
}
SIGNS = {
    "nul": "a\0b",
    "c0": "a\x01\x07\x08\x0b\x0c\x1b[31mrouge\x1b[0m",
    "c1": "a\x80\x85\x9fb",
    "noncharacters": "a\ufffe\uffffb\U0001ffffc",
    "bidi_override": "abc\u202egpj.exe\u202c fin",
    "bidi_isolate": "abc\u2066def\u2069\u200fghi",
    "zero_width": "mot\u200bde\u2060passe\ufeff",
    "tags": "ok\U000e0041\U000e0042\U000e007f",
    "arabic": "مرحبا بالعالم",
    "hebrew": "שלום עולם",
    "cjk": "社交媒体政策",
    "hangul": "소셜 미디어 정책",
    "hindi": "सोशल मीडिया नीति",
    "thai": "นโยบายสื่อสังคม",
    "emoji": "Bravo 🎉🚀 !",
    "emoji_family": "👨‍👩‍👧‍👦 et 🏳️‍🌈",
    "emoji_tone": "👍🏽 👋🏿",
    "flags": "🇫🇷🇨🇦🇪🇺",
    "emoji_many": "👩‍🚀" * 60,
    "combining": "e\u0301 a\u0323\u0302 o\u0328",
    "zalgo": "Z" + "\u0300\u0301\u0302\u0303\u0304" * 8 + "algo",
    "polish": "Łukasz Żółć, Škoda, Ğüneş, Ångström",
    "greek_cyrillic": "Αθήνα, Київ, Москва",
    "look_alike": "Fаcilitаtor",
    "maths": "≤ ≥ ≠ → ✓ ∑ ½ €",
    "mathematical": "𝒜𝓑 𝔸 𝐁𝐨𝐥𝐝",
    "narrow_space": "10\u202f000\u202f€ : oui\u2009!",
    "separators": "un\u2028deux\u2029trois",
    "soft_hyphen": "anti\u00adconsti\u00adtution",
    "private": "\ue000\uf8ff",
    "unassigned": "\u0378\U0003fffd",
    "replacement": "\ufffd",
    "long_word": "a" * 1500,
    "long_brackets": "(" * 500,
    "exactly_2000": "é" * 2000,
    "quotes": "« ‹ “ „ ‘ ’ ” › » … – — ‑",
    "lines": "un\n\n\ndeux\r\ntrois\rquatre",
}
STRINGS: dict[str, str] = HTML | MARKDOWN | TYPST | LATEX | SHEET | SIGNS
SURROGATES = {"lone_high": "a\ud800b", "lone_low": "\udc00", "reversed": "\udc00\ud800"}
