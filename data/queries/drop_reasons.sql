-- Which pages were no articles, and why? 丢弃的页面和原因
--
-- reason      see "Drop reasons" in data/README.md
-- addresses   how many; example: one of them
--
-- Adapt: a site's name between the quotes; '' means all.
with asked (site) as (values (''))
select drops.site, reason, count(*) as addresses, min(url) as example
from drops, asked
where asked.site in ('', drops.site)
group by drops.site, reason
order by drops.site, addresses desc, reason;
