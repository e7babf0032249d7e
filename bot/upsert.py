"""INSERT … ON CONFLICT, which SQLite and PostgreSQL spell alike and SQLAlchemy has twice."""

from typing import cast

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> sqlite.Insert:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return cast("sqlite.Insert", dialect.insert(table))
