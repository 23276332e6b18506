/** RULES.md 1.4: a receipt that no institution uploaded is asked about at the platform of receipts. */

import { said } from '../../../../events/heard.ts'
import { compareInstants } from '../../../../shared/calendar/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import { type Change, drop } from '../../../../shared/registers/file.ts'
import { recall } from '../../../../shared/registers/rest.ts'
import { heardKey } from '../../../../shared/registers/rows/heard.ts'
import { invoiceQueried, invoiceVerified } from '../events.ts'
import { answerTo, factsOf } from '../rules/facts.ts'
import { go, step, wait } from '../state.ts'
import { texts } from '../texts.ts'

/** Working days in which the platform is waited for. */
export const queryDays = 2

/** Asks, and waits a while; an upload that comes meanwhile is as good as if it had come first. */
export const query = step({
  label: '查验票据',
  goes: ['query', 'reckon'],
  decide(ctx) {
    const { receipt, area } = factsOf(ctx)
    const { claim, upload } = receipt
    if (upload || answerTo(ctx)) return go('reckon')
    if (!claim) throw new Error('reimbursement: a query without a form')
    const { queried } = ctx.state
    if (!queried) {
      const { elec_bill_chkcode, medfee_sumamt } = claim.data
      const asked = { ...receipt.name, elec_bill_chkcode, medfee_sumamt, case_id: ctx.case.case_id }
      // What was answered to an earlier query is put away: whatever comes from now on answers this one.
      const answered = heardKey({ fact: 'invoice', key: ctx.case.case_id })
      const change: Change[] = recall(ctx.file, ctx, 'heard', answered) ? [drop('heard', answered)] : []
      const state = { queried: { by: dueIn(ctx, area, queryDays) } }
      return go('query', { state, change, send: [said(invoiceQueried, asked)], say: texts.querying() })
    }
    if (compareInstants(ctx.now, queried.by.at) > 0) return go('reckon', { say: texts.silent() })
    return wait({ actor: 'partner', what: invoiceVerified, until: queried.by, through: true })
  },
})
