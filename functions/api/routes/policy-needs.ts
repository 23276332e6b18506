/**
 * What a bureau has to say before its cases can be decided: every parameter that bundles ask for in an area, how far what
 * holds there can be trusted, and how much waits for what is missing (bundles/RULES.md 1.4).
 */
import * as z from 'zod'
import { day } from '../../../events/fields.ts'
import { type Day, dayOf, yearOf } from '../../../shared/calendar/index.ts'
import { codeOf, openCode } from '../../../shared/codes/coded.ts'
import { type Admdvs, areaName, parseAdmdvs, poolingAreaOf, standings } from '../../../shared/codes/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { type AnyParameter, type PolicyRow, policyAt } from '../../../shared/policy/index.ts'
import { taskList } from '../../../shared/table/keys.ts'
import { loadPolicies } from '../../../shared/table/policies.ts'
import { policyMissing } from '../../../shared/tasks/operator.ts'
import { bundleTitles, parameterNames, parameters } from '../../bundles/all.ts'
import { manifests } from '../../bundles/index.ts'
import { called } from '../../calls/called.ts'
import { code6, date } from '../../calls/fields.ts'
import { badRequest } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { policySchema } from '../schemas-operations.ts'
import { listTasks } from '../tasks/list.ts'

/** Where a parameter stands in an area. */
const states = { ...standings, missing: '还没有录入，用到它的办件会等', 'does-not-apply': '没有规定，不适用' } as const

const needSchema = z.object({
  name: openCode(parameterNames),
  title: z.string(),
  year: z.int().optional().meta({ description: '按年度的参数：哪一年的' }),
  expects: z.string().meta({ description: '值怎么写' }),
  bundles: z.array(openCode(bundleTitles, 'bundle')).meta({ description: '哪些业务要用；空列表表示所有业务' }),
  state: codeOf(states),
  row: policySchema.optional().meta({ description: '当地现在依据的一行' }),
  waiting: z.int().meta({ description: '因为缺它而等着的待办有多少' }),
})

const needsSchema = called(
  'PolicyNeeds',
  z.object({
    admdvs: code6,
    area: z.string(),
    on: date,
    parameters: z.array(needSchema),
    more_waiting: z.literal(true).optional().meta({ description: '等着的太多，没有数完' }),
  }),
)

export const policyNeedsRoute: Route = route('GET /v1/policy-needs', {
  access: { operator: 'all' },
  tag: '运行',
  summary: '一个统筹区办事要用的全部政策参数：录入了没有、可信到什么程度、有多少办件在等',
  query: z.object({ admdvs: z.string({ error: '缺少统筹区' }), on: day('日期').optional() }),
  answer: needsSchema,
  async handler({ ports, query }) {
    const code = parseAdmdvs(query.admdvs)
    if (!code) return badRequest([{ field: 'admdvs', message: '应为六位行政区划代码' }])
    const area = poolingAreaOf(code)
    const on = query.on ?? dayOf(ports.clock.now())
    const [{ amendments }, waits] = await Promise.all([loadPolicies(ports.table), waitsIn(ports, area)])
    const needs = [...parameters.values()].flatMap((one) =>
      daysOf(one, on).map((at) => needOf(amendments, one, area, at)),
    )
    const listed = needs.map((need) => ({ ...need, waiting: waits.counts.get(keyOf(need)) ?? 0 }))
    const body = { admdvs: area, area: areaName(area), on, parameters: listed }
    return { body: waits.more ? { ...body, more_waiting: true as const } : body }
  },
})

/** Of a parameter by year this year and the next are needed: what is due soon runs into it. */
const daysOf = ({ byYear }: AnyParameter, on: Day): Day[] => (byYear ? [on, `${yearOf(on) + 1}-01-01` as Day] : [on])

function needOf(amendments: readonly PolicyRow[], parameter: AnyParameter, area: Admdvs, on: Day) {
  const { name, title, expects, byYear, optional } = parameter
  const found = policyAt(amendments, parameter, area, on)
  const absent = optional ? ('does-not-apply' as const) : ('missing' as const)
  return {
    name,
    title,
    ...(byYear ? { year: yearOf(on) } : {}),
    expects,
    bundles: manifests.filter((one) => one.parameters.includes(parameter as never)).map(({ chain }) => chain.bundle),
    state: found.found ? found.row.standing : absent,
    ...(found.found ? { row: found.row } : {}),
  }
}

const keyOf = ({ name, year }: { name: string; year?: number }) => (year === undefined ? name : `${name} ${year}`)

/** Tasks read at most to count what waits: beyond it a bureau knows enough. */
const mostCounted = 2_000
const atOnce = 100

/** How many tasks of an area wait for each parameter that is missing. */
async function waitsIn(ports: Ports, area: Admdvs): Promise<{ counts: ReadonlyMap<string, number>; more: boolean }> {
  const counts = new Map<string, number>()
  let cursor: string | undefined
  for (let read = 0; read < mostCounted; read += atOnce) {
    const list = taskList({ role: 'operator' })
    const page = await listTasks(ports, list, { limit: atOnce, ...(cursor === undefined ? {} : { cursor }) })
    for (const { task } of page.found) {
      if (task.kind !== policyMissing.kind) continue
      const { name, admdvs, year } = task.facts as { name: string; admdvs: string; year?: number }
      if (admdvs !== area) continue
      const key = keyOf(year === undefined ? { name } : { name, year })
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    cursor = page.cursor
    if (cursor === undefined) return { counts, more: false }
  }
  return { counts, more: true }
}
