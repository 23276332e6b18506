/** outreach/RULES.md 2: told, visited, and what the visit finds. */
import { describe, expect, it } from 'vitest'
import { instant } from '../../../../shared/calendar/index.ts'
import { certnoOf, enrolment, register } from '../../../support/people.ts'
import { area, community, scene } from './scene.ts'

const jump = (stack: { clock: { set(at: ReturnType<typeof instant>): void } }, to: string) =>
  stack.clock.set(instant(to))

describe('who is told, and who visits', () => {
  it('the person is told how to enrol, of who is under 18 the guardians (2.1)', async () => {
    const grown = await scene()
    await grown.screen()
    expect(grown.stack.sent('notice').map(({ data }) => [data.psn_no, data.template])).toEqual([
      [grown.psnNo, 'outreach.how-to-enrol'],
    ])
    const { stack, psnNo, screen, finds } = await scene({ person: { brdy: '2015-05-05' } })
    await stack.happen('person.registered', {
      psn_no: 'P000002',
      psn_cert_type: '01',
      certno: certnoOf(2),
      psn_name: '妈妈',
      gend: '2',
      brdy: '1990-01-01',
      tel: '13900000002',
    })
    const guardians = [{ certno: certnoOf(2), psn_name: '妈妈', relation: 'mother' }]
    await stack.happen('guardian.changed', { psn_no: psnNo, guardians, from: '2026-01-01', reason: '收养' })
    await screen()
    const told = stack.sent('notice').filter(({ data }) => data.template === 'outreach.how-to-enrol')
    expect(told.map(({ data }) => data.psn_no)).toEqual(['P000002'])
    await finds('refuses')
  })

  it('the point that serves the community with the fewest open visits, then by its number; else the clerks (2.2)', async () => {
    const { stack, lives, screen, theTask, withPoint } = await scene()
    await withPoint('B2')
    await withPoint('B1')
    await withPoint('B0', ['130102001009'])
    for (const n of [2, 3]) {
      const psn_no = await register(stack, n)
      await lives(psn_no, n === 3 ? '130102009009' : community)
    }
    await screen()
    const owners = await Promise.all(
      ['P000001', 'P000002', 'P000003'].map(async (psn) => (await stack.tasks(psn))[0]!.owner),
    )
    const points = owners.flatMap((owner) => (owner.role === 'agent' ? [owner.point_no] : []))
    expect(points.sort()).toEqual(['B1', 'B2'])
    expect(owners[2]).toEqual({ role: 'clerk', area })
    expect(await theTask()).toMatchObject({ due_at: '2026-04-07T23:59:59+08:00' })
  })

  it('name and telephone only for who has claimed it (2.2)', async () => {
    const { api, screen, withPoint } = await scene()
    const visitor = await withPoint('B1')
    await screen()
    const seen = async () => (await api.call(visitor, 'GET /v1/tasks')).body.tasks[0]
    const before = await seen()
    expect(before.facts).toMatchObject({ psn_name: '测**', community, screened_on: '2026-03-09' })
    expect(JSON.stringify(before)).not.toContain('13900000000')
    await api.call(visitor, `POST /v1/tasks/${before.task_id}/claim`)
    expect((await seen()).facts).toMatchObject({ psn_name: '测试1', tel: '13900000000' })
  })
})

describe('what the visit finds', () => {
  it.each(['insured-elsewhere', 'military', 'abroad', 'moved', 'deceased'])(
    '%s: exempt through 31 December',
    async (answer) => {
      const { stack, api, screen, finds, outcome, theCase } = await scene()
      await screen()
      await finds(answer)
      expect(await outcome()).toEqual({ result: answer, community, exempt_to: '2026-12-31' })
      expect(await theCase()).toMatchObject({ status: 'done' })
      const map = async () => (await api.call({ role: 'operator' }, `GET /v1/enrolment-map?code=${area}`)).body
      expect(await map()).toMatchObject({ exempt: 0 })
      jump(stack, '2026-12-31T09:00:00+08:00')
      await screen()
      expect(await map()).toMatchObject({ residents: 1, exempt: 1, not_insured: 0, rate: null })
      jump(stack, '2027-01-01T09:00:00+08:00')
      await screen()
      expect(await map()).toMatchObject({ exempt: 0, not_insured: 1, rate: '0.0000' })
      expect(await stack.cases('P000001', 'outreach')).toHaveLength(2)
    },
  )

  it.each([
    ['refuses', 'refuses'],
    ['not-found', 'not-found'],
    ['reject', 'not-found'],
  ])('%s ends it', async (answer, result) => {
    const { screen, finds, outcome } = await scene()
    await screen()
    await finds(answer)
    expect(await outcome()).toEqual({ result, community })
  })

  it('will-enrol waits 30 days, then ends so; who is insured meanwhile is insured (2.3, 2.4)', async () => {
    const { stack, psnNo, screen, finds, outcome, theCase } = await scene()
    await screen()
    await finds('will-enrol')
    await stack.advanceTo('2026-04-08T23:00:00+08:00')
    expect(await theCase()).toMatchObject({ status: 'waiting', waiting_for: { actor: 'citizen' } })
    await stack.advanceTo('2026-04-09T00:00:10+08:00')
    expect(await outcome()).toEqual({ result: 'will-enrol', community })
    await stack.happen('enrolment.registered', enrolment(psnNo, area, '2026-04-09'))
    expect(await outcome()).toEqual({ result: 'will-enrol', community })
  })

  it('insured before anybody came: the task closes (2.4)', async () => {
    const { stack, psnNo, screen, outcome } = await scene()
    await screen()
    await stack.happen('enrolment.registered', enrolment(psnNo, '440100', '2026-03-09'))
    expect(await outcome()).toEqual({ result: 'insured', community })
    expect(await stack.tasks(psnNo)).toEqual([])
  })

  it('an enrolment that is announced counts from its day (2.4)', async () => {
    const { stack, psnNo, screen, theCase } = await scene()
    await screen()
    await stack.happen('enrolment.registered', enrolment(psnNo, area, '2026-03-20'), {
      time: '2026-03-09T09:00:00+08:00',
    })
    expect(await theCase()).toMatchObject({ status: 'waiting' })
    await stack.advanceTo('2026-03-20T00:01:00+08:00')
    expect(await theCase()).toMatchObject({ status: 'done', outcome: { result: 'insured' } })
  })

  it('death withdraws (2.5)', async () => {
    const { stack, screen, theCase } = await scene()
    await screen()
    await stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2026-03-09' })
    expect(await theCase()).toMatchObject({ status: 'withdrawn', outcome: { community, reason: 'deceased' } })
    expect(await stack.tasks('P000001')).toEqual([])
  })
})
