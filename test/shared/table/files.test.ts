import { describe, expect, it } from 'vitest'
import { pidOf } from '../../../shared/identity/index.ts'
import { put } from '../../../shared/registers/file.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { fileOf, rowItem, rowOf } from '../../../shared/table/files.ts'
import { personKey, rowSk } from '../../../shared/table/keys.ts'
import { bankAccount, certnoOf, person, register } from '../../support/people.ts'
import { makeStack, testKeys } from '../../support/stack.ts'

const pid = pidOf(testKeys, 'P000001')
const sk = rowSk('person', 'self')
const row = { psn_no: 'P000001', brdy: '1990-01-01', private: { psn_name: '测试' } }
const textOf = (item: object) =>
  Object.values(item)
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
    .join(' ')

describe('rows in the table', () => {
  it('are sealed whole, and open for their person alone', () => {
    const item = rowItem(testKeys, pid, sk, row)
    expect(textOf(item)).not.toMatch(/P000001|1990|psn_no/)
    expect(rowOf(testKeys, pid, item)).toEqual(row)
    expect(() => rowOf(testKeys, pidOf(testKeys, 'P000003'), item)).toThrow()
  })

  it('of before, with their facts in the clear, stay readable, with and without a sealed part', () => {
    const { private: secret, ...clear } = row
    const old = { pk: personKey(pid), sk, d: JSON.stringify(clear) }
    const { p } = rowItem(testKeys, pid, sk, secret)
    expect(rowOf(testKeys, pid, old)).toEqual(clear)
    expect(rowOf(testKeys, pid, { ...old, p: p as Uint8Array })).toEqual(row)
  })

  it('are opened when they are asked for, not before', () => {
    const item = { ...rowItem(testKeys, pid, sk, row), p: new Uint8Array([1, 2, 3]) }
    const other = rowItem(testKeys, pid, rowSk('months', '310#130100#2025'), { year: '2025' })
    const file = fileOf(testKeys, pid, [item, other])
    expect(file.all('months')).toEqual([{ year: '2025' }])
    expect(() => file.person).toThrow()
    expect(file.with([put('task', { task_id: 't' } as TaskRow)]).all('task')).toHaveLength(1)
  })

  it('tell nothing of a delivery, a child or a decision in the whole table', async () => {
    const stack = await makeStack({ now: '2026-04-10T09:00:00+08:00' })
    const psn_no = await register(stack, 2, { bank_acct: bankAccount })
    const mother = { certno: certnoOf(2), psn_name: '测试2' }
    const born = { birth_cert_no: 'Z130000001', brdy: '2026-04-01T08:00:00+08:00', gend: '1', psn_name: '之子' }
    const where = { fixmedins_code: 'H13010200001', insu_admdvs: '130100' }
    await stack.happen('birth.certified', { ...born, ...where, guardians: [{ ...mother, relation: 'mother' }] })
    const lost = { outcome: 'miscarriage', dystocia: false, fetus_count: 0, child_order: 0, gestation_weeks: 14 }
    await stack.happen('delivery.settled', { ...mother, ...where, ...lost, setl_id: 'S1', dscg_date: '2026-04-08' })
    const texts = [...stack.table.items.values()].map(textOf)
    for (const told of [
      psn_no,
      mother.certno,
      'Z130000001',
      '"brdy"',
      'miscarriage',
      'gestation',
      '"outcome"',
      '"facts"',
    ])
      expect(texts.filter((text) => text.includes(told))).toEqual([])
    expect(person(2).psn_no).toBe(psn_no)
  })
})
