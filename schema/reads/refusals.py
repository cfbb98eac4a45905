"""What the read compiler refuses: what was wrong, where in the document, and what would pass.

Every refusal is made by a `Place`: its error has the path of the answer's field, the line and
column of the argument (or else of the field), and under `extensions` the code and, where there is
one, the argument's own path, as `where.seats.lt`. What would pass is said by its message.

Refusal (enrollment.errors)
├── AliasTooLong        a response key over PostgreSQL's 63 bytes
├── PageTooLarge        more rows asked for than a page may hold
├── PageNegative        fewer than none
├── PageUnclear         `first` and `last` together
├── OperandIsNull       null inside an operator
├── TextUnstorable      a character that PostgreSQL's text can't hold
├── NumberUnstorable    infinity
├── TooManyFields       more fields than a statement can answer
├── TooManyVerbs        more verbs than one mutation may have
├── TooManyRelations    more objects and lists than PostgreSQL plans in good time
├── TooManyConditions   a filter of more conditions than that
├── TooDeep             nested deeper than can be read
├── TooSlow             the database needed longer than a question may take
├── OrderUnclear        an order object without exactly one key
├── TooManySorts        an order by more fields than that
├── SortTooLong         an order by a field too many relations away
├── CursorUnreadable    a cursor of another list or order, or none at all
├── NotSealedYet        an instant of which more may still be recorded
├── BeforeFirstSeal     an instant of which nothing is known
├── NothingSealed       an instant, where there is no seal at all
├── InstantsReversed    changes from an instant to an earlier one
└── ByWebSocket         a subscription that came by HTTP
"""

from dataclasses import dataclass

from graphql import FieldNode, GraphQLError

from enrollment.errors import Refusal


class AliasTooLong(Refusal):
    """The alias {alias!r} has {bytes} bytes; an alias may have at most 63."""

    code = "ALIAS_TOO_LONG"
    chinese = "别名 {alias!r} 有 {bytes} 个字节；别名最多 63 个字节。"


class PageTooLarge(Refusal):
    """`{argument}` asks for {asked}; ask for at most {most}, and for the rest in further pages."""

    code = "PAGE_TOO_LARGE"
    chinese = "{argument} 要求 {asked} 条；每次最多 {most} 条，其余请翻页。"


class PageNegative(Refusal):
    """`{argument}: {asked}` is negative; ask for 0 to {most}."""

    code = "PAGE_NEGATIVE"
    chinese = "{argument}: {asked} 为负数；请填 0 到 {most}。"


class PageUnclear(Refusal):
    """`first` and `last` are both given; give `first` (with `after`) or `last` (with `before`)."""

    code = "PAGE_UNCLEAR"
    chinese = "同时给了 first 和 last；请只用 first（配 after）或 last（配 before）。"


class OperandIsNull(Refusal):
    """`{path}` is null; to find rows without a value use `isNull: true`."""

    code = "OPERAND_IS_NULL"
    chinese = "{path} 为 null；要查找没有值的行，请用 isNull: true。"


class TextUnstorable(Refusal):
    """`{path}` holds a character that no text can hold (U+0000, half of a pair); leave it out."""

    code = "TEXT_UNSTORABLE"
    chinese = "{path} 含有无法存储的字符（U+0000 或不成对的代理字符）；请去掉。"


class NumberUnstorable(Refusal):
    """`{path}` is no finite number; write one, as 0.85."""

    code = "NUMBER_UNSTORABLE"
    chinese = "{path} 不是有限的数；请填有限的数，例如 0.85。"


class TooManyFields(Refusal):
    """This asks for more than {most} fields; ask for them in several requests."""

    code = "TOO_MANY_FIELDS"
    chinese = "查询的字段超过 {most} 个；请分成几次。"


class TooManyVerbs(Refusal):
    """This does more than {most} things at once; ask for them in several requests."""

    code = "TOO_MANY_VERBS"
    chinese = "一次最多进行 {most} 项操作；请分成几次。"


class TooManyRelations(Refusal):
    """This asks for more than {most} objects and lists; ask for them in several requests."""

    code = "TOO_MANY_RELATIONS"
    chinese = "查询或筛选的对象和列表超过 {most} 个；请分成几次。"


class TooManyConditions(Refusal):
    """The filter has more than {most} conditions; put the values of one field into `in`."""

    code = "TOO_MANY_CONDITIONS"
    chinese = "筛选条件超过 {most} 个；同一字段的多个值请用 in。"


class TooDeep(Refusal):
    """This is nested too deeply; at most {most} fields stand below each other."""

    code = "TOO_DEEP"
    chinese = "嵌套过深；最多 {most} 层。"


class TooSlow(Refusal):
    """This took longer than a question may take; ask for fewer rows, or filter by year."""

    code = "TOO_SLOW"
    chinese = "查询超时；请减少条数，或按年份筛选。"


class OrderUnclear(Refusal):
    """`{path}` names {count} fields; name one in each: [{{seats: DESC}}, {{year: ASC}}]."""

    code = "ORDER_UNCLEAR"
    chinese = "{path} 含有 {count} 个字段；每个对象只写一个字段：[{{seats: DESC}}, {{year: ASC}}]。"


class TooManySorts(Refusal):
    """`orderBy` names more than {most} fields; leave out those that decide nothing."""

    code = "TOO_MANY_SORTS"
    chinese = "orderBy 超过 {most} 个字段；请去掉不起作用的。"


class SortTooLong(Refusal):
    """This order leads through more than {most} relations; order by a field that is nearer."""

    code = "SORT_TOO_LONG"
    chinese = "排序经过的关联超过 {most} 层；请按更近的字段排序。"


class CursorUnreadable(Refusal):
    """The cursor in `{argument}` is of another list or order; begin again without it."""

    code = "CURSOR_UNREADABLE"
    chinese = "{argument} 中的游标不属于此列表或此排序；请去掉它，从头翻页。"


class NotSealedYet(Refusal):
    """`{argument}` is later than what is sealed; ask for {last} or before, or without it."""

    code = "NOT_SEALED_YET"
    chinese = "{argument} 晚于已封存的时间；请填 {last} 或更早的时间，或去掉它。"


class BeforeFirstSeal(Refusal):
    """What stood at `{argument}` was never sealed; ask for {first} or later."""

    code = "BEFORE_FIRST_SEAL"
    chinese = "{argument} 当时的情况未曾封存；请填 {first} 或更晚的时间。"


class NothingSealed(Refusal):
    """Nothing is sealed yet; ask again shortly, or without `{argument}`."""

    code = "NOTHING_SEALED"
    chinese = "尚未封存任何记录；请稍后再试，或去掉 {argument}。"


class InstantsReversed(Refusal):
    """`from` is later than `to`; ask from the earlier instant to the later."""

    code = "INSTANTS_REVERSED"
    chinese = "from 晚于 to；请从较早的时间查到较晚的时间。"


class ByWebSocket(Refusal):
    """This is a subscription; connect to the same address by WebSocket, graphql-transport-ws."""

    code = "BY_WEB_SOCKET"
    chinese = "这是订阅；请用 WebSocket（graphql-transport-ws）连接同一地址。"


@dataclass(frozen=True, slots=True)
class Place:
    """A field of the document and its path in the answer."""

    node: FieldNode
    path: tuple[str, ...]

    def error(self, refusal: Refusal, argument: str = "") -> GraphQLError:
        """Return the error that says `refusal` here, of `argument` if told, as `where.seats.lt`."""
        name = argument.partition(".")[0].partition("[")[0]
        arguments = (item for item in self.node.arguments if item.name.value == name)
        return GraphQLError(
            str(refusal),
            nodes=next(arguments, self.node),
            path=list(self.path),
            original_error=refusal,
            extensions={"argument": argument} if argument else None,
        )
