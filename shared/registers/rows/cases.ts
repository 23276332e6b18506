/** Cases, their tasks, and the lines of their timelines. */
import type { Day, Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { DueFields, Reckoned } from '../../policy/due.ts'
import type { Ref } from '../ids.ts'

/** Status of a case, as in the contract. */
export type CaseStatus = 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'

/** Who is waited for, or did something. */
export const actorNames = {
  citizen: '本人',
  clerk: '经办人员',
  supervisor: '经办负责人',
  helper: '家人',
  agent: '帮办员',
  expert: '评审专家',
  employer: '单位',
  operator: '系统运行人员',
  partner: '有关部门或机构',
} as const
/** One of them. */
export type Actor = keyof typeof actorNames

/** A case: one matter of one person on its way through a chain. Key: case id. */
export interface CaseRow extends Partial<DueFields> {
  case_id: Ref
  /** The bundle's name. */
  bundle: string
  chain_version: number
  status: CaseStatus
  step: string
  state: unknown
  outcome?: Record<string, unknown>
  waiting_for?: { actor: Actor; what: string; until?: Instant }
  /** When the case must be asked again at the latest. */
  wake_at?: Instant
  /** When it is asked instead, since it was met by a release that cannot read it; its wait stays as it is. */
  retry_at?: Instant
  /** Cases of this that ended with lost numbers after something had been ordered in them: this one takes their place. */
  instead_of?: Ref[]
  /** What the times of its wait were reckoned from, as far as they are provisional or were. */
  waits_reckoned?: Reckoned[]
  /** Topics outside the file whose change asks the case again. */
  topics?: string[]
  /** What the citizen may do now, by the actions' names. */
  actions: string[]
  /** Which options an action that takes one may name now; all of them if left out. */
  options?: string[]
  admdvs: Admdvs
  areas: Admdvs[]
  /** A citizen applied for it; one that an event opened has none, nor has one stored before this was kept. */
  applied?: true
  started_at: Instant
  updated_at: Instant
  /** Of a case that has ended: since when it stands as it does. Rows stored before this was kept have none. */
  ended_at?: Instant
}

/** Whether a case is still going on. */
export const isOpen = ({ status }: Pick<CaseRow, 'status'>): boolean => status === 'running' || status === 'waiting'

/** The moment from which on a case that has ended stood as it does; undefined while it goes on. */
export const endOf = (row: CaseRow): Instant | undefined => (isOpen(row) ? undefined : (row.ended_at ?? row.updated_at))

/** A case that was erased once its term had ended: what it was about is not opened again. Key: case id. At rest. */
export interface ErasedCase {
  case_id: Ref
  on: Day
}

/** Whose a task is. */
export type TaskOwner =
  | { role: 'clerk'; area: Admdvs }
  | { role: 'supervisor'; area: Admdvs }
  | { role: 'agent'; point_no: string }
  | { role: 'expert'; expert_no: string }
  | { role: 'employer'; emp_no: string }
  | { role: 'operator' }

/** Somebody in office: `by` as their token names them, `name` as they are shown: `staff_no` or `agent_no`, `unnamed` without. */
export interface Staff {
  by: string
  name: string
}

/** An approval that waits for another person's: what it said, and the sum that it was of. */
export interface Proposal extends Staff {
  at: Instant
  data: Record<string, unknown>
  amt: string
}

/** Something only this person in office can decide. Key: task id. */
export interface TaskRow extends DueFields {
  task_id: string
  case_id?: Ref
  /** Which kind of task it is: the name of a {@link TaskKind}. */
  kind: string
  owner: TaskOwner
  admdvs: Admdvs
  opened_at: Instant
  facts: Record<string, unknown>
  /** `closed`: it needs no decision any more. */
  status: 'open' | 'approved' | 'rejected' | 'closed'
  /** Stays open when its case goes on or ends. */
  standing?: true
  /** Who has taken it in hand; whether it still holds, `claimOf` says (registers/desk/triage.ts). */
  claim?: Staff & { at: Instant }
  /** When it was first taken in hand, or decided. */
  first_claim_at?: Instant
  /** Working days that it may be given more, once. */
  extension?: number
  /** It was given them. */
  extended?: { by: string; at: Instant; reason: string }
  /** One person has approved it, of a sum that takes two (bundles/RULES.md 10.4). */
  proposal?: Proposal
  /** Whose work it is about: not theirs to claim or decide. */
  work?: Staff[]
  /** `proposed`: the first of the two whom it took. */
  decision?: {
    at: Instant
    by: string
    name?: string
    reason?: string
    data: Record<string, unknown>
    proposed?: Staff
  }
  private?: Record<string, unknown>
  /** It is open in the file that this one was merged into. */
  moved?: true
  /** Topics outside the file whose change asks the file again. */
  topics?: string[]
}

/**
 * A line of a case's timeline. With `template` it is a notice to the person. One without a `step` belongs to no timeline:
 * its `case_id` is what the notice is about, or nothing.
 */
export interface JournalLine {
  case_id: string
  step: string
  text: string
  actor: string
  template?: string
  /** The policy pack that a notice is. */
  pack_id?: string
  /** The notice is somebody else's, for who helps them. */
  copy?: true
}

/** A step that decided, and the ids of the rows of parameters that it rested on. */
export interface Grounded {
  case_id: string
  step: string
  rests: string[]
}
