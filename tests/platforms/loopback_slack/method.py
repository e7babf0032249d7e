"""A method of the Web API: its arguments in, its answer out without the `ok`; raises RefusedError."""

from collections.abc import Callable

from tests.platforms.loopback_slack.workspace import Json

Method = Callable[[Json], Json]
