-- Of how many articles is each field known, in percent? 各字段的完整率
--
-- text           the article has a text, not only pictures (正文)
-- published_at   a date (日期); time_of_day: with hours and minutes (时间)
-- author … language   the columns of articles
--
-- Adapt: nothing to adapt. A field that fell since last month: its newspaper has changed its pages.
select site, articles, text, published_at, time_of_day, author, source, editor, keywords, breadcrumb, subtitle, language
from field_coverage
order by articles desc, site;
