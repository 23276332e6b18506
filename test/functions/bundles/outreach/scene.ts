/** Residents whom a screening finds not insured, on the whole system in memory. */
import { agent, apiOf, clerk, operator } from '../../../support/api.ts'
import { register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'

export const area = '130100'
export const community = '130102001001'

/** A point that serves the community. */
export const point = (point_no: string, communities: readonly string[] = [community]) => ({
  name: `服务站${point_no}`,
  kind: 'village',
  admdvs: area,
  address: '测试路1号',
  lng: '114.51',
  lat: '38.04',
  tel: '0311-00000000',
  hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  matters: ['enrolment'],
  communities,
  home: true,
})

/** The system on a Monday, with a person who lives in the community. */
export async function scene({ now = '2026-03-09T09:00:00+08:00', person = {} as Record<string, unknown> } = {}) {
  const stack = await makeStack({ now })
  const api = apiOf(stack)
  const psnNo = await register(stack, 1, person)
  const lives = (psn_no: string, where = community) =>
    stack.happen('residence.registered', { psn_no, community: where, from: '2026-01-01' })
  await lives(psnNo)
  const theCase = async () => (await stack.cases(psnNo, 'outreach')).at(-1)
  const theTask = async () => (await stack.tasks(psnNo)).find(({ kind }) => kind === 'visit-uninsured')
  return {
    stack,
    api,
    psnNo,
    lives,
    screen: () => api.call(operator, 'POST /v1/screenings', { admdvs: area }),
    theCase,
    theTask,
    outcome: async () => (await theCase())?.outcome,
    /** What the visit finds. */
    async finds(answer: string) {
      const task = await theTask()
      const decision = answer === 'reject' ? { decision: 'reject' as const } : { decision: 'approve' as const, answer }
      return stack.decideTask(task!.task_id, { reason: '上门', ...decision })
    },
    /** Sets up a point with an agent, who may call. */
    async withPoint(point_no: string, communities?: readonly string[]) {
      await api.call(operator, `PUT /v1/points/${point_no}`, point(point_no, communities))
      const works = { psn_no: `P9${point_no}`, status: 'active', trained_on: '2026-03-01' }
      await api.call(operator, `PUT /v1/points/${point_no}/agents/A${point_no}`, works)
      return agent(point_no, `A${point_no}`)
    },
    clerk: clerk(area),
  }
}
