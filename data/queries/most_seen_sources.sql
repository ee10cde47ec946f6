-- Which outlets (来源) are articles taken from most?
--
-- source                the outlet as the page names it
-- articles              how many; percent: of the site's articles that name one
--
-- Adapt: a site between the first quotes, a first day between the second; '' means all.
with asked (site, since) as (values ('', ''))
select articles.site, source, count(*) as articles,
       round(100.0 * count(*) / sum(count(*)) over (partition by articles.site), 1) as percent
from articles, asked
where source != '' and asked.site in ('', articles.site) and coalesce(published_at, '') >= since
group by articles.site, source
order by articles desc, source
limit 100;
