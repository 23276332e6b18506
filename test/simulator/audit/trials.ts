/** What was set and corrects what held has been carried out, by parts that count each case once; and what is told differs. */
import { trialPartKey, trialParts } from '../../../shared/table/keys.ts'
import type { Audit } from './records.ts'

interface Part {
  done?: true
  counts: Record<string, number>
  kept: number
}

/** Every correction is done; every task that came of one tells of two different ends. */
export const auditTrials: Audit = ({ items, files }) => {
  const found = new Map(
    items.filter(({ pk }) => pk.startsWith('TRIAL#')).map((item) => [`${item.pk} ${item.sk}`, item]),
  )
  const ids = [...found.values()].flatMap(({ pk, sk }) => (sk === 'trial' ? [pk.slice('TRIAL#'.length)] : []))
  const parts = ids.flatMap((id) =>
    [...Array(trialParts).keys()].flatMap((part) => {
      const { pk, sk } = trialPartKey(id, part)
      const item = found.get(`${pk} ${sk}`)
      const { done, counts, kept } = JSON.parse((item?.d as string | undefined) ?? '{"counts":{}}') as Part
      const { same = 0, ...changed } = counts
      const differing = Object.values(changed).reduce((sum, count) => sum + count, 0)
      return done && kept === Math.min(differing, 100)
        ? []
        : [`trial ${id}: part ${part} is not done, or counts wrong (${same} same)`]
    }),
  )
  const told = [...files.values()].flatMap((file) =>
    file
      .all('task')
      .filter(
        ({ kind, facts }) => kind === 'rule-corrected' && JSON.stringify(facts.before) === JSON.stringify(facts.after),
      )
      .map(({ task_id }) => `task ${task_id}: tells of nothing that differs`),
  )
  return [...parts, ...told]
}
