/** RULES.md 8: what a transfer comes to, and by when. */
import { describe, it } from 'vitest'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
8.2 without a task: the day on which it opened
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02
  → due: 2026-03-02
8.2 opened by an old enrolment that is reported late
  enrol A 2019-03-01 · pause A 2025-01-31 · enrol B 2025-03-02
  → due: 2026-03-02
8.2 waited for the pause: the day on which that was reported
  enrol A 2019-03-01 · enrol B 2026-03-02 · on 2026-04-01 · pause A 2026-03-31
  → due: 2026-04-01
8.2 with a task: 10 working days after it opened, over the Qingming holiday
  enrol A 2019-03-01 · credit A 1.00 · enrol B 2026-03-02 · on 2026-04-01 · pause A 2026-03-31
  → due: 2026-04-16
8.2 a clerk chooses: 10 working days
  enrol A 2019-03-01 · enrol B 2026-03-02 · on 2026-06-01
  → due: 2026-06-15
8.2 taken up again by a late credit: 10 working days from then
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · on 2026-04-01 · credit A 1.00
  → due: 2026-04-16
`)

describe('time limits', () => {
  it.each(cases)('$title', holds)
})
