/** `GET /v1/workload`: what waits in an area, and who does how much (bundles/RULES.md 10.6). */
import * as z from 'zod'
import { compareInstants, dayOf, type Instant } from '../../../shared/calendar/index.ts'
import { openCode } from '../../../shared/codes/coded.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import type { Pid } from '../../../shared/identity/index.ts'
import { claimOf, type Triage } from '../../../shared/registers/desk/triage.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { rowOf } from '../../../shared/table/files.ts'
import { taskList } from '../../../shared/table/keys.ts'
import { openList } from '../../../shared/table/lists.ts'
import { staffOf } from '../../../shared/table/office/staff.ts'
import type { Item } from '../../../shared/table/table.ts'
import { taskKinds, taskNames } from '../../bundles/all.ts'
import { called } from '../../calls/called.ts'
import { areasSeen } from '../../calls/reach.ts'
import { type Route, route } from '../../calls/route.ts'
import { atDesk, type Desk } from './desk.ts'

const count = z.int()

const workloadSchema = called(
  'Workload',
  z.object({
    staff: z
      .array(
        z.object({
          staff_no: z.string(),
          claimed: count.meta({ description: '现在认领着的' }),
          decided_today: count.meta({ description: '今天办结的；只是先同意、等另一个人的不算' }),
          returned: count.meta({ description: '一直以来退回的：提出后没有成的，和答复后又要复核的' }),
          wrong: count.meta({ description: '一直以来抽查不对的' }),
        }),
      )
      .meta({ description: '办过或认领过待办的人' }),
    kinds: z.array(
      z.object({
        kind: openCode(taskNames),
        open: count,
        overdue: count,
        red: count.meta({ description: '其中标红的，包括超期的' }),
        blue: count,
        green: count,
      }),
    ),
  }),
)

export const workloadRoute: Route = route('GET /v1/workload', {
  access: { supervisor: 'area' },
  tag: '待办',
  summary: '本地区的工作量：谁认领、办结、退回多少，每类待办有多少、多急',
  answer: workloadSchema,
  async handler({ ports, subject }) {
    const areas = areasSeen(subject.area)
    const [staff, kinds] = await Promise.all([staffIn(ports, areas), kindsIn(ports, areas, subject.id)])
    return { body: { staff, kinds } }
  },
})

async function staffIn(ports: Ports, areas: readonly Admdvs[]) {
  const now = ports.clock.now()
  const read = await Promise.all(areas.map((area) => staffOf(ports.table, area, dayOf(now))))
  const isHeld = ({ taskId, ...claim }: (typeof read)[number]['claims'][number]) =>
    claimOf({ status: 'open', claim }, taskKinds.get(kindIn(taskId) ?? ''), now) !== undefined
  const rows = read.flatMap(({ counts, claims }) => {
    const held = Map.groupBy(claims.filter(isHeld), ({ by }) => by)
    return counts.map(({ by, name: staff_no, decidedToday: decided_today, returned, wrong }) => {
      return { staff_no, claimed: held.get(by)?.length ?? 0, decided_today, returned, wrong }
    })
  })
  return rows.sort((a, b) => (a.staff_no < b.staff_no ? -1 : 1))
}

/** The kind of task that an id names; undefined of one that names none. */
const kindIn = (taskId: string): string | undefined => taskId.split('.').find((part) => taskKinds.has(part))

/** What the list of open tasks says of one, or its row where the id names no kind. */
type Listed = Pick<TaskRow, 'kind' | 'admdvs' | 'due_at'>

/** Entries of a list that are read together. */
const batch = 1000

async function kindsIn(ports: Ports, areas: readonly Admdvs[], id: string) {
  const open = (
    await Promise.all(
      areas.flatMap((area) => (['clerk', 'supervisor'] as const).map((role) => openOf(ports, { role, area }))),
    )
  ).flat()
  const counted = await atDesk(ports, id, (desk) => countsOf(open, desk))
  return counted.sort((a, b) => b.overdue - a.overdue || b.open - a.open || (a.kind < b.kind ? -1 : 1))
}

/** The open tasks of one list, from its entries: the index says when each is due, its id of which kind it is. */
async function openOf(ports: Ports, owner: { role: 'clerk' | 'supervisor'; area: Admdvs }): Promise<Listed[]> {
  const list = openList(ports.table, taskList(owner))
  const listed: Listed[] = []
  for (;;) {
    const entries = await list.take(batch)
    for (const entry of entries) {
      const [due_at, ...id] = (entry.list_at as string).split('#')
      const kind = kindIn(id.join('#')) ?? (await kindOf(ports, entry))
      if (kind !== undefined) listed.push({ kind, admdvs: owner.area, due_at: due_at as Instant })
    }
    if (entries.length < batch) return listed
  }
}

async function kindOf({ table, keys }: Ports, { pk, sk }: Item): Promise<string | undefined> {
  const item = await table.get({ pk, sk })
  return item && rowOf<TaskRow>(keys, pk.slice(2) as Pid, item).kind
}

function countsOf(open: readonly Listed[], { now, triageOf }: Desk) {
  return [...Map.groupBy(open, ({ kind }) => kind)].map(([kind, tasks]) => {
    const marks = tasks.map(triageOf)
    const marked = (mark: Triage) => marks.filter((one) => one === mark).length
    const overdue = tasks.filter(({ due_at }) => compareInstants(due_at, now) < 0).length
    return { kind, open: tasks.length, overdue, red: marked('red'), blue: marked('blue'), green: marked('green') }
  })
}
