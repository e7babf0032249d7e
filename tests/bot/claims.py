"""What a process would send next."""

from bot.claim import Claim
from bot.ledger import Ledger


def claims(ledger: Ledger, platform: str = "web") -> list[Claim]:
    return [claim for taken in ledger.take(platform) if (claim := ledger.claim(taken))]
