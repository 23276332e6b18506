/** Residents of a town, and the screenings of its pooling area. */
import { apiOf } from '../../support/api.ts'
import { enrolment, pause, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

export const area = '130100'
export const community = '130102001001'
export const operator = { role: 'operator', sub: 'op' }

/** A stack with its API. */
export async function makeTown(
  now = '2026-03-09T09:00:00+08:00',
  options: Partial<Parameters<typeof makeStack>[0]> = {},
) {
  const stack = await makeStack({ now, ...options })
  const api = apiOf(stack)

  /** Somebody who lives in a community; answers the number. */
  async function resident(n: number, where: string = community, more: Record<string, unknown> = {}) {
    const psn_no = await register(stack, n, more)
    await stack.happen('residence.registered', { psn_no, community: where, from: '2026-01-01' })
    return psn_no
  }

  return {
    stack,
    api,
    resident,
    insure: (psn: string, from = '2026-01-01', at = area) =>
      stack.happen('enrolment.registered', enrolment(psn, at, from)),
    pause: (psn: string, last: string, at = area) => stack.happen('enrolment.paused', pause(psn, at, last)),
    /** Asks for a screening and carries it to its end. */
    async screen(admdvs = area) {
      const { body } = await api.call(operator, 'POST /v1/screenings', { admdvs })
      return body as { screening_id: string; admdvs: string; on: string; status: string }
    },
    map: async (code: string = area, period = 'day', on?: string) =>
      api.call(operator, `GET /v1/enrolment-map?code=${code}&period=${period}${on === undefined ? '' : `&on=${on}`}`),
  }
}

/** Goes to a moment without the timers in between. */
export const jump = (stack: Stack, to: string) => stack.clock.set(to as never)
