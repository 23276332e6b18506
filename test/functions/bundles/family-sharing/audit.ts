/** Shared accounts of a run against the model: desks took no more than is borne, shares were used while in force. */
import { dayOf } from '../../../../shared/calendar/index.ts'
import type { DeskPayment } from '../../../../shared/registers/rows.ts'
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import { fenOf } from '../../../simulator/model/reckon.ts'
import { deskAmiss, paidTwice, resultAmiss, usedAmiss } from './model.ts'

const bundle = 'family-sharing'

/** What the settlements of a holder's file took by each share, in fen, against what the share says was used. */
function usedRight({ files }: Records): string[] {
  return [...files].flatMap(([pid, file]) => {
    if (file.into !== undefined) return []
    const spent = file.all('spending').flatMap(({ shared, amt }) => (shared && amt > 0 ? [{ ...shared, amt }] : []))
    return file.all('share').flatMap(({ share_id, holder, from, to, used = {} }) => {
      if (holder !== file.pid) return []
      const own = spent.filter((one) => one.share_id === share_id)
      const sum = own.reduce((total, { amt }) => total + amt, 0)
      const known = Object.values(used).reduce((total, amt) => total + amt, 0)
      const wrong = usedAmiss({ from, to, days: own.map(({ on }) => on) })
      if (sum !== known) wrong.push(`${known} used by it, ${sum} by its settlements`)
      return wrong.map((what) => `${pid} ${share_id}: ${what}`)
    })
  })
}

/** What the institution had reported of a settlement, in fen: the most of each account. None if a report may have come later. */
function reportedBefore({ ran }: Records, { setl_id, on }: DeskPayment): number | undefined {
  const most = new Map<string, number>()
  for (const { type, time, data } of ran.delivered) {
    if (type !== 'account.spent' || data.setl_id !== setl_id) continue
    if (dayOf(time) >= on) return undefined
    const account = `${data.psn_no} ${data.insu_admdvs}`
    most.set(account, Math.max(most.get(account) ?? 0, fenOf(data.amt as string)))
  }
  return [...most.values()].reduce((sum, amt) => sum + amt, 0)
}

/** Each desk took what it might. */
function desksRight(records: Records): string[] {
  return [...records.files].flatMap(([pid, file]) =>
    file.all('desk').flatMap((row) => {
      const reported = reportedBefore(records, row)
      const { setl_id, amt, taken = [] } = row
      return reported === undefined
        ? []
        : deskAmiss({ amt, reported, taken }).map((what) => `${pid} ${setl_id}: ${what}`)
    }),
  )
}

/** Each bill is paid out of one account at most, and each case that ended says where the money is. */
function premiumsRight(records: Records): string[] {
  const rows = [...records.files].flatMap(([pid, file]) =>
    file.into !== undefined || records.isMerged(pid) ? [] : file.all('case').filter((row) => row.bundle === bundle),
  )
  return [
    ...paidTwice(rows),
    ...rows
      .filter(({ status }) => status === 'done')
      .flatMap((row) => resultAmiss(row).map((what) => `${row.case_id}: ${what}`)),
  ]
}

export const audit: Audit = (records) => [...usedRight(records), ...desksRight(records), ...premiumsRight(records)]
