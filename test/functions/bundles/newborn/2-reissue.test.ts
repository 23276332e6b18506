/** Certificates issued anew (contract-operations.md §1, Ties and certificates): several numbers, one child. */
import { describe, expect, test } from 'vitest'
import type { InboundType } from '../../../../events/index.ts'
import { apiOf, citizen, institution, operator } from '../../../support/api.ts'
import { at } from '../../../support/bank.ts'
import { certnoOf, register } from '../../../support/people.ts'
import { birth, childOf, father, fatherBirth, makeNursery, mother, motherBirth, paid } from './scene.ts'

const [first, second, third] = ['Z530000001', 'Z530000002', 'Z530000003'] as const

type Happening = readonly [InboundType, Record<string, unknown>, string]

const certified: readonly Happening[] = [
  ['birth.certified', birth('2026-03-10', { birth_cert_no: first }), at('2026-03-10')],
  [
    'birth.certified',
    birth('2026-03-10', {
      ...{ birth_cert_no: second, replaces_cert_no: first, psn_name: '改过的名字' },
      guardians: [mother(), father()],
    }),
    at('2026-03-11'),
  ],
]

const again: Happening = [
  'birth.certified',
  birth('2026-03-10', {
    ...{ birth_cert_no: third, replaces_cert_no: second, psn_name: '改过的名字' },
    guardians: [mother(), father()],
  }),
  at('2026-03-12'),
]

const payment: Happening = [
  'premium.paid',
  paid(2026, '2026-03-13', { birth_cert_no: second }),
  '2026-03-13T11:00:00+08:00',
]

const household: Happening = [
  'household.registered',
  { birth_cert_no: second, certno: certnoOf(8, '2026-03-10'), psn_name: '户口名字', admdvs: '530100' },
  at('2026-03-13'),
]

function ordersOf<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]]
  return all.flatMap((one) => ordersOf(all.filter((other) => other !== one)).map((rest) => [one, ...rest]))
}

/** Plays the happenings; what there is of the child by each of its numbers. */
async function play(happenings: readonly Happening[], numbers: readonly string[] = [first, second]) {
  const stack = await makeNursery(at('2026-03-14'))
  await register(stack, 2, { brdy: motherBirth })
  await register(stack, 1, { brdy: fatherBirth })
  for (const [type, data, time] of happenings) await stack.happen(type, data, { time })
  const api = apiOf(stack)
  const desk = institution('H53010200001')
  const answers = await Promise.all(numbers.map((number) => api.call(desk, `GET /v1/cardless/${number}`)))
  const household = async (psnNo: string) => {
    const { dependants } = (await api.call(citizen(psnNo), 'GET /v1/me')).body
    const { cases } = (await api.call(citizen(psnNo), 'GET /v1/cases?bundle=newborn')).body
    return { dependants, cases: cases.map(({ status }: { status: string }) => status) }
  }
  return {
    stack,
    api,
    cardless: answers.map(({ body }) => body),
    mother: await household('P000002'),
    father: await household('P000001'),
    bills: stack.sent('tax').length,
    refunds: stack.sent('bank').length,
  }
}

describe('a certificate issued anew', () => {
  test.each(ordersOf([...certified, payment, household]).map((order) => ({ order })))(
    'is the same child, whatever comes first (%#)',
    async ({ order }) => {
      const { cardless, mother, father, bills, refunds, stack } = await play(order)
      const answer = { eligible: true, psn_no: childOf(first), insu_admdvs: '530100', valid_to: '2026-09-06' }
      expect(cardless).toEqual([answer, answer])
      const seen = { dependants: [{ psn_no: childOf(first), psn_name: '户口名字' }], cases: ['done'] }
      expect(mother).toMatchObject(seen)
      expect(father).toMatchObject(seen)
      expect(bills).toBeLessThanOrEqual(1)
      expect(refunds).toBe(0)
      expect((await stack.file(childOf(second))).all('parked')).toEqual([])
    },
  )

  // What ties the first and the last together must not be the last to come: RULES.md 2.10.
  const isTiedLast = (order: readonly Happening[]) =>
    [certified[0], again].every((one) => order.indexOf(one as Happening) < order.indexOf(certified[1] as Happening))
  const tied = ordersOf([...certified, again, payment]).filter((order) => !isTiedLast(order))

  test.each(tied.map((order) => ({ order })))('and anew once more, whatever comes first (%#)', async ({ order }) => {
    const { cardless, mother, bills } = await play(order, [first, second, third])
    expect(new Set(cardless.map(({ eligible, psn_no }) => `${eligible} ${psn_no}`)).size).toBe(1)
    expect(cardless[0]).toMatchObject({ eligible: true })
    expect(mother).toMatchObject({ dependants: [{ psn_name: '改过的名字' }], cases: ['done'] })
    expect(bills).toBeLessThanOrEqual(1)
  })

  test('that ties two children who are there already tells an operator of both', async () => {
    const { stack, api } = await play([certified[0] as Happening, again, certified[1] as Happening])
    const persons = [{ psn_no: childOf(first) }, { psn_no: childOf(second) }]
    const told = { kind: 'identity-taken', facts: { persons } }
    expect(await stack.tasks(childOf(second))).toMatchObject([told])
    // What a register says of the number of either is another matter.
    await stack.happen(...(household.slice(0, 2) as [InboundType, Record<string, unknown>]))
    expect(await stack.tasks(childOf(second))).toMatchObject([told])
    await stack.happen(again[0], { ...again[1], psn_name: '又改的名字' }, { time: at('2026-03-14') })
    const { tasks } = (await api.call(operator, 'GET /v1/tasks?kind=identity-taken')).body
    expect(tasks).toHaveLength(1)
    const target = `POST /v1/tasks/${tasks[0].task_id}/decision`
    const decided = await api.call(operator, target, { decision: 'approve', psn_no: childOf(first) })
    expect([decided.status, decided.body.status]).toEqual([200, 'approved'])
    await stack.run()
    expect(await stack.tasks(childOf(first))).toEqual([])
  })

  test('whose new number was asked for before that was known is told of, too', async () => {
    const stack = await makeNursery(at('2026-03-14'))
    await register(stack, 2, { brdy: motherBirth })
    const api = apiOf(stack)
    await stack.happen(...((certified[0] as Happening).slice(0, 2) as [InboundType, Record<string, unknown>]))
    const { guardians: _guardians, ...form } = birth('2026-03-10', { birth_cert_no: second })
    expect((await api.call(citizen('P000002'), 'POST /v1/cases', { bundle: 'newborn', form })).status).toBe(201)
    await stack.happen(...((certified[1] as Happening).slice(0, 2) as [InboundType, Record<string, unknown>]))
    const persons = [{ psn_no: childOf(first) }, { psn_no: childOf(second) }]
    expect(await stack.tasks(childOf(second))).toMatchObject([{ kind: 'identity-taken', facts: { persons } }])
  })

  test('alone, it enrols the child: the first one may have been lost before it was reported', async () => {
    const { mother, cardless } = await play(certified.slice(1))
    expect(mother).toMatchObject({ dependants: [{ psn_name: '改过的名字' }], cases: ['waiting'] })
    expect(cardless[0]).toEqual(cardless[1])
  })

  test('with another birth date is for a clerk first', async () => {
    const [one, [type, data, time]] = certified as [Happening, Happening]
    const { stack } = await play([one, [type, { ...data, brdy: '2026-03-09T08:15:00+08:00' }, time]])
    expect(await stack.tasks(childOf(first))).toMatchObject([{ kind: 'certificate-differs' }])
  })

  test('a death by its number, and a request for it, find the child that is there', async () => {
    const { stack, api } = await play(certified)
    await stack.happen('death.registered', { birth_cert_no: second, dead_date: '2026-03-13' })
    expect((await stack.file(childOf(first))).person?.death).toMatchObject({ date: '2026-03-13' })
    const { guardians: _guardians, ...form } = birth('2026-03-10', { birth_cert_no: second })
    const { status, body } = await api.call(citizen('P000002'), 'POST /v1/cases', { bundle: 'newborn', form })
    const [row] = await stack.cases(childOf(first), 'newborn')
    expect({ status, code: body.code, case_id: body.case_id }).toEqual({
      status: 409,
      code: 'case-exists',
      case_id: row!.case_id,
    })
  })
})
