"""The verbs of `/graphql`."""

import strawberry

from schema.api.fields import asking
from schema.api.writes import inputs, payloads


@strawberry.type(description="What can be done. 操作。")
class Mutation:
    create_special_plan: payloads.CreateSpecialPlanPayload = asking(
        "Draft the special plan of a year and kind.",
        "新建某年某类专项计划草稿。",
        input=inputs.CreateSpecialPlanInput,
    )
    open_special_plan: payloads.OpenSpecialPlanPayload = asking(
        "Open a draft for submissions; its area is written now.",
        "开放计划，接受申报；实施区域即时确定。",
        input=inputs.OpenSpecialPlanInput,
    )
    designate_county: payloads.DesignateCountyPayload = asking(
        "Designate a county, from a day on.",
        "认定某县，自某日起。",
        input=inputs.DesignateCountyInput,
    )
    designate_institution: payloads.DesignateInstitutionPayload = asking(
        "Designate an institution, from a day on.",
        "认定某院校，自某日起。",
        input=inputs.DesignateInstitutionInput,
    )
    invite_staff: payloads.InviteStaffPayload = asking(
        "Make an account, and the link that sets its password.",
        "新建账号，并生成设置密码的链接。",
        input=inputs.InviteStaffInput,
    )
    revoke_staff: payloads.RevokeStaffPayload = asking(
        "End an account, for good; its tokens are refused within a minute.",
        "撤销账号；其令牌一分钟内失效。",
        input=inputs.RevokeStaffInput,
    )
    create_api_key: payloads.CreateApiKeyPayload = asking(
        "Make a key for a system.", "为系统新建密钥。", input=inputs.CreateApiKeyInput
    )
    revoke_api_key: payloads.RevokeApiKeyPayload = asking(
        "End a key, for good.", "撤销密钥。", input=inputs.RevokeApiKeyInput
    )
    end_designation: payloads.EndDesignationPayload = asking(
        "End a designation; plans keep the area that they opened with.",
        "终止认定；已开放计划的实施区域不变。",
        input=inputs.EndDesignationInput,
    )
