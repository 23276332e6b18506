/** Why a case is as it is: each decision with what was said of it and the rows of parameters it rested on. */
import * as z from 'zod'
import { openCode } from '../../../shared/codes/coded.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { type PolicyRow, rowId } from '../../../shared/policy/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { keptRowsOf, loadPolicies } from '../../../shared/table/policies.ts'
import type { Table } from '../../../shared/table/table.ts'
import { bundleTitles, manifestOf, parameters } from '../../bundles/all.ts'
import { manifests } from '../../bundles/index.ts'
import { audited } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { errandOnCase } from '../../calls/errands.ts'
import { time } from '../../calls/fields.ts'
import { notFound } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { visibleCase } from '../cases-of.ts'
import { decisionsOf } from '../journal.ts'
import { decidedBy, stepNames } from '../schemas.ts'
import { policySchema } from '../schemas-operations.ts'
import { readers } from './cases.ts'

/** `GET /v1/cases/{case_id}/why`. */
const whySchema = called(
  'Why',
  z.object({
    case_id: z.string(),
    bundle: openCode(bundleTitles, 'bundle'),
    decisions: z.array(
      z.object({
        at: time,
        step: openCode(Object.assign({}, ...manifests.map(({ chain }) => stepNames(chain))), 'step'),
        rule: z.string().meta({ description: '按哪项业务的哪一步定的' }),
        facts: z.array(z.string()),
        parameters: z.array(policySchema),
        by: decidedBy,
        staff_no: z.string().optional().meta({ description: '谁定的：工号，只有经办和运行人员看得到' }),
      }),
    ),
  }),
)

export const whyRoute: Route = route('GET /v1/cases/{case_id}/why', {
  access: readers,
  tag: '办件',
  summary: '办件为什么这样定：每一步说了什么，依据哪些政策参数，各自可信到什么程度',
  answer: whySchema,
  errand: errandOnCase,
  async handler({ ports, births, subject, params }) {
    const found = await visibleCase({ ports, births }, subject, params.case_id)
    if (!found) return notFound()
    if (subject.role !== 'citizen') await audited(ports, subject, 'case.why', found.row.case_id)
    const { case_id, bundle } = found.row
    return {
      body: {
        case_id,
        bundle,
        decisions: await whyOf(ports, found.file, found.row, subject.role !== 'citizen' && subject.role !== 'employer'),
      },
    }
  },
})

/**
 * The decisions of a case, oldest first. A row bears the standing it had when it was rested on: what the bureau has
 * confirmed since was not confirmed then. Of decisions made before grounds were kept only what was said is known.
 */
async function whyOf(ports: Ports, file: PersonFile, row: CaseRow, forStaff: boolean) {
  const names = forStaff ? decidersOf(file, row) : new Map<string, string>()
  const decided = await decisionsOf(ports, file, row)
  const rows = await rowsOfIds(ports.table, new Set(decided.flatMap(({ rests }) => rests)))
  const chain = manifestOf(row.bundle)?.chain
  return decided.map(({ at, step, texts, rests, by }) => {
    const label = chain?.steps[step]?.label ?? step
    return {
      at,
      step,
      rule: chain ? `${chain.title}：${label}` : label,
      facts: texts.length > 0 ? texts : [label],
      parameters: rests.flatMap((id) => rows.get(id) ?? []),
      by,
      ...(by !== 'system' && names.has(at) ? { staff_no: names.get(at) } : {}),
    }
  })
}

/** Who decided a task of the case, by when: what was said in that very commit was decided by them. */
const decidersOf = (file: PersonFile, { case_id }: CaseRow): ReadonlyMap<string, string> =>
  new Map(
    file.all('task').flatMap((task) => {
      const { at, name } = task.case_id === case_id && task.decision ? task.decision : {}
      return at && name ? [[at, name] as const] : []
    }),
  )

/** The rows of these ids: most hold still, the others were kept when they came. */
async function rowsOfIds(table: Table, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, PolicyRow>> {
  if (ids.size === 0) return new Map()
  const { amendments } = await loadPolicies(table)
  const holding = [...[...parameters.values()].flatMap(({ rows }) => rows), ...amendments]
  const held = new Map(holding.map((row) => [rowId(row), row]))
  return new Map([
    ...held,
    ...(await keptRowsOf(
      table,
      [...ids].filter((id) => !held.has(id)),
    )),
  ])
}
