"""The transport compression of the gateway: one stream a connection, flushed after every message."""

import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any

Packer = Callable[[bytes], bytes]


def packer(kind: str) -> Packer | None:
    """None when messages go as they are."""
    match kind:
        case "zlib-stream":
            stream = zlib.compressobj()
            return lambda message: stream.compress(message) + stream.flush(zlib.Z_SYNC_FLUSH)
        case "zstd-stream":
            return _zstd()
        case _:
            return None


def _zstd() -> Packer:
    """discord.py asks for it where Python (3.14) or the package zstandard brings it, and so it is here."""
    try:
        package: Any = import_module("zstandard")
    except ImportError:
        package = import_module("compression.zstd")
        frame = package.ZstdCompressor()
        return lambda message: bytes(frame.compress(message, frame.FLUSH_BLOCK))
    stream = package.ZstdCompressor().compressobj()
    flush = package.COMPRESSOBJ_FLUSH_BLOCK
    return lambda message: bytes(stream.compress(message) + stream.flush(flush))
