/**
 * Questions as somebody asked them, digits masked, sealed; nothing says who asked. Beside them what found no answer, or no
 * helpful one, is counted by area. Both go by themselves after a while.
 */
import type { Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import { type Keys, keyedHash } from '../../identity/index.ts'
import { ttlAt } from '../../keeping/index.ts'
import { ttlAttribute } from '../definition.ts'
import { questionKey, unansweredKey, unansweredPartition } from '../keys.ts'
import { openAt, sealAt } from '../seals/sealed.ts'
import { type Item, queryAll, type Table, type Write } from '../table.ts'

/** A question as it is kept. */
export interface Question {
  question_id: string
  /** Every run of six digits or more stands as `＊`. */
  text: string
  /** The pooling area that it was asked for; the nation if it named none. */
  area: Admdvs
  /** What is the same of questions that count together. */
  alike: string
}

/** A question as it stands: whether it counts among those without an answer. */
export type KeptQuestion = Question & { counted: boolean }

type Reads = { table: Table; keys: Keys }

/** A question by its id; undefined if there is none, or no more. */
export async function questionAsked({ table, keys }: Reads, questionId: string): Promise<KeptQuestion | undefined> {
  const item = await table.get(questionKey(questionId))
  if (!item) return undefined
  const said = JSON.parse(openAt(keys, item)) as Omit<Question, 'question_id'>
  return { question_id: questionId, ...said, counted: item.counted === 1 }
}

/** The writes that keep a question as it was asked; `unanswered`: it counts as one that found no answer. */
export function askedWrites(keys: Keys, question: Question, at: Instant, unanswered: boolean): Write[] {
  const { question_id, ...said } = question
  const key = questionKey(question_id)
  const put = {
    ...key,
    p: sealAt(keys, key, JSON.stringify(said)),
    counted: Number(unanswered),
    [ttlAttribute]: ttlAt('questions', at),
  }
  return [{ put, if: 'absent' }, ...(unanswered ? [countWrite(keys, question, at)] : [])]
}

/** The writes that count a question as not answered; they fail if it was counted before. */
export const notHelpfulWrites = (keys: Keys, question: Question, at: Instant): Write[] => [
  { update: questionKey(question.question_id), set: { counted: 1 }, if: { attr: 'counted', equals: 0 } },
  countWrite(keys, question, at),
]

function countWrite(keys: Keys, { text, area, alike }: Question, at: Instant): Write {
  const key = unansweredKey(area, keyedHash(keys, 'question-alike', alike))
  const set = { p: sealAt(keys, key, text), last_at: at, [ttlAttribute]: ttlAt('unanswered', at) }
  return { update: key, set, add: { n: 1 } }
}

/** What found no answer in an area: as it was asked last, how often, and when last. */
export interface Unanswered {
  text: string
  count: number
  last_at: Instant
}

/** All of an area, the one asked most often first, of equals the one asked later. */
export async function unansweredIn({ table, keys }: Reads, area: Admdvs): Promise<Unanswered[]> {
  const items = await queryAll(table, { pk: unansweredPartition(area) })
  const found = items.map((item: Item) => ({
    text: openAt(keys, item),
    count: item.n as number,
    last_at: item.last_at as Instant,
  }))
  return found.sort((a, b) => b.count - a.count || (a.last_at < b.last_at ? 1 : -1))
}
