"""``crawler/spiders/rmzxw.py`` holds the spider ``rmzxw``: found by its name, and only then imported.

Scrapy's own loader imports every spider before it lists one, which is most of what ``scrapy list`` would take; and one
spider that is broken would stop all others.
"""

import builtins
from importlib import import_module
from pkgutil import iter_modules
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings
from scrapy.utils.spider import iter_spider_classes


class NamedSpiderLoader:
    """Spiders by the names of their files, in the packages of SPIDER_MODULES."""

    def __init__(self, packages: list[str]) -> None:
        self._modules = {
            module.name: f"{package}.{module.name}"
            for package in packages
            for module in iter_modules(import_module(package).__path__)
        }

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(settings.getlist("SPIDER_MODULES"))

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of that name.  Raises KeyError if there is no such file, or it holds no spider of its name."""
        if spider_name not in self._modules:
            raise KeyError(f"Spider not found: {spider_name}")
        path = self._modules[spider_name]
        for spider in iter_spider_classes(import_module(path)):
            if spider.name == spider_name:
                return spider
        raise KeyError(f'{path} holds no spider of its name: write name = "{spider_name}" in its class.')

    def list(self) -> list[str]:
        return sorted(self._modules)

    def find_by_request(self, request: Request) -> builtins.list[str]:
        return [name for name in self._modules if self.load(name).handles_request(request)]
