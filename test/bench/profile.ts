/** Where the time of a run went: a profile of this process, by what each sample was about. */
import { type Profiler, Session } from 'node:inspector/promises'
import { fileURLToPath } from 'node:url'

/** A function on the stack of a sample. `file` is below the repository's root; empty for what is not of a file. */
export interface Frame {
  readonly name: string
  readonly file: string
}

/** Microseconds between two samples. */
const interval = 200

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Samples what runs between `resume` and `pause`, as often as these are called. */
export async function startProfile() {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval })
  const profiles: Profiler.Profile[] = []
  return {
    resume: () => session.post('Profiler.start'),
    async pause() {
      const { profile } = await session.post('Profiler.stop')
      profiles.push(profile)
    },
    /** Ends it: time by what `about` says of a stack, innermost frame first, in microseconds. */
    end(about: (stack: readonly Frame[]) => string): Map<string, number> {
      session.disconnect()
      const times = new Map<string, number>()
      for (const profile of profiles) addTimes(profile, about, times)
      return times
    },
  }
}

function addTimes(profile: Profiler.Profile, about: (stack: readonly Frame[]) => string, times: Map<string, number>) {
  const { nodes, samples = [], timeDeltas = [] } = profile
  const abouts = new Map<number, string | undefined>()
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  for (const { id } of nodes) {
    const stack: Frame[] = []
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { functionName: name, url } = byId.get(at)?.callFrame ?? { functionName: '', url: '' }
      stack.push({ name, file: url.replace('file://', '').replace(root, '') })
    }
    abouts.set(id, nobodysOwn.includes(stack[0]?.name ?? '') ? undefined : about(stack))
  }
  // Collecting garbage is of whoever ran before it.
  let last: string | undefined
  for (const [index, id] of samples.entries()) {
    const isIdle = byId.get(id)?.callFrame.functionName === '(idle)'
    last = isIdle ? undefined : (abouts.get(id) ?? last)
    // A sample much later than due says that others had the processor meanwhile.
    const time = Math.min(timeDeltas[index + 1] ?? 0, 2 * interval)
    if (last !== undefined) times.set(last, (times.get(last) ?? 0) + time)
  }
}

const nobodysOwn = ['(garbage collector)', '(program)', '(root)', '(idle)']
