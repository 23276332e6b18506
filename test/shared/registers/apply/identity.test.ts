import { describe, expect, it } from 'vitest'
import { numberHashOf, pidOf, readCertno } from '../../../../shared/identity/index.ts'
import { numberKey, personKey } from '../../../../shared/table/keys.ts'
import { certnoOf, person, register } from '../../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../../support/stack.ts'

const now = '2026-03-02T09:00:00+08:00'
const hashOf = (certno: string, type?: string) => numberHashOf(testKeys, certno, type)
const leadsTo = async (stack: Stack, certno: string, type?: string) =>
  (await stack.table.get(numberKey(hashOf(certno, type))))?.d
const pid = (n: number) => pidOf(testKeys, person(n).psn_no)
const dies = (certno: string, more = {}) => ({ certno, dead_date: '2026-03-01', ...more })
const deathOf = async (stack: Stack, n: number) => (await stack.file(person(n).psn_no)).person?.death?.date

describe('a number that is corrected', () => {
  it('leads to its holder no more, and what came for it waits for whoever is registered with it', async () => {
    const stack = await makeStack({ now })
    const wrong = certnoOf(2)
    await register(stack, 1, { certno: wrong, gend: '2' })
    await register(stack, 1, { certno: certnoOf(1) })
    expect(await leadsTo(stack, wrong)).toBeUndefined()
    expect(await leadsTo(stack, certnoOf(1))).toBe(pid(1))

    await stack.happen('death.registered', dies(wrong))
    expect(await deathOf(stack, 1)).toBeUndefined()
    await register(stack, 2)
    expect(await deathOf(stack, 2)).toBe('2026-03-01')
    expect(await deathOf(stack, 1)).toBeUndefined()
  })

  it('by an older report stays as it is', async () => {
    const stack = await makeStack({ now })
    await register(stack, 1)
    await stack.happen('person.registered', person(1, { certno: certnoOf(3) }), { time: '2026-03-01T09:00:00+08:00' })
    expect(await leadsTo(stack, certnoOf(3))).toBeUndefined()
    expect(await leadsTo(stack, certnoOf(1))).toBe(pid(1))
  })

  it('while an event for it is on its way to the one who had it: the event follows the number', async () => {
    const stack = await makeStack({ now })
    const wrong = certnoOf(2)
    await register(stack, 1, { certno: wrong, gend: '2' })
    // The look-up has found the old pointer; before the file is read the number is corrected.
    const { query } = stack.table
    let corrected = false
    stack.table.query = async (asked) => {
      if (!corrected && asked.pk === personKey(pid(1))) {
        corrected = true
        await register(stack, 1, { certno: certnoOf(1) })
      }
      return query(asked)
    }
    await stack.happen('death.registered', dies(wrong))
    expect(corrected).toBe(true)
    expect(await deathOf(stack, 1)).toBeUndefined()
  })

  it('two persons whose numbers were swapped have each their own after both corrections', async () => {
    const stack = await makeStack({ now })
    await register(stack, 1, { certno: certnoOf(3) })
    await register(stack, 3, { certno: certnoOf(1) })
    await register(stack, 1)
    expect(await leadsTo(stack, certnoOf(3))).toBeUndefined()
    expect((await stack.file(person(1).psn_no)).person?.private.certno).toBeUndefined()
    await register(stack, 3)
    expect(await leadsTo(stack, certnoOf(1))).toBe(pid(1))
    expect(await leadsTo(stack, certnoOf(3))).toBe(pid(3))
    expect((await stack.file(person(1).psn_no)).person?.private.certno).toBe(certnoOf(1))
    expect(await stack.tasks(person(1).psn_no)).toEqual([])
  })

  it('by the household register: the child leads from its new number alone', async () => {
    const stack = await makeStack({ now })
    const birth_cert_no = 'Z130000001'
    const guardians = [{ certno: certnoOf(2), psn_name: '测试2', relation: 'mother' }]
    const born = { birth_cert_no, brdy: '2026-03-01T08:00:00+08:00', gend: '1', psn_name: '之子' }
    await stack.happen('birth.certified', { ...born, fixmedins_code: 'H13010200001', insu_admdvs: '130100', guardians })
    const home = { birth_cert_no, psn_name: '小明', admdvs: '130102' }
    await stack.happen('household.registered', { ...home, certno: certnoOf(5, '2026-03-01') })
    await stack.happen('household.registered', { ...home, certno: certnoOf(7, '2026-03-01') })
    expect(await leadsTo(stack, certnoOf(5, '2026-03-01'))).toBeUndefined()
    expect(await leadsTo(stack, certnoOf(7, '2026-03-01'))).toBeDefined()
  })
})

describe('two persons registered with one number', () => {
  const both = async () => {
    const stack = await makeStack({ now })
    await register(stack, 1)
    await register(stack, 3, { certno: certnoOf(1) })
    const [task] = await stack.tasks(person(3).psn_no)
    return { stack, task_id: task?.task_id as string, task }
  }

  it('the first keeps it, the second is registered without it, the operator is told', async () => {
    const { stack, task } = await both()
    expect(await leadsTo(stack, certnoOf(1))).toBe(pid(1))
    const second = (await stack.file(person(3).psn_no)).person
    expect([second?.psn_no, second?.cert_hash, second?.private.certno]).toEqual([
      person(3).psn_no,
      undefined,
      undefined,
    ])
    expect(task).toMatchObject({ kind: 'identity-taken', owner: { role: 'operator' } })
    expect(JSON.stringify(task?.facts)).not.toContain(certnoOf(1))
    expect(await stack.tasks(person(1).psn_no)).toEqual([])
  })

  it('at the same moment: one of them keeps it', async () => {
    const stack = await makeStack({ now })
    await stack.send('person.registered', person(1))
    await stack.send('person.registered', person(3, { certno: certnoOf(1) }))
    await stack.run()
    const files = await Promise.all([1, 3].map((n) => stack.file(person(n).psn_no)))
    const holders = files.filter((file) => file.person?.cert_hash === hashOf(certnoOf(1)))
    expect(holders.map((file) => file.pid)).toEqual([await leadsTo(stack, certnoOf(1))])
  })

  it('the second gets it unasked when a correction takes it from the first', async () => {
    const { stack, task_id } = await both()
    await stack.happen('death.registered', dies(certnoOf(1)))
    await register(stack, 1, { certno: certnoOf(5) })
    expect(await leadsTo(stack, certnoOf(1))).toBe(pid(3))
    expect((await stack.file(person(3).psn_no)).one('task', task_id)?.status).toBe('closed')
  })

  it('a third waits behind the second', async () => {
    const { stack } = await both()
    stack.clock.set('2026-03-03T09:00:00+08:00' as never)
    await register(stack, 5, { certno: certnoOf(1) })
    await register(stack, 1, { certno: certnoOf(7) })
    expect(await leadsTo(stack, certnoOf(1))).toBe(pid(3))
    await register(stack, 3, { certno: certnoOf(3) })
    expect(await leadsTo(stack, certnoOf(1))).toBe(pid(5))
  })

  it('approved without one of the two: 400', async () => {
    const { stack, task_id } = await both()
    expect(await stack.decideTask(task_id, { decision: 'approve' })).toMatchObject({ status: 400, field: 'psn_no' })
    const stranger = { decision: 'approve', psn_no: 'P999999' } as const
    expect(await stack.decideTask(task_id, stranger)).toMatchObject({ status: 400, field: 'psn_no' })
  })

  it('the operator gives it to the second: the first lets go of it, and nobody is asked again', async () => {
    const { stack, task_id } = await both()
    await stack.decideTask(task_id, { decision: 'approve', psn_no: person(3).psn_no })
    expect(await leadsTo(stack, certnoOf(1))).toBe(pid(3))
    expect((await stack.file(person(3).psn_no)).person?.private.certno).toBe(certnoOf(1))
    await register(stack, 1)
    expect(await leadsTo(stack, certnoOf(1))).toBe(pid(3))
    expect(await stack.tasks(person(1).psn_no)).toEqual([])
  })

  it('given to the second, who is registered with another at that moment: it leads to the first again', async () => {
    const { stack, task_id } = await both()
    stack.clock.set('2026-03-03T09:00:00+08:00' as never)
    await stack.send('person.registered', person(3, { certno: certnoOf(3) }))
    await stack.decideTask(task_id, { decision: 'approve', psn_no: person(3).psn_no })
    expect(await leadsTo(stack, certnoOf(3))).toBe(pid(3))
    expect(await leadsTo(stack, certnoOf(1))).toBe(pid(1))
    expect((await stack.file(person(1).psn_no)).person?.private.certno).toBe(certnoOf(1))
  })

  it.each([
    ['the first', { decision: 'approve', psn_no: person(1).psn_no }],
    ['nobody in particular', { decision: 'reject', reason: '待核实' }],
  ] as const)('the operator leaves it to %s: as it is', async (_, decision) => {
    const { stack, task_id } = await both()
    await stack.decideTask(task_id, decision)
    expect(await leadsTo(stack, certnoOf(1))).toBe(pid(1))
    await register(stack, 3, { certno: certnoOf(1), tel: '13700000000' })
    expect(await stack.tasks(person(3).psn_no)).toEqual([])
  })
})

describe('kinds of document', () => {
  it('one number of two kinds is two persons', async () => {
    const stack = await makeStack({ now })
    await register(stack, 1, { psn_cert_type: '08', certno: 'x123' })
    await register(stack, 3, { psn_cert_type: '04', certno: 'X123' })
    expect(await leadsTo(stack, 'X123', '08')).toBe(pid(1))
    expect(await leadsTo(stack, 'X123', '04')).toBe(pid(3))
    await stack.happen('death.registered', dies('X123', { psn_cert_type: '04' }))
    expect([await deathOf(stack, 1), await deathOf(stack, 3)]).toEqual([undefined, '2026-03-01'])
  })

  it('15 digits are the 18 they stand for, x is X', () => {
    const of18 = certnoOf(1, '1990-01-01')
    expect(readCertno(of18.slice(0, 6) + of18.slice(8, 17))).toEqual({ ok: true, certno: of18 })
    expect(readCertno('99999919900101002x')).toMatchObject({ ok: certnoOf(2) === '99999919900101002X' })
    expect(readCertno('123')).toEqual({ ok: false, reason: 'length' })
  })

  it('an event by 15 digits reaches who was registered by 18', async () => {
    const stack = await makeStack({ now })
    await register(stack, 1)
    const of18 = certnoOf(1)
    await stack.happen('death.registered', dies(of18.slice(0, 6) + of18.slice(8, 17)))
    expect(await deathOf(stack, 1)).toBe('2026-03-01')
  })
})

describe('a birth date or sex that contradicts the number', () => {
  it('is taken, the operator is told once, and no more when it is put right', async () => {
    const stack = await makeStack({ now })
    const psn_no = await register(stack, 1, { certno: certnoOf(1, '1991-02-03') })
    const [task] = await stack.tasks(psn_no)
    expect(task).toMatchObject({ kind: 'identity-differs', facts: { brdy: '1990-01-01', certno_brdy: '1991-02-03' } })
    await register(stack, 1, { certno: certnoOf(1, '1991-02-03'), tel: '13700000000' })
    expect(await stack.tasks(psn_no, 'any')).toHaveLength(1)
    await register(stack, 1)
    expect(await stack.tasks(psn_no)).toEqual([])
  })

  it('decided, it is not asked again; the sex counts too', async () => {
    const stack = await makeStack({ now })
    const psn_no = await register(stack, 1, { gend: '2' })
    const [task] = await stack.tasks(psn_no)
    await stack.decideTask(task?.task_id as string, { decision: 'approve' })
    await register(stack, 1, { gend: '2', tel: '13700000000' })
    expect(await stack.tasks(psn_no)).toEqual([])
  })
})
