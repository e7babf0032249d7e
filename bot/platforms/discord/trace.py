"""Whether an earlier try of a post arrived: each message carries a number made of its key.

Discord knows a nonce for a few minutes only; after a longer wait the channel itself is asked.
"""

import zlib

import discord

LOOKED_BACK = 100
"""Messages of the channel that are looked at; what stands further up is not looked for."""


def mark(key: str, part: int) -> int:
    """The id of the container of a message: 31 bits that say which part of which post it is."""
    return zlib.crc32(f"{key} {part}".encode()) & 0x7FFFFFFF or 1


async def posted(where: discord.abc.Messageable, key: str, parts: int) -> dict[int, str]:
    """The ids of the parts that stand in the channel already; raises what discord.py raises."""
    wanted = {mark(key, part): part for part in range(parts)}
    found = {}
    async for message in where.history(limit=LOOKED_BACK):
        part = next((wanted[n] for n in _numbers(message) if n in wanted), None)
        if part is not None:
            found[part] = str(message.id)
    return found


async def opened(forum: discord.ForumChannel, name: str, key: str) -> discord.Thread | None:
    """The thread that an earlier try opened; its first message has the thread's own id."""
    for thread in forum.threads:
        if thread.name == name and thread.owner_id == forum.guild.me.id:
            first = await thread.fetch_message(thread.id)
            if mark(key, 0) in _numbers(first):
                return thread
    return None


def _numbers(message: discord.Message) -> set[int | None]:
    return {getattr(component, "id", None) for component in message.components}
