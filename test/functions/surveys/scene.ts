/** People who were treated, and what they say of it. */
import { apiOf, citizen, clerk, institution, supervisor } from '../../support/api.ts'
import { register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

export const hospital = 'H13010200001'

/** The questions of the area. */
export const questions = [
  { code: 'G1', dimension: 'compliance', text: '有没有让您院外买药' },
  { code: 'F1', dimension: 'service', text: '护士态度怎样', alert: true },
  { code: 'Y1', dimension: 'open', text: '还有什么意见' },
]

export const asked = { name: 'visit_survey', admdvs: '130100', value: questions }

/** A visit of somebody, settled on 5 March unless told otherwise. */
export async function treat(stack: Stack, psn_no: string, mdtrt_id: string, endtime: string | undefined = treated) {
  await stack.happen('visit.admitted', {
    mdtrt_id,
    fixmedins_code: hospital,
    mdtrtarea_admvs: '130100',
    psn_no,
    med_type: '11',
    begntime: '2026-03-02T09:00:00+08:00',
    cross_region_enabled: true,
  })
  if (endtime !== '') await settle(stack, psn_no, mdtrt_id, endtime)
}

export async function settle(stack: Stack, psn_no: string, mdtrt_id: string, endtime = treated) {
  await stack.happen('visit.settled', {
    mdtrt_id,
    fixmedins_code: hospital,
    psn_no,
    setl_id: `S-${mdtrt_id}`,
    endtime,
    medfee_sumamt: '100.00',
    fund_pay_sumamt: '60.00',
  })
}

const treated = '2026-03-05T15:30:00+08:00'

/** Somebody of a town was treated there, and may say how it was. */
export async function treatedIn({ stack, me }: { stack: Stack; me: string }): Promise<void> {
  await treat(stack, me, 'M3')
  await stack.policy({ ...asked, admdvs: '130000' })
}

/** The system on a Friday, with somebody who was treated. */
export async function scene(now = '2026-03-06T10:00:00+08:00') {
  const stack = await makeStack({ now })
  const api = apiOf(stack)
  const psn = await register(stack, 1)
  await treat(stack, psn, 'M1')
  await stack.policy(asked)
  return {
    stack,
    api,
    psn,
    answer: (
      answers: unknown,
      { who = citizen(psn), visit = 'M1', more = {} as object, headers = {} as Record<string, string> } = {},
    ) => api.call(who, `POST /v1/visits/${visit}/survey`, { fixmedins_code: hospital, ...more, answers }, headers),
    figures: (more = '', who = institution(hospital)) =>
      api.call(who, `GET /v1/institutions/${hospital}/surveys?from=2026-03-01&to=2026-03-31${more}`),
    async alerts() {
      return (await api.call(clerk('130100'), 'GET /v1/tasks?kind=visit-alert')).body.tasks
    },
    supervisor: supervisor('130100'),
  }
}
