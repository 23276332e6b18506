/** SHARE, as it stands on a day (RULES.md 2.5). Pure. */
import type { Day } from '../../../../shared/calendar/index.ts'
import { formatYuan } from '../../../../shared/money/index.ts'
import { lastDayOf, usedIn } from '../../../../shared/registers/family/shares.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Share } from '../../../../shared/registers/rows.ts'

/** A share of these two; what was used stands in the holder's file. */
export function shareView(share: Share, holder: PersonFile, user: PersonFile, today: Day) {
  const { share_id, relation, from, limit } = share
  const to = lastDayOf(share, holder, user)
  return {
    share_id,
    psn_no: holder.person?.psn_no ?? '',
    psn_name: holder.person?.private.psn_name ?? '',
    user_psn_no: user.person?.psn_no ?? '',
    user_psn_name: user.person?.private.psn_name ?? '',
    relation,
    from,
    ...(to === undefined ? {} : { to }),
    ...(limit === undefined ? {} : { limit: formatYuan(limit) }),
    used: formatYuan(usedIn(holder.one('share', share_id) ?? share, today)),
    status: to === undefined ? ('active' as const) : ('ended' as const),
  }
}
