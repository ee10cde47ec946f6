"""Views that answer everyday questions in one line: ``select * from edits order by edited_at desc``.

They read, and keep nothing: a question asked often is a view, one that wants adapting is a file in ``data/queries``.
"""

import sqlite3

VIEWS = {
    # A day is the newspaper's own: the date it prints, whatever the zone.
    "articles_a_day": """
        select articles.site, coalesce(sections.name, '') as section, substr(articles.published_at, 1, 10) as day,
               count(distinct articles.id) as articles
        from articles
        left join article_sections on article_sections.article_id = articles.id
        left join sections on sections.id = article_sections.section_id
        group by articles.site, coalesce(sections.name, ''), substr(articles.published_at, 1, 10)""",
    "sites_at_a_glance": """
        select site, articles, first_published, last_published, last_new_at,
               (select max(coalesce(crawls.finished_at, crawls.alive_at)) from crawls, json_each(crawls.sites)
                where json_each.value = site) as last_crawled_at,
               round(julianday('now') - julianday(coalesce(last_new_at, known_since)), 1) as days_silent,
               round((julianday(last_published) - julianday(first_published)) / nullif(days - 1, 0), 1)
                   as usual_gap_days
        from (
            select sites.name as site, sites.first_seen_at as known_since, count(articles.id) as articles,
                   count(distinct substr(articles.published_at, 1, 10)) as days,
                   min(substr(articles.published_at, 1, 10)) as first_published,
                   max(substr(articles.published_at, 1, 10)) as last_published,
                   (select max(first_seen_at) from articles as seen where seen.site = sites.name) as last_new_at
            from sites left join articles on articles.site = sites.name
            group by sites.name
        )""",
    # Every row is read, so rows are taken as they lie: in the order of an index it takes three times as long.
    "field_coverage": """
        select site, count(*) as articles,
               round(100.0 * avg(char_count > 0), 1) as text,
               round(100.0 * avg(published_at is not null), 1) as published_at,
               round(100.0 * avg(coalesce(length(published_at), 0) > 10), 1) as time_of_day,
               round(100.0 * avg(author != ''), 1) as author,
               round(100.0 * avg(source != ''), 1) as source,
               round(100.0 * avg(editor != ''), 1) as editor,
               round(100.0 * avg(keywords != '[]'), 1) as keywords,
               round(100.0 * avg(breadcrumb != '[]'), 1) as breadcrumb,
               round(100.0 * avg(subtitle != ''), 1) as subtitle,
               round(100.0 * avg(language != ''), 1) as language
        from articles not indexed group by site""",
    "edits": """
        select articles.site, before.article_id, before.version, before.stood_until as edited_at, before.cause,
               before.title as title_before, coalesce(after.title, articles.title) as title_after,
               length(before.body) as characters_before,
               coalesce(length(after.body), articles.char_count) as characters_after, articles.url
        from article_versions as before
        join articles on articles.id = before.article_id
        left join article_versions as after
            on after.article_id = before.article_id and after.version = before.version + 1""",
    "article_keywords": """
        select articles.id as article_id, articles.site, articles.published_at, json_each.value as keyword
        from articles, json_each(articles.keywords)""",
    # 林小满、卓然: a list in one column becomes a row a name.
    "article_authors": """
        select articles.id as article_id, articles.site, articles.published_at, trim(json_each.value) as author
        from articles, json_each(
            '[' || replace(replace(json_quote(articles.author), '、', '","'), ', ', '","') || ']'
        )
        where articles.author != ''""",
    # A date alone says nothing of hours; what was published before its site was known says nothing of our pace.
    "publication_lags": """
        select articles.id as article_id, articles.site, articles.published_at, articles.first_seen_at,
               round((julianday(articles.first_seen_at) - julianday(articles.published_at)) * 24, 2) as hours,
               julianday(articles.published_at) >= julianday(sites.first_seen_at) as site_was_known
        from articles join sites on sites.name = articles.site
        where length(articles.published_at) > 10 and julianday(articles.published_at) is not null""",
    # What was cut is counted in one reading of `removals`: asked for article by article it takes twice as long.
    "boilerplate_by_month": """
        select site, month, count(*) as articles, sum(kept) as characters_kept, sum(cut) as characters_cut,
               round(100.0 * sum(cut) / max(sum(kept) + sum(cut), 1), 1) as percent_cut
        from (
            select site, substr(coalesce(published_at, first_seen_at), 1, 7) as month, char_count as kept,
                   coalesce(cuts.characters, 0) as cut
            from articles not indexed
            left join (select article_id, sum(length(text)) as characters from removals group by article_id) as cuts
                on cuts.article_id = articles.id
        )
        group by site, month""",
    "failures": """
        select site, kind, url, reason, failures, due_at, finished_at from frontier where state = 'failed'""",
    "taken_down": """
        select id as article_id, site, title, published_at, first_seen_at, gone_at, url
        from articles where gone_at is not null""",
}


def create_questions(connection: sqlite3.Connection) -> None:
    """The views, and the one index they want that nobody else does."""
    connection.execute("create index articles_gone on articles (gone_at) where gone_at is not null")
    for name in VIEWS:
        renew_view(connection, name)


def renew_view(connection: sqlite3.Connection, name: str) -> None:
    """One of the views as it is asked today, in the place of an older one."""
    connection.execute(f"drop view if exists {name}")
    connection.execute(f"create view {name} as {VIEWS[name].lstrip()}")
