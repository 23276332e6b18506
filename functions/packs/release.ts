/** Writing, releasing and ending packs (RULES.md, Release). */
import { dayOf } from '../../shared/calendar/index.ts'
import { officeTaskItem } from '../../shared/engine/office-tasks.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import { taskDue } from '../../shared/policy/desk.ts'
import { dueFields } from '../../shared/policy/due.ts'
import { packSecondAbove } from '../../shared/policy/house/packs.ts'
import { policyAt } from '../../shared/policy/index.ts'
import type { TaskRow } from '../../shared/registers/rows.ts'
import { currentPolicies } from '../../shared/table/policies.ts'
import type { Write } from '../../shared/table/table.ts'
import { approvePack } from '../../shared/tasks/pack.ts'
import { auditWrite } from '../calls/audit.ts'
import { fitsToday } from './count.ts'
import { firstRun } from './find.ts'
import { ending, loadPack, type Pack, type PackFields, packWrite, partMessages, releasing } from './pack.ts'
import { textOf } from './text.ts'

/** So long is counted before a release: what takes longer is many, and takes a second person. */
const countMs = 8_000
/** Who does it: as tokens name them, and as the audit trail does. */
export interface PackOfficer {
  readonly id: string
  readonly name: string
  /** Goes into the commit, so that a call under an idempotency key is done once. */
  readonly beside?: readonly Write[]
}

/** The pack as it is then, or why nothing was done. */
export type PackChanged = { pack: Pack } | Refused | { refused: 'unknown' }

type Refused = { refused: 'pack-released' | 'pack-not-released' | 'pack-past' }

/** What comes of a pack: what is written, and what is done once it stands. */
interface Next {
  pack: Pack
  writes: readonly Write[]
  after?: () => Promise<void>
}

/** Replaces a draft, or begins one. */
export function putPack(ports: Ports, packId: string, fields: PackFields, by: PackOfficer): Promise<PackChanged> {
  return change(ports, packId, by, 'pack.put', async (before) => {
    if (before && before.status !== 'draft') return { refused: 'pack-released' }
    const pack: Pack = { ...fields, pack_id: packId, status: 'draft', version: (before?.version ?? 0) + 1 }
    return { pack, writes: [packWrite(pack, before)] }
  })
}

/** Releases a draft; one for more people than one person may decide waits for another. */
export function releasePack(ports: Ports, packId: string, by: PackOfficer): Promise<PackChanged> {
  return change(ports, packId, by, 'pack.release', async (before) => {
    if (!before) return undefined
    if (before.status !== 'draft') return { refused: 'pack-released' }
    const now = ports.clock.now()
    if (before.to < dayOf(now)) return { refused: 'pack-past' }
    const { amendments } = await currentPolicies(ports)
    const above = policyAt(amendments, packSecondAbove, before.admdvs, dayOf(now))
    if (!above.found) throw new Error('packs: a parameter that the nation has is missing')
    const count = await fitsToday(ports, before, { most: above.value + 1, ms: countMs })
    const released = { by: by.id, at: now }
    if (count.isWhole && count.fits <= above.value) return setOut(ports, { ...before, released }, before)
    const pack: Pack = { ...before, released, status: 'to-approve', version: before.version + 1 }
    const task = await taskOf(ports, pack, count)
    return { pack, writes: [packWrite(pack, before), { put: officeTaskItem(task), if: 'absent' }] }
  })
}

/** The pack released, and those sent for who find whom it concerns. */
function setOut(ports: Ports, by: Pack, before: Pack): Next {
  const pack: Pack = { ...by, status: 'released', version: before.version + 1 }
  return {
    pack,
    writes: releasing(pack, before, firstRun(pack, ports.clock.now())),
    after: () => pass(ports, partMessages(pack.pack_id)),
  }
}

/** Ends what was released: nothing of it is sent after this. */
export function endPack(ports: Ports, packId: string, by: PackOfficer): Promise<PackChanged> {
  return change(ports, packId, by, 'pack.end', async (before) => {
    if (!before) return undefined
    if (before.status !== 'released') return { refused: 'pack-not-released' }
    const pack: Pack = { ...before, status: 'ended', version: before.version + 1 }
    return { pack, writes: ending(pack, before) }
  })
}

/** Does it on what was read, and again if somebody else was faster. */
async function change(
  ports: Ports,
  packId: string,
  { name: by, beside = [] }: PackOfficer,
  what: 'pack.put' | 'pack.release' | 'pack.end',
  next: (before: Pack | undefined) => Promise<Next | Refused | undefined>,
): Promise<PackChanged> {
  for (;;) {
    const made = await next(await loadPack(ports.table, packId))
    if (!made) return { refused: 'unknown' }
    if ('refused' in made) return made
    const line = auditWrite(ports, { by, what, about: packId })
    const written = await ports.table.transact([...made.writes, ...beside, line])
    if (!written.ok) continue
    await made.after?.()
    return { pack: made.pack }
  }
}

async function taskOf(ports: Ports, pack: Pack, count: { fits: number; isWhole: boolean }): Promise<TaskRow> {
  const { pack_id, version, title, admdvs, from, to } = pack
  const now = ports.clock.now()
  const { amendments } = await currentPolicies(ports)
  const look: Parameters<typeof taskDue>[0]['look'] = { policy: (...asked) => policyAt(amendments, ...asked) }
  return {
    task_id: `pack.${pack_id}.${version}.${approvePack.kind}`,
    kind: approvePack.kind,
    owner: { role: 'operator' },
    admdvs,
    opened_at: now,
    ...dueFields(taskDue({ look, today: dayOf(now) }, 'approve-pack', admdvs)),
    facts: {
      pack_id,
      title,
      text: textOf(pack),
      admdvs,
      from,
      to,
      fits: count.fits,
      ...(count.isWhole ? {} : { partial: true }),
    },
    status: 'open',
  }
}

/** What another person's decision does, beside noting it; undefined if the pack is not what the task is about any more. */
export async function decidePack(
  ports: Ports,
  { facts }: TaskRow,
  { verdict, by }: { verdict: 'approve' | 'reject'; by: string },
): Promise<{ writes: readonly Write[]; after?: () => Promise<void> } | 'second-person' | undefined> {
  const before = await loadPack(ports.table, facts.pack_id as string)
  if (before?.status !== 'to-approve') return undefined
  if (before.released?.by === by) return 'second-person'
  const { released: _released, ...draft } = before
  if (verdict === 'approve') return setOut(ports, before, before)
  return { writes: [packWrite({ ...draft, status: 'draft', version: before.version + 1 }, before)] }
}
