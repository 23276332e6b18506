/** Sending packs to one person: what is judged and what it counts stand in one commit, so that nobody gets one twice. */
import { dayOf } from '../../shared/calendar/index.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import { handle } from '../../shared/engine/handle.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { same } from '../../shared/same.ts'
import { loadPerson } from '../../shared/table/files.ts'
import { personKey, rowSk } from '../../shared/table/keys.ts'
import { currentPolicies } from '../../shared/table/policies.ts'
import { helpersOf } from './helpers.ts'
import { type Desk, judge } from './judge.ts'
import { counting, loadPacks, type Pack } from './pack.ts'

const mostTries = 20

/** The file changed between reading and committing, in what counts: it is judged anew. */
const changedMeanwhile = { needs: 'another-look' }

/**
 * Judges what waits for a person, beside a pack that they were just found for, and sends what may be sent. Throws if the
 * file does not hold still: the message comes again.
 */
export async function servePacks(ports: Ports, rules: Rules, pid: Pid, found?: Pack): Promise<void> {
  for (let tries = 0; tries < mostTries; tries++) {
    if (tries > 0) await ports.backoff(tries)
    const file = await loadPerson(ports.table, ports.keys, pid)
    if (file.pid !== pid) await leaveToOther(ports, pid)
    const desk = await deskFor(ports, file, found)
    const { tallies, changed } = judge(file, desk, ports.clock.now())
    if (!changed) return
    const handled = await handle(ports, rules, file.pid, {
      apply: (asRead, { now }) => {
        const again = judge(asRead, desk, now)
        return same([...again.tallies], [...tallies]) ? { ok: again.applied } : changedMeanwhile
      },
      beside: [...tallies].map(([packId, tally]) => counting(packId, file.pid, tally)),
    })
    if (handled.result === 'done') return
  }
  throw new Error('packs: a file does not hold still')
}

/** What waits in the file of a lost number waits in the other by now, and falls due there. */
const leaveToOther = ({ table }: Ports, pid: Pid) =>
  table.write({ update: { pk: personKey(pid), sk: rowSk('packs', 'self') }, unset: ['due', 'due_at'], if: 'present' })

async function deskFor(ports: Ports, file: PersonFile, found: Pack | undefined): Promise<Desk> {
  const waiting = (file.one('packs', 'self')?.held ?? []).filter(({ state }) => state === 'waiting')
  const ids = new Set([...waiting.map(({ pack_id }) => pack_id), ...(found ? [found.pack_id] : [])])
  const [packs, { amendments }, helpers] = await Promise.all([
    loadPacks(ports.table, [...ids]),
    currentPolicies(ports),
    file.one('preferences', 'self')?.copy_to_helper ? helpersOf(ports, file, dayOf(ports.clock.now())) : [],
  ])
  return { packs, amendments, helpers, ...(found ? { found } : {}) }
}
