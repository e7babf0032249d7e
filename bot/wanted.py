"""Of which sources a subscription wants its news.

A source is named as people know it: the address of a feed, a site (news.example, for every feed of it), or a
folder by its name. Where none is named, all are wanted.
"""

from collections.abc import Collection
from pathlib import PurePath
from urllib.parse import urlsplit


def comes_from(source: str, wanted: Collection[str]) -> bool:
    """`source` is a feed's address or a folder's path, as the store keeps it."""
    return not wanted or any(_is_called(source, name) for name in wanted)


def _is_called(source: str, name: str) -> bool:
    if "://" not in source:
        return name in (source, PurePath(source).name)
    if "://" in name:
        return _plain(source) == _plain(name)
    host, site = _host(source), name.casefold().removeprefix("www.")
    return host == site or ("." in site and host.endswith(f".{site}"))


def _plain(address: str) -> str:
    """A slash at the end and the case of the host make no other feed."""
    parts = urlsplit(address)
    return f"{parts.scheme.casefold()}://{parts.netloc.casefold()}{parts.path.rstrip('/')}?{parts.query}"


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
