"""``scrapy genspider -t site`` writes a spider that loads, and a golden test that fails until it is read."""

import shutil
import subprocess
import sys

import pytest

from tests.crawler.running import ROOT

COPIED = ("crawler", "pipelines", "tests/test_golden_pages.py", "scrapy.cfg", "pyproject.toml")
PAGE = """<html><head><meta charset="utf-8"><title>渡船今天复航_港口日报</title></head><body>
<h1>渡船今天复航</h1><p>2026-03-02 09:15 来源：港口日报</p><div class="content">
<p>停航三个月的渡船今天早上九点从东码头出发，船上坐满了赶早市的居民，也有专程来看热闹的孩子。</p>
<p>船长说，船底的漆是冬天里新刷的，发动机也换过两个零件，跑起来比去年安静了不少。</p>
</div></body></html>"""


@pytest.fixture
def project(tmp_path):
    """A copy of the project, because a generated spider must not land in this one."""
    for name in COPIED:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return tmp_path


def run(project, *command):
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=project, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_ritual_of_a_new_site(project):
    made = run(project, "scrapy", "genspider", "-t", "site", "harbor_times", "https://harbortimes.example/town/")
    assert made.returncode == 0, made.stderr
    spider = (project / "crawler" / "spiders" / "harbor_times.py").read_text()
    assert "class HarborTimesSpider(NewsSpider)" in spider
    assert '"https://harbortimes.example/town/"' in spider
    assert "harbor_times" in run(project, "scrapy", "list").stdout.split()

    test = ("pytest", "-q", "tests/test_golden_pages.py", "-k", "harbor_times", "-p", "no:cacheprovider")
    folder = project / "tests" / "pages" / "harbor_times" / "first-article"
    missing = run(project, *test)
    assert missing.returncode == 1
    assert "save an article page of harbor_times as" in missing.stdout

    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    drafted = run(project, *test)
    assert drafted.returncode == 1
    assert "read it, correct it, run again" in drafted.stdout
    assert "渡船今天复航" in (folder / "expected.json").read_text(encoding="utf-8")
    assert run(project, *test).returncode == 0

    again = run(project, "scrapy", "genspider", "harbor_times", "https://harbortimes.example/sea/")
    assert again.returncode == 2
    assert "harbor_times.py already exists" in again.stderr
    assert "/sea/" not in (project / "crawler" / "spiders" / "harbor_times.py").read_text()
