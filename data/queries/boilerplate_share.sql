-- How much of the pages is not the story, by site and month? 页面上非正文的比例
--
-- characters_kept, characters_cut   of the texts, and of what was cut from the pages around them
-- percent_cut                       a jump says that the newspaper has changed its pages: look whether our rules still fit
--
-- Adapt: a site's name between the quotes; '' means all.
with asked (site) as (values (''))
select boilerplate_by_month.site, month, articles, characters_kept, characters_cut, percent_cut
from boilerplate_by_month, asked
where asked.site in ('', boilerplate_by_month.site)
order by boilerplate_by_month.site, month;
