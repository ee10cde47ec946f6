-- How many articles did each site and section publish a day? 每天每个栏目多少篇
--
-- site, section  where the articles were listed; one on two sections' pages counts in both
-- day            as the newspaper dates them
-- articles       how many
-- All days, and articles without a date: select * from articles_a_day.
--
-- Adapt: a site's name between the first quotes, '' means all; the first day between the second, '' means sixty days ago
-- as seen from the newest article.
with asked (site, since) as (values ('', '')),
opened (day) as (
    select case since when '' then (
        select date(max(substr(published_at, 1, 10)), '-60 days') from articles
        where published_at < date('now', '+2 days')
    ) else since end
    from asked
),
recent (id, site, day) as materialized (
    select id, articles.site, substr(published_at, 1, 10)
    from articles, asked, opened
    where published_at >= opened.day and asked.site in ('', articles.site)
)
select recent.site, coalesce(sections.name, '') as section, day, count(distinct recent.id) as articles
from recent
left join article_sections on article_sections.article_id = recent.id
left join sections on sections.id = article_sections.section_id
group by recent.site, section, day
order by day desc, recent.site, section
limit 1000;
