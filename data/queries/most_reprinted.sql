-- Which stories were reprinted most? 转载最多的报道
--
-- reprints, sites                     how many other articles tell the story (转载), on how many sites
-- published_at                        of the article that was seen first
-- first_reprint_at, last_reprint_at   when the reprints were published; `outlets` of the view `reprints` names them
--
-- Adapt: a first day between the quotes, '' means all; 1 is the least number of reprints.
with asked (since, least) as (values ('', 1))
select story_id as article_id, title, site, published_at, reprints, sites, first_reprint_at, last_reprint_at, url
from reprints, asked
where reprints >= least and coalesce(published_at, '') >= since
order by reprints desc, story_id
limit 100;
