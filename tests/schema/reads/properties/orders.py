"""`orderBy`, drawn from the bindings: several keys, both ways, through to-one relations."""

from typing import Any

from hypothesis import strategies as st

from schema.reads.bindings.catalogue import BINDINGS

Order = list[dict[str, Any]]
WAYS = st.sampled_from(["ASC", "DESC"])


def orders(type_name: str, most: int = 3) -> st.SearchStrategy[Order]:
    """Draw an order of a type's rows."""
    return st.lists(keys(type_name, 2), max_size=most)


@st.composite
def keys(draw: st.DrawFn, type_name: str, depth: int) -> dict[str, Any]:
    binding = BINDINGS[type_name]
    if depth and binding.to_one and draw(st.sampled_from((False, True, False))):
        name = draw(st.sampled_from(list(binding.to_one)))
        return {name: draw(keys(binding.to_one[name].target, depth - 1))}
    fields = [name for name, field in binding.fields.items() if field.is_ordered]
    return {draw(st.sampled_from(fields)): draw(WAYS)}
