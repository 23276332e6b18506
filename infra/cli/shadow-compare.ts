/** What a bundle in shadow would have done, beside what the office decided by hand. Pure. */

/** A matter as it would have come out here. */
export interface Ours {
  case_id: string
  psn_no?: string
  begins: string
  status: string
  step: string
  outcome?: { result?: string } & Record<string, unknown>
  task?: string
  amt?: string
}

/** A matter as the office decided it; `result` in the words of the bundle's outcome, `amt` in yuan. */
export interface Theirs {
  psn_no: string
  begins: string
  result: string
  amt?: string
}

/** Both sides of a matter. */
export interface Pair {
  ours: Ours
  theirs: Theirs
}

/** How they compare; `open`: ours stops where somebody would be asked, so there is nothing yet to compare. */
export interface Comparison {
  agreeing: Pair[]
  differing: Pair[]
  open: Pair[]
  onlyOurs: Ours[]
  onlyTheirs: Theirs[]
}

const matterOf = ({ psn_no = '', begins }: Ours | Theirs) => `${psn_no} ${begins}`

/** Its result, or what it ended as without one; undefined while it is not decided. */
export function resultOf({ outcome, status }: Ours): string | undefined {
  if (outcome?.result !== undefined) return outcome.result
  return status === 'waiting' || status === 'running' ? undefined : status
}

/**
 * Two are about the same if they are of one person and began on one day; of several such the ones that agree belong
 * together. They agree in the result, and in the sum where the office gives one. Where nobody is paid for want of being
 * live, the sum that would be paid stands for the result.
 */
export function compareWith(office: readonly Theirs[], shadows: readonly Ours[]): Comparison {
  const found: Comparison = { agreeing: [], differing: [], open: [], onlyOurs: [], onlyTheirs: [] }
  const ours = Map.groupBy(shadows, matterOf)
  for (const [matter, some] of Map.groupBy(office, matterOf)) {
    const left = [...(ours.get(matter) ?? [])]
    ours.delete(matter)
    const paired = pairs(some, left)
    for (const { ours: one, theirs } of paired.pairs) found[kindOf(one, theirs)].push({ ours: one, theirs })
    found.onlyTheirs.push(...paired.left)
    found.onlyOurs.push(...left)
  }
  found.onlyOurs.push(...[...ours.values()].flat())
  return found
}

/** Takes out of `left` what belongs to each: first what agrees, then what is open, then any. */
function pairs(office: readonly Theirs[], left: Ours[]): { pairs: Pair[]; left: Theirs[] } {
  const taken: Pair[] = []
  let waiting = [...office]
  for (const kinds of [['agreeing'], ['agreeing', 'open'], ['agreeing', 'open', 'differing']] as const) {
    waiting = waiting.filter((theirs) => {
      const index = left.findIndex((one) => (kinds as readonly string[]).includes(kindOf(one, theirs)))
      if (index < 0) return true
      taken.push({ ours: left[index] as Ours, theirs })
      left.splice(index, 1)
      return false
    })
  }
  return { pairs: taken, left: waiting }
}

function kindOf(ours: Ours, { result, amt }: Theirs): 'agreeing' | 'differing' | 'open' {
  const is = resultOf(ours)
  const sums = amt === undefined || ours.amt === undefined ? undefined : ours.amt === amt
  if (is === undefined) return sums === undefined ? 'open' : sums ? 'agreeing' : 'differing'
  return is === result && (amt === undefined || sums === true) ? 'agreeing' : 'differing'
}
