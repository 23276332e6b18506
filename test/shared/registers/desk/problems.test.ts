/** feedback/RULES.md 4, by itself: answers in any order, twice and late come to the same problems. */
import { describe, expect, it } from 'vitest'
import { dayOf, type Instant, instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import type { Pid } from '../../../../shared/identity/index.ts'
import type { PolicyRow } from '../../../../shared/policy/index.ts'
import { countAnswer, problemDecided } from '../../../../shared/registers/desk/problems.ts'
import { PersonFile, put } from '../../../../shared/registers/file.ts'
import type { TaskRow } from '../../../../shared/registers/rows.ts'
import { lookWith } from '../../../support/calendars.ts'

const area = '130100' as Admdvs
const empty = PersonFile.of('aaaaaaaaaaaaaaaaaaaa' as Pid, 0)
const noon = (day: string) => instant(`${day}T12:00:00+08:00`)
const asOf = (now: Instant, set: readonly PolicyRow[] = []) => ({ now, today: dayOf(now), look: lookWith(set) })

/** The file once these answers are counted, each named by its day, one after the other. */
function counted(file: PersonFile, days: readonly string[]): PersonFile {
  return days.reduce((before, day) => {
    const [on] = day.split(' ') as [string]
    const answered = { kind: 'answered', admdvs: area, matter: 'filing', cause: 'guidance', case_id: day } as const
    const result = countAnswer(before, { ...answered, answered_at: noon(on) }, asOf(noon(on)))
    if (!('ok' in result)) throw new Error('not counted')
    return before.with(result.ok.change ?? [])
  }, file)
}

function decided(file: PersonFile, day: string, status: 'approved' | 'rejected' = 'approved'): PersonFile {
  const task = file.all('task').find((one) => one.status === 'open') as TaskRow
  const row: TaskRow = { ...task, status, decision: { at: noon(day), by: 'S1', data: { whys: ['一'], at_once: '二' } } }
  return file.with([put('task', row), ...problemDecided(file, row)])
}

const shown = (file: PersonFile) =>
  [...file.all('problem')]
    .sort((a, b) => a.no - b.no)
    .map(({ status, answers, reopened }) => [status, answers.map(({ case_id }) => case_id).join(), reopened])

const openTasks = (file: PersonFile) => file.all('task').filter(({ status }) => status === 'open')

/** All orders of a few. */
const orders = (some: readonly string[]): string[][] =>
  some.length === 0
    ? [[]]
    : some.flatMap((one, index) => orders(some.toSpliced(index, 1)).map((rest) => [one, ...rest]))

const three = ['2026-03-02', '2026-03-20', '2026-04-01']

describe('a problem', () => {
  it('is the third answer within 30 days, both ends included', () => {
    expect(shown(counted(empty, three.slice(0, 2)))).toEqual([['counting', '2026-03-02,2026-03-20', 0]])
    expect(shown(counted(empty, three))).toEqual([['open', three.join(), 0]])
    const wide = ['2026-03-01', '2026-03-20', '2026-04-01']
    expect(shown(counted(empty, wide))).toEqual([['counting', wide.join(), 0]])
  })

  it('is one in whatever order the answers come, and however often', () => {
    for (const order of orders([...three, '2026-04-03'])) {
      const file = counted(empty, [...order, ...order])
      expect(shown(file)).toEqual([['open', [...three, '2026-04-03'].join(), 0]])
      expect(openTasks(file).map(({ facts }) => facts)).toEqual([
        { matter: 'filing', cause: 'guidance', case_ids: [...three, '2026-04-03'] },
      ])
    }
  })

  it('takes nothing in that was answered too long before it', () => {
    for (const order of orders(['2026-02-01', ...three])) {
      expect(shown(counted(empty, order))).toEqual([['open', three.join(), 0]])
    }
  })

  it('that was closed opens again within 30 days, and not on the day after them', () => {
    const closed = decided(counted(empty, three), '2026-04-01')
    expect(closed.all('problem')[0]).toMatchObject({ status: 'closed', record: { whys: ['一'], at_once: '二' } })
    const again = counted(closed, ['2026-05-01'])
    expect(shown(again)).toEqual([['open', [...three, '2026-05-01'].join(), 1]])
    expect(openTasks(again)).toHaveLength(1)
    expect(shown(counted(closed, ['2026-05-02']))).toEqual([
      ['closed', three.join(), 0],
      ['counting', '2026-05-02', 0],
    ])
    const twice = counted(decided(again, '2026-05-02'), ['2026-06-01'])
    expect(shown(twice)).toEqual([['open', [...three, '2026-05-01', '2026-06-01'].join(), 2]])
    expect(new Set(twice.all('task').map(({ task_id }) => task_id)).size).toBe(3)
  })

  it('that was none is counted anew, from answers after the decision', () => {
    const none = decided(counted(empty, three), '2026-04-02', 'rejected')
    const more = ['2026-04-03', '2026-04-04', '2026-04-05']
    expect(shown(counted(none, more.slice(0, 2)))).toEqual([
      ['none', three.join(), 0],
      ['counting', more.slice(0, 2).join(), 0],
    ])
    expect(shown(counted(none, more))).toEqual([
      ['none', three.join(), 0],
      ['open', more.join(), 0],
    ])
  })

  it('has what was answered while it was open, also if word of it comes after the decision', () => {
    const closed = decided(counted(empty, three), '2026-04-10')
    expect(shown(counted(closed, ['2026-04-05']))).toEqual([['closed', [...three, '2026-04-05'].join(), 0]])
    expect(openTasks(counted(closed, ['2026-04-05']))).toEqual([])
  })

  it('that opens again has what came before the answer that opened it', () => {
    const closed = decided(counted(empty, three), '2026-04-01')
    for (const order of orders(['2026-05-01', '2026-05-02'])) {
      expect(shown(counted(closed, order))).toEqual([['open', [...three, '2026-05-01', '2026-05-02'].join(), 1]])
    }
  })
})
