"""A platform that takes everything."""

from bot.platforms.platform import Post


class Taker:
    name, ready = "discord", True

    def __init__(self) -> None:
        self.posts: list[Post] = []

    async def run(self) -> None: ...

    async def send(self, post: Post) -> str:
        self.posts.append(post)
        return f"m{len(self.posts)}"
