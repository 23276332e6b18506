/** RULES.md 1: when there is a transfer, and when there is none. */
import { describe, it } from 'vitest'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
1.1 paused in A, insured in B
  enrol A 2019-03-01 · credit A 1.00 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B waiting approve-transfer-out
1.1 B is reported before A
  enrol B 2026-03-02 · enrol A 2019-03-01 · credit A 1.00 · pause A 2026-01-31
  → cases: B waiting approve-transfer-out
1.1 the pause is reported before its enrolment
  pause A 2026-01-31 · enrol B 2026-03-02 · enrol A 2019-03-01 · credit A 1.00
  → cases: B waiting approve-transfer-out
1.1 still insured in A
  enrol A 2019-03-01 · enrol B 2026-03-02
  → cases: B waiting enrolment.paused
1.1 A began on the day before B
  enrol A 2026-03-01 · pause A 2026-03-01 · enrol B 2026-03-02
  → cases: B done no-balance
1.1 A began on the very day of B
  enrol A 2026-02-02 · pause A 2026-02-27 · enrol B 2026-02-02
  → cases: B done no-balance
1.1 the other relation began a day after B, and is paused
  enrol B 2026-02-02 · pause A 2026-02-27 · enrol A 2026-02-03
  → cases: none; tasks: none
1.1 reported twice: one case
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · enrol B 2026-03-02
  → cases: B done no-balance
1.1 enrolled again while normal belongs to the same period
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · enrol B 2026-04-01
  → cases: B done no-balance
1.1 each period of B makes a case of its own
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · on 2026-04-01 · pause B 2026-03-31 ·
  enrol C 2026-04-01 · on 2026-05-01 · pause C 2026-04-30 · enrol B 2026-05-01
  → cases: B done no-balance, C done no-balance, B done no-balance
1.1 B is paused already
  enrol A 2019-03-01 · pause A 2025-12-31 · pause B 2026-02-28 · enrol B 2026-01-05
  → cases: none
1.1 nothing earlier
  enrol B 2026-03-02
  → cases: none; tasks: none
1.1 A alone, paused
  enrol A 2019-03-01 · pause A 2026-01-31
  → cases: none; tasks: none
1.1 an enrolment in A that was revoked is nothing earlier
  enrol A 2019-03-01 · revoke A 2019-03-01 · enrol B 2026-03-02
  → cases: none; tasks: none
1.2 enrolled on the first day on which Hebei has it
  enrol A 2019-03-01 · pause A 2023-07-31 · enrol B 2023-08-15
  → cases: B done no-balance
1.2 enrolled on the day before
  enrol A 2019-03-01 · pause A 2023-07-31 · enrol B 2023-08-14
  → cases: none; tasks: none
1.2 a province without it
  enrol Taiyuan 2019-03-01 · pause Taiyuan 2026-01-31 · enrol Datong 2026-03-02
  → cases: none; tasks: none
1.2 a province that begins on the day of enrolment
  begin Taiyuan 2026-03-10 · enrol Taiyuan 2019-03-01 · pause Taiyuan 2026-01-31 · enrol Datong 2026-03-10
  → cases: Datong done no-balance
1.2 a province that begins on the day after
  begin Taiyuan 2026-03-11 · enrol Taiyuan 2019-03-01 · pause Taiyuan 2026-01-31 · enrol Datong 2026-03-10
  → cases: none; tasks: none
1.2 enrolled on the first day on which Zhejiang has it
  enrol Hangzhou 2019-03-01 · pause Hangzhou 2022-08-31 · enrol Ningbo 2022-09-01
  → cases: Ningbo done no-balance
1.2 enrolled on the day before
  enrol Hangzhou 2019-03-01 · pause Hangzhou 2022-08-30 · enrol Ningbo 2022-08-31
  → cases: none; tasks: none
1.2 enrolled on the first day on which Hunan has it
  enrol Changsha 2019-03-01 · pause Changsha 2025-06-30 · enrol Zhuzhou 2025-07-10
  → cases: Zhuzhou done no-balance
1.2 enrolled on the day before
  enrol Changsha 2019-03-01 · pause Changsha 2025-06-30 · enrol Zhuzhou 2025-07-09
  → cases: none; tasks: none
1.2 enrolled on the first day on which Jiangsu has it
  enrol Nanjing 2019-03-01 · pause Nanjing 2025-07-31 · enrol Suzhou 2025-09-01
  → cases: Suzhou done no-balance
1.2 enrolled on the day before
  enrol Nanjing 2019-03-01 · pause Nanjing 2025-07-31 · enrol Suzhou 2025-08-31
  → cases: none; tasks: none
1.3 another province
  enrol Beijing 2019-03-01 · pause Beijing 2026-01-31 · enrol B 2026-03-02
  → cases: none; tasks: none
1.3 a retiree in B
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 psn_type=12
  → cases: none; tasks: none
1.3 a retiree in A
  enrol A 2019-03-01 psn_type=12 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: none; tasks: none
1.3 a resident in B
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 insutype=390 psn_type=15
  → cases: none; tasks: none
1.3 a resident in A
  enrol A 2019-03-01 insutype=390 psn_type=15 · pause A 2026-01-31 insutype=390 · enrol B 2026-03-02
  → cases: none; tasks: none
1.3 what another transfer has ended is not transferred again
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · on 2026-04-01 · pause B 2026-03-31 ·
  enrol C 2026-04-01
  → cases: B done no-balance, C done no-balance; relations: A ended 2026-03-02, B ended 2026-04-01, C normal
1.4 an enrolment from a day still to come counts from its report on
  enrol A 2019-03-01 · credit A 5.00 · pause A 2026-01-31 · enrol B 2026-05-01
  → cases: B waiting approve-transfer-out; relations: A paused, B to come
1.4 two begun on one day: the smaller area code goes first
  enrol C 2019-03-01 · credit C 5.00 · pause C 2026-01-31 · enrol A 2026-03-02 · enrol B 2026-03-02
  → cases: A waiting enrolment.paused, B waiting approve-transfer-out; tasks: approve-transfer-out C 5.00
1.4 whichever of the two is told first
  enrol C 2019-03-01 · credit C 5.00 · pause C 2026-01-31 · enrol B 2026-03-02 · enrol A 2026-03-02
  → cases: B waiting approve-transfer-out, A waiting enrolment.paused; tasks: approve-transfer-out C 5.00
1.4 the other goes on once the first is paused
  enrol C 2019-03-01 · credit C 5.00 · pause C 2026-01-31 · enrol B 2026-03-02 · enrol A 2026-03-02 · approve ·
  on 2026-03-20 · pause B 2026-03-19
  → cases: B done transferred 5.00, A waiting approve-transfer-out; money: B 5.00 virtual; tasks: approve-transfer-out B 5.00
`)

describe('when', () => {
  it.each(cases)('$title', holds)
})
