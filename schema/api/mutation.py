"""The verbs of `/graphql`."""

import strawberry

from schema.api.fields import asking
from schema.api.writes import inputs, payloads


@strawberry.type(
    description="What can be done. One that fails leaves the others' answers. 操作，互不影响。"
)
class Mutation:
    create_special_plan: payloads.CreateSpecialPlanPayload | None = asking(
        "Draft the special plan of a year and kind.",
        "新建某年某类专项计划草稿。",
        input=inputs.CreateSpecialPlanInput,
    )
    open_special_plan: payloads.OpenSpecialPlanPayload | None = asking(
        "Open a draft for submissions; its area is written now.",
        "开放计划，接受申报；实施区域即时确定。",
        input=inputs.OpenSpecialPlanInput,
    )
    designate_county: payloads.DesignateCountyPayload | None = asking(
        "Designate a county, from a day on.",
        "认定某县，自某日起。",
        input=inputs.DesignateCountyInput,
    )
    designate_institution: payloads.DesignateInstitutionPayload | None = asking(
        "Designate an institution, from a day on.",
        "认定某院校，自某日起。",
        input=inputs.DesignateInstitutionInput,
    )
    invite_staff: payloads.InviteStaffPayload | None = asking(
        "Make an account, and the link that sets its password.",
        "新建账号，并生成设置密码的链接。",
        input=inputs.InviteStaffInput,
    )
    revoke_staff: payloads.RevokeStaffPayload | None = asking(
        "End an account, for good; its tokens are refused within a minute.",
        "撤销账号；其令牌一分钟内失效。",
        input=inputs.RevokeStaffInput,
    )
    create_api_key: payloads.CreateApiKeyPayload | None = asking(
        "Make a key for a system.", "为系统新建密钥。", input=inputs.CreateApiKeyInput
    )
    revoke_api_key: payloads.RevokeApiKeyPayload | None = asking(
        "End a key, for good.", "撤销密钥。", input=inputs.RevokeApiKeyInput
    )
    end_designation: payloads.EndDesignationPayload | None = asking(
        "End a designation; plans keep the area that they opened with.",
        "终止认定；已开放计划的实施区域不变。",
        input=inputs.EndDesignationInput,
    )
