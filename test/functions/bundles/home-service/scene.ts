/** People who cannot come, and points that go to them, on the whole system in memory. */
import { agent, apiOf, type Claims, citizen, clerk, operator } from '../../../support/api.ts'
import { register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'

export const area = '130100'
export const community = '130102001001'

/** What somebody fills in, unless told otherwise. */
export const form = (more: Record<string, unknown> = {}) => ({
  matter: 'account',
  community,
  address: '春风路8号2单元301',
  tel: '0311-12345678',
  reason: 'elder',
  ...more,
})

/** A point that goes to homes there, unless told otherwise. */
export const point = (point_no: string, more: Record<string, unknown> = {}) => ({
  name: `服务站${point_no}`,
  kind: 'village',
  admdvs: area,
  address: '测试路1号',
  lng: '114.51',
  lat: '38.04',
  tel: `0311-${point_no}`,
  hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  matters: ['account'],
  communities: [community],
  home: true,
  ...more,
})

/** The system on a Monday, with somebody, and how the tests speak to it. */
export async function scene(now = '2026-03-02T09:00:00+08:00') {
  const stack = await makeStack({ now })
  const api = apiOf(stack)
  const psn = await register(stack, 1)
  const me = citizen(psn)
  const self = {
    stack,
    api,
    psn,
    me,
    clerk: clerk(area),
    /** Asks to be visited; answers what the call answers. */
    asks: (more: Record<string, unknown> = {}, who: Claims = me, headers: Record<string, string> = {}) =>
      api.call(who, 'POST /v1/cases', { bundle: 'home-service', form: form(more) }, headers),
    /** The first case as its person sees it. */
    async theCase() {
      const [row] = await stack.cases(psn, 'home-service')
      return (await api.call(me, `GET /v1/cases/${row!.case_id}`)).body
    },
    /** Sets up a point with an agent, who may call. */
    async withPoint(point_no: string, more: Record<string, unknown> = {}) {
      await api.call(operator, `PUT /v1/points/${point_no}`, point(point_no, more))
      await api.call(operator, `PUT /v1/points/${point_no}/agents/A${point_no}`, {
        psn_no: 'P000009',
        status: 'active',
        trained_on: '2026-03-01',
      })
      return agent(point_no, `A${point_no}`)
    },
    /** Open tasks as somebody sees them. */
    tasks: async (who: ReturnType<typeof clerk>) => (await api.call(who, 'GET /v1/tasks')).body.tasks,
    /** What somebody does with the one task they see. */
    async claims(who: ReturnType<typeof clerk>, what = 'claim') {
      const [task] = await self.tasks(who)
      return api.call(who, `POST /v1/tasks/${task.task_id}/${what}`)
    },
    async decides(who: ReturnType<typeof clerk>, decision: Record<string, unknown>) {
      const [task] = await self.tasks(who)
      return api.call(who, `POST /v1/tasks/${task.task_id}/decision`, decision)
    },
    /** Who is asked now: a point, or the area. */
    async whoIsAsked() {
      // Some of what clerks do is looked at again, by chance.
      const open = (await stack.tasks(psn)).filter(({ kind }) => kind !== 'spot-check')
      return open.map(({ owner }) => (owner.role === 'agent' ? owner.point_no : owner.role))
    },
    /** What the person was told. */
    told: () => stack.sent('notice').map(({ data }) => [data.template, data.text]),
  }
  return self
}
