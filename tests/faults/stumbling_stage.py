"""A stage that cannot bear one page: what a mistake of our own would do on a page that nobody foresaw."""

from typing import Any

POISON = "3103.shtml"


class StumblingStage:
    async def process_item(self, item: Any) -> Any:
        if item.address.endswith(POISON):
            raise RecursionError(f"cannot read {item.address}")
        return item
