-- Which authors (作者) wrote most?
--
-- articles       how many carry the name, alone or beside others
-- sites          of how many sites
-- first, last    the dates between which
--
-- Adapt: a site between the first quotes, a first day between the second; '' means all.
with asked (site, since) as (values ('', ''))
select author, count(distinct article_id) as articles, count(distinct article_authors.site) as sites,
       min(substr(published_at, 1, 10)) as first, max(substr(published_at, 1, 10)) as last
from article_authors, asked
where asked.site in ('', article_authors.site) and coalesce(published_at, '') >= since
group by author
order by articles desc, author
limit 100;
