-- What was cut from the pages, by rule and site? 每条规则删去了多少
--
-- rule         see "Rules" in data/README.md
-- cuts         pieces of pages that it cut; articles: from how many
-- characters   how long they were together
-- example      the first one of the first article that it cut from, a hundred characters of it
--
-- Adapt: a site's name between the quotes; '' means all.
with asked (site) as (values ('')),
by_article as (
    select article_id, rule, count(*) as cuts, sum(length(text)) as characters from removals not indexed group by article_id, rule
),
counted as (
    select articles.site, rule, sum(cuts) as cuts, count(*) as articles, sum(characters) as characters,
           min(article_id) as first_id
    from asked
    cross join by_article
    join articles on articles.id = article_id and asked.site in ('', articles.site)
    group by articles.site, rule
)
select site, rule, cuts, articles, characters,
       (select substr(text, 1, 100) from removals where article_id = first_id and removals.rule = counted.rule
        order by position limit 1) as example
from counted
order by site, cuts desc, rule;
