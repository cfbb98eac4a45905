"""What is refused of a subscription, by name, in Chinese and English."""

from enrollment import errors
from enrollment.errors import Refusal


class NoSubscription(Refusal):
    """This is a {kind}; send queries and mutations by POST to the same address."""

    code = "NO_SUBSCRIPTION"
    chinese = "这是 {kind}；查询和变更请用 POST 发往同一地址。"


class TooManySubscriptions(Refusal):
    """A connection has at most {most} subscriptions; complete one, or open another connection."""

    code = "TOO_MANY_SUBSCRIPTIONS"
    chinese = "一个连接最多 {most} 个订阅；请先结束一个，或另开连接。"


class TooManyQuestions(errors.Unavailable):
    """Too many different things are subscribed to now; try again later."""

    chinese = "目前订阅的内容种类过多，请稍后再试。"
