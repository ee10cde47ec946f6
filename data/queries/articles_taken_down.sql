-- Which articles did the sites take down? 已被删除的报道
--
-- gone_at         when the crawl found them gone; the text stays in articles
-- days_standing   how long they had stood, as far as the crawl knows
--
-- Adapt: a site's name between the first quotes, a first day between the second; '' means all.
with asked (site, since) as (values ('', ''))
select taken_down.site, title, published_at, gone_at,
       round(julianday(gone_at) - julianday(first_seen_at), 1) as days_standing, article_id, url
from taken_down, asked
where asked.site in ('', taken_down.site) and gone_at >= since
order by gone_at desc, article_id
limit 1000;
