/** Feedback as facts of a file: what the person gave here, and tickets of the hotline, in one form. */
import * as z from 'zod'
import { oneOf } from '../../../../events/fields.ts'
import { heardEvent } from '../../../../events/heard.ts'
import { matter, story } from '../../../../events/said.ts'
import { compareInstants, type Instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { heardIn, type Told } from '../../../../shared/registers/apply/hear.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Ref } from '../../../../shared/registers/ids.ts'
import { type HeardFact, heardKey } from '../../../../shared/registers/rows/heard.ts'
import { ticketRaised } from '../events.ts'
import { type Kind, kindNames } from '../kinds.ts'

/** What was said here, by a call or by a bad rating. No partner may say it: it is in no catalogue. */
export const feedbackGiven = heardEvent({
  type: 'feedback.given',
  title: '群众反映',
  about: '本人在本系统反映的事，或者差评。',
  from: [],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: [],
  reports: ({ key }) => ({ fact: 'feedback', key }),
  nobody: ({ nobody }) => nobody,
  data: z.object({
    key: z.string(),
    kind: oneOf('反映种类', kindNames),
    matter: matter('事项'),
    text: story('反映内容', 1000).exactOptional(),
    /** The case it is about. */
    case_id: z.string().exactOptional(),
    /** The case it is about where nobody in office is to know which: they may only not be who decided it. */
    hidden: z.string().exactOptional(),
    point_no: z.string().exactOptional(),
    admdvs: z.string(),
    score: z.int().exactOptional(),
    /** Of what names nobody: what its file is called. */
    nobody: z.string().exactOptional(),
  }),
  example: { key: 'K1', kind: 'complaint', matter: 'transfer', text: '转移办了两个月。', admdvs: '130100' },
})

/** Feedback, however it came. */
export interface Given {
  /** What makes its case; also the key of its fact. */
  about: string
  kind: Kind
  matter: string
  text?: string
  case_id?: Ref
  hidden?: Ref
  point_no?: string
  /** In charge; of a ticket that names none, the person's insured place. */
  admdvs?: Admdvs
  score?: number
  ticket?: { ticket_no: string; channel: string }
  opened_at: Instant
}

type SaidHere = z.output<typeof feedbackGiven.data>
type Ticket = z.output<typeof ticketRaised.data>

const aboutOf = ({ key }: Told<unknown>, fact: string) => heardKey({ fact, key })

function saidHere(told: Told<SaidHere>): Given {
  const { key: _key, nobody: _nobody, case_id, hidden, admdvs, ...said } = told.data
  return {
    ...said,
    admdvs: admdvs as Admdvs,
    ...(case_id === undefined ? {} : { case_id: case_id as Ref }),
    ...(hidden === undefined ? {} : { hidden: hidden as Ref }),
    about: aboutOf(told, 'feedback'),
    opened_at: told.time,
  }
}

function byTicket(told: Told<Ticket>): Given {
  const { ticket_no, channel, kind, matter: of, text, admdvs, raised_at } = told.data
  return {
    about: aboutOf(told, 'ticket'),
    kind,
    matter: of,
    text,
    ...(admdvs === undefined ? {} : { admdvs }),
    ticket: { ticket_no, channel },
    opened_at: raised_at,
  }
}

const inOrder = (a: Given, b: Given) => compareInstants(a.opened_at, b.opened_at) || (a.about < b.about ? -1 : 1)

const found = (file: PersonFile): readonly Given[] =>
  [...heardIn(file, feedbackGiven).map(saidHere), ...heardIn(file, ticketRaised).map(byTicket)].sort(inOrder)

/** All feedback of a file, oldest first; what lies at rest left out. */
export const givenIn = (file: PersonFile): readonly Given[] => file.reckoned(found)

/** The rows of facts, by what makes their cases. */
export const factsAbout = (file: PersonFile, abouts: readonly string[]): HeardFact[] =>
  abouts.flatMap((about) => file.one('heard', about) ?? [])

/** Whether two say the same: of one kind, about one case, or about no case and one matter (RULES.md 1.5). */
export const isSame = (a: Pick<Given, 'kind' | 'matter' | 'case_id'>, b: Pick<Given, 'kind' | 'matter' | 'case_id'>) =>
  a.kind === b.kind && a.case_id === b.case_id && (a.case_id !== undefined || a.matter === b.matter)
