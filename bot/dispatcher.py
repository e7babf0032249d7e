"""Requests in, cards out: the one door from every platform to the commands."""

import asyncio
import difflib
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.card import Action, Card, Line, Section
from bot.command import Command
from bot.context import Context
from bot.errors import AwayError, NotAllowedError, UserError
from bot.line import format_line, parse_arguments, unknown_name
from bot.request import Request, Root
from briefs.errors import StoreError

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answer:
    """`private` answers are shown to the one who asked only."""

    card: Card
    private: bool = True


class Dispatcher:
    """`answer` never raises: what went wrong becomes an error card, the traceback goes to the log."""

    def __init__(self, commands: Sequence[Command], context: Context) -> None:
        self.commands = tuple(commands)
        self._context = context

    def command(self, name: str, root: Root = "brief") -> Command | None:
        return next((c for c in self.commands if c.name == name and c.root == root), None)

    def request(self, line: str, root: Root = "brief", *, manager: bool = False, **sender: str) -> Request:
        """The request of a command line such as a button holds: `stats unit:percent page:2`.

        A line may name its root: `briefing schedule list`. An empty one is `now`, or `status` of managers.
        """
        root, words = _rooted(line.split(" "), root)
        if [word.casefold() for word in words] == ["help"]:
            root = "brief"  # there is one help for both
        words = words or ["now" if root == "brief" else "status"]
        groups = {c.name.partition(" ")[0] for c in self.commands if " " in c.name}
        name = " ".join(words[: 2 if words[0].casefold() in groups else 1]).casefold()
        rest = " ".join(words[name.count(" ") + 1 :])
        declared = command.arguments if (command := self.command(name, root)) else ()
        return Request(
            name,
            parse_arguments(declared, rest),
            root,
            unknown=unknown_name(declared, rest) if declared else "",
            manager=manager,
            channels=None,
            **sender,
        )

    async def answer(self, request: Request) -> Answer:
        return await asyncio.to_thread(self.answered, request)

    def answered(self, request: Request) -> Answer:
        """For a platform that is off the event loop already, and stays there to draw the card."""
        return Answer(self._card(request), private=not request.get("share"))

    def _card(self, request: Request) -> Card:
        try:
            command = self.command(request.command, request.root)
            if command is None:
                raise self._unknown(request)
            if command.root == "briefing" and not request.manager:
                raise NotAllowedError(request.platform)
            _check(command, request)
            return command.answer(self._context, request)
        except AwayError as error:
            return away_card(error, request)
        except UserError as error:
            return error_card(str(error), error.suggestions)
        except StoreError as error:
            log.error("command failed", command=request.name, platform=request.platform, reason=str(error))
            return away_card(AwayError("The store does not answer."), request)
        except Exception:
            log.exception("command failed", command=request.command, platform=request.platform)
            return OUR_FAULT

    def _unknown(self, request: Request) -> UserError:
        """The nearest are named and not offered as buttons: what they would do was never asked for."""
        known = {c.name: f"/{c.root} {c.name}" for c in self.commands if c.root == "brief" or request.manager}
        near = difflib.get_close_matches(request.command, known, n=3, cutoff=0.75)
        hint = f" Did you mean {', '.join(known[name] for name in near)}?" if near else ""
        return UserError(f"There is no command “{request.name}”.{hint}", (("Help", "help"),))

    async def complete(
        self,
        command: str,
        argument: str,
        typed: str,
        root: Root = "brief",
        *,
        manager: bool = False,
        **sender: str,
    ) -> list[str]:
        """At most 25 values that fit what was typed so far, best first. Who types is told as in `request`."""
        declared = self.command(command, root)
        wanted = declared.argument(argument) if declared else None
        if wanted is None:
            return []
        if wanted.choices:
            return [c for c in wanted.choices if c.startswith(typed.casefold())][:25]
        try:
            asker = Request(command, {}, root, manager=manager, channels=None, **sender)
            return await asyncio.to_thread(self._context.complete, wanted.completes, typed, asker)
        except Exception:
            log.exception("completion failed", command=command, argument=argument)
            return []


def _rooted(words: list[str], root: Root) -> tuple[Root, list[str]]:
    words = [word for word in words if word]
    if words and words[0].casefold() == "briefing":
        return "briefing", words[1:]
    if words and words[0].casefold() == "brief":
        return "brief", words[1:]
    return root, words


def _check(command: Command, request: Request) -> None:
    if request.unknown:
        known = ", ".join(f"{argument.name}:" for argument in command.arguments if not argument.hidden)
        told = f"`{command.name}` has no {request.unknown} argument: it takes {known}."
        raise UserError(f"{told} In quotation marks it would be text.")
    for argument in command.arguments:
        value = request.get(argument.name)
        if argument.required and not value:
            raise UserError(f"`{command.name}` needs {argument.name}: {argument.description}.")
        if value and argument.choices and value.casefold() not in argument.choices:
            allowed = ", ".join(argument.choices)
            raise UserError(f"{argument.name} is one of {allowed}; “{value}” is not.")


def error_card(message: str, suggestions: tuple[tuple[str, str], ...] = ()) -> Card:
    actions = tuple(Action(label, command=line) for label, line in suggestions)
    return Card("error", "On Record", sections=(Section((Line(message),)),), actions=actions)


def away_card(error: AwayError, request: Request) -> Card:
    again = format_line(request.name, request.arguments)
    return error_card(str(error), (("Try again", again),))


OUR_FAULT = error_card("That did not work on our side. Nothing is lost: please try again in a moment.")
