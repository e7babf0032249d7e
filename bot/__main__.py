"""The command line. `onrecord run` serves the platforms; every command of a channel works here too."""

import asyncio
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot import log
from bot.command import Command
from bot.commands import declared
from bot.config import Settings, load
from bot.errors import CONFIG_STATUS, TEMPORARY_STATUS, BotError
from briefs.errors import ArticleError, OnRecordError, SourceError
from briefs.model import Article
from briefs.store.failure import named

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
ConfigFile = Annotated[Path, typer.Option("--config", help="the configuration file")]
CONFIG = Path("config.yaml")
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}
"""What stands behind the command's name is the line that the command reads."""


def main() -> None:
    """Bad input ends in one line on stderr, and so does a mistake of ours; ONRECORD_DEBUG shows where."""
    log.set_up(os.environ)
    try:
        app()
    except (BotError, OnRecordError) as error:
        print(error, file=sys.stderr)
        sys.exit(_status(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if os.environ.get("ONRECORD_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        sys.exit(f"onrecord: a mistake on our side: {what} (ONRECORD_DEBUG=1 shows more)")


def _status(error: BotError | OnRecordError) -> int:
    if isinstance(error, BotError):
        return error.status
    return TEMPORARY_STATUS if getattr(error, "temporary", False) else CONFIG_STATUS


@app.command()
def run(
    config: ConfigFile = CONFIG,
    now: Annotated[bool, typer.Option("--now", help="post every channel's card at once as well")] = False,
) -> None:
    """Serve the platforms and post the briefs until stopped."""
    from bot.app import run as serve
    from bot.loop import new_loop

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(serve(partial(load, config), os.environ, post_now=now, say=partial(print, flush=True)))


@app.command()
def check(config: ConfigFile = CONFIG) -> None:
    """Say whether the configuration is right, and what is wrong where."""
    settings = load(config)
    sources, subscriptions = len(settings.sources), len(settings.subscriptions)
    print(f"{config} is right: {_counted(sources, 'source')}, {_counted(subscriptions, 'subscription')}.")


@app.command()
def read(
    of: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="a text, Markdown, HTML or PDF file, or an address")
    ],
    config: ConfigFile = CONFIG,
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
) -> None:
    """Read one article and show its brief."""
    from briefs.read import read as read_article
    from briefs.wire import dumps

    try:
        settings = load(config) if config.exists() else Settings()
        brief = read_article(asyncio.run(_article(of, settings)))
    except (ArticleError, SourceError) as error:
        raise BotError(f"{of} is not read: {error}") from error
    if as_json:
        print(dumps(brief))
        return
    from bot.cards.whole import whole_card

    _show(whole_card(brief))


@app.command()
def extract(
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="one article a line in, one brief a line out")
    ] = False,
) -> None:
    """Read articles from stdin, write their briefs to stdout."""
    from briefs.wire import extract_lines

    if not jsonl:
        raise BotError("extract reads and writes JSON lines: onrecord extract --jsonl < articles.jsonl")
    raise typer.Exit(extract_lines(sys.stdin.buffer, sys.stdout.buffer, sys.stderr))


@app.command()
def manifest(
    platform: Annotated[str, typer.Argument(help="slack")],
    address: Annotated[str, typer.Option(help="for signed HTTP: https://…/slack/events")] = "",
) -> None:
    """Print the app manifest for a platform, made from the commands."""
    if platform != "slack":
        raise BotError(f"there is a manifest for slack only, not for “{platform}”")
    import yaml

    from bot.platforms.slack.manifest import manifest as slack_manifest

    print(yaml.safe_dump(slack_manifest(declared(), address), sort_keys=False, allow_unicode=True), end="")


@app.command(context_settings=PASSED_ON)
def briefing(context: typer.Context, config: ConfigFile = CONFIG) -> None:
    """Manage the briefs: schedule set, list, pause, resume, remove; feed add, test, list, remove;
    preview, run, status.

    onrecord briefing schedule set platform:slack channel:C0123 time:08:00 timezone:Europe/Berlin
    """
    asyncio.run(_ask(load(config), " ".join(["briefing", *context.args]), manager=True))


@app.command()
def backup(file: Path, config: ConfigFile = CONFIG) -> None:
    """Copy the store to a file, also while the program runs."""
    from briefs.store.backup import back_up

    print(f"{file}: {_counted(back_up(load(config).store, file), 'article')}, checked.")


@app.command()
def restore(
    file: Annotated[
        Path | None, typer.Argument(help="the backup; without it, what was put back by other means")
    ] = None,
    config: ConfigFile = CONFIG,
) -> None:
    """Put a backup in the store's place; what was there is kept beside it.

    What was due until now is not posted: the backup cannot know whether it was posted already.
    """
    from bot.migrations import BOT
    from bot.restored import settle
    from briefs.store.backup import restore as put_back
    from briefs.store.migrations import BRIEFS

    store = load(config).store
    if file is None:
        print(f"{named(store)}: {settle(store)} due before now are not posted.")
        return
    kept = put_back(file, store, (BRIEFS, BOT), settle)
    print(f"{store} is {file} now." + (f" What was there is {kept}." if kept else ""))


@app.command()
def doctor(config: ConfigFile = CONFIG) -> None:
    """Say what is right with this installation, what is wrong, and what to do about it."""
    from bot.desk import utc_now
    from bot.doctor import examine
    from bot.inquiry import asker

    findings = list(examine(config, os.environ, utc_now, asker(os.environ)))
    print(*findings, sep="\n")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _console_command(command: Command) -> Callable[..., None]:
    def answer(context: typer.Context, config: ConfigFile = CONFIG) -> None:
        asyncio.run(_ask(load(config), " ".join([command.name, *context.args])))

    answer.__doc__ = command.description
    return answer


async def _ask(settings: Settings, line: str, *, manager: bool = False) -> None:
    from bot.desk import open_desk

    async with open_desk(settings) as desk:
        if manager:
            desk.subscriptions.seed(settings.subscriptions, again=False)
        await desk.reader.tick()
        request = desk.dispatcher.request(line, platform="console", manager=manager)
        answer = await desk.dispatcher.answer(request)
    if answer.card.file:
        print(answer.card.file.text, end="")
        return
    _show(answer.card)
    if answer.card.kind == "error":
        raise typer.Exit(1)


async def _article(of: str, settings: Settings) -> Article:
    from briefs.sources.child import Children

    async with Children(1) as children:
        if not of.startswith(("http://", "https://")):
            from briefs.sources.file import read_file

            return await read_file(Path(of), f"file:{of}", children)
        from briefs.fetch import Fetcher
        from briefs.sources.page import read_page

        async with Fetcher(settings.fetch.allow) as fetcher:
            return await read_page(of, fetcher, children)


def _show(card: object) -> None:
    from rich.console import Console

    from bot.platforms.console import draw

    draw(card, Console(highlight=False, soft_wrap=False))  # type: ignore[arg-type]


for _command in declared():
    if _command.root == "brief" and _command.name != "read":
        app.command(
            _command.name,
            rich_help_panel="What a channel can ask",
            context_settings=PASSED_ON,
            add_help_option=False,
        )(_console_command(_command))


if __name__ == "__main__":
    main()
