/** Scenarios: stories of the bundles that are told by themselves, now, with people nobody has met before. */
import type { AnswerFor, Caller, ExpectedCase, SampleDay } from '../../events/samples/day.ts'
import { Draft } from '../../events/samples/draft.ts'
import { type Chapter, type Scenario, Script } from '../../events/samples/script.ts'
import { samples } from '../../functions/bundles/index.ts'
import { addDays, dayOf, type Instant } from '../../shared/calendar/index.ts'

/** A scenario and whose it is. */
export interface Told extends Scenario {
  readonly chapter: Chapter
}

/** Those of all bundles that bring any, in the order of the index. */
export const scenarios: readonly Told[] = (
  await Promise.all(
    samples.map(async ({ of: { chain } }) => {
      const { scenarios: own = [] }: { scenarios?: readonly Scenario[] } = await import(
        `../../functions/bundles/${chain.bundle}/stories.ts`
      )
      return own.map((one) => ({ ...one, chapter: chain }))
    }),
  )
).flat()

/** A scenario as it is played: its steps from the next day on, and what must come of it. */
export interface Played {
  readonly steps: SampleDay['steps']
  readonly expected: readonly ExpectedCase[]
  /** Those it tells of, by their numbers. */
  readonly people: readonly string[]
  /** What those in office answer where they do not simply approve. */
  readonly answers: readonly AnswerFor[]
  /** Those in office who go through its tasks. */
  readonly clerks: readonly Caller[]
}

/** People of one run at most. */
const perRun = 100

/** Writes a scenario for the day after `now`; the seed, a whole number, decides who its people are. */
export function written({ chapter, tell }: Told, seed: number, now: Instant): Played {
  const day = addDays(dayOf(now), 1)
  const draft = new Draft(seed, { day, after: (seed % 1e8) * perRun })
  tell(new Script(draft, chapter))
  const { steps, expected, answers } = draft.finish(now)
  const told = steps.flatMap((step) => (step.do === 'send' ? [step.event] : []))
  const numbers = told.map(({ data }) => data.psn_no).filter((one) => typeof one === 'string')
  const areas = new Set(told.flatMap(({ data }) => Object.entries(data)).flatMap(areaIn))
  return {
    steps,
    expected: expected.cases,
    people: [...new Set(numbers)],
    answers,
    clerks: [...areas].map((admdvs) => ({ role: 'clerk', admdvs })),
  }
}

const areaIn = ([field, value]: [string, unknown]): string[] =>
  /admdvs$/.test(field) && typeof value === 'string' ? [value] : []
