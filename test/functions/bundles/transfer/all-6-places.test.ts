/** bundles/RULES.md 6.1: a move is one between pooling areas, whatever code they are told by. */
import { describe, it } from 'vitest'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
6.1 from Baoding to a county of Xiong'an
  enrol Baoding 2019-03-01 · credit Baoding 1.00 · pause Baoding 2026-01-31 · enrol Rongcheng 2026-03-02
  → cases: Xiongan waiting approve-transfer-out
6.1 from one county of Xiong'an to another
  enrol Rongcheng 2019-03-01 · pause Rongcheng 2026-01-31 · enrol Anxin 2026-03-02
  → cases: none; tasks: none
6.1 from Xinji to the prefecture around it
  enrol Xinji 2019-03-01 · credit Xinji 1.00 · pause Xinji 2026-01-31 · enrol B 2026-03-02
  → cases: B waiting approve-transfer-out
6.1 from one city of Hainan to another, though Hainan has transfers
  begin Haikou 2020-01-01 · enrol Haikou 2019-03-01 · pause Haikou 2026-01-31 · enrol Sanya 2026-03-02
  → cases: none; tasks: none
`)

describe('places', () => {
  it.each(cases)('$title', holds)
})
