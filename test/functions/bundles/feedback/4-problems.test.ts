/** feedback/RULES.md 4: what several answers have in common is mended at its root, by the whole system. */
import { describe, expect, it } from 'vitest'
import { citizen, clerk, supervisor } from '../../../support/api.ts'
import { moveAway } from '../../../support/people.ts'
import { answer, home, scene } from './scene.ts'

type Scene = Awaited<ReturnType<typeof scene>>

const mended = {
  decision: 'approve',
  whys: ['窗口没有告知', '没有告知单'],
  at_once: '当面补告知。',
  corrective: '印发一次性告知单。',
  spread: '其他窗口同样印发。',
  lasting: '列入岗前培训。',
}

const problems = async ({ api }: Scene, query = '', who = clerk(home)) =>
  (await api.call(who, `GET /v1/problems${query}`)).body.problems

/** Cases that nobody is named in, open and waiting for an answer; their tasks. */
async function opened(
  { stack, tasks }: Scene,
  count: number,
  matter = 'filing',
  kind = 'complaint',
): Promise<string[]> {
  const before = (await tasks('handle-feedback')).map(({ task_id }: { task_id: string }) => task_id)
  for (let n = 0; n < count; n++) {
    const raised_at = stack.clock.now()
    const said = { channel: '12345', kind, matter, text: '没有说清楚。', admdvs: home, raised_at }
    await stack.send('ticket.raised', { ticket_no: `T${++tickets}`, ...said })
  }
  await stack.run()
  const open: { task_id: string }[] = await tasks('handle-feedback')
  return open.map(({ task_id }) => task_id).filter((id) => !before.includes(id))
}
let tickets = 0

async function answered(self: Scene, count: number, more: object = {}, matter = 'filing'): Promise<void> {
  for (const id of await opened(self, count, matter)) await self.decide(id, { ...answer, ...more })
}

describe('a problem', () => {
  it('is open with the third answer of one cause, and closed with what was entered', async () => {
    const self = await scene()
    await answered(self, 2)
    await answered(self, 1, { cause: 'delay' })
    await answered(self, 1, {}, 'transfer')
    expect(await problems(self)).toEqual([])
    await answered(self, 1)
    const [problem] = await problems(self)
    expect(problem).toMatchObject({ admdvs: home, matter: 'filing', cause: 'guidance', status: 'open', reopened: 0 })
    expect(problem.case_ids).toHaveLength(3)
    const [task] = await self.tasks('mend-problem')
    expect(task.due_at).toBe('2026-04-03T23:59:59+08:00')
    expect(task.facts).toEqual({ matter: 'filing', cause: 'guidance', case_ids: problem.case_ids })
    await answered(self, 1)
    expect((await self.tasks('mend-problem'))[0].facts.case_ids).toHaveLength(4)
    expect((await self.decide(task.task_id, mended)).status).toBe(404)
    const lacking = await self.decide(task.task_id, { ...mended, lasting: undefined }, supervisor(home))
    expect([lacking.status, lacking.body.errors?.[0]?.field]).toEqual([400, 'lasting'])
    expect((await self.decide(task.task_id, mended, supervisor(home))).status).toBe(200)
    const { decision: _decision, ...record } = mended
    expect(await problems(self, '?status=open')).toEqual([])
    expect(await problems(self, '?status=closed')).toMatchObject([{ status: 'closed', record, reopened: 0 }])
    expect((await self.api.call(clerk(home), 'GET /v1/problems?status=counting')).status).toBe(400)
    expect((await self.api.call(self.me, 'GET /v1/problems')).status).toBe(403)
    expect(await problems(self, '', clerk('130200'))).toEqual([])
    expect(await problems(self, '', clerk('130000'))).toHaveLength(1)
  })

  it('closed on 04-01 is open again on 04-20, and one decided is not by an answer long after', async () => {
    const self = await scene()
    await answered(self, 3)
    await self.stack.advanceTo('2026-04-01T09:00:00+08:00')
    const close = async () => {
      const [{ task_id }] = await self.tasks('mend-problem')
      return self.decide(task_id, mended, supervisor(home))
    }
    expect((await close()).status).toBe(200)
    await self.stack.advanceTo('2026-04-20T09:00:00+08:00')
    await answered(self, 1)
    expect(await problems(self)).toMatchObject([{ status: 'open', reopened: 1 }])
    expect((await close()).status).toBe(200)
    await self.stack.advanceTo('2026-05-21T09:00:00+08:00')
    await answered(self, 1)
    expect(await problems(self)).toMatchObject([{ status: 'closed', reopened: 1 }])
    expect(await self.tasks('mend-problem')).toEqual([])
  })

  it('that is none is counted anew; limits are parameters of the area', async () => {
    const self = await scene()
    await self.stack.policy({ name: 'problem_threshold', admdvs: home, value: 2 })
    await answered(self, 2)
    const [{ task_id }] = await self.tasks('mend-problem')
    const none = { decision: 'reject', reason: '不是一回事' }
    expect((await self.decide(task_id, none, supervisor(home))).status).toBe(200)
    expect(await problems(self)).toMatchObject([{ status: 'none' }])
    self.stack.clock.advance('PT1S')
    await answered(self, 1)
    expect(await problems(self)).toHaveLength(1)
    await answered(self, 1)
    const { body } = await self.api.call(clerk(home), 'GET /v1/problems?limit=1')
    expect(body.problems).toMatchObject([{ status: 'open' }])
    const more = await self.api.call(clerk(home), `GET /v1/problems?limit=1&cursor=${body.cursor}`)
    expect(more.body).toMatchObject({ problems: [{ status: 'none' }] })
  })

  it('counts each answer once: two at once, word of them twice, and none is lost in a crash', async () => {
    const self = await scene()
    const { queues } = self.stack.ports
    const { send } = queues
    const tasks = await opened(self, 4)
    let isDown = false
    queues.send = (queue, bodies) => {
      const isWord = bodies.some((body) => body.includes('"answered_at"'))
      if (isWord && isDown) throw new Error('down')
      return send(queue, isWord ? [...bodies, ...bodies] : bodies)
    }
    await Promise.all(tasks.slice(0, 2).map((id) => self.decide(id)))
    expect(await problems(self)).toEqual([])
    isDown = true
    await self.decide(tasks[2] as string).catch(() => undefined)
    isDown = false
    expect(await problems(self)).toEqual([])
    await self.stack.advanceTo('2026-03-06T12:00:00+08:00')
    const [problem] = await problems(self)
    expect(problem.case_ids).toHaveLength(3)
    await self.decide(tasks[3] as string)
    expect((await problems(self))[0].case_ids).toHaveLength(4)
    expect(await self.tasks('mend-problem')).toHaveLength(1)
  })

  it('counts a rating without a name, and leads nobody to who gave it; what is not ours counts for nothing', async () => {
    const self = await scene()
    const psn = await moveAway(self.stack, 2)
    const [transfer] = await self.stack.cases(psn, 'transfer')
    const bad = { score: 1, text: '态度差', anonymous: true }
    await self.api.call(citizen(psn), `POST /v1/cases/${transfer!.case_id}/rating`, bad)
    const [rated] = await self.tasks('handle-feedback')
    expect((await self.decide(rated.task_id)).status).toBe(200)
    await answered(self, 1, {}, 'transfer')
    const [other] = await opened(self, 1, 'transfer')
    await self.decide(other as string, { decision: 'reject', reason: '请找社保' })
    expect(await problems(self)).toEqual([])
    await answered(self, 1, {}, 'transfer')
    const [task] = await self.tasks('mend-problem')
    const text = JSON.stringify([task, await problems(self)])
    for (const secret of [psn, transfer!.case_id.slice(2, 22), '态度差']) expect(text).not.toContain(secret)
    expect(task.facts.case_ids).toHaveLength(3)
  })
})
