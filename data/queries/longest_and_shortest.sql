-- Which articles are the longest and the shortest? 最长和最短的报道
--
-- characters   length of the text (字数); those without a text are left out: see warnings in articles
--
-- Adapt: a site's name between the quotes, '' means all; 10 is how many at each end.
with asked (site, most) as (values ('', 10)),
ranked as (
    select id, articles.site, title, published_at, char_count as characters, url,
           row_number() over (order by char_count desc, id) as from_top,
           row_number() over (order by char_count, id) as from_bottom
    from articles, asked
    where char_count > 0 and asked.site in ('', articles.site)
)
select case when from_top <= most then 'longest' else 'shortest' end as which,
       characters, ranked.site, title, published_at, id as article_id, url
from ranked, asked
where from_top <= most or from_bottom <= most
order by from_top;
