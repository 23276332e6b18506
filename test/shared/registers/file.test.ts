import { expect, it } from 'vitest'
import { instant } from '../../../shared/calendar/index.ts'
import { type Change, drop, PersonFile, put } from '../../../shared/registers/file.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import { Unopened } from '../../../shared/registers/rows/register.ts'
import type { Parked } from '../../../shared/registers/rows.ts'

const at = instant('2026-03-02T09:00:00+08:00')
const parked = (id: string): Parked => ({
  id,
  type: 'account.spent',
  received_at: at,
  reason: 'needs-credit',
  list_at: at,
  private: { event: {} },
})

it('what is derived from a register is made once until one of its rows changes', () => {
  let made = 0
  const ids = (rows: readonly Parked[]) => {
    made++
    return rows.map(({ id }) => id)
  }
  const file = PersonFile.of('a'.repeat(20) as Pid, 1, [put('parked', parked('b')), put('parked', parked('a'))])
  const account = put('account', { insu_admdvs: '130100', balance: 0, lots: [] } as never)
  expect(file.derived('parked', ids)).toEqual(['a', 'b'])
  expect(file.with([account]).derived('parked', ids)).toEqual(['a', 'b'])
  expect(made).toBe(1)
  expect(file.with([drop('parked', 'a')]).derived('parked', ids)).toEqual(['b'])
  expect(file.derived('parked', ids)).toEqual(['a', 'b'])
  expect(made).toBe(2)
})

it('what is reckoned from a file is reckoned once, and anew whatever was laid over it', () => {
  let made = 0
  const count = (file: PersonFile) => {
    made++
    return file.count('parked')
  }
  const file = PersonFile.of('a'.repeat(20) as Pid, 1, [put('parked', parked('a'))])
  expect([file.reckoned(count), file.reckoned(count), made]).toEqual([1, 1, 1])
  expect(file.with([put('parked', parked('b'))]).reckoned(count)).toBe(2)
  expect(file.reckoned(count)).toBe(1)
  expect(made).toBe(2)
})

it('who sorts or shortens the rows of a register does so alone', () => {
  const file = PersonFile.of('a'.repeat(20) as Pid, 1, [put('parked', parked('b')), put('parked', parked('a'))])
  file.all('parked').reverse().pop()
  expect(file.all('parked').map(({ id }) => id)).toEqual(['a', 'b'])
})

it('what stands on covers is read without opening the rows, unless one was stored without a cover', () => {
  const opened: string[] = []
  const stored = (id: string, cover?: () => unknown) => {
    const row = new Unopened(() => {
      opened.push(id)
      return parked(id)
    }, cover)
    return { register: 'parked', key: id, row } as unknown as Change
  }
  const told = { reason: 'needs-person', list_at: at }
  const file = PersonFile.of('a'.repeat(20) as Pid, 1, [stored('a', () => told), stored('b')])
  expect([...file.covers('parked')]).toEqual([
    ['a', told],
    ['b', { reason: 'needs-credit', list_at: at }],
  ])
  expect(opened).toEqual(['b'])
  const laid = file.with([put('parked', { ...parked('a'), listed: true })])
  expect(laid.covers('parked').get('a')).toMatchObject({ listed: true })
  expect(laid.changedSince(file, 'parked')).toEqual(['a'])
  expect(laid.with([drop('parked', 'b')]).changedSince(file, 'parked')).toEqual(['a', 'b'])
  expect(opened).toEqual(['b'])
})
