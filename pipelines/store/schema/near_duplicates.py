"""The marks by which a story is known again, and ``select * from reprints``: who took which story over, and when."""

import sqlite3


def create_near_duplicates(connection: sqlite3.Connection) -> None:
    """Nothing is read here: a database of a million articles opens at once, and gets its marks as crawls go on."""
    connection.execute(
        """create table signatures (
            article_id integer primary key references articles(id),
            marks blob not null           -- six bytes a mark; empty: too short to be judged
        )"""
    )
    connection.execute(
        """create table story_marks (
            mark integer not null,
            article_id integer not null,
            primary key (mark, article_id)
        ) without rowid"""
    )
    connection.execute("create table unsigned_articles (up_to integer not null)")  # ids above have a signature
    connection.execute("insert into unsigned_articles select coalesce(max(id), 0) from articles")
    connection.execute("create index articles_reprints on articles (duplicate_of) where duplicate_of is not null")
    connection.execute(
        """create view prints as
            select coalesce(duplicate_of, id) as story_id, id as article_id, duplicate_of is null as is_first, site, source,
                   published_at, first_seen_at, title, char_count, url
            from articles
            where duplicate_of is not null
                or id in (select duplicate_of from articles where duplicate_of is not null)"""
    )
    connection.execute(
        """create view reprints as
            select first.id as story_id, first.title, first.site, first.published_at, count(*) as reprints,
                   count(distinct later.site) as sites,
                   min(later.published_at) as first_reprint_at, max(later.published_at) as last_reprint_at,
                   json_group_array(json_object('site', later.site, 'source', later.source,
                       'published_at', later.published_at, 'title', later.title, 'url', later.url)) as outlets,
                   first.url
            from (select * from articles where duplicate_of is not null order by published_at, id) as later
            join articles as first on first.id = later.duplicate_of
            group by first.id"""
    )
