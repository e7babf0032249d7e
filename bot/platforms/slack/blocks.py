"""The few blocks a card is made of, each within Slack's limits for one block."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import batched, count
from typing import Any

from bot.card import Action, Figure, Line
from bot.platforms.slack.text import Block, clean, mrkdwn, one_line, pieces, plain, shorten, words
