/** How urgent a task is, and who has it in hand (bundles/RULES.md 10.1, 10.2; decision 0095). */
import { compareInstants, dayOf, type Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import { triage } from '../../policy/desk.ts'
import { dueIn } from '../../policy/due.ts'
import type { TaskKind } from '../../tasks/kind.ts'
import type { At } from '../look.ts'
import type { TaskRow } from '../rows.ts'

/** What each mark is called. */
export const triageNames = { red: '红', blue: '蓝', green: '绿' } as const
/** How urgent a task is. */
export type Triage = keyof typeof triageNames

/** Of a task all that its mark follows from. */
type Timed = Pick<TaskRow, 'kind' | 'admdvs' | 'due_at'>

/** Marks tasks as of now, by the parameter and the calendar of each task's area, looked up once for all of them. */
export function triageAt(at: At): (task: Timed) => Triage {
  const limits = new Map<Admdvs, { red: Instant; blue: Instant; redKinds: readonly string[] }>()
  const limitsOf = (area: Admdvs) => {
    const known = limits.get(area)
    if (known) return known
    const found = at.look.policy(triage, area, at.today)
    if (!found.found) throw new Error('triage: the nation has no row')
    const { red, blue, red_kinds: redKinds } = found.value
    const made = { red: dueIn(at, area, red).at, blue: dueIn(at, area, blue).at, redKinds }
    limits.set(area, made)
    return made
  }
  return ({ kind, admdvs, due_at }) => {
    const { red, blue, redKinds } = limitsOf(admdvs)
    if (redKinds.includes(kind) || compareInstants(due_at, red) <= 0) return 'red'
    return compareInstants(due_at, blue) <= 0 ? 'blue' : 'green'
  }
}

/** Who has an open task in hand now: a claim ends with its day, unless those of its kind last. */
export function claimOf(
  task: Pick<TaskRow, 'status' | 'claim'>,
  kind: Pick<TaskKind, 'claimLasts'> | undefined,
  now: Instant,
): TaskRow['claim'] {
  const { status, claim } = task
  if (status !== 'open' || !claim) return undefined
  return kind?.claimLasts || dayOf(claim.at) === dayOf(now) ? claim : undefined
}
