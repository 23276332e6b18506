/** Packs of tests: an area with people in it, and what became of a pack. */
import type { Day } from '../../../shared/calendar/index.ts'
import { apiOf, citizen, operator } from '../../support/api.ts'
import { certnoOf, enrolment, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

/** Where everybody of these tests lives: Kunming. */
export const kunming = '530100'

/** Another operator than the one who releases. */
export const other = { ...operator, sub: 'operator:2' }

/** A pack as somebody writes it, for everybody from 0 years on unless told otherwise. */
export const pack = (more: Record<string, unknown> = {}) => ({
  title: '测试',
  parts: { what: '有一件事告诉您。', why: '您在{area}参保。', ask: '{area}医保窗口' },
  admdvs: kunming,
  audience: { age_from: 0 },
  standing: false,
  from: '2026-03-01',
  to: '2026-04-30',
  source: '测试',
  ...more,
})

/** A stack with its API, and what tests ask of packs. */
export async function makeScene(
  now = '2026-03-02T10:00:00+08:00',
  more: Partial<Parameters<typeof makeStack>[0]> = {},
) {
  const stack = await makeStack({ now, ...more })
  const api = apiOf(stack)
  const put = (id: string, body: Record<string, unknown>) => api.call(operator, `PUT /v1/packs/${id}`, body)
  const release = (id: string) => api.call(operator, `POST /v1/packs/${id}/release`)
  const noticesOf = async (psn: string) =>
    (await api.call(citizen(psn), 'GET /v1/me/notices?limit=100')).body.notices as Record<string, string>[]
  return {
    stack,
    api,
    put,
    release,
    /** Writes and releases. */
    async out(id: string, body: Record<string, unknown> = {}) {
      await put(id, pack(body))
      return release(id)
    },
    get: async (id: string) => (await api.call(operator, `GET /v1/packs/${id}`)).body,
    counts: async (id: string) => (await api.call(operator, `GET /v1/packs/${id}`)).body.counts,
    /** Packs that somebody was told, the first first: when, and which. */
    async told(psn: string): Promise<string[]> {
      const packs = (await noticesOf(psn)).filter(({ pack_id }) => pack_id !== undefined)
      return packs.reverse().map(({ at, pack_id }) => `${at!.slice(0, 16)} ${pack_id}`)
    },
    /** Packs that left for somebody. */
    left: (psn: string) =>
      stack
        .sent('notice', 'notice.requested')
        .filter(({ data }) => data.template === 'pack' && data.psn_no === psn)
        .map(({ data }) => data.case_id as string),
    prefer: (psn: string, said: object) => api.call(citizen(psn), 'PUT /v1/me/preferences', said),
  }
}
export type Scene = Awaited<ReturnType<typeof makeScene>>

/** Somebody insured in Kunming unless told otherwise. */
export async function insured(stack: Stack, n: number, brdy: string, more: Record<string, unknown> = {}) {
  const psn = await register(stack, n, { brdy })
  await stack.happen('enrolment.registered', { ...enrolment(psn, kunming, '2020-01-01'), ...more })
  return psn
}

/** A child of these guardians (`[n, brdy]`), registered by its birth. */
export const born = (stack: Stack, nr: number, brdy: string, guardians: readonly (readonly [number, string])[]) =>
  stack.happen('birth.certified', {
    birth_cert_no: `Z53000000${nr}`,
    brdy: `${brdy}T08:15:00+08:00`,
    gend: '2',
    psn_name: '测试宝宝',
    fixmedins_code: 'H53010200001',
    insu_admdvs: kunming,
    guardians: guardians.map(([n, birth]) => ({
      certno: certnoOf(n, birth),
      psn_name: `测试${n}`,
      relation: n % 2 === 1 ? 'father' : 'mother',
    })),
  })

/** A day of these tests. */
export const on = (day: string) => day as Day
