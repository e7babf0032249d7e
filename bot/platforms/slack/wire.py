"""What Slack refuses is counted where it is answered: some is tried again by the library."""

from collections.abc import Callable

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.platforms.slack.refusal import UNSURE


class Refusals(AsyncRetryHandler):
    """Sees each answer of the Web API, and never asks for another try."""

    def __init__(self, count: Callable[[], None]) -> None:
        super().__init__()
        self._count = count

    async def can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response and error is None and _refused(response):
            self._count()
        return False


def _refused(answer: HttpResponse) -> bool:
    """Not what it could not do for a failure of its own."""
    said = (answer.body or {}).get("error")
    return answer.status_code == 429 or (said is not None and said not in UNSURE)
