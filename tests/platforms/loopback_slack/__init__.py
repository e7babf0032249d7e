"""A Slack on loopback: Web API, Socket Mode and response addresses, with faults on demand."""

from tests.platforms.loopback_slack.fault import Fault
from tests.platforms.loopback_slack.server import LoopbackSlack
from tests.platforms.loopback_slack.workspace import Message

__all__ = ["Fault", "LoopbackSlack", "Message"]
