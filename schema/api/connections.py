"""Relay's part: objects with an id, and lists in pages."""

from typing import Generic, TypeVar

import strawberry

Item = TypeVar("Item")


@strawberry.interface(description="An object that `node(id:)` finds. 可按 id 查到的对象。")
class Node:
    id: strawberry.ID


@strawberry.type(description="Where a page stands in its list. 本页在列表中的位置。")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="An object and its place in the list. 对象及其在列表中的位置。")
class Edge(Generic[Item]):
    node: Item
    cursor: str


@strawberry.type(
    description="A list, a page at a time: 50 unless `first` says, at most 500. 分页列表。"
)
class Connection(Generic[Item]):
    edges: list[Edge[Item]]
    nodes: list[Item]
    page_info: PageInfo
    total_count: int = strawberry.field(
        description="How many there are in all, whatever the page. 总数，与分页无关。"
    )
