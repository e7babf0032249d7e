"""What people do in Slack, turned into requests: typed commands, buttons, the shortcut, the home page.

Slack is told at once that a delivery has arrived; the work follows in a task of its own.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.card import Card
from bot.dispatcher import OUR_FAULT, Answer, Dispatcher, away_card, error_card
from bot.errors import AwayError
from bot.platforms.seen import Seen
from bot.platforms.slack.answer import REST, Answers, in_time, waiting
from bot.platforms.slack.ask import ASK, WHO, ask_view, askable, asked_line, completing, options
from bot.platforms.slack.home import channels_card, channels_of, unknown_card
from bot.platforms.slack.manager import Managers
from bot.platforms.slack.manifest import SHORTCUT
from bot.platforms.slack.refusal import FAILURES, told
from bot.platforms.slack.sender import sender
from bot.platforms.slack.sources import no_sources, source_lines, together
from bot.platforms.slack.text import unescape
from bot.platforms.slack.workspace import Workspaces
from bot.request import Request, Root
from bot.state import State

log = structlog.get_logger()

Body = dict[str, Any]
Work = Callable[[Body, Answers], Awaitable[None]]
LINK = re.compile(r"<(https?://[^|>]+)(?:\|[^>]*)?>")
"""An address, as Slack hands it over in a command of the managers."""


class Listeners:
    """`answers` gives those of the workspace with a token; "" when it is not known."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        state: State,
        answers: Callable[[str], Answers],
        managers: Managers,
        workspaces: Workspaces,
    ) -> None:
        self._dispatcher = dispatcher
        self._state = state
        self._answers = answers
        self._managers = managers
        self._workspaces = workspaces
        self._seen = Seen()
        self._working: set[asyncio.Task[None]] = set()

    def listen(self, app: AsyncApp) -> None:
        app.middleware(self.once)
        for root in dict.fromkeys(command.root for command in self._dispatcher.commands):
            app.command(f"/{root}")(self._later(self.command))
        app.action(re.compile(r"(line|kept):\d+"))(self._later(self.button))
        app.action(re.compile(r"open:\d+"))(acknowledge)
        app.shortcut({"type": "message_action", "callback_id": SHORTCUT})(self._later(self.sources))
        app.event("app_home_opened")(self._later(self.home))
        app.action(REST)(self._later(self.rest))
        app.event("app_uninstalled")(self.thrown_out)
        app.event("tokens_revoked")(self.thrown_out)
        if askable(self._dispatcher.commands):
            app.shortcut(ASK)(self._later(self.ask))
            app.options(WHO)(self.complete)
            app.view(ASK)(self.asked)

    async def finish(self, within: float) -> None:
        """Wait for the answers under way."""
        if self._working:
            await asyncio.wait(self._working, timeout=within)

    async def once(self, body: Body, next_: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:
        """Slack sends an event again when it missed the acknowledgement; the work is done once."""
        delivery = body.get("event_id") or body.get("trigger_id")
        if delivery and self._seen.again(delivery):
            return BoltResponse(status=200)
        return await next_()

    async def command(self, body: Body, answers: Answers) -> None:
        root: Root = "briefing" if body["command"] == "/briefing" else "brief"
        answer = await self._answer(LINK.sub(r"\1", body.get("text", "")), body, answers, root)
        await answers.reply(body, answer)

    async def button(self, body: Body, answers: Answers) -> None:
        view, line = body.get("view"), await self._line(body["actions"][0])
        request = self._request(line, body)
        coming = self._answered(request, answers) if line else _known(Answer(too_old()))
        if view:
            open_view = view["id"] if view["type"] == "modal" else ""
            await answers.window(body["trigger_id"], request.user, _without_channel(coming), open_view)
            return
        answer = await coming
        turned = bool(request.get("page")) and answer.private and body["container"].get("is_ephemeral", False)
        await answers.reply(body, answer, replace=turned)

    async def sources(self, body: Body, answers: Answers) -> None:
        lines = source_lines(body["message"])
        cards = [(await self._answer(line, body, answers)).card for line in lines]
        await answers.reply(body, Answer(together(cards) if cards else no_sources()))

    async def home(self, body: Body, answers: Answers) -> None:
        if body["event"].get("tab", "home") == "home":
            await answers.home(body["event"]["user"], await self._home(body, answers))

    async def rest(self, body: Body, answers: Answers) -> None:
        start, view = int(body["actions"][0]["value"]), body["view"]
        open_view = view["id"] if view["type"] == "modal" else ""
        await answers.rest(body["trigger_id"], await self._home(body, answers), start, open_view)

    async def thrown_out(self, ack: AsyncAck, body: Body) -> None:
        """Uninstalled, or its token given back; the tokens of people do not matter, for none is held."""
        event = body["event"]
        if event["type"] == "app_uninstalled" or event.get("tokens", {}).get("bot"):
            await self._workspaces.forget(body["team_id"], body["event_time"])
        await ack()

    async def ask(self, body: Body, answers: Answers) -> None:
        await answers.open(body["trigger_id"], ask_view(self._dispatcher.commands))

    async def complete(self, ack: AsyncAck, body: Body) -> None:
        command = askable(self._dispatcher.commands)[0]
        actor = completing(command, "actor")
        typed = unescape(body.get("value", ""))
        names = actor and await self._dispatcher.complete(command.name, actor.name, typed, **sender(body))
        await ack(options=options(names or []))

    async def asked(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """The answer takes the place of the questions, with the acknowledgement or some time after it."""
        line = asked_line(self._dispatcher.commands, body["view"]["state"]["values"])
        answers = self._answers(context.token or "")
        user, view = sender(body)["user"], body["view"]["id"]
        asked = asyncio.ensure_future(_without_channel(self._answer(line, body, answers)))
        if not await in_time(asked):
            await ack(response_action="update", view=waiting())
            self._begin(lambda body, answers: answers.window("", user, asked, view), body, answers)
            return
        card = await asked
        shown, rest = await answers.modal(user, card)
        await ack(response_action="update", view=shown)
        await answers.direct(user, card, rest)

    async def _answer(self, line: str, body: Body, answers: Answers, root: Root = "brief") -> Answer:
        return await self._answered(self._request(line, body, root), answers)

    def _request(self, line: str, body: Body, root: Root = "brief") -> Request:
        return self._dispatcher.request(unescape(line), root, **sender(body))

    async def _answered(self, request: Request, answers: Answers) -> Answer:
        command = self._dispatcher.command(request.command, request.root)
        matters = request.root == "briefing" or (command is not None and command.manager_matters)
        try:
            manages = matters and await self._managers.include(request.user, request.place, answers.client)
        except AwayError as error:
            return Answer(away_card(error, request))
        return await self._dispatcher.answer(replace(request, manager=manages))

    async def _home(self, body: Body, answers: Answers) -> list[Card]:
        """Today's brief, and what is posted where they read it; that part needs no manager."""
        brief = await self._answer("now", body, answers)
        asked = self._request("briefing status", body)
        channels = await channels_of(asked.user, answers.client)
        if channels is None:
            return [brief.card, unknown_card()]
        status = await self._dispatcher.answer(replace(asked, manager=True, channels=tuple(channels)))
        return [brief.card, channels_card(status.card)]

    async def _line(self, action: Body) -> str:
        """The command line of a pressed button, "" when it is kept no more."""
        if action["action_id"].startswith("line:"):
            return str(action["value"])
        return await asyncio.to_thread(self._state.line, action["value"]) or ""

    def _later(self, work: Work) -> Callable[..., Awaitable[None]]:
        """The listener for bolt: Slack is told that the delivery has arrived, then the work begins."""

        async def listener(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
            await ack()
            self._begin(work, body, self._answers(context.token or ""))

        return listener

    def _begin(self, work: Work, body: Body, answers: Answers) -> None:
        task = asyncio.create_task(self._done(work, body, answers))
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _done(self, work: Work, body: Body, answers: Answers) -> None:
        try:
            await self._worked(work, body, answers)
        except FAILURES as error:
            log.warning("answer not delivered", platform="slack", reason=told(error))

    async def _worked(self, work: Work, body: Body, answers: Answers) -> None:
        """Who asked is told when it fails on our side."""
        try:
            await work(body, answers)
        except FAILURES:
            raise
        except Exception:
            log.exception("answer failed", platform="slack")
            if "response_url" in body:
                await answers.reply(body, Answer(OUR_FAULT))


async def _known(answer: Answer) -> Answer:
    return answer


async def _without_channel(coming: Awaitable[Answer]) -> Card:
    """For a window: there is no channel to share its answer with."""
    answer = await coming
    return answer.card if answer.private else no_channel()


async def acknowledge(ack: AsyncAck) -> None:
    await ack()


def too_old() -> Card:
    return error_card("That button is too old to know what it did. Ask again:", (("Today's brief", "now"),))


def no_channel() -> Card:
    return error_card("There is no channel here to post to. Ask in the channel, with /brief.")
