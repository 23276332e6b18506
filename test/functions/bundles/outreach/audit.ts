/** Each case comes to an answer that there is, and makes exempt whom it must; no two of one person are open at once. */
import type { Audit } from '../../../simulator/audit/records.ts'
import { answers } from './model.ts'

export const audit: Audit = (records) =>
  [...records.files].flatMap(([pid, file]) => {
    const cases = file.all('case').filter(({ bundle }) => bundle === 'outreach')
    const open = cases.filter(({ status }) => status === 'waiting' || status === 'running')
    const wrong = open.length > 1 ? [`${open.length} cases are open`] : []
    for (const { case_id, status, outcome } of cases) {
      if (status !== 'done' || records.isMerged(pid)) continue
      const result = outcome?.result as string
      const to = file.one('exemption', case_id)?.to
      if (result !== 'insured' && !(result in answers)) wrong.push(`${case_id}: came to ${result}`)
      if ((answers[result] === true) !== (to !== undefined)) wrong.push(`${case_id}: ${result}, exempt to ${to}`)
      if (to !== outcome?.exempt_to) wrong.push(`${case_id}: exempt to ${to}, said ${outcome?.exempt_to}`)
      if (to !== undefined && !to.endsWith('-12-31')) wrong.push(`${case_id}: exempt to ${to}`)
    }
    return wrong.map((what) => `${pid}: ${what}`)
  })
