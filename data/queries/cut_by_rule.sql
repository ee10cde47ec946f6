-- What was cut from the pages, by rule and site? 每条规则删去了多少
--
-- rule         see "Rules" in data/README.md
-- cuts         pieces of pages that it cut; articles: from how many
-- characters   how long they were together
-- example      one of them, the first hundred characters
--
-- Adapt: a site's name between the quotes; '' means all.
with asked (site) as (values (''))
select articles.site, rule, count(*) as cuts, count(distinct article_id) as articles,
       sum(length(text)) as characters, substr(min(text), 1, 100) as example
from removals
join articles on articles.id = removals.article_id, asked
where asked.site in ('', articles.site)
group by articles.site, rule
order by articles.site, cuts desc, rule;
