/** RULES.md 2.5, 4.7, 4.8: tasks that stand beside a transfer, reckoned by hand. */
import { describe, expect, it } from 'vitest'
import {
  dealtWithByHand,
  noStandingTasks,
  standingTasks,
} from '../../../../functions/bundles/transfer/standing-tasks.ts'
import type { TransferState } from '../../../../functions/bundles/transfer/state.ts'
import { day, instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { fen } from '../../../../shared/money/index.ts'
import { type Change, put } from '../../../../shared/registers/file.ts'
import type { Account } from '../../../../shared/registers/rows.ts'
import { asked, caseId, fileWith, type RelationSpec, taskRow } from '../../../support/files.ts'
import { A, B, C, D } from './scene.ts'

const on = day('2026-03-02')
const morning = instant(`${on}T09:00:00+08:00`)
const state: TransferState = {
  to: B,
  enrolledOn: on,
  openedOn: on,
  from: A,
  fromPeriod: day('2019-03-01'),
  pausedOn: day('2026-01-31'),
  round: 1,
  moved: [],
  booked: {},
}
const relations: RelationSpec[] = [
  { area: B, from: on },
  { area: A, from: '2019-03-01', to: '2026-01-31' },
  { area: C, from: '2017-01-01', to: '2018-12-31' },
  { area: D, from: '2015-01-01' },
]

const account = (area: Admdvs, balance: number, more: Partial<Account> = {}) =>
  put('account', { insu_admdvs: area, balance: fen(balance), lots: [], ...more })
const uncovered = (amt: number, byHand?: true) => ({
  moved: { case_id: caseId, to: B },
  uncovered: [{ setl_id: 'S1', amt: fen(amt), ...(byHand ? { byHand } : {}) }] as Account['uncovered'] & object,
})
const decided = { status: 'approved', decision: { at: morning, by: 'clerk:test', data: {} } } as const

function standing(...rows: Change[]) {
  const ctx = asked(fileWith(relations, rows), state, morning)
  return standingTasks(ctx).map((task) => {
    if ('done' in task) return `${task.kind}.${task.key} done`
    return `${task.kind}.${task.key} ${task.facts.amt ?? task.facts.balance} by ${task.due.at.slice(0, 10)}`
  })
}

describe('older relations', () => {
  it.each([
    ['none has money', [], []],
    ['one paused has: B’s clerks, in 10 working days', [account(C, 500)], [`older-relation.${C} 5.00 by 2026-03-16`]],
    ['a single fen', [account(C, 1)], [`older-relation.${C} 0.01 by 2026-03-16`]],
    ['A itself has', [account(A, 500)], []],
    ['one that is normal has', [account(D, 500)], []],
    ['B has', [account(B, 500)], []],
    ['a clerk has dealt with it', [account(C, 500), put('task', taskRow('older-relation', C, decided))], []],
    [
      'it is told of already, with another sum',
      [account(C, 700), put('task', taskRow('older-relation', C, { facts: { insu_admdvs: C, balance: '5.00' } }))],
      [`older-relation.${C} 7.00 by 2026-03-16`],
    ],
    [
      'its money is gone: nobody need look any more',
      [put('task', taskRow('older-relation', C, { facts: { insu_admdvs: C, balance: '5.00' } }))],
      [`older-relation.${C} done`],
    ],
  ] as const)('%s', (_what, rows, expected) => {
    expect(standing(...rows)).toEqual(expected)
  })
})

describe('spending that nothing covers', () => {
  it.each([
    ['none', [account(A, 0, { moved: { case_id: caseId, to: B } })], []],
    [
      'for clerks of both areas',
      [account(A, 0, uncovered(300))],
      [`reverse-by-hand.${A}.S1 3.00 by 2026-03-16`, `reverse-by-hand.${B}.S1 3.00 by 2026-03-16`],
    ],
    [
      'one of the two has dealt with it: the other is asked all the same',
      [account(A, 0, uncovered(300)), put('task', taskRow('reverse-by-hand', `${B}.S1`, decided))],
      [`reverse-by-hand.${A}.S1 3.00 by 2026-03-16`],
    ],
    [
      'after another case moved the balance: for that one',
      [account(A, 0, { ...uncovered(300), moved: { case_id: 'YY' as typeof caseId, to: C } })],
      [],
    ],
    [
      'it is covered: nobody need look any more',
      [put('task', taskRow('reverse-by-hand', `${A}.S1`, { admdvs: A, facts: { setl_id: 'S1', amt: '3.00' } }))],
      [`reverse-by-hand.${A}.S1 done`],
    ],
    [
      'what a revocation left to be done by hand stays',
      [put('task', taskRow('reverse-by-hand', A, { admdvs: A, facts: { amt: '3.00' } }))],
      [],
    ],
  ] as const)('%s', (_what, rows, expected) => {
    expect(standing(...rows)).toEqual(expected)
  })

  it('that a clerk has dealt with is marked, and covered by no later credit', () => {
    const rows = [account(A, 0, uncovered(300)), put('task', taskRow('reverse-by-hand', `${B}.S1`, decided))]
    const changes = (more: Change[]) => dealtWithByHand(asked(fileWith(relations, more), state, morning))
    expect(changes(rows)).toMatchObject([
      { register: 'account', row: { uncovered: [{ setl_id: 'S1', byHand: true }] } },
    ])
    expect(changes(rows.slice(0, 1))).toEqual([])
    expect(changes([account(A, 0, uncovered(300, true)), ...rows.slice(1)])).toEqual([])
  })
})

it('a transfer that is taken back leaves none of them', () => {
  const rows = [
    put('task', taskRow('older-relation', C, { facts: { insu_admdvs: C } })),
    put('task', taskRow('reverse-by-hand', `${A}.S1`, { admdvs: A, facts: { setl_id: 'S1' } })),
    put('task', taskRow('reverse-by-hand', A, { admdvs: A, facts: {} })),
    put('task', taskRow('older-relation', D, { ...decided, facts: { insu_admdvs: D } })),
    put('task', taskRow('approve-transfer-out', '1')),
  ]
  expect(noStandingTasks(asked(fileWith(relations, rows), state, morning))).toEqual([
    { kind: 'older-relation', key: C, done: true },
    { kind: 'reverse-by-hand', key: `${A}.S1`, done: true },
  ])
})
