/** The index of everybody who has a relation or a residence in a pooling area (decision 0100). */
import { expect, test } from 'vitest'
import { pidOf } from '../../../shared/identity/index.ts'
import { loadFile } from '../../../shared/table/files.ts'
import { peopleKey, peopleShards } from '../../../shared/table/keys/people.ts'
import { headKey } from '../../../shared/table/keys.ts'
import { peopleBehind, peopleOf } from '../../../shared/table/people.ts'
import type { Item } from '../../../shared/table/table.ts'
import { enrolment, pause, person, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const now = '2026-03-02T09:00:00+08:00'
const [A, B] = ['130100', '130200'] as const

const residence = (psn_no: string, community: string, from = '2026-03-01') => ({ psn_no, community, from })

async function listedIn(stack: Stack, area: string, limit?: number): Promise<string[]> {
  const pids: string[] = []
  let cursor: string | undefined
  do {
    const page = await peopleOf(stack.table, area as never, { cursor, ...(limit ? { limit } : {}) })
    pids.push(...page.pids)
    cursor = page.cursor
  } while (cursor !== undefined)
  return pids.sort()
}

const pidsOf = (stack: Stack, ...psnNos: string[]) => psnNos.map((one) => pidOf(stack.ports.keys, one)).sort()

/** What a screening would read of somebody. */
async function livingOf(stack: Stack, area: string, psnNo: string) {
  const pid = pidOf(stack.ports.keys, psnNo)
  for (let shard = 0; shard < peopleShards; shard++) {
    const { people } = await peopleBehind(stack.ports, { area: area as never, shard, limit: 100 })
    const found = people.find((one) => one.pid === pid)
    if (found) return found.living
  }
  return undefined
}

test('a relation or a residence brings somebody in, in each area once; pages bring everybody', async () => {
  const stack = await makeStack({ now })
  const people: string[] = []
  for (let n = 1; n <= 12; n++) {
    const psn = await register(stack, n)
    people.push(psn)
    await stack.happen('residence.registered', residence(psn, '130102001001'))
  }
  const insured = await register(stack, 20)
  await stack.happen('enrolment.registered', enrolment(insured, A, '2026-01-01'))
  await stack.happen('enrolment.registered', enrolment(insured, B, '2026-02-01'))
  expect(await listedIn(stack, A)).toEqual(pidsOf(stack, ...people, insured))
  expect(await listedIn(stack, A, 2)).toEqual(pidsOf(stack, ...people, insured))
  expect(await listedIn(stack, B)).toEqual(pidsOf(stack, insured))
  expect(await listedIn(stack, '130300')).toEqual([])
  expect(await livingOf(stack, A, insured)).toBeUndefined()
})

test('what a screening has to know lies there sealed, and follows every commit that changes it', async () => {
  const stack = await makeStack({ now })
  const psn = await register(stack, 1)
  await stack.happen('residence.registered', residence(psn, '130102001001'))
  const item = (await stack.table.get(peopleKey(A as never, pidOf(stack.ports.keys, psn)))) as Item
  expect(Object.keys(item).sort()).toEqual(['p', 'pk', 'sk'])
  expect(await livingOf(stack, A, psn)).toEqual({
    lives: [{ community: '130102001001', from: '2026-03-01' }],
    insured: [],
    exempt: [],
  })
  // Insured anywhere.
  await stack.happen('enrolment.registered', enrolment(psn, '440100', '2026-03-02'))
  expect(await livingOf(stack, A, psn)).toMatchObject({ insured: [['2026-03-02']] })
  await stack.happen('enrolment.paused', pause(psn, '440100', '2026-03-31'))
  expect(await livingOf(stack, A, psn)).toMatchObject({ insured: [['2026-03-02', '2026-03-31']] })
  await stack.happen('residence.registered', residence(psn, '130202001001', '2026-03-03'))
  expect(await livingOf(stack, A, psn)).toMatchObject({ lives: [{ to: '2026-03-02' }] })
  expect(await livingOf(stack, B, psn)).toMatchObject({ lives: [{ from: '2026-03-03' }] })
  await stack.happen('death.registered', {
    certno: (await stack.file(psn)).person?.private.certno,
    dead_date: '2026-03-02',
  })
  expect(await livingOf(stack, B, psn)).toBeUndefined()
  expect(await listedIn(stack, B)).toEqual(pidsOf(stack, psn))
})

test('who was here before there was an index is in it from their next commit on, whatever that is about', async () => {
  const stack = await makeStack({ now })
  const psn = await register(stack, 1)
  await stack.happen('enrolment.registered', enrolment(psn, A, '2026-01-01'))
  const pid = pidOf(stack.ports.keys, psn)
  const { listed: _listed, ...head } = JSON.parse((await stack.table.get(headKey(pid)))?.d as string)
  const stored = (await stack.table.get(headKey(pid))) as Item
  await stack.table.write({ put: { ...stored, d: JSON.stringify(head) } })
  await stack.table.write({ remove: peopleKey(A as never, pid) })
  await register(stack, 1, { tel: '13911112222' })
  expect(await listedIn(stack, A)).toEqual([pid])
  expect((await loadFile(stack.table, stack.ports.keys, pid)).head.listed).toEqual([A])
})

test('of two numbers that were one person the kept one is listed, with the residences of both', async () => {
  const stack = await makeStack({ now })
  const [lost, kept] = [await register(stack, 1), await register(stack, 2)]
  await stack.happen('residence.registered', residence(lost, '130102001001'))
  await stack.happen('enrolment.registered', enrolment(lost, B, '2026-01-01'))
  await stack.happen('person.merged', { psn_no: lost, into_psn_no: kept, reason: '重复登记' })
  expect(await listedIn(stack, A)).toEqual(pidsOf(stack, kept))
  expect(await listedIn(stack, B)).toEqual(pidsOf(stack, kept))
  expect(await livingOf(stack, A, kept)).toMatchObject({ lives: [{ community: '130102001001' }] })
})

test('a residence waits for its person, by either number', async () => {
  const stack = await makeStack({ now })
  const { psn_no, certno } = person(5)
  await stack.happen('residence.registered', residence(psn_no, '130102001001'))
  await stack.happen('residence.registered', { certno, community: '130102001002', from: '2026-03-02' })
  expect((await stack.file(psn_no)).all('residence')).toEqual([])
  await register(stack, 5)
  expect((await stack.file(psn_no)).all('residence').map(({ community }) => community)).toEqual([
    '130102001001',
    '130102001002',
  ])
})
