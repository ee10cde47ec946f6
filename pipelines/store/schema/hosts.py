"""``www.example.cn asked us to wait until 14:05``: what one crawl learned about a host and the next must know."""

import sqlite3


def create_hosts(connection: sqlite3.Connection) -> None:
    connection.execute(
        """create table hosts (
            host text primary key,
            caution integer not null default 0,  -- how often its pause was doubled, at the end of the last crawl
            rests_until_at text,                 -- it asked not to be asked before
            reason text not null default '',     -- its last trouble, in words
            updated_at text not null
        ) without rowid"""
    )
