-- Which articles have these words? 全文检索
--
-- words between blanks must all occur, in title or text; a word may be one Chinese character or a whole sentence
-- passage    the text around the first of the words, where it has it
-- The best matches come first. The index holds Chinese character by character, so the words are spaced before they are
-- asked for: 脱贫 becomes "脱 贫". `scrapy search` does the same, and knows quotes, minus and OR besides.
--
-- Adapt: your words between the first quotes; a site, a first and a last day between the others, '' means all.
with recursive asked (words, site, since, until) as (values ('会议', '', '', '')),
spaced (at, phrases) as (
    select 0, '"' from asked
    union all
    select at + 1, phrases || case
        when substr(words, at + 1, 1) in (' ', '　', '"', '“', '”') then '" "'
        when substr(words, at + 1, 1) glob '[0-9A-Za-z]' or unicode(substr(words, at + 1, 1)) between 192 and 8191
            then substr(words, at + 1, 1)
        else ' ' || substr(words, at + 1, 1) || ' ' end
    from spaced, asked
    where at < length(words)
),
found as (
    select rowid as article_id, rank as score
    from article_search
    where article_search match (select phrases || '"' from spaced order by at desc limit 1)
),
first (word) as (select substr(trim(words), 1, instr(trim(words) || ' ', ' ') - 1) from asked)
select article_id, articles.site, published_at, title,
       case when instr(body, word) then '…' || substr(body, max(instr(body, word) - 30, 1), 90) || '…' else '' end
           as passage, url
from found
join articles on articles.id = article_id, asked, first
where asked.site in ('', articles.site)
  and coalesce(published_at, '') >= since and (until = '' or substr(published_at, 1, 10) <= until)
order by score, article_id
limit 100;
