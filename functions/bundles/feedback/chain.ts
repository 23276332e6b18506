/** The bundle `feedback` (RULES.md 1.1 to 1.11): handle → (a person: waits for what they say → not solved: review) → done. */
import { dayOf } from '../../../shared/calendar/index.ts'
import type { Decision, Start } from '../../../shared/chain/chain.ts'
import { dueIn } from '../../../shared/policy/due.ts'
import { caseAbout } from '../../../shared/registers/cases.ts'
import { type PersonFile, put } from '../../../shared/registers/file.ts'
import type { At } from '../../../shared/registers/look.ts'
import { mainRelationOn } from '../../../shared/registers/relation.ts'
import { isLongAgo, type Matter } from '../../../shared/registers/rest.ts'
import { endOf, isOpen } from '../../../shared/registers/rows/cases.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { daysToAnswer } from './parameters.ts'
import { feedbackBundle } from './reference.ts'
import { factsAbout, type Given, givenIn, isSame } from './rules/given.ts'
import { again, chain, type FeedbackCtx, type FeedbackState, stateIn, type TicketTold } from './state.ts'
import { awaitConfirm } from './steps/confirm.ts'
import { handle } from './steps/handle.ts'
import { close, review } from './steps/review.ts'
import { texts } from './texts.ts'

const ours = (file: PersonFile): CaseRow[] => file.all('case').filter(({ bundle }) => bundle === feedbackBundle.bundle)

/** What a case is about, as far as it tells it from others. */
const aboutOf = ({ kind, matter, of }: FeedbackState) => ({
  kind,
  matter,
  ...(of === undefined ? {} : { case_id: of }),
})

/** The open case about the same, if there is one (RULES.md 1.5). */
export const openCaseOf = (file: PersonFile, given: Pick<Given, 'kind' | 'matter' | 'case_id'>): CaseRow | undefined =>
  ours(file).find((row) => isOpen(row) && isSame(aboutOf(stateIn(row)), given))

const hasCase = (file: PersonFile, { about }: Given) => caseAbout(file, feedbackBundle.prefix, about) !== undefined

/** Tickets that joined some case, by what would make their own. */
const joinedIn = (file: PersonFile): ReadonlySet<string> =>
  new Set(ours(file).flatMap((row) => stateIn(row).tickets.map(({ about }) => about)))

/** Feedback that makes a case of its own: has one, or says what no open case and none before it says. */
function opening(file: PersonFile): Given[] {
  const joined = joinedIn(file)
  const fresh: Given[] = []
  return givenIn(file).filter((given) => {
    if (hasCase(file, given)) return true
    if (joined.has(given.about) || openCaseOf(file, given) || fresh.some((one) => isSame(one, given))) return false
    fresh.push(given)
    return true
  })
}

function startOf(file: PersonFile, given: Given, { today, look }: At): Start<FeedbackState>[] {
  const { about, kind, matter, case_id, ticket, opened_at } = given
  const admdvs = given.admdvs ?? mainRelationOn(file, today)?.relation.insu_admdvs
  if (!admdvs) return []
  const begins = dayOf(opened_at)
  const within = (days: number) => dueIn({ look, today }, admdvs, days, begins)
  const answerBy = within(daysToAnswer(look, kind, admdvs, begins))
  const state: FeedbackState = {
    about,
    openedAt: opened_at,
    kind,
    matter,
    ...(case_id === undefined ? {} : { of: case_id }),
    respondBy: within(1),
    answerBy,
    tickets: ticket ? [{ about, ticket_no: ticket.ticket_no }] : [],
  }
  const said = { say: texts.opened(kind, answerBy.at), ...(ticket ? {} : { actor: 'citizen' as const }) }
  return [{ about, state, admdvs, begins, since: opened_at, due: answerBy, ...said }]
}

/** A ticket that says what an open case says joins it, and hears with it (RULES.md 1.5). */
function overrides(ctx: FeedbackCtx): Decision<FeedbackState, never> | undefined {
  const { file, state } = ctx
  const joined = joinedIn(file)
  const joining = givenIn(file).flatMap((given): TicketTold[] => {
    const isOther = given.ticket === undefined || joined.has(given.about) || hasCase(file, given)
    if (isOther || !isSame(aboutOf(state), given)) return []
    return [{ about: given.about, ticket_no: given.ticket?.ticket_no ?? '' }]
  })
  if (joining.length === 0) return undefined
  const say = joining.map(({ ticket_no }) => texts.joined(ticket_no)).join('')
  return again(ctx, { state: { tickets: [...state.tickets, ...joining] }, say })
}

/** Cases that ended a while ago, each with the facts it was about. */
const restingCases = (file: PersonFile, at: At): Matter[] =>
  ours(file).flatMap((row) => {
    const ended = endOf(row)
    if (ended === undefined || !isLongAgo(at, 'settled', ended)) return []
    const { about, tickets } = stateIn(row)
    const facts = factsAbout(file, [...new Set([about, ...tickets.map((one) => one.about)])])
    return [{ cases: [row], rows: facts.map((fact) => put('heard', fact)) }]
  })

/** The chain of the bundle. */
export const feedbackChain = chain({
  ...feedbackBundle,
  unrated: true,
  title: '群众反映',
  first: 'handle',
  steps: { handle, awaitConfirm, review, close },
  starts: (file, at) => opening(file).flatMap((given) => startOf(file, given, at)),
  overrides,
  // When it must be answered rests on parameters, what it came to does not.
  anew: () => undefined,
  atEnd: restingCases,
})
