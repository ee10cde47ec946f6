"""``incidents``, ``crawls.hosts``: what an operator is told once, and what keeps two crawls from one host."""

import sqlite3


def create_running(connection: sqlite3.Connection) -> None:
    connection.execute("alter table crawls add column hosts text not null default '[]'")  # JSON
    connection.execute(
        """create table incidents (
            id integer primary key,
            site text not null,           -- empty: the database itself
            kind text not null,
            subject text not null default '',
            reason text not null,
            numbers text not null,        -- what it was judged by, JSON
            began_at text not null,
            last_seen_at text not null,
            told_at text,                 -- when HEALTH_COMMAND was told; null: not yet, or there is none
            ended_at text                 -- null: somebody should still look
        )"""
    )
    connection.execute("create index incidents_open on incidents (site, kind, subject) where ended_at is null")
    connection.execute("create index crawls_with_stats on crawls (finished_at) where stats is not null")
