"""`python -m briefs < articles.jsonl > briefs.jsonl`: the `extract` contract, without the bot."""

import os
import sys

from briefs.wire import extract_lines


def main() -> int:
    try:
        return extract_lines(sys.stdin.buffer, sys.stdout.buffer, sys.stderr)
    except BrokenPipeError:  # who reads has seen enough; what is buffered goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        pass
    return 1


if __name__ == "__main__":
    sys.exit(main())
