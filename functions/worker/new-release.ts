/**
 * What only a release brings: parameters of its own, working days among them. Nobody reports that; so when a clock
 * starts, the release is compared with what the table has last heard of, and whoever an operator was asked about is woken.
 */
import { createHash } from 'node:crypto'
import { type OwnMessage, wayForAll } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { workingDays } from '../../shared/policy/working-days.ts'
import { policyTopic, releaseKey, taskList } from '../../shared/table/keys.ts'
import { openList } from '../../shared/table/lists.ts'
import { keptRows } from '../../shared/table/policies.ts'
import { parameters } from '../bundles/all.ts'
import { wakeSubscribers } from './topics.ts'

let digestHere: string | undefined

/** Says the same for releases that hold the same parameters. A process runs one release: it is reckoned once. */
export function releaseDigest(): string {
  digestHere ??= createHash('sha256').update(JSON.stringify(releaseRows())).digest('base64url')
  return digestHere
}

const releaseRows = () => [...parameters.values()].flatMap(({ rows }) => rows)

/** Keys of tasks that a release may have met, by the task's id, which ends in its kind and what it is about. */
const mayBeMet = /\.(policy|calendar)-missing\./

/** Tasks looked at together: an operator may have been asked about very many. */
const atOnce = 250

/** Wakes who waits for what this release brings, once; a sweep that dies on the way does it again. */
export async function wakeForRelease(ports: Ports, digest: string = releaseDigest()): Promise<void> {
  const { table } = ports
  if ((await table.get(releaseKey))?.d === digest) return
  const list = openList(table, taskList({ role: 'operator' }))
  while (list.isMore()) {
    const asked = (await list.take(atOnce)).filter(({ pk, sk }) => pk.startsWith('P#') && mayBeMet.test(sk))
    const pids = [...new Set(asked.map(({ pk }) => pk.slice(2) as Pid))]
    const wakes = pids.map((pid): OwnMessage => ({ kind: 'wake', pid }))
    await pass(ports, wakes, wayForAll('new-release'))
  }
  // Who was told of a year before may rest on what this release corrects.
  await wakeSubscribers(ports, policyTopic(workingDays.name))
  // What decisions rest on from now on can be told when this release is long gone. All at once: who is stopped on the way
  // begins anew, and would not come to the end of a hundred writes.
  await table.putMany(keptRows(releaseRows()))
  await table.write({ put: { ...releaseKey, d: digest } })
}
