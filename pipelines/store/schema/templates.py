"""``site_blocks``: what each site repeats on its pages, on how many of them, and in which articles it was seen."""

import sqlite3


def create_templates(connection: sqlite3.Connection) -> None:
    connection.execute(
        """create table site_templates (
            site text primary key references sites(name),
            stories integer not null default 0,  -- that taught something; reprints and versions of one are one
            lessons integer not null default 0   -- pages that did
        ) without rowid"""
    )
    connection.execute(
        """create table site_blocks (
            id integer primary key,
            site text not null references sites(name),
            key text not null,               -- of its words and its place, the same in every process
            sort text not null,
            place text not null,             -- tags and classes from the root; of what was seen twice
            text text not null,              -- how it begins, for people; of what was seen twice
            fate text not null default '',   -- what the rules alone last made of it
            pages integer not null,
            body_pages integer not null,
            first_pages integer not null,
            last_pages integer not null,
            apart_pages integer not null,
            named_pages integer not null,
            judgement text not null default '',
            hand text not null default '' check (hand in ('', 'spare', 'forbid')),
            first_story integer not null,    -- site_templates.stories, when a story first showed it …
            last_story integer not null,     -- … and last
            flipped_lesson integer not null default 0, -- of site_templates.lessons, when the judgement last changed
            is_unmarked integer not null default 0, -- 1: the judgement changed, and not every article is marked yet
            unique (site, key)
        )"""
    )
    # What one story alone has shown is forgotten soon, in the order in which it came.
    connection.execute("create index site_blocks_seen_once on site_blocks (site, last_story) where pages = 1")
    connection.execute("create index site_blocks_unmarked on site_blocks (site) where is_unmarked = 1")
    connection.execute(
        """create table site_block_sightings (
            block_id integer not null references site_blocks(id) on delete cascade,
            article_id integer not null references articles(id),
            flags integer not null,
            primary key (block_id, article_id)
        ) without rowid"""
    )
    connection.execute("create index site_block_sightings_by_article on site_block_sightings (article_id)")
    connection.execute(
        """create table site_lessons (
            article_id integer primary key references articles(id),
            story_id integer not null,       -- the first article that tells the same story
            rules text not null              -- that read what it taught
        )"""
    )
    connection.execute("create index site_lessons_reprints on site_lessons (story_id) where story_id != article_id")
    # Articles to be put right at the end of a crawl.
    connection.execute("create index articles_to_read_again on articles (site) where rules = ''")
