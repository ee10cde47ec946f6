-- What was cut from one article, and why? 某篇报道删去了什么
--
-- position   which block of the page, from 0
-- rule       the rule that cut it; evidence: why
--
-- Adapt: the article's number in place of 1 (`id` in articles).
with asked (article_id) as (values (1))
select position, rule, text, evidence
from removals, asked
where removals.article_id = asked.article_id
order by position;
