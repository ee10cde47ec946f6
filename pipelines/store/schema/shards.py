"""``shards``: which databases were merged into this one, and what of them is known already."""

import sqlite3


def create_shards(connection: sqlite3.Connection) -> None:
    connection.execute(
        """create table shards (
            id integer primary key,
            lineage text not null unique,         -- what tells a shard apart, wherever its file lies
            place text not null,                  -- where it lay when it was merged last
            fingerprint text not null default '', -- of its bytes, then; empty: that merge did not come to its end
            articles integer not null default 0,
            merged_at text not null
        )"""
    )
    connection.execute(
        """create table shard_rows (
            shard_id integer not null references shards(id),
            of_table text not null,
            row_id integer not null,        -- in the shard
            merged_id integer not null,     -- here
            seal blob not null,             -- when it was looked at last, and what it held
            primary key (shard_id, of_table, row_id)
        ) without rowid"""
    )
    connection.execute("create index shard_rows_merged on shard_rows (of_table, merged_id)")
    connection.execute(
        """create table shard_templates (
            site text not null references sites(name),
            shard_id integer not null references shards(id),
            seal blob not null,
            primary key (site, shard_id)
        ) without rowid"""
    )
    connection.execute("create index crawls_by_start on crawls (started_at)")
