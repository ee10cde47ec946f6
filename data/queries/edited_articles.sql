-- Which articles did the newspapers edit after publication? 发布后被修改的报道
--
-- version                           the text that was replaced; 1 is the first
-- edited_at                         when the crawl saw the change
-- title_before, title_after         equal where only the text changed
-- characters_before, …_after        length of the text
-- The texts themselves: article_versions.body and articles.body; `scrapy diff URL` shows the difference.
--
-- Adapt: a site's name between the first quotes, the first day between the second; '' means all.
with asked (site, since) as (values ('', ''))
select edits.site, edited_at, version, title_before, title_after, characters_before, characters_after, url, article_id
from edits, asked
where cause = 'edited' and asked.site in ('', edits.site) and edited_at >= since
order by edited_at desc, article_id, version
limit 1000;
