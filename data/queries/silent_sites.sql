-- Which sites have fallen silent? 哪些站点很久没有新报道
--
-- days_silent      days since anything new was stored from the site
-- usual_gap_days   days between two days with news, on average over all it has published
-- last_published   date of its latest article
-- last_crawled_at  when it was last looked at: if that is long ago, the crawl is silent, not the site
--
-- Adapt: 2 is the number of days that alarm nobody, 3 how many usual gaps do not.
with asked (days, gaps) as (values (2, 3))
select site, days_silent, usual_gap_days, last_published, last_new_at, last_crawled_at, articles
from sites_at_a_glance, asked
where days_silent > max(days, gaps * coalesce(usual_gap_days, 0))
order by days_silent desc;
