/** The memory and CPU of the stack's processes while it is under load. */
import { readFileSync } from 'node:fs'
import { cpuSecondsOf } from '../bench/desk-http.ts'

/** Megabytes resident, by process, at a moment. */
export interface MemorySample {
  at_s: number
  mb: Record<string, number>
}

/** Whether a process's memory came to a level: the middle of its third and of its last quarter, and by how much it rose. */
export interface Level {
  third_quarter_mb: number
  last_quarter_mb: number
  most_mb: number
  level: boolean
}

/** What a garbage collector may leave lying is no growth. */
const slackMb = 40
const slackShare = 1.15

/** Samples the processes at even times until told to stop. */
export function watchMemory(pids: () => Record<string, number>, everyMs: number) {
  const samples: MemorySample[] = []
  const begun = performance.now()
  const sample = () => {
    const mb: Record<string, number> = {}
    for (const [name, pid] of Object.entries(pids())) {
      const size = residentMb(pid)
      if (size !== undefined) mb[name] = size
    }
    samples.push({ at_s: Math.round((performance.now() - begun) / 1_000), mb })
  }
  const timer = setInterval(sample, everyMs)
  return {
    samples,
    stop() {
      clearInterval(timer)
      sample()
    },
  }
}

function residentMb(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024)
  } catch {
    // Between its death and its next start a process has none.
    return undefined
  }
}

/** Says of every process whether its memory is level. */
export function levels(samples: readonly MemorySample[]): Record<string, Level> {
  const names = [...new Set(samples.flatMap(({ mb }) => Object.keys(mb)))]
  return Object.fromEntries(
    names.map((name) => {
      const sizes = samples.flatMap(({ mb }) => mb[name] ?? [])
      const part = (from: number, to: number) =>
        middle(sizes.slice(Math.floor(sizes.length * from), Math.max(1, Math.ceil(sizes.length * to))))
      const third_quarter_mb = part(0.5, 0.75)
      const last_quarter_mb = part(0.75, 1)
      const level = last_quarter_mb <= Math.max(third_quarter_mb * slackShare, third_quarter_mb + slackMb)
      return [name, { third_quarter_mb, last_quarter_mb, most_mb: Math.max(...sizes), level }]
    }),
  )
}

function middle(sizes: readonly number[]): number {
  return [...sizes].sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0
}

/** CPU seconds used so far by each process. */
export function cpuOf(pids: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuSecondsOf(pid)]))
}
