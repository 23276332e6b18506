import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Step } from '../../../../events/samples/day.ts'
import { areasIn } from '../../../../infra/local/day/look.ts'
import { momentsOf } from '../../../../infra/local/day/play.ts'
import { progressLine, progressOn } from '../../../../infra/local/day/progress.ts'
import { addMs, compareInstants, instant } from '../../../../shared/calendar/index.ts'

const morning = instant('2026-03-02T09:00:00+08:00')
const acting = { bundle: 'transfer', action: { action: 'withdraw' } } as const
const progress = { done: 50, total: 200, open: 7, now: morning, elapsedMs: 2_000 }

describe('the moments of a day', () => {
  it('hold all that happens at a time, and lose nothing', () => {
    const step = fc.record({ minutes: fc.integer({ min: 0, max: 6 }) })
    fc.assert(
      fc.property(fc.array(step), (all) => {
        const steps = [...all]
          .sort((a, b) => a.minutes - b.minutes)
          .map(
            ({ minutes }, i): Step => ({
              at: addMs(morning, minutes * 60_000),
              do: 'act',
              psn_no: String(i),
              ...acting,
            }),
          )
        const moments = momentsOf(steps)
        expect(moments.flatMap((moment) => moment.steps)).toEqual(steps)
        const times = moments.map((moment) => moment.at)
        expect(times).toEqual([...new Set(times)].sort(compareInstants))
        for (const { at, steps: of } of moments) expect(of.every((one) => one.at === at)).toBe(true)
      }),
    )
  })
})

describe('progress', () => {
  it('says how much, what time it is and how fast', () => {
    expect(progressLine(progress)).toBe(
      '██████░░░░░░░░░░░░░░░░░░  25%  2026-03-02 09:00  50/200  队列里 7 条  每秒 25 步',
    )
  })

  it('moves one line in a terminal', () => {
    const written: string[] = []
    const shown = progressOn({ isTTY: true, columns: 40, write: (text) => written.push(text) })
    shown.show(progress)
    shown.show({ ...progress, done: 51 })
    shown.end()
    expect(written).toHaveLength(3)
    expect(written.every((text) => text.length <= 45)).toBe(true)
    expect(written.slice(0, 2).every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true)
  })

  it('writes a line for each tenth elsewhere', () => {
    const written: string[] = []
    const shown = progressOn({ write: (text) => written.push(text) })
    for (let done = 0; done <= 200; done++) shown.show({ ...progress, done })
    expect(written).toHaveLength(11)
    expect(written.every((text) => text.endsWith('\n') && !text.includes('\r'))).toBe(true)
  })
})

describe('the areas events speak of', () => {
  it('are the pooling areas of all their codes', () => {
    const events = [
      { data: { insu_admdvs: '130102', mdtrtarea_admvs: '110105' } },
      { data: { guardians: [{ admdvs: '530102' }], pension_admdvs: '139900', emp_no: '130203' } },
    ]
    expect(areasIn(events)).toEqual(['110000', '130100', '139900', '530100'])
  })
})
