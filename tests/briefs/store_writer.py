"""Run as a program by the tests of the store: `store_writer.py PLACE NAME COUNT` adds that many
articles, and prints the id of each once it is kept."""

import sys
from datetime import UTC, datetime

from briefs.store import open_engine, open_store
from tests.briefs.store_examples import ferry

place, name, count = sys.argv[1:]
store = open_store(open_engine(place), lambda: datetime.now(UTC))
for number in range(int(count)):
    store.add(ferry(f"{name}-{number}"))
    print(f"{name}-{number}", flush=True)
store.close()
