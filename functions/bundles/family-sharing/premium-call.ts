/** How a holder pays a relative's bill (RULES.md 5.1). */
import * as z from 'zod'
import { number } from '../../../events/fields.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import type { StartCall } from '../../manifest.ts'
import { premiumProblems } from './problems.ts'
import { askPremium, premiumCase } from './rules/premium.ts'

const newPremium = z.object({ bill_no: number('缴费单编号') })

/** The call. */
export const payPremium: StartCall<z.output<typeof newPremium>> = {
  target: 'POST /v1/share-premiums',
  tag: '家庭共济',
  summary: '用我的个人账户替家人缴一张居民医保缴费单',
  en: 'Pay a relative’s premium bill out of my account',
  body: newPremium,
  named: 'NewSharePremium',
  problems: premiumProblems,
  example: { bill_no: 'BLaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
  async begin({ applicant, form: { bill_no }, id, now, whole }) {
    const pid = pidIn(bill_no)
    const notThere = { status: 404, code: 'not-found', detail: '没有找到，或者不是您家人的。' } as const
    if (!applicant.person || pid === undefined) return { refused: notThere }
    // What lies at rest is over.
    const rested = (await whole(pid)).one('bill', bill_no)
    const apply = askPremium({ bill_no, rested }, { id, time: now })
    return {
      inputs: [{ pid: applicant.pid, apply }],
      pid: applicant.pid,
      find: (file) => premiumCase(file, id),
    }
  },
}
