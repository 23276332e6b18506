/** chronic/RULES.md 4: what is granted, what moves it, and what ends it. */
import { describe, expect, it } from 'vitest'
import { register } from '../../../support/people.ts'
import { lingbi, lueyang, scene, shandong } from './scene.ts'

/** Somebody who had a tumour treated on 03-10 and on 03-20 in Shandong, granted from the first. */
async function twice() {
  const made = await scene(shandong)
  const first = await made.treated('2026-03-10')
  await made.stack.advanceTo('2026-03-21T09:00:00+08:00')
  const second = await made.treated('2026-03-20')
  return { ...made, first, second }
}

const dies = async ({ stack, psn }: Awaited<ReturnType<typeof scene>>, dead_date: string) => {
  const { certno } = (await stack.file(psn)).person!.private
  await stack.happen('death.registered', { certno, dead_date })
}
const livesOn = async ({ stack, psn }: Awaited<ReturnType<typeof scene>>) => {
  const { certno } = (await stack.file(psn)).person!.private
  await stack.happen('death.revoked', { certno, reason: '误报' })
}
const rows = async ({ stack, psn }: Awaited<ReturnType<typeof scene>>) =>
  (await stack.file(psn)).all('entitlement').map(({ kind, from, to }) => [kind, from, to ?? null])

describe('what moves it', () => {
  it('the first is revoked: from the second, told to everybody once', async () => {
    const { revoke, first, rights, recorded, granted, theCase, told } = await twice()
    await revoke(first)
    expect(await rights()).toEqual([['chronic-M00500', '2026-03-20', null]])
    expect((await theCase()).outcome.from).toBe('2026-03-20')
    expect(recorded()).toEqual([
      ['2026-03-10', null, 'direct'],
      ['2026-03-20', null, 'direct'],
    ])
    expect(granted()).toEqual([
      ['chronic-M00500', '2026-03-10', null],
      ['chronic-M00500', '2026-03-20', null],
    ])
    expect(told()).toEqual(['chronic.granted', 'chronic.changed'])
  })

  it('posted anew it counts again; told with another diagnosis it counts no more', async () => {
    const { revoke, treated, first, rights, stack } = await twice()
    await revoke(first)
    await stack.advanceTo('2026-03-22T09:00:00+08:00')
    await treated('2026-03-10', 'C34', { setl_id: first })
    expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', null]])
    await stack.advanceTo('2026-03-23T09:00:00+08:00')
    await treated('2026-03-10', 'D12', { setl_id: first })
    expect(await rights()).toEqual([['chronic-M00500', '2026-03-20', null]])
  })

  it('the same settlements in any order lead to the same right', async () => {
    const days = ['2026-03-04', '2026-03-10', '2025-11-02']
    for (const order of [days, [...days].reverse(), [days[1], days[2], days[0]] as string[]]) {
      const { treated, rights } = await scene(shandong)
      for (const day of order) await treated(day)
      expect(await rights()).toEqual([['chronic-M00500', '2025-11-02', null]])
    }
  })
})

describe('all that it rests on is revoked', () => {
  it('before the grant it is withdrawn, and a new one takes it up', async () => {
    const { treated, revoke, choose, theCase, stack, psn, experts } = await scene(lueyang)
    await experts('E1')
    const only = await treated('2026-03-10', 'I10')
    await choose('apply')
    await revoke(only)
    expect(await theCase()).toMatchObject({ status: 'withdrawn', outcome: { reason: 'revoked' } })
    expect(await stack.tasks(psn)).toEqual([])
    await stack.advanceTo('2026-03-12T09:00:00+08:00')
    await treated('2026-03-11', 'I10')
    expect(await theCase()).toMatchObject({ status: 'waiting', options: ['apply', 'decline'] })
    expect((await theCase()).waiting_for.until).toBe('2026-06-10T23:59:59+08:00')
  })

  it('what a review has granted stands', async () => {
    const { treated, revoke, choose, stack, psn, experts, decides, rights } = await scene(lueyang)
    await experts('E1')
    const only = await treated('2026-03-10', 'I10')
    await choose('apply')
    await decides('approve')
    await revoke(only)
    expect([await stack.tasks(psn), await rights()]).toEqual([[], [['chronic-M03900', '2026-03-10', null]]])
  })

  it('a clerk is asked once; a new one closes it, and the next loss asks anew', async () => {
    const { treated, revoke, stack, psn, rights } = await scene(shandong)
    const only = await treated('2026-03-10')
    await revoke(only)
    await stack.advanceTo('2026-03-12T09:00:00+08:00')
    expect(await stack.tasks(psn)).toMatchObject([
      { kind: 'entitlement-doubtful', due_at: '2026-03-24T23:59:59+08:00' },
    ])
    const next = await treated('2026-03-11')
    expect([await stack.tasks(psn), await rights()]).toEqual([[], [['chronic-M00500', '2026-03-11', null]]])
    await revoke(next)
    expect((await stack.tasks(psn)).map(({ task_id }) => task_id.split('.').at(-1))).toEqual(['2'])
  })

  it('rejected it stands, whatever is told later; approved it has ended', async () => {
    const { treated, revoke, doubt, stack, rights, psn } = await scene(shandong)
    await revoke(await treated('2026-03-10'))
    await doubt('reject')
    expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', null]])
    await stack.advanceTo('2026-03-20T09:00:00+08:00')
    await treated('2026-03-19')
    expect([await rights(), await stack.tasks(psn)]).toEqual([[['chronic-M00500', '2026-03-10', null]], []])
    const other = await scene(shandong)
    await other.revoke(await other.treated('2026-03-10'))
    await other.stack.advanceTo('2026-03-20T09:00:00+08:00')
    await other.doubt('approve')
    await other.treated('2026-03-20')
    expect(await other.rights()).toEqual([['chronic-M00500', '2026-03-10', '2026-03-20']])
    // Who asks for it is granted it by what lies after the end.
    await other.stack.advanceTo('2026-04-02T09:00:00+08:00')
    await other.treated('2026-04-01')
    expect((await other.ask('M00500')).body.outcome).toMatchObject({ result: 'granted', from: '2026-04-01' })
    expect(await other.rights()).toEqual([
      ['chronic-M00500', '2026-03-10', '2026-03-20'],
      ['chronic-M00500', '2026-04-01', null],
    ])
  })
})

describe('an end that is reported', () => {
  it('sets `to`; the later report holds, whichever came first, and it waits for the right', async () => {
    const { treated, ended, rights, recorded, stack, psn, told } = await scene(shandong)
    await ended('2026-12-31')
    expect((await stack.file(psn)).all('parked')).toMatchObject([{ reason: 'needs-entitlement' }])
    await treated('2026-03-10')
    expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', '2026-12-31']])
    await stack.advanceTo('2026-03-12T09:00:00+08:00')
    await ended('2026-06-30')
    expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', '2026-06-30']])
    expect(recorded().at(-1)).toEqual(['2026-03-10', '2026-06-30', 'direct'])
    expect(told()).toContain('chronic.ended')
  })

  it('after it a recognition grants anew, and the end stays with the first', async () => {
    const { recognized, ended, rights, stack } = await scene(lueyang)
    await recognized('2026-03-10')
    await ended('2026-03-31', 'M03900')
    await stack.advanceTo('2026-05-02T09:00:00+08:00')
    await recognized('2026-03-20', '3')
    await recognized('2026-05-02')
    expect(await rights()).toEqual([
      ['chronic-M03900', '2026-03-10', '2026-03-31'],
      ['chronic-M03900', '2026-05-02', null],
    ])
    await ended('2026-12-31', 'M03900')
    expect(await rights()).toEqual([
      ['chronic-M03900', '2026-03-10', '2026-03-31'],
      ['chronic-M03900', '2026-05-02', '2026-12-31'],
    ])
  })

  it('before the beginning it never was', async () => {
    const { recognized, ended, rights, recorded, theCase } = await scene(lueyang)
    await recognized('2026-03-10')
    await ended('2026-03-09', 'M03900')
    expect([await rights(), recorded().at(-1)]).toEqual([[], ['2026-03-10', '2026-03-09', 'hospital']])
    expect((await theCase()).outcome.from).toBeUndefined()
  })
})

describe('a death', () => {
  it('ends rights and open cases, and all goes on if it is revoked', async () => {
    const made = await scene(lueyang)
    await made.recognized('2026-03-10')
    await made.treated('2026-03-10', 'E11')
    await made.stack.advanceTo('2026-03-20T09:00:00+08:00')
    await dies(made, '2026-03-15')
    expect(await rows(made)).toEqual([['chronic-M03900', '2026-03-10', '2026-03-15']])
    expect((await made.stack.cases(made.psn, 'chronic')).map(({ status }) => status).sort()).toEqual([
      'done',
      'withdrawn',
    ])
    await made.stack.advanceTo('2026-03-21T09:00:00+08:00')
    await livesOn(made)
    expect(await rows(made)).toEqual([['chronic-M03900', '2026-03-10', null]])
    expect((await made.stack.cases(made.psn, 'chronic')).map(({ status }) => status).sort()).toEqual([
      'done',
      'waiting',
    ])
  })

  it('told before the settlement comes to the same as told after it', async () => {
    const after = await scene(shandong)
    await after.treated('2026-03-10')
    await after.stack.advanceTo('2026-03-20T09:00:00+08:00')
    await dies(after, '2026-03-15')
    const before = await scene(shandong)
    await before.stack.advanceTo('2026-03-20T09:00:00+08:00')
    await dies(before, '2026-03-15')
    await before.treated('2026-03-10')
    expect(await rows(before)).toEqual(await rows(after))
    expect(await rows(after)).toEqual([['chronic-M00500', '2026-03-10', '2026-03-15']])
  })

  it('ends two-disease benefits too', async () => {
    const made = await scene(lueyang)
    await made.ask()
    await made.decides('reject')
    await made.stack.advanceTo('2026-03-20T09:00:00+08:00')
    await dies(made, '2026-03-15')
    expect(await rows(made)).toEqual([['two-diseases', '2026-03-10', '2026-03-15']])
    await made.stack.advanceTo('2026-03-21T09:00:00+08:00')
    await livesOn(made)
    expect(await rows(made)).toEqual([['two-diseases', '2026-03-10', null]])
    expect((await made.theCase()).options).toEqual(['second-review', 'accept'])
  })
})

it('no disease is in force twice: a settlement before a right of a review starts none beside it', async () => {
  const { treated, ask, decides, rights, stack } = await scene(lingbi)
  await ask('M00500')
  await decides('approve')
  await stack.advanceTo('2026-03-12T09:00:00+08:00')
  await treated('2026-03-01')
  await treated('2026-03-11')
  expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', null]])
})

it.each([
  ['2026-03-05', null, [['chronic-M00500', '2026-03-05', null]]],
  ['2026-03-05', '2026-04-30', [['chronic-M00500', '2026-03-05', '2026-04-30']]],
  [
    '2026-03-05',
    '2026-03-07',
    [
      ['chronic-M00500', '2026-03-05', '2026-03-07'],
      ['chronic-M00500', '2026-03-10', null],
    ],
  ],
])('granted under two numbers of one person it is in force once: from %s to %s (4.5)', async (day, enddate, after) => {
  const { stack, psn, enrol, treated, rights, revoke, recorded } = await scene(shandong)
  const other = await register(stack, 2)
  await enrol(shandong, '2019-01-01', other)
  await treated('2026-03-10')
  const first = await treated(day, 'C34', { psn_no: other })
  const end = { psn_no: other, insu_admdvs: '370100', opsp_dise_code: 'M00500', enddate, reason: '不再符合' }
  if (enddate) await stack.happen('chronic.ended', end)
  await stack.happen('person.merged', { psn_no: other, into_psn_no: psn, reason: '同一人' })
  expect(await rights()).toEqual(after)
  expect(await stack.tasks(psn)).toEqual([])
  if (enddate) return
  expect(recorded()).toContainEqual(['2026-03-10', '2026-03-09', 'direct'])
  await stack.advanceTo('2026-03-11T09:00:00+08:00')
  await revoke(first)
  expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', null]])
})

it.each([
  ['a hospital is believed no more', lueyang, 'recognizing_hosp_lvs', [], ['rule-corrected']],
  ['it lists levels as before', lueyang, 'recognizing_hosp_lvs', ['3', '2'], []],
  ['who was told is asked', shandong, 'chronic_consent', 'ask', ['rule-corrected']],
  ['who was asked and agreed is told', lingbi, 'chronic_consent', 'tell', []],
])('what was granted is held against a corrected parameter: %s', async (_what, place, name, value, tasks) => {
  const { stack, psn, treated, recognized, choose, rights } = await scene(place)
  if (place === lueyang) await recognized('2026-03-10')
  else await treated('2026-03-10')
  if (place === lingbi) await choose('accept')
  const before = await rights()
  await stack.advanceTo('2026-03-12T09:00:00+08:00')
  await stack.policy({ name, admdvs: place.area, value })
  await stack.run()
  expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(tasks)
  expect(await rights()).toEqual(before)
})

it('a right that rests long outlives the settlement that lies at rest, and hears of its end all the same', async () => {
  const { treated, revoke, rights, stack, psn, recognized } = await scene(shandong)
  const only = await treated('2026-03-10')
  await stack.advanceTo('2028-06-01T09:00:00+08:00')
  await recognized('2028-05-01', '3', { opsp_dise_code: 'M99900' })
  expect((await stack.file(psn)).restOf('heard', `settlement#${only}`)).toBeDefined()
  expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', null]])
  await revoke(only)
  expect((await stack.tasks(psn)).map(({ kind }) => kind)).toContain('entitlement-doubtful')
})

it('a right whose settlement was revoked rests on the next one, though both lay at rest', async () => {
  const { treated, revoke, rights, stack, psn, recognized } = await scene(shandong)
  const first = await treated('2026-03-09')
  const second = await treated('2026-03-10')
  await stack.advanceTo('2028-06-01T09:00:00+08:00')
  await recognized('2028-05-01', '3', { opsp_dise_code: 'M99900' })
  expect((await stack.file(psn)).restOf('heard', `settlement#${second}`)).toBeDefined()
  await revoke(first)
  expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', null]])
  expect(await stack.tasks(psn)).toEqual([])
})
