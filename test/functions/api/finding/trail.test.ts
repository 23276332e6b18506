/** The audit trail is found by day, by person and by official, and pages through all of it once. */
import { beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../../../shared/calendar/index.ts'
import { apiOf, clerk, institution, operator, supervisor, type TestApi } from '../../../support/api.ts'
import { certnoOf, credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'

interface Line {
  at: string
  by: string
  what: string
  about: string
}

let stack: Stack
let api: TestApi
let psn_no: string
let case_id: string
beforeEach(async () => {
  stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  api = apiOf(stack)
  psn_no = await register(stack, 1)
  await stack.happen('enrolment.registered', enrolment(psn_no, '130200', '2019-03-01'))
  await stack.happen('account.credited', credit(psn_no, '130200', '10.00'))
  await stack.happen('enrolment.paused', pause(psn_no, '130200', '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn_no, '130100', '2026-03-02'))
  case_id = (await stack.cases(psn_no, 'transfer'))[0]!.case_id
})

const staff = (staff_no: string, admdvs = '130200') => ({
  ...clerk(admdvs),
  staff_no,
  sub: `urn:${admdvs}:${staff_no}`,
})
const lines = async (query: string, who = operator) =>
  (await api.call(who, `GET /v1/audit?${query}`)).body.lines as Line[]
/** Of one moment, which comes first is chance. */
const brief = (some: readonly Line[]) =>
  some
    .map(({ at, by, what, about }) => [at, `${by} ${what} ${about}`] as const)
    .sort(([a, one], [b, other]) => (a === b ? (one < other ? -1 : 1) : a < b ? 1 : -1))
    .map(([, text]) => text)

describe('GET /v1/audit', () => {
  it('by person: reads of their case, their file and their task, search hits, and who decided', async () => {
    await api.call(staff('0007'), `GET /v1/cases/${case_id}`)
    await api.call(staff('0008'), `GET /v1/cases?psn_no=${psn_no}`)
    await api.call(staff('0007'), 'POST /v1/search', { q: certnoOf(1) })
    const [task] = (await api.call(staff('0007'), 'GET /v1/tasks')).body.tasks
    await api.call(staff('0009'), `POST /v1/tasks/${task.task_id}/decision`, { decision: 'approve' })
    expect(brief(await lines(`psn_no=${psn_no}`))).toEqual([
      `0007 case.read ${case_id}`,
      `0007 search.hit ${psn_no}`,
      `0008 cases.list ${psn_no}`,
      `0009 task.decided ${task.task_id}`,
    ])
    expect(brief(await lines(`psn_no=${psn_no}&by=0008`))).toEqual([`0008 cases.list ${psn_no}`])
    expect(await lines(`psn_no=${psn_no}&on=2026-03-11`)).toEqual([])
    expect(await lines('psn_no=P404')).toEqual([])
  })

  it('by person: what an institution asked by the number of a document', async () => {
    const visit = {
      mdtrt_id: 'M1',
      fixmedins_code: 'H13010200001',
      mdtrtarea_admvs: '130102',
      certno: certnoOf(1),
      med_type: '11',
      begntime: '2026-03-12T08:00:00+08:00',
      cross_region_enabled: true,
    }
    expect((await api.call(institution('H13010200001'), 'POST /v1/filing-decisions', visit)).status).toBe(200)
    const asked = await lines(`psn_no=${psn_no}`)
    expect(brief(asked)).toEqual([`institution:H13010200001 filing-decision.ask ${psn_no}`])
    expect(await lines('by=institution:H13010200001')).toEqual(asked)
    expect(JSON.stringify(asked)).not.toContain(certnoOf(1))
  })

  it('by day and by official, also of other days, and after what operators changed', async () => {
    await api.call(staff('0007'), `GET /v1/cases/${case_id}`)
    await api.call({ ...operator, staff_no: 'op-1', sub: 'urn:op-1' }, 'PUT /v1/holds/notices', { reason: '测试' })
    stack.clock.set(instant('2026-04-21T09:00:00+08:00'))
    await api.call(staff('0007'), `GET /v1/cases/${case_id}/why`)
    expect(brief(await lines('by=0007'))).toEqual([`0007 case.why ${case_id}`, `0007 case.read ${case_id}`])
    expect(brief(await lines('by=op-1'))).toEqual(['op-1 hold.set notices'])
    const days = await lines('on=2026-03-12')
    expect(brief(days)).toEqual([`0007 case.read ${case_id}`, 'op-1 hold.set notices'])
    expect(brief(await lines('on=2026-03-12&by=0007'))).toEqual(brief(days).slice(0, 1))
  })

  it.each(['on=2026-03-12', 'by=0007', 'psn_no='])(
    'pages through %s once, and takes a cursor back for the same alone',
    async (query) => {
      const asked = query === 'psn_no=' ? `psn_no=${psn_no}` : query
      for (let n = 0; n < 7; n++) await api.call(staff('0007'), `GET /v1/cases/${case_id}`)
      const seen: string[] = []
      const cursors: string[] = []
      for (let cursor: string | undefined; ; ) {
        const { body } = await api.call(operator, `GET /v1/audit?${asked}&limit=3${cursor ? `&cursor=${cursor}` : ''}`)
        seen.push(...body.lines.filter(({ what }: Line) => what === 'case.read').map(({ at, by }: Line) => at + by))
        cursor = body.cursor
        if (!cursor) break
        expect(cursors).not.toContain(cursor)
        cursors.push(cursor)
      }
      expect(seen).toHaveLength(7)
      const other = await api.call(operator, `GET /v1/audit?on=2026-03-13&cursor=${cursors[0]}`)
      expect([other.status, other.body.errors[0].field]).toEqual([400, 'cursor'])
    },
  )

  it('wants a day, a person or an official, and is not for clerks', async () => {
    expect((await api.call(operator, 'GET /v1/audit')).status).toBe(400)
    expect((await api.call(clerk('130200'), 'GET /v1/audit?on=2026-03-12')).status).toBe(403)
  })

  it('shows a supervisor what clerks of their area did, and no one else', async () => {
    await api.call(staff('0007'), `GET /v1/cases/${case_id}`)
    await api.call(staff('0007', '130100'), `GET /v1/cases/${case_id}`)
    await api.call(operator, `GET /v1/cases/${case_id}`)
    expect(brief(await lines(`psn_no=${psn_no}`, supervisor('130200')))).toEqual([`0007 case.read ${case_id}`])
    expect(await lines('on=2026-03-12', supervisor('440100'))).toEqual([])
    // Whoever reads the trail stands in it.
    expect(brief(await lines('by=clerk:130200'))).toEqual([`clerk:130200 audit.read ${psn_no}`])
  })

  it('leaves out a line that can’t be read', async () => {
    await api.call(staff('0007'), `GET /v1/cases/${case_id}`)
    await api.call(staff('0007'), `GET /v1/cases/${case_id}`)
    const line = [...stack.table.items.values()].find(({ pk }) => pk.startsWith('U#'))!
    await stack.table.write({ put: { ...line, d: 'no line' } })
    for (const query of ['by=0007', 'on=2026-03-12', `psn_no=${psn_no}`]) {
      expect((await lines(query)).filter(({ what }) => what === 'case.read')).toHaveLength(1)
    }
  })
})
