/** Shared accounts of a run against the model: desks took no more than is borne, shares were used while in force. */
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import { deskAmiss, usedAmiss } from './model.ts'

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

export const audit: Audit = (records) => [
  ...usedRight(records),
  ...[...records.files].flatMap(([pid, file]) =>
    file
      .all('desk')
      // An institution that reports another sum, or another's account, has the last word of what was taken.
      .filter(({ setl_id }) => !records.ran.delivered.some(({ data }) => data.setl_id === setl_id))
      .flatMap(({ setl_id, amt, taken = [] }) => deskAmiss({ amt, taken }).map((what) => `${pid} ${setl_id}: ${what}`)),
  ),
  ...[...records.files].flatMap(([pid, file]) =>
    file
      .all('case')
      .filter((row) => row.bundle === bundle && row.status === 'done')
      .flatMap((row) => (row.outcome?.result ? [] : [`${pid} ${row.case_id}: done without a result`])),
  ),
]
