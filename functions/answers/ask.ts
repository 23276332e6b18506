/** Asking, and saying whether it helped: what is read and kept around the pure rules of this folder. */
import { dayOf } from '../../shared/calendar/index.ts'
import { type Admdvs, NATION, provinceArea } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { keyedHash } from '../../shared/identity/index.ts'
import { answerLeast } from '../../shared/policy/house/answer-least.ts'
import { policyAt } from '../../shared/policy/index.ts'
import { type Article, articlesOf } from '../../shared/table/common/articles.ts'
import { askedWrites, notHelpfulWrites, type Question, questionAsked } from '../../shared/table/common/questions.ts'
import { currentPolicies } from '../../shared/table/policies.ts'
import { answersTo, type Scored } from './answer.ts'
import { alike, maskNumbers } from './asked.ts'
import { guides } from './guides.ts'
import { readScore } from './score.ts'

/** The area, what lies around it, the nearest first; an area that is a province in itself once. */
const levelsOf = (area: Admdvs): Admdvs[] =>
  area === NATION ? [NATION] : [...new Set([area, provinceArea(area), NATION])]

async function articlesFor(ports: Ports, area: Admdvs): Promise<(readonly Article[])[]> {
  const levels = levelsOf(area)
  const found = await Promise.all(levels.map((level) => articlesOf(ports, level)))
  return found.map((articles, level) => (levels[level] === NATION ? [...articles, ...guides] : articles))
}

/** How alike an answer must be, in an area today. Throws if the parameter has no row: the release brings one. */
async function leastIn(ports: Ports, area: Admdvs): Promise<number> {
  const { amendments } = await currentPolicies(ports)
  const found = policyAt(amendments, answerLeast, area, dayOf(ports.clock.now()))
  if (!found.found) throw new Error('answer_least: no row holds')
  return readScore(found.value)
}

/** Answers a question, and keeps it, so that its asker may say more by its id. `area`: the nation if none was named. */
export async function ask(
  ports: Ports,
  text: string,
  area: Admdvs,
): Promise<{ questionId: string; answers: Scored[] }> {
  const now = ports.clock.now()
  const [levels, least] = await Promise.all([articlesFor(ports, area), leastIn(ports, area)])
  const answers = answersTo(text, levels, dayOf(now), least)
  const said = { text: maskNumbers(text), area, alike: alike(text) }
  for (let attempt = 0; attempt < mostTries; attempt++) {
    if (attempt > 0) await ports.backoff(attempt)
    const question: Question = { question_id: questionId(ports, [text, area, now, attempt]), ...said }
    const { ok } = await ports.table.transact(askedWrites(ports.keys, question, now, answers.length === 0))
    if (ok) return { questionId: question.question_id, answers }
  }
  throw tooManyConflicts()
}

/** Nobody can guess the id of another's question: it is made with the key of the system. */
const questionId = ({ keys }: Ports, about: readonly unknown[]) =>
  `QU-${keyedHash(keys, 'question', JSON.stringify(about)).slice(0, 24)}`

/** Counts a question whose answers did not help among those without one, once. False if nobody asked it. */
export async function sayNotHelpful(ports: Ports, questionId: string): Promise<boolean> {
  for (let attempt = 0; attempt < mostTries; attempt++) {
    if (attempt > 0) await ports.backoff(attempt)
    const question = await questionAsked(ports, questionId)
    if (!question || question.counted) return question !== undefined
    const { ok } = await ports.table.transact(notHelpfulWrites(ports.keys, question, ports.clock.now()))
    if (ok) return true
  }
  throw tooManyConflicts()
}

/** Many may count the same question at once, each on condition that its own id is free: whoever loses tries again. */
const mostTries = 40
const tooManyConflicts = () => new Error('questions: too many conflicts')
