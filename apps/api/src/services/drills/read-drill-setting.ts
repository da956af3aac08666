import type { DrillSettingView } from "@callping/contract/api/drills";
import { parseDrillSetting, storeDrillSetting } from "@callping/domain/drills/parse-setting";
import { NO_DRILLS } from "@callping/domain/drills/setting";
import type { Database } from "../../db/statement.ts";

/** A member's drill setting; who has chosen none is shown what holds then. `null`: no member of this organization. */
export async function readDrillSetting(
  db: Database,
  organizationId: string,
  memberId: string,
): Promise<DrillSettingView | null> {
  const row = await db
    .prepare(
      `SELECT drill_settings.setting FROM members LEFT JOIN drill_settings ON drill_settings.member_id = members.id
        WHERE members.organization_id = ? AND members.id = ?`,
    )
    .bind(organizationId, memberId)
    .first<{ setting: string | null }>();
  if (row === null) return null;
  const parsed = row.setting === null ? null : parseDrillSetting(JSON.parse(row.setting));
  return { member_id: memberId, ...storeDrillSetting(parsed?.ok === true ? parsed.value : NO_DRILLS) };
}
