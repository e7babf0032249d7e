from pathlib import Path

from briefs.store.migrate import Migrations

BRIEFS = Migrations(Path(__file__).parent, head="0003", version_table="briefs_version")
