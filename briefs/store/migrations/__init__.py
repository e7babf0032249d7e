from pathlib import Path

from briefs.store.migrate import Migrations

BRIEFS = Migrations(Path(__file__).parent, head="0004", version_table="briefs_version")
