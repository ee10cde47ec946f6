-- Which addresses could not be fetched? 抓取失败的地址
--
-- reason     the last error; failures: how often in a row
-- due_at     from when on it is tried again
--
-- Adapt: a site's name between the quotes; '' means all.
with asked (site) as (values (''))
select failures.site, kind, url, reason, failures, due_at
from failures, asked
where asked.site in ('', failures.site)
order by failures desc, url
limit 1000;
