"""Plain text, as a crude crawler saved it."""

from pathlib import Path

import pytest

from pipelines.cleaning.plain import clean_text

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "portal-article.txt"
STORY = [
    "渡船在周一回到了港口，比往年早了两个月，码头上没有人料到它会来。",
    "港务局局长王霞、副局长李建国、陈思出席了欢迎仪式，并向船员赠送了锦旗。",
    "局长说，冰情缓解之后，航线将逐步恢复，夏天以前每天会有四个班次往返。",
] * 4  # fmt: skip
SAVED = "首页>社会·民生>要闻 要闻\n渡船回来了\n" + "\n".join(STORY) + "\n编辑:薛岚\n关键词:渡船 港口 春天\n\n\n"


def test_headline_trail_editor_and_keywords_are_read_off_the_lines():
    article = clean_text(SAVED)
    assert article.title == "渡船回来了"
    assert article.breadcrumb == ["首页", "社会·民生", "要闻"]
    assert article.editor == "薛岚"
    assert article.keywords == ["渡船", "港口", "春天"]
    assert article.body == "\n".join(STORY)


def test_rows_of_headlines_and_names_below_the_story_are_cut():
    tail = [
        "2019,这些人,这些事",
        "冰灯节今晚开幕",
        "老粮仓改成剧场 首演一票难求",
        "白鹭湖来了两只琵鹭",
        "王霞",
        "施 橹",
        "艾山·买买提",
        "陈思",
    ] + ["许江"] * 6
    article = clean_text(SAVED + "\n".join(tail))
    assert article.body == "\n".join(STORY)
    assert {removal.rule for removal in article.removals} >= {
        "name_list",
        "picture_headlines",
        "editor_line",
        "keyword_line",
    }


def test_a_first_line_that_may_be_the_storys_own_stays():
    article = clean_text("\n".join(["一个小标题", *STORY]))
    assert article.body.startswith("一个小标题")


def test_no_lines_are_no_article():
    assert clean_text(" \n\n").refusal == "empty page"


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference document is not here")
def test_the_reference_document():
    article = clean_text(REFERENCE.read_text())
    assert article.title == "西藏召开全区脱贫攻坚工作会议"
    assert article.breadcrumb == ["首页", "党派·声音", "统一战线"]
    assert article.editor == "薛鑫"
    assert article.keywords == ["西藏", "脱贫攻坚工作", "扶贫工作"]
    assert article.body.startswith("19日")
    assert article.body.endswith("设分会场。")
    assert "罗布顿珠、王瑞连" in article.body
    rules = [removal.rule for removal in article.removals]
    assert rules.count("name_list") == 57
    assert rules.count("picture_headlines") == 8
