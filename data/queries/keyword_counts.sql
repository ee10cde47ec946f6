-- Which keywords (关键词) do the sites give their articles most often?
--
-- keyword        as the page prints it
-- articles       how many have it; sites: of how many sites
-- first, last    the dates between which
--
-- Adapt: a site between the first quotes, a first and a last day between the others; '' means all.
with asked (site, since, until) as (values ('', '', ''))
select keyword, count(distinct article_id) as articles, count(distinct article_keywords.site) as sites,
       min(substr(published_at, 1, 10)) as first, max(substr(published_at, 1, 10)) as last
from article_keywords, asked
where asked.site in ('', article_keywords.site)
  and coalesce(published_at, '') >= since and (until = '' or substr(published_at, 1, 10) <= until)
group by keyword
order by articles desc, keyword
limit 100;
