"""People's names, without what a newsroom writes around them."""

import time

import pytest

from pipelines.cleaning.names import is_name_row, is_person, join_names, split_names


@pytest.mark.parametrize(
    ("why", "value", "names"),
    [
        ("papers and roles go", "本报记者 张三 通讯员 王五", ["张三", "王五"]),
        ("a name set to the width of three", "施 杰、王霞", ["施杰", "王霞"]),
        ("the paper is glued to the role", "南方某报见习记者 林子", ["林子"]),
        ("writing and pictures by one", "张三/文 李四/文", ["张三", "李四"]),
        ("文 may end a name", "高文", ["高文"]),
        ("a foreign name keeps its dots", "列伊拉·季娃", ["列伊拉·季娃"]),
        ("German", "Anna Martel und Lea Wagner", ["Anna Martel", "Lea Wagner"]),
        ("English", "STEVE POLE, TOM BEAU and AMELIA DE-VAUX", ["STEVE POLE", "TOM BEAU", "AMELIA DE-VAUX"]),
        ("a paper's own mark behind a name", "黎望舒／東湖報導", ["黎望舒"]),
        ("a pupil's class is no name", "高二（5）班 兰亭 高一（2）班 莫小年", ["兰亭", "莫小年"]),
        ("brackets hold no name", "张三（实习）", ["张三"]),
    ],
)
def test_splitting(why, value, names):
    assert split_names(value) == names, why


@pytest.mark.parametrize(
    ("why", "name", "person"),
    [
        ("a name", "Anne-Marie Slaughter", True),
        ("particles are lower case", "Ludwig van der Berg", True),
        ("a particle alone", "von", False),
        ("an id", "L_204066", False),
        ("a Japanese name", "海野なぎさ", True),
        ("a Japanese phrase", "灯台の猫", False),
        ("a paper", "海港晚报", False),
        ("a newsroom", "Harbor Times Staff", False),
        ("a word of the trade", "手记", False),
        ("an address", "t.marsh@harbor.example", False),
    ],
)
def test_persons(why, name, person):
    assert is_person(name) is person, why


@pytest.mark.parametrize(
    ("why", "line", "row"),
    [
        ("a writer with his role", "海港晚报记者 张楠", True),
        ("a paper's column in front", "《棱角》作者 周纯", True),
        ("several roles", "本报记者 张三 李四 通讯员 王五", True),
        ("glued", "本报记者张三", True),
        ("names alone may be the story", "张三 李四 王五", False),
        ("a role alone names nobody", "本报记者", False),
        ("a verb makes it a sentence", "记者 来到 现场", False),
    ],
)
def test_rows_of_writers(why, line, row):
    assert is_name_row(line) is row, why


def test_names_are_joined_as_the_language_does():
    assert join_names(["张三", "李四", "张三"], "zh") == "张三、李四"
    assert join_names(["A. Marsh", "E. Holm"], "en") == "A. Marsh, E. Holm"


@pytest.mark.parametrize("hostile", ["张" * 10**5, "（" * 10**5, "记者 " * 30_000, "a " * 50_000, "、" * 10**5])
def test_hostile_values_cost_no_time(hostile):
    start = time.process_time()
    split_names(hostile)
    is_name_row(hostile)
    is_person(hostile)
    assert time.process_time() - start < 0.5
