/** chronic/RULES.md 3: who is drawn, what they see, and what their word does. */
import { describe, expect, it } from 'vitest'
import { citizen, clerk, expert } from '../../../support/api.ts'
import { lueyang, scene } from './scene.ts'

/** Somebody who wants to be reviewed. */
async function applied(...experts: string[]) {
  const made = await scene(lueyang)
  await made.experts(...experts)
  await made.treated('2026-03-10', 'I10.x00')
  await made.choose('apply')
  return made
}

describe('the draw', () => {
  it('is repeatable, depends on no order, and gives each a chance', async () => {
    const numbers = ['E1', 'E2', 'E3', 'E4']
    const drawn = async (some: string[]) => (await (await applied(...some)).reviewing())[0]![0]
    expect(await drawn(numbers)).toBe(await drawn([...numbers].reverse()))
    const { stack } = await scene(lueyang)
    // One lot each of a hundred cases: nobody has all of them, nobody none.
    const { keyedHash } = await import('../../../../shared/identity/hash.ts')
    const first = Array.from({ length: 100 }, (_, n) => {
      const lot = (expert_no: string) => keyedHash(stack.ports.keys, 'lot', `CD${n} 0 ${expert_no}`)
      return numbers.toSorted((a, b) => (lot(a) < lot(b) ? -1 : 1))[0]
    })
    for (const one of numbers) expect(first.filter((it) => it === one).length).toBeGreaterThan(10)
  })

  it.each([
    ['for another disease', { opsp_dise_codes: ['M01600'] }],
    ['of another area', { admdvs: '610100' }],
    ['not yet in office', { begndate: '2026-03-11' }],
    ['no more in office', { enddate: '2026-03-09' }],
    ['where the person was treated', { fixmedins_code: 'H61070000001' }],
  ])('leaves out who is %s', async (_what, more) => {
    const { expertIs, treated, choose, reviewing } = await scene(lueyang)
    await expertIs('E1', more)
    await treated('2026-03-10', 'I10')
    await choose('apply')
    expect(await reviewing()).toEqual([['clerk', '2026-03-17']])
  })

  it('the later report of an expert holds, whichever came first; who moves is drawn there', async () => {
    const { stack, expertIs, treated, choose, reviewing } = await scene(lueyang)
    const of = (admdvs: string, begndate: string) => ({
      expert_no: 'E1',
      diag_dr_name: '王守正',
      fixmedins_code: 'H61070200001',
      admdvs,
      opsp_dise_codes: ['M03900'],
      begndate,
    })
    await stack.happen('expert.registered', of('610700', '2026-01-01'), { time: '2026-03-03T09:00:00+08:00' })
    await stack.happen('expert.registered', of('610100', '2026-01-01'), { time: '2026-03-02T09:00:00+08:00' })
    await expertIs('E2', { admdvs: '610700' })
    await stack.advanceTo('2026-03-10T13:00:00+08:00')
    await expertIs('E2', { admdvs: '610100' })
    await treated('2026-03-10', 'I10')
    await choose('apply')
    expect(await reviewing()).toEqual([['E1', '2026-03-11']])
  })

  it('is made anew if the expert turns out to be of where the person was treated', async () => {
    const { expertIs, ask, treated, reviewing, stack, psn } = await scene(lueyang)
    await expertIs('E1')
    await ask()
    await stack.advanceTo('2026-03-11T09:00:00+08:00')
    await treated('2026-03-10', 'I10', { fixmedins_code: 'H610702E1' })
    expect(await reviewing()).toEqual([['clerk', '2026-03-18']])
    const [old] = (await stack.tasks(psn, 'any')).filter(({ owner }) => owner.role === 'expert')
    expect(old?.status).toBe('closed')
  })

  it('goes on day by day, however late we look, and at last to a clerk', async () => {
    const { stack, reviewing, psn } = await applied('E1', 'E2')
    const [[first]] = (await reviewing()) as [[string]]
    await stack.advanceTo('2026-03-13T00:01:00+08:00')
    expect(await reviewing()).toEqual([['clerk', '2026-03-19']])
    const all = (await stack.tasks(psn, 'any')).filter(({ kind }) => kind === 'review-chronic')
    expect(all.map(({ status }) => status)).toEqual(['closed', 'closed', 'open'])
    expect(all[0]!.owner).toEqual({ role: 'expert', expert_no: first })
  })
})

describe('an expert', () => {
  it('sees the illness of whom they were drawn for, and nothing that says whose it is', async () => {
    const { api, reviewing, psn, stack, cases } = await applied('E1', 'E2')
    const [[drawn]] = (await reviewing()) as [[string]]
    const { body } = await api.call(expert(drawn), 'GET /v1/tasks')
    const [{ case_id }] = await cases()
    expect(body.tasks).toMatchObject([
      {
        case_id,
        kind: 'review-chronic',
        admdvs: '610700',
        facts: {
          opsp_dise_code: 'M03900',
          opsp_dise_name: '高血压',
          age: 36,
          gend: '1',
          settlements: [{ day: '2026-03-10', hosp_lv: '3', diags: [{ diag_code: 'I10.x00' }] }],
        },
      },
    ])
    const { task_id } = body.tasks[0]
    const one = await api.call(expert(drawn), `GET /v1/tasks/${task_id}`)
    const { psn_name, certno } = (await stack.file(psn)).person!.private
    for (const text of [JSON.stringify(body), one.text]) {
      for (const secret of [psn, psn_name, certno!, '测*', 'psn_no', 'psn_name']) expect(text).not.toContain(secret)
    }
    const other = drawn === 'E1' ? 'E2' : 'E1'
    expect((await api.call(expert(other), 'GET /v1/tasks')).body.tasks).toEqual([])
    expect((await api.call(expert(other), `GET /v1/tasks/${task_id}`)).status).toBe(404)
    expect((await api.call(expert(other), `POST /v1/tasks/${task_id}/decision`, { decision: 'approve' })).status).toBe(
      404,
    )
    expect((await api.call(clerk('610700'), `GET /v1/tasks/${task_id}`)).status).toBe(404)
  })

  it.each(['GET /v1/me', 'GET /v1/cases', 'GET /v1/me/notices', 'GET /v1/workload', 'GET /v1/audit?psn_no=P000001'])(
    'may not call %s',
    async (call) => {
      const { api } = await scene(lueyang)
      expect((await api.call(expert('E1'), call)).status).toBe(403)
    },
  )

  it('reads no case, not even one they review', async () => {
    const { api, cases, reviewing } = await applied('E1')
    const [[drawn]] = (await reviewing()) as [[string]]
    const [{ case_id }] = await cases()
    expect((await api.call(expert(drawn), `GET /v1/cases/${case_id}`)).status).toBe(403)
    expect((await api.call(expert(drawn), `GET /v1/cases/${case_id}/why`)).status).toBe(403)
  })

  it('decides until the limit, and not after it', async () => {
    const { stack, api, reviewing, psn } = await applied('E1')
    const [task] = await stack.tasks(psn)
    expect(await reviewing()).toEqual([['E1', '2026-03-11']])
    stack.clock.set('2026-03-12T00:00:00+08:00' as never)
    const late = await api.call(expert('E1'), `POST /v1/tasks/${task!.task_id}/decision`, { decision: 'approve' })
    expect([late.status, late.body.code]).toEqual([409, 'task-closed'])
    await stack.advanceTo('2026-03-12T00:01:00+08:00')
    expect(await reviewing()).toEqual([['clerk', '2026-03-18']])
  })

  it('decides once; a rejection needs its reason', async () => {
    const { decides, api, stack, psn } = await applied('E1')
    const [task] = await stack.tasks(psn)
    const path = `POST /v1/tasks/${task!.task_id}/decision`
    expect((await api.call(expert('E1'), path, { decision: 'reject' })).status).toBe(400)
    expect((await decides('approve')).status).toBe(200)
    expect((await api.call(expert('E1'), path, { decision: 'approve' })).status).toBe(409)
  })
})

describe('a refusal', () => {
  it('is told with its reason, and over after 10 working days', async () => {
    const { decides, stack, theCase } = await applied('E1')
    await decides('reject')
    expect((await theCase()).waiting_for).toMatchObject({ actor: 'citizen', until: '2026-03-24T23:59:59+08:00' })
    expect(stack.sent('notice').at(-1)?.data.text).toContain('血压没有达到标准')
    await stack.advanceTo('2026-03-24T23:59:59+08:00')
    expect((await theCase()).status).toBe('waiting')
    await stack.advanceTo('2026-03-25T00:01:00+08:00')
    expect((await theCase()).outcome).toEqual({
      result: 'refused',
      opsp_dise_code: 'M03900',
      insu_admdvs: '610700',
      insutype: '390',
      reason: '血压没有达到标准',
      two_diseases_from: '2026-03-10',
    })
  })

  it('is reviewed once more by somebody else, and then final', async () => {
    const { decides, choose, reviewing, theCase, stack } = await applied('E1', 'E2')
    const [[first]] = (await reviewing()) as [[string]]
    await stack.advanceTo('2026-03-11T10:00:00+08:00')
    await decides('reject')
    await choose('second-review')
    expect(await theCase()).toMatchObject({ due_at: '2026-03-12T23:59:59+08:00' })
    expect(await reviewing()).toEqual([[first === 'E1' ? 'E2' : 'E1', '2026-03-12']])
    await decides('reject', { reason: '仍没有达到标准' })
    expect((await theCase()).outcome).toMatchObject({ result: 'refused', reason: '仍没有达到标准' })
  })

  it('gives no two-disease benefits where the disease itself is not found, nor to employees, nor of other diseases', async () => {
    const { decides, rights } = await applied('E1')
    await decides('reject', { diagnosed: false })
    expect(await rights()).toEqual([])
    const employee = await scene({ area: '610700', insutype: '310' })
    await employee.ask()
    await employee.decides('reject')
    expect(await employee.rights()).toEqual([])
    const other = await scene(lueyang)
    await other.stack.policy({ name: 'two_diseases', admdvs: '610700', value: ['M01600'] })
    await other.ask()
    await other.decides('reject')
    expect(await other.rights()).toEqual([])
  })

  it('one right for both diseases: it ends when the last refusal has been granted after all (3.4)', async () => {
    const { stack, ask, decides, choose, rights, theCase } = await scene(lueyang)
    await ask('M03900')
    await decides('reject')
    await stack.advanceTo('2026-03-11T10:00:00+08:00')
    await ask('M01600')
    await decides('reject')
    expect(await rights()).toEqual([['two-diseases', '2026-03-10', null]])
    await stack.advanceTo('2026-03-12T10:00:00+08:00')
    await choose('second-review', 0)
    await decides('approve')
    expect(await rights()).toContainEqual(['two-diseases', '2026-03-10', null])
    await stack.advanceTo('2026-03-16T10:00:00+08:00')
    await choose('second-review', 1)
    await decides('approve')
    expect(await rights()).toContainEqual(['two-diseases', '2026-03-10', '2026-03-15'])
    expect(theCase).toBeDefined()
  })

  it('granted the same day it falls away (3.4)', async () => {
    const { decides, choose, rights, granted } = await applied('E1')
    await decides('reject')
    await choose('second-review')
    await decides('approve')
    expect(await rights()).toEqual([['chronic-M03900', '2026-03-10', null]])
    expect(granted()).toContainEqual(['two-diseases', '2026-03-10', '2026-03-09'])
  })
})

it('what the person reads of it names no expert', async () => {
  const { decides, cases, api, psn } = await applied('E1')
  await decides('approve')
  const [{ case_id }] = await cases()
  const { text } = await api.call(citizen(psn), `GET /v1/cases/${case_id}`)
  expect(text).not.toContain('E1')
})
