from pathlib import Path

from briefs.store.migrate import Migrations

BOT = Migrations(Path(__file__).parent, head="0010", version_table="bot_version")
