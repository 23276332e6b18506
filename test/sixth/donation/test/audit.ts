/** Each donation has one case, which comes to what the rules say. */
import type { Audit } from '../../../simulator/audit/records.ts'
import { donations, type Report } from './model.ts'

export const audit: Audit = (records) =>
  [...records.files].flatMap(([pid, file]) => {
    if (!file.person || records.isMerged(pid)) return []
    const reports = records
      .eventsOf(pid)
      .filter(({ type }) => type === 'donation.reported')
      .map(({ data, time }) => ({ ...data, time }) as unknown as Report)
    const expected = donations(reports)
    const cases = file.all('case').filter(({ bundle }) => bundle === 'donation')
    const count = cases.length === expected.size ? [] : [`${cases.length} donations, should be ${expected.size}`]
    const amounts = cases.flatMap(({ case_id, state, status, outcome }) => {
      const ml = expected.get((state as { donation_no: string }).donation_no)
      return status !== 'done' || outcome?.ml === ml ? [] : [`${case_id}: ${outcome?.ml} ml, should be ${ml}`]
    })
    return [...count, ...amounts].map((what) => `${pid}: ${what}`)
  })
