/** Keys of what belongs to no person: settings, policies, holds, trials, clearings, rejected events, misses. */
import type { Day } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { Key } from '../table.ts'
import { listShards, padded, shardOf } from './shards.ts'

/** Shards of a province's open claims. */
export const claimShards = 8

/** Settings of a pooling area. */
export const settingsKey = (area: Admdvs): Key => ({ pk: `S#${area}`, sk: 'settings' })
/** The parameters and holidays of the release that last woke who waited for them. */
export const releaseKey: Key = { pk: 'RELEASE', sk: 'told' }
/** The highest epoch of a release that has written to this table. */
export const epochKey: Key = { pk: 'RELEASE', sk: 'epoch' }
/** As of when the ledger is proved, and how far the proof under way has come. */
export const proofKey: Key = { pk: 'LEDGER', sk: 'proof' }
/** All holds, in one item. */
export const holdsKey: Key = { pk: 'HOLDS', sk: 'holds' }
/** Messages that a hold keeps back from a queue. */
export const heldPartition = (queue: string) => `H#${queue}`
/** Policy amendments. */
export const policyPartition = 'POLICY'
/** Every row of a parameter that a decision may have rested on, by its id, for good. */
export const policyRowKey = (id: string): Key => ({ pk: 'POLICYROW', sk: id })

/** A trial of a parameter, with its parts and the cases that it changes. */
export const trialPartition = (trialId: string) => `TRIAL#${trialId}`
/** The trial itself. */
export const trialKey = (trialId: string): Key => ({ pk: trialPartition(trialId), sk: 'trial' })
/** Parts of a trial: each goes through one shard of the lists of its areas. */
export const trialParts = listShards
/** How far a part has come. */
export const trialPartKey = (trialId: string, part: number): Key => ({
  pk: trialPartition(trialId),
  sk: `part#${part}`,
})
/** The `n`th case that a part has found to change. */
export const trialChangeKey = (trialId: string, part: number, n: number): Key => ({
  pk: trialPartition(trialId),
  sk: `change#${part}#${padded(n)}`,
})
/** All of them. */
export const trialChangeRange = { from: 'change#', to: 'change~' }
/** What tells how a trial goes. */
export const trialRange = { from: 'part#', to: 'trial' }

/** A shard of a province's open claims. */
export const claimPartition = (province: string, shard: number) => `CL#${province}#${shard}`
/**
 * An open claim of a province. One that was written when there were four shards may stand in another, where clearings
 * find it; whoever would take it back takes it for one that is in a clearing already, and makes an opposite one.
 */
export const claimKey = (province: string, day: string, claimId: string): Key => ({
  pk: claimPartition(province, shardOf(claimId, claimShards)),
  sk: `${day}#${claimId}`,
})
/** A clearing and what belongs to it. */
export const clearingKey = (clearingId: string, sk: string): Key => ({ pk: `CR#${clearingId}`, sk })
/** An expert who reviews. */
export const expertKey = (expertNo: string): Key => ({ pk: `EXPERT#${expertNo}`, sk: 'expert' })
/** The experts of a pooling area. */
export const expertAreaPartition = (area: Admdvs) => `EXPERTS#${area}`
/** One of them. */
export const expertAreaKey = (area: Admdvs, expertNo: string): Key => ({ pk: expertAreaPartition(area), sk: expertNo })
/** An event set aside whole. */
export const rejectedKey = (id: string): Key => ({ pk: `R#${id}`, sk: 'event' })

/** Where the misses of an institution stand: its questions of a kind about people whom nobody knows. */
export const missPartition = (question: string, fixmedinsCode: string) => `Q#${question}#${fixmedinsCode}`
/** One of them. */
export const missKey = (question: string, fixmedinsCode: string, at: string, id: string): Key => ({
  pk: missPartition(question, fixmedinsCode),
  sk: `${at}#${id}`,
})

/** Those who work for an area: what they have claimed, decided by day, and what is counted of them. */
export const staffPartition = (area: Admdvs) => `STAFF#${area}`
/** A task that one of them has claimed. */
export const staffClaimKey = (area: Admdvs, taskId: string): Key => ({
  pk: staffPartition(area),
  sk: `claim#${taskId}`,
})
/** All of them. */
export const staffClaimRange = { from: 'claim#', to: 'claim~' }
/** What one of them decided on a day. */
export const staffDayKey = (area: Admdvs, day: Day, by: string): Key => ({
  pk: staffPartition(area),
  sk: `day#${day}#${by}`,
})
/** What all of them decided on it. */
export const staffDayRange = (day: Day) => ({ from: `day#${day}#`, to: `day#${day}~` })
/** What is counted of one of them for good. */
export const staffKey = (area: Admdvs, by: string): Key => ({ pk: staffPartition(area), sk: `staff#${by}` })
/** All of them. */
export const staffRange = { from: 'staff#', to: 'staff~' }
