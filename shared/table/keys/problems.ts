/** Keys of the lists of problems: few, for what makes one is many people's feedback. */
import type { Admdvs } from '../../codes/index.ts'
import type { Problem } from '../../registers/rows/counted.ts'
import type { List } from './shards.ts'

/** What a problem that is shown may come to. */
export type ProblemStatus = Exclude<Problem['status'], 'counting'>

/** The problems of a pooling area that stand so. */
export function problemList(area: Admdvs, status: ProblemStatus): List {
  const name = `problem#${area}#${status}`
  return { name, shards: [name] }
}

/** The place of one there, by when it was first a problem; what is only counted has none. */
export function problemEntry({ problem_id, admdvs, status, opened_at }: Problem): { list?: string; list_at?: string } {
  if (status === 'counting') return {}
  return { list: problemList(admdvs, status).name, list_at: `${opened_at}#${problem_id}` }
}
