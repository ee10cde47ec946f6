-- Why is this article not in the database? 这篇报道为什么没有收录
--
-- state      queued: not asked for yet; leased: at work; done: it is there; dropped, failed: see reason
-- reason     see "Drop reasons" in data/README.md, or the last error
-- No row: no section page has listed it; see refused_links for links that are never followed.
--
-- Adapt: a part of the address, or of the title as the section page prints it, between the quotes.
with asked (words) as (values ('专题'))
select kind, url, listed_title, state, reason, failures, due_at, finished_at, article_id
from frontier, asked
where url like '%' || words || '%' or listed_title like '%' || words || '%'
order by id
limit 100;
