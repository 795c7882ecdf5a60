"""The networks by the names that schedulers and platforms give them in their files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

# our id (as in platforms.yaml) → Metricool's column, and the other names met in files
METRICOOL: Mapping[str, str] = {
    "facebook": "Facebook",
    "x": "Twitter/X",
    "linkedin": "LinkedIn",
    "instagram": "Instagram",
    "pinterest": "Pinterest",
    "tiktok": "TikTok",
    "youtube": "Youtube",
    "threads": "Threads",
    "bluesky": "Bluesky",
}
NAMES: Mapping[str, tuple[str, ...]] = {
    "facebook": ("facebook", "fb", "facebook page", "page facebook", "facebook reel"),
    "x": ("x", "twitter", "twitter x", "x twitter", "tweet"),
    "instagram": ("instagram", "ig", "instagram business", "ig reel", "ig image", "ig carousel", "ig story"),
    "linkedin": ("linkedin", "linkedin page", "page linkedin", "linkedin company page"),
    "tiktok": ("tiktok", "tik tok"),
    "youtube": ("youtube", "youtube shorts"),
    "threads": ("threads",),
    "bluesky": ("bluesky",),
    "mastodon": ("mastodon",),
    "pinterest": ("pinterest",),
    "newsletter": ("newsletter", "infolettre", "lettre d information", "email", "e mail", "courriel"),
    "blog": ("blog", "blogue"),
    "website": ("website", "site", "site web"),
}
HOSTS: Mapping[str, str] = {
    "facebook.com": "facebook",
    "fb.watch": "facebook",
    "twitter.com": "x",
    "x.com": "x",
    "instagram.com": "instagram",
    "linkedin.com": "linkedin",
    "tiktok.com": "tiktok",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "threads.net": "threads",
    "threads.com": "threads",
    "bsky.app": "bluesky",
    "pinterest.com": "pinterest",
}
_KNOWN = {name: network for network, names in NAMES.items() for name in names}
_HOST = re.compile(r"https?://(?:[\w-]+\.)*?([\w-]+\.[a-z]{2,})(?:[/?#:]|$)", re.IGNORECASE)


def plain(text: str) -> str:
    """Words only, in small letters, without accents: what two ways to write a name have in common."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))


def network(name: str) -> str | None:
    """Our id for what a file calls a network; None if it is none we know."""
    return _KNOWN.get(plain(name))


def by_link(link: str) -> str | None:
    """The network on which this address lies."""
    found = _HOST.match(link.strip())
    return HOSTS.get(found[1].casefold()) if found else None
