-- How long after publication did the crawl find the articles? 发布到抓取的时差
--
-- articles             counted: those with a time of day, published after their site was known to the crawl
-- median_hours         half of them came sooner
-- slowest_tenth_hours  nine of ten came sooner
-- slowest_hours        the last one
--
-- Adapt: 1 in place of 0 counts what was published before its site was known, too.
with asked (all_articles) as (values (0)),
ranked as (
    select site, hours, row_number() over (partition by site order by hours) as place,
           count(*) over (partition by site) as articles
    from publication_lags, asked
    where site_was_known or all_articles
)
select site, articles,
       max(case when place = (articles + 1) / 2 then hours end) as median_hours,
       max(case when place = (9 * articles + 9) / 10 then hours end) as slowest_tenth_hours,
       max(hours) as slowest_hours
from ranked
group by site
order by median_hours desc;
