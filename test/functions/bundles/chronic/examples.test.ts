/** The examples of chronic/RULES.md. */
import { describe, expect, it } from 'vitest'
import { lingbi, lueyang, scene, shandong } from './scene.ts'

describe('found by a settlement', () => {
  it('370100, 310, C34.9: at once; repeated, or another that year: no further case; one of 03-02 told later moves it', async () => {
    const { treated, theCase, rights, recorded, stack } = await scene(shandong)
    await treated('2026-03-10')
    expect(await theCase()).toMatchObject({
      status: 'done',
      outcome: { result: 'granted', basis: 'direct', from: '2026-03-10', insu_admdvs: '370100', insutype: '310' },
    })
    expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', null]])
    await treated('2026-03-10', 'C34.900', { setl_id: 'S1' })
    await stack.advanceTo('2026-03-20T09:00:00+08:00')
    await treated('2026-03-02')
    await treated('2026-03-19')
    expect((await theCase()).outcome.from).toBe('2026-03-02')
    expect(await rights()).toEqual([['chronic-M00500', '2026-03-02', null]])
    expect(recorded()).toEqual([
      ['2026-03-10', null, 'direct'],
      ['2026-03-02', null, 'direct'],
    ])
  })

  it('341300, 390, accepted on 03-12: from 03-10; not answered: over at the end of 06-08', async () => {
    const { treated, theCase, choose, stack } = await scene(lingbi)
    await treated('2026-03-10')
    expect(await theCase()).toMatchObject({ actions: ['choose'], options: ['accept', 'decline'] })
    await stack.advanceTo('2026-03-12T09:00:00+08:00')
    expect((await choose('apply')).body).toMatchObject({ status: 409, code: 'action-not-offered' })
    expect((await choose('accept')).body).toMatchObject({ outcome: { result: 'granted', from: '2026-03-10' } })
    const silent = await scene(lingbi)
    await silent.treated('2026-03-10')
    await silent.stack.advanceTo('2026-06-08T23:59:59+08:00')
    expect((await silent.theCase()).status).toBe('waiting')
    await silent.stack.advanceTo('2026-06-09T00:00:05+08:00')
    expect((await silent.theCase()).outcome).toMatchObject({ result: 'no-answer', opsp_dise_code: 'M00500' })
    expect(silent.told().filter((one) => one === 'chronic.reminder')).toHaveLength(3)
  })

  it.each([
    ['2023-06-30', 'apply'],
    ['2023-07-01', 'accept'],
  ])('341300, 310, settled on %s: %s', async (day, option) => {
    const { treated, theCase } = await scene({ area: '341300', insutype: '310' }, '2023-07-03T09:00:00+08:00')
    await treated(day)
    expect((await theCase()).options).toEqual([option, 'decline'])
  })
})

describe('reviewed', () => {
  it('610700, 390, I10: the first is silent, the second approves on 03-12', async () => {
    const { treated, theCase, choose, experts, reviewing, decides, stack, rights } = await scene(lueyang)
    await experts('E1', 'E2', 'E3')
    await treated('2026-03-10', 'I10.x00')
    expect((await choose('apply')).body).toMatchObject({
      due_at: '2026-03-11T23:59:59+08:00',
      waiting_for: { actor: 'expert', what: 'review-chronic' },
    })
    const [[first, due]] = (await reviewing()) as [[string, string]]
    expect(due).toBe('2026-03-11')
    await stack.advanceTo('2026-03-12T09:00:00+08:00')
    const [[second, next]] = (await reviewing()) as [[string, string]]
    expect([next, second === first]).toEqual(['2026-03-12', false])
    expect((await decides('approve')).status).toBe(200)
    const outcome = { result: 'granted', basis: 'expert', from: '2026-03-12' }
    expect(await theCase()).toMatchObject({ due_at: '2026-03-11T23:59:59+08:00', outcome })
    expect(await rights()).toEqual([['chronic-M03900', '2026-03-12', null]])
  })

  it('rejected on 03-11, approved by the second review on 03-16: two-diseases in between', async () => {
    const { treated, theCase, choose, experts, decides, stack, rights } = await scene(lueyang)
    await experts('E1', 'E2')
    await treated('2026-03-10', 'I10.x00')
    await choose('apply')
    await stack.advanceTo('2026-03-11T09:00:00+08:00')
    await decides('reject')
    expect(await rights()).toEqual([['two-diseases', '2026-03-11', null]])
    expect((await theCase()).options).toEqual(['second-review', 'accept'])
    await stack.advanceTo('2026-03-16T09:00:00+08:00')
    await choose('second-review')
    await decides('approve')
    expect((await rights()).sort()).toEqual([
      ['chronic-M03900', '2026-03-16', null],
      ['two-diseases', '2026-03-11', '2026-03-15'],
    ])
    expect((await theCase()).outcome).toMatchObject({ result: 'granted', two_diseases_from: '2026-03-11' })
  })

  it('the only expert works where the person was treated: a clerk, due 03-17', async () => {
    const { treated, choose, expertIs, reviewing, decides, theCase } = await scene(lueyang)
    await expertIs('E1', { fixmedins_code: 'h61070000001' })
    await treated('2026-03-10', 'I10.x00')
    await choose('apply')
    expect(await reviewing()).toEqual([['clerk', '2026-03-17']])
    await decides('approve')
    expect((await theCase()).outcome).toMatchObject({ basis: 'clerk', from: '2026-03-10' })
  })
})

describe('recognized by a hospital of the area', () => {
  it('of level 2: from that day', async () => {
    const { recognized, theCase, recorded, stack } = await scene(lueyang)
    await recognized('2026-03-10')
    expect((await theCase()).outcome).toMatchObject({ result: 'granted', basis: 'hospital', from: '2026-03-10' })
    expect(recorded()).toEqual([['2026-03-10', null, 'hospital']])
    expect(stack.sent('medins', 'chronic.recorded')[0]?.data).toMatchObject({
      ide_fixmedins_no: 'H61070000002',
      hosp_ide_date: '2026-03-10',
    })
  })

  it('of level 1: reviewed', async () => {
    const { recognized, reviewing } = await scene(lueyang)
    await recognized('2026-03-10', '1')
    expect(await reviewing()).toEqual([['clerk', '2026-03-17']])
  })
})

describe('what comes later', () => {
  it('all is revoked on 04-02, and a clerk ends it on 04-03', async () => {
    const { treated, revoke, doubt, stack, rights, theCase } = await scene(shandong)
    await treated('2026-03-10')
    await stack.advanceTo('2026-04-02T09:00:00+08:00')
    await revoke('S1')
    const [task] = await stack.tasks((await theCase()).psn_no)
    expect(task).toMatchObject({ kind: 'entitlement-doubtful', due_at: '2026-04-17T23:59:59+08:00' })
    await stack.advanceTo('2026-04-03T09:00:00+08:00')
    expect((await doubt('approve')).status).toBe(200)
    expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', '2026-04-03']])
    expect((await theCase()).outcome).toMatchObject({ result: 'granted', to: '2026-04-03' })
  })

  it('died on 05-01: the right ends that day', async () => {
    const { treated, stack, psn, recorded } = await scene(shandong)
    await treated('2026-03-10')
    await stack.advanceTo('2026-05-02T09:00:00+08:00')
    const { certno } = (await stack.file(psn)).person!.private
    await stack.happen('death.registered', { certno, dead_date: '2026-05-01' })
    expect((await stack.file(psn)).all('entitlement')).toMatchObject([{ from: '2026-03-10', to: '2026-05-01' }])
    expect(recorded().at(-1)).toEqual(['2026-03-10', '2026-05-01', 'direct'])
  })
})

it.each([
  ['2026-03-15', 42, 42, 14, '210.00', '70.00'],
  ['2026-03-28', 29, 55, 1, '275.00', '5.00'],
  ['2026-03-29', 28, 56, 0, '280.00', '0.00'],
  ['2026-04-26', 0, 56, 0, '280.00', '0.00'],
])(
  '56 days supplied on 03-01, 56 more on %s elsewhere',
  async (day, in_hand_days, allowed_days, over_days, in_scope_amt, psn_amt) => {
    const { treated, doses } = await scene(shandong)
    const code = 'XC08CAA000A001010100001'
    const drugs = [{ med_list_codg: code, prd_days: 56, det_item_fee_sumamt: '280.00' }]
    await treated('2026-03-01', 'J00', { med_type: '14', drugs })
    const asked = { ...drugs[0], med_list_codg: 'XC08CAA000A001999999999' }
    const { status, body } = await doses(`${day}T09:00:00+08:00`, [asked])
    expect(status).toBe(200)
    const line = { med_list_codg: asked.med_list_codg, in_hand_days, allowed_days, over_days, in_scope_amt, psn_amt }
    expect(body).toMatchObject({ mdtrt_id: 'M1', lines: [line] })
  },
)
