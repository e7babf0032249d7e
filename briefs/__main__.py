"""`python -m briefs < articles.jsonl > briefs.jsonl`: the `extract` contract, without the bot."""

import sys

from briefs.wire import extract_lines

if __name__ == "__main__":
    sys.exit(extract_lines(sys.stdin.buffer, sys.stdout.buffer, sys.stderr))
