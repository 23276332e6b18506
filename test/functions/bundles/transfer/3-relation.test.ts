/** RULES.md 3: the relation goes on, and benefits with it or after a time. */
import { describe, expect, it } from 'vitest'
import type { Day } from '../../../../shared/calendar/index.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import { A, B, moving, theCase } from './scene.ts'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
3.1 ended from the enrolment in B, if A was paused before
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → relations: A ended 2026-03-02, B normal
3.1 paused on the day before B: no day between
  enrol A 2019-03-01 · pause A 2026-03-01 · enrol B 2026-03-02
  → relations: A ended 2026-03-02, B normal
3.1 ended from the day after its pause, if that is later: the example of the rules
  on 2026-03-03 · enrol A 2019-03-01 · enrol B 2026-02-01 · pause A 2026-02-10
  → cases: B done no-balance; relations: A ended 2026-02-11, B normal; benefit: continuous 0
3.1 paused on the very day of the enrolment
  enrol A 2019-03-01 · pause A 2026-02-02 · enrol B 2026-02-02
  → relations: A ended 2026-02-03, B normal; benefit: continuous 0
3.1 paused on the last day of February of a leap year
  enrol A 2019-03-01 · pause A 2024-02-29 · enrol B 2024-02-10
  → relations: A ended 2024-03-01, B normal
3.2 months of all places of the province, each once
  months A 202501 202512 · months C 202412 202502 · enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → months: 13
3.2 not those of another province
  months A 202501 202512 · months Beijing 202301 202312 · enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → months: 12
3.2 the same month posted again is one
  months A 202501 202512 · months A 202512 · enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → months: 12
3.2 months reported when the case is done
  months A 202501 202512 · enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · months C 202401 202403
  → months: 15
3.2 up to the month in which B ends, and no longer
  months A 202501 202512 · enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · on 2026-05-01 ·
  pause B 2026-03-31 · months B 202603 · months C 202604
  → months: 13
3.3 the example of the rules: one month between
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → benefit: continuous 1
3.3 none within a month
  enrol A 2019-03-01 · pause A 2026-02-02 · enrol B 2026-02-28
  → benefit: continuous 0
3.3 none between the last day of a month and the first of the next
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-02-01
  → benefit: continuous 0
3.3 three months, over New Year
  enrol A 2019-03-01 · pause A 2025-11-01 · enrol B 2026-03-31
  → benefit: continuous 3
3.4 four months, by a day: from the first of the seventh month
  enrol A 2019-03-01 · pause A 2025-10-31 · enrol B 2026-03-01
  → benefit: waiting 2026-09-01
3.4 the example of the rules
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-06-01
  → benefit: waiting 2026-12-01
3.4 over New Year
  enrol A 2019-03-01 · pause A 2025-01-31 · enrol B 2025-07-31
  → benefit: waiting 2026-01-01
3.4 Jiangsu waits three months
  enrol Nanjing 2019-03-01 · pause Nanjing 2025-10-31 · enrol Suzhou 2026-03-10
  → benefit: waiting 2026-06-01
3.4 Zhejiang and Hunan, which set nothing, six
  enrol Hangzhou 2019-03-01 · pause Hangzhou 2025-10-31 · enrol Ningbo 2026-03-10
  → benefit: waiting 2026-09-01
`)

describe('the relation and benefits', () => {
  it.each(cases)('$title', holds)
})

describe('the relation', () => {
  it('continues the relation at once and asks the clerk of A for the account', async () => {
    const { stack, psn } = await moving()
    const kase = await theCase(stack, psn)
    expect(kase).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'clerk', what: 'approve-transfer-out' },
      admdvs: B,
    })
    expect(kase.areas).toEqual([B, A])
    expect(kase.due_at).toBe('2026-03-16T23:59:59+08:00')
    const [task] = await stack.tasks(psn)
    expect(task).toMatchObject({
      kind: 'approve-transfer-out',
      owner: { role: 'clerk', area: A },
      facts: { amt: '2177.04' },
    })
    const file = await stack.file(psn)
    expect(standingOn(file.one('relation', `310#${A}`)!, '2026-03-02' as Day)?.psn_insu_stas).toBe('4')
    expect(stack.sent('registry', 'enrolment.changed')[0]?.data).toMatchObject({
      psn_insu_stas: '4',
      from: '2026-03-02',
    })
  })

  it('interrupted four months: waiting, benefits from the first of the seventh month', async () => {
    const { stack, psn } = await moving('0.00', '2026-06-01')
    expect((await theCase(stack, psn)).outcome).toMatchObject({
      result: 'no-balance',
      benefit: 'waiting',
      benefit_from: '2026-12-01',
      back_payment_months: 0,
    })
  })
})
