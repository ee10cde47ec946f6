-- Which articles are the longest and the shortest? 最长和最短的报道
--
-- characters   length of the text (字数); those without a text are left out: see warnings in articles
--
-- Adapt: a site's name between the quotes, '' means all; 10 is how many at each end.
with asked (site, most) as (values ('', 10)),
longest as (
    select id from articles, asked where char_count > 0 and asked.site in ('', articles.site)
    order by char_count desc, id limit (select most from asked)
),
shortest as (
    select id from articles, asked where char_count > 0 and asked.site in ('', articles.site)
    order by char_count, id limit (select most from asked)
)
select case when id in (select id from longest) then 'longest' else 'shortest' end as which,
       char_count as characters, site, title, published_at, id as article_id, url
from articles
where id in (select id from longest union select id from shortest)
order by char_count desc, id;
