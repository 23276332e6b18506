/** RULES.md 2.1 to 2.3: what each step that looks for A answers, asked by hand at the moments that matter. */
import { describe, expect, it } from 'vitest'
import type { TransferState } from '../../../../functions/bundles/transfer/state.ts'
import {
  askForOrigin,
  awaitChoice,
  awaitPause,
  findOrigin,
} from '../../../../functions/bundles/transfer/steps/find-origin.ts'
import { chooseOrigin } from '../../../../functions/bundles/transfer/tasks.ts'
import { addDays, day, endOfDay, instant } from '../../../../shared/calendar/index.ts'
import { put } from '../../../../shared/registers/file.ts'
import type { TaskRow } from '../../../../shared/registers/rows.ts'
import { asked, fileWith, type RelationSpec, taskRow } from '../../../support/files.ts'
import { A, B, C, D } from './scene.ts'

const on = day('2026-03-02')
const morning = `${on}T09:00:00+08:00`
const state: TransferState = { to: B, enrolledOn: on, openedOn: on, round: 0, moved: [], booked: {} }
const atB: RelationSpec = { area: B, from: on }
const paused: RelationSpec = { area: A, from: '2019-03-01', to: '2026-01-31' }
const normal: RelationSpec = { area: A, from: '2019-03-01' }
/** As long in C as in A. */
const alike: RelationSpec = { ...paused, area: C }

const foundA = { from: A, fromPeriod: '2019-03-01', pausedOn: '2026-01-31' }

function ask(
  step: typeof findOrigin | typeof awaitPause | typeof awaitChoice,
  relations: RelationSpec[],
  now = morning,
  ...tasks: TaskRow[]
) {
  const file = fileWith(
    [atB, ...relations],
    tasks.map((task) => put('task', task)),
  )
  const { effects, next } = step.decide(asked(file, state, now))
  return { ...effects, next }
}

describe('findOrigin', () => {
  it.each([
    ['one paused', [paused], 'continueRelation'],
    ['a paused one beside a normal one', [paused, { ...normal, area: C }], 'continueRelation'],
    ['one normal', [normal], 'awaitPause'],
    ['two normal', [normal, { ...normal, area: C }], 'awaitPause'],
    ['two alike', [paused, alike], 'askForOrigin'],
  ] as const)('%s: %s', (_what, relations, go) => {
    expect(ask(findOrigin, [...relations]).next).toEqual({ go })
  })

  it('none left: withdrawn', () => {
    expect(ask(findOrigin, []).next).toMatchObject({ end: 'withdrawn', outcome: { result: 'not-transferred' } })
  })

  it('remembers A with its period and its pause, and names its area', () => {
    expect(ask(findOrigin, [paused])).toMatchObject({ state: foundA, areas: [A] })
  })

  it('names every area that may be A while it waits, and says to the person what for', () => {
    const { areas, tell } = ask(findOrigin, [normal, { ...normal, area: C }])
    expect(areas).toEqual([A, C])
    expect(tell).toHaveLength(1)
  })
})

describe('awaitPause', () => {
  const until = endOfDay(addDays(on, 90))

  it.each([
    ['on the first day', morning],
    ['on the 90th day', '2026-05-31T09:00:00+08:00'],
    ['at its last moment', until],
  ])('%s it waits for the pause', (_what, now) => {
    const { next } = ask(awaitPause, [normal], now)
    expect(next).toEqual({ wait: { actor: 'partner', what: 'enrolment.paused', until } })
  })

  it('a second later a clerk is asked', () => {
    expect(ask(awaitPause, [normal], '2026-06-01T00:00:00+08:00').next).toEqual({ go: 'askForOrigin' })
  })

  it('two pauses that are alike: a clerk is asked at once', () => {
    expect(ask(awaitPause, [paused, alike]).next).toEqual({ go: 'askForOrigin' })
  })

  it('the pause is known: due on the day on which that was reported, and A goes on', () => {
    const { next, due, state: changed } = ask(awaitPause, [paused], '2026-06-20T09:00:00+08:00')
    // Reports of this file are all of 2015.
    expect([next, due?.at, changed]).toEqual([{ go: 'continueRelation' }, '2015-01-01T23:59:59+08:00', foundA])
  })

  it('no earlier relation any more: withdrawn', () => {
    expect(ask(awaitPause, []).next).toMatchObject({ end: 'withdrawn' })
  })

  it('looks again on the day after an announced pause of B', () => {
    const file = fileWith([{ ...atB, to: '2026-03-20' }, normal])
    expect(awaitPause.decide(asked(file, state, morning)).next).toMatchObject({
      wait: { wakeAt: '2026-03-21T00:00:00+08:00', until },
    })
  })
})

describe('askForOrigin', () => {
  it.each([
    ['over a weekend', '2026-03-02', '2026-03-16'],
    ['asked on a Saturday', '2026-03-07', '2026-03-20'],
    ['over the Qingming holiday', '2026-04-01', '2026-04-16'],
    ['over National Day', '2026-09-25', '2026-10-15'],
  ])('gives the clerk 10 working days: %s', (_what, today, due) => {
    const { effects } = askForOrigin.decide(asked(fileWith([atB, normal]), state, `${today}T09:00:00+08:00`))
    expect(effects.due?.at).toBe(`${due}T23:59:59+08:00`)
    expect(effects.state?.limit).toEqual(effects.due)
  })
})

describe('awaitChoice', () => {
  const decision = (insu_admdvs: string) => ({ at: instant(morning), by: 'clerk:test', data: { insu_admdvs } })
  const approved = (area: string) =>
    taskRow('choose-origin', undefined, { status: 'approved', decision: decision(area) })

  it('shows the clerk of B the two that are alike, and no others', () => {
    const older: RelationSpec = { area: D, from: '2010-01-01', to: '2015-12-31' }
    const { tasks, next } = ask(awaitChoice, [paused, alike, older])
    expect(next).toMatchObject({ wait: { actor: 'clerk', what: chooseOrigin } })
    expect(tasks).toMatchObject([{ kind: 'choose-origin', owner: { role: 'clerk', area: B } }])
    const [{ candidates }] = (tasks ?? []).map((task) => ('facts' in task ? task.facts : {})) as [
      { candidates: object[] },
    ]
    expect(candidates).toMatchObject([{ insu_admdvs: A }, { insu_admdvs: C }])
  })

  it('shows every normal one, without a pause', () => {
    const { tasks } = ask(awaitChoice, [normal, { ...normal, area: C }], '2026-06-01T09:00:00+08:00')
    expect(tasks).toMatchObject([
      { facts: { candidates: [{ insu_admdvs: A, psn_insu_date: '2019-03-01', balance: '0.00' }, { insu_admdvs: C }] } },
    ])
  })

  it('takes the one that is chosen', () => {
    const { next, state: changed, areas } = ask(awaitChoice, [paused, alike], morning, approved(C))
    expect(next).toEqual({ go: 'continueRelation' })
    expect([changed, areas]).toEqual([{ ...foundA, from: C, chosen: true }, [C]])
  })

  it('ends one that is chosen while normal on the day before B', () => {
    const { state: changed } = ask(awaitChoice, [normal], morning, approved(A))
    expect(changed).toEqual({ from: A, fromPeriod: '2019-03-01', pausedOn: '2026-03-01', chosen: true })
  })

  it('rejected: nothing is transferred, and nothing later changes it', () => {
    const said = { ...decision(A), reason: '核对不符' }
    const { next, state: changed } = ask(
      awaitChoice,
      [normal],
      morning,
      taskRow('choose-origin', undefined, { status: 'rejected', decision: said }),
    )
    expect(next).toMatchObject({ end: 'done', outcome: { result: 'not-transferred' } })
    expect(changed).toEqual({ decided: true })
  })

  it('one that is chosen and is no candidate any more: asks again of those there are', () => {
    const { next, tasks } = ask(awaitChoice, [normal], morning, approved(C))
    expect(next).toMatchObject({ wait: { what: chooseOrigin } })
    expect(tasks).toMatchObject([{ facts: { candidates: [{ insu_admdvs: A }] } }])
  })

  it('a pause that becomes known answers the question', () => {
    const { next, state: changed } = ask(awaitChoice, [paused], morning, taskRow('choose-origin', undefined))
    expect([next, changed]).toEqual([{ go: 'continueRelation' }, foundA])
  })
})
