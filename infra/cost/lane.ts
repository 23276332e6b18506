/**
 * How many functions a stream of events needs: from the CPU that a batch of ten was measured to take
 * (test/bench/results/lane.json), what it waits for table and queues, and room. Pure.
 */
import { functionSpecs } from '../functions.ts'

/** Messages that SQS hands to a function at once. */
export const batchOf = 10

/** Events a second that a partner's queue and each lane must take in production. */
export const laneEvents = 2000

/** Most batches of one queue that Lambda works on at a time, those it begins with, and how many more a minute. */
export const readers = {
  most: 1000,
  first: 5,
  moreAMinute: 300,
  source: 'Lambda, scaling of SQS event sources',
} as const

/**
 * What is reckoned with: CPU milliseconds an event, above what was measured of any kind (a test holds that), signatures
 * checked; and milliseconds that a batch waits, its ten side by side: at the inbox for a put into the archive and a send, at a worker for a Query,
 * a transaction and a send, each at the slow end of what these services are known for.
 */
export const takes = {
  inbox: { cpuMs: 1.5, waitMs: 60 },
  worker: { cpuMs: 2.5, waitMs: 100 },
} as const

/** So many times what is needed on average: for slow minutes, cold starts and batches that are not full. */
const room = 2

/** Seconds a function works on a batch of so many; a whole CPU comes with 1,769 MB. */
export function batchSeconds(name: keyof typeof takes, events: number = batchOf): number {
  const { cpuMs, waitMs } = takes[name]
  return ((events * cpuMs) / (functionSpecs[name].memory / 1769) + waitMs) / 1000
}

/** Functions at work at a time, on average, on so many events a second. */
export function functionsBusy(name: keyof typeof takes, eventsASecond: number): number {
  return (eventsASecond / batchOf) * batchSeconds(name)
}

/** Functions to allow for so many events a second; two are the least and a thousand the most that SQS grants a queue. */
export function functionsFor(name: keyof typeof takes, eventsASecond: number): number {
  return Math.min(readers.most, Math.max(2, Math.ceil(room * functionsBusy(name, eventsASecond))))
}

/** Seconds until Lambda reads a queue that was idle with so many functions. */
export function secondsUntil(functions: number): number {
  return (Math.max(0, functions - readers.first) / readers.moreAMinute) * 60
}
