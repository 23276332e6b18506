/** `GET /v1/me/access`: who looked at somebody's data, or did something with it, as the person sees it (behalf/RULES.md 2). */
import * as z from 'zod'
import type { Instant } from '../../../shared/calendar/index.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { areaName } from '../../../shared/codes/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { type Pid, parsePid } from '../../../shared/identity/index.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import { institutionOf } from '../../../shared/table/office/institutions.ts'
import { pointOf } from '../../../shared/table/points.ts'
import { institutionIn } from '../../../shared/trail/keys.ts'
import { roleNames } from '../../calls/access.ts'
import { type AuditWhat, plainAuditNames } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { time } from '../../calls/fields.ts'
import { wholeHousehold } from '../../calls/household.ts'
import { paging } from '../../calls/paging.ts'
import { notFound } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { type Line, linesOf, personsOf } from './trail.ts'

/** As what somebody looked, and what each is called. */
const lookerNames = {
  helper: '家人帮办',
  agent: roleNames.agent,
  clerk: roleNames.clerk,
  supervisor: roleNames.supervisor,
  operator: roleNames.operator,
  institution: roleNames.institution,
} as const
type Looker = keyof typeof lookerNames

const accessSchema = called(
  'AccessLog',
  z.object({
    access: z.array(
      z.object({
        at: time,
        role: codeOf(lookerNames),
        place: z.string().meta({ description: '经办机构所在统筹区、网点或医药机构的名称；家人帮办的，是家人的姓名' }),
        what: z.string().meta({ description: '做了什么' }),
        case_id: z.string().optional(),
      }),
    ),
    cursor: z.string().optional(),
  }),
)

/** Rows of lists name nobody by name. */
const rowsOfLists: readonly AuditWhat[] = ['cases.list', 'tasks.list', 'shadow.list', 'rejected-events.list']

/** As what a line's somebody did it; lines of older releases say it by whom they name. */
function lookerOf({ role, by, area }: Line): Looker | undefined {
  if (role !== undefined) return role in lookerNames ? (role as Looker) : undefined
  if (institutionIn(by) !== undefined) return 'institution'
  return area === undefined ? 'operator' : 'clerk'
}

export const accessRoute: Route = route('GET /v1/me/access', {
  access: { citizen: 'household' },
  tag: '我的',
  summary: '谁看过我和家人的信息、替我办过什么，新的在前',
  query: z.object(paging),
  answer: accessSchema,
  async handler({ ports, births, subject, query }) {
    const files = await wholeHousehold({ ports, births }, subject.psn_no)
    if (files.length === 0) return notFound()
    const fits = (line: Line) => !rowsOfLists.includes(line.what) && lookerOf(line) !== undefined
    const { lines, cursor } = await linesOf(ports, { ...query, fits }, files)
    const places = await placesOf(ports, lines)
    const access = lines.map((line) => ({
      at: line.at as Instant,
      role: lookerOf(line) as Looker,
      place: places.get(line) ?? '',
      what: saidOf(line),
      ...caseOf(line),
    }))
    return { body: { access, ...(cursor === undefined ? {} : { cursor }) } }
  },
})

/** What was done, in plain words; of what a helper does, which call it was: the first words of what it is called. */
function saidOf({ what, detail }: Line): string {
  const { call } = (detail ?? {}) as { call?: string }
  return call === undefined ? plainAuditNames[what] : `${plainAuditNames[what]}：${call.split(/[，；：（]/)[0]}`
}

/** The case that a line is about, or the case of the task. */
function caseOf({ what, about }: Line): { case_id?: string } {
  const id = about.split('.')[0] as string
  const isOfCase = /^(case|behalf|task|errand)\./.test(what) && pidIn(id) !== undefined
  return isOfCase ? { case_id: id } : {}
}

/** Where the somebody of each line belongs, by name. */
async function placesOf(ports: Ports, lines: readonly Line[]): Promise<ReadonlyMap<Line, string>> {
  const { table } = ports
  const places = (role: Line['role']) => lines.flatMap((line) => (line.role === role ? (line.place ?? []) : []))
  const persons = await personsOf(ports, [...new Set(places('helper').flatMap((place) => parsePid(place) ?? []))])
  const points = await each(places('agent'), async (point) => (await pointOf(table, point))?.name)
  const codes = lines.flatMap(({ by }) => institutionIn(by) ?? [])
  const institutions = await each(codes, async (code) => (await institutionOf(table, code))?.fixmedins_name)
  const nameOf = ({ role, by, area, place = '' }: Line): string => {
    const code = institutionIn(by)
    if (code !== undefined) return institutions.get(code) ?? code
    if (role === 'helper') return persons.get(place as Pid)?.private.psn_name ?? ''
    if (role === 'agent') return points.get(place) ?? place
    return area === undefined ? roleNames.operator : areaName(area)
  }
  return new Map(lines.map((line) => [line, nameOf(line)]))
}

/** What each key leads to, asked for once. */
async function each<T>(keys: readonly string[], find: (key: string) => Promise<T>): Promise<ReadonlyMap<string, T>> {
  return new Map(await Promise.all([...new Set(keys)].map(async (key) => [key, await find(key)] as const)))
}
