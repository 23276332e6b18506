/** `GET /v1/problems`: what is to be mended at its root in an area, and how it was (feedback/RULES.md 4). */
import * as z from 'zod'
import { named, openCode } from '../../../shared/codes/coded.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { Problem } from '../../../shared/registers/rows.ts'
import { rowOf } from '../../../shared/table/files.ts'
import { type ProblemStatus, problemList } from '../../../shared/table/keys/problems.ts'
import { entryAt, openList, placeOf, together } from '../../../shared/table/lists.ts'
import type { Item } from '../../../shared/table/table.ts'
import { readable } from '../../../shared/table/unreadable.ts'
import { causeNames } from '../../bundles/feedback/kinds.ts'
import { called } from '../../calls/called.ts'
import { paging } from '../../calls/paging.ts'
import { areasSeen } from '../../calls/reach.ts'
import { type Route, route } from '../../calls/route.ts'

const statuses = ['open', 'closed', 'none'] as const satisfies readonly ProblemStatus[]
/** What a problem has come to. */
export const problemStatusNames = { open: '待整改', closed: '已销号', none: '不算问题' } as const
const status = named(z.enum(statuses, { error: '没有这种状态' }), problemStatusNames, 'problem_status')

const problemsSchema = called(
  'Problems',
  z.object({
    problems: z.array(
      z.object({
        problem_id: z.string(),
        admdvs: z.string(),
        matter: z.string(),
        cause: openCode(causeNames, 'cause'),
        status,
        case_ids: z.array(z.string()),
        reopened: z.int().meta({ description: '销号后又重新列出的次数' }),
        record: z
          .object({
            whys: z.array(z.string()),
            at_once: z.string(),
            corrective: z.string(),
            spread: z.string(),
            lasting: z.string(),
          })
          .optional()
          .meta({ description: '销号时填写的整改内容' }),
      }),
    ),
    cursor: z.string().optional(),
  }),
)

/** The list of problems, the newest first. */
export const problemsRoute: Route = route('GET /v1/problems', {
  access: { clerk: 'area' },
  tag: '群众反映',
  summary: '问题台账：几件反映是同一个原因的，从根上改；新的在前',
  query: z.object({ status: status.optional(), ...paging }),
  answer: problemsSchema,
  async handler({ ports, subject, query: { status: only, limit, cursor } }) {
    const wanted = only === undefined ? statuses : [only]
    const lists = areasSeen(subject.area).flatMap((area) => wanted.map((one) => problemList(area, one)))
    const behind = cursor === undefined ? undefined : entryAt(cursor)
    const list = openList(ports.table, together(lists), { backwards: true, behind })
    const entries = await list.take(limit)
    const last = list.isMore() ? entries.at(-1) : undefined
    return { body: { problems: await problemsAt(ports, entries), ...(last ? { cursor: placeOf(last) } : {}) } }
  },
})

/** The problems that entries of a list point at, in their order. */
async function problemsAt({ table, keys, log }: Ports, entries: readonly Item[]) {
  const items = await table.getMany(entries.map(({ pk, sk }) => ({ pk, sk })))
  const itemOf = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]))
  return entries.flatMap(({ pk, sk }) => {
    const item = itemOf.get(`${pk} ${sk}`)
    const found = item && readable(log, item, () => rowOf<Problem>(keys, pk.slice(2) as Pid, item))
    return found ? view(found) : []
  })
}

function view({ problem_id, admdvs, matter, cause, status: stands, answers, reopened, record }: Problem) {
  // Between the reading of the list and of the row it is opened or decided, and never counted again.
  if (stands === 'counting') return []
  const case_ids = answers.map(({ case_id }) => case_id)
  return [{ problem_id, admdvs, matter, cause, status: stands, case_ids, reopened, ...(record ? { record } : {}) }]
}
