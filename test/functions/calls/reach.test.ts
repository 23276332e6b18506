/** A clerk of a province sees the areas of the province, their tasks too, pages through all of them, and decides none. */
import { describe, expect, it } from 'vitest'
import { areasSeen, isProvince, reaches } from '../../../functions/calls/reach.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { apiOf, clerk } from '../../support/api.ts'
import { credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

const of = (...areas: string[]) => areas as Admdvs[]

describe('what a clerk sees', () => {
  it('is their area, of a province each of its areas; where both are one, the area', () => {
    expect(areasSeen('130200' as Admdvs)).toEqual(['130200'])
    expect(areasSeen('130000' as Admdvs)).toEqual(expect.arrayContaining(of('130000', '130100', '130181', '139900')))
    for (const whole of of('110000', '460000', '540000')) {
      expect([isProvince(whole), areasSeen(whole)]).toEqual([false, [whole]])
    }
    expect(isProvince('130000' as Admdvs)).toBe(true)
    expect(reaches('130000' as Admdvs, of('440100', '130300'))).toBe(true)
    expect(reaches('130000' as Admdvs, of('440100'))).toBe(false)
  })

  it('by lists over a whole province: each case and task once, in order, page after page; a decision is theirs not', async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const api = apiOf(stack)
    const froms = ['130200', '130300', '130400', '130500', '130200']
    for (const [n, from] of froms.entries()) {
      const psn_no = await register(stack, n)
      await stack.happen('enrolment.registered', enrolment(psn_no, from, '2019-03-01'))
      await stack.happen('account.credited', credit(psn_no, from, '10.00'))
      await stack.happen('enrolment.paused', pause(psn_no, from, '2026-01-31'))
      await stack.happen('enrolment.registered', enrolment(psn_no, '130100', '2026-03-02'))
    }
    const province = clerk('130000')
    const pages = async (call: string, list: 'cases' | 'tasks', id: string) => {
      const seen: Record<string, string>[] = []
      for (let cursor: string | undefined; ; ) {
        const { body } = await api.call(province, `${call}?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
        seen.push(...body[list])
        cursor = body.cursor
        if (!cursor) break
      }
      expect(new Set(seen.map((one) => one[id])).size).toBe(seen.length)
      return seen
    }
    expect(await pages('GET /v1/cases', 'cases', 'case_id')).toHaveLength(froms.length)
    const tasks = await pages('GET /v1/tasks', 'tasks', 'task_id')
    expect(tasks.map(({ admdvs }) => admdvs).sort()).toEqual([...froms].sort())
    const decided = await api.call(province, `POST /v1/tasks/${tasks[0]!.task_id}/decision`, { decision: 'approve' })
    expect([decided.status, decided.body.code]).toEqual([403, 'forbidden'])
    expect((await api.call(clerk('440000'), 'GET /v1/tasks')).body.tasks).toEqual([])
    const foreign = `POST /v1/tasks/${tasks[0]!.task_id}/decision`
    expect((await api.call(clerk('440000'), foreign, { decision: 'approve' })).status).toBe(404)
  })
})
