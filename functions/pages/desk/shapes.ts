/** What calls answer that are newer than the typed client, in the contract's shapes; where one is not answered yet it is 404. */

/** A ratio of four decimals; null where there is nothing to divide by. */
type Ratio = string | null

/** ERRAND. */
export interface Errand {
  errand_id: string
  psn_no: string
  psn_name: string
  matter: string
  consent: 'qr' | 'code' | 'paper'
  valid_to: string
  status: 'open' | 'ended'
  acts: { at: string; call: string; status: 'done' | 'to-check' | 'returned'; task_id?: string }[]
}

/** `GET /v1/rates`. */
export interface Rates {
  feedback: {
    opened: number
    response_rate: Ratio
    in_time_rate: Ratio
    solved_rate: Ratio
    satisfied_rate: Ratio
    silent: number
  }
  ratings: Readonly<Record<string, number>>
  good_rate: Ratio
}

/** `GET /v1/problems`. */
export interface Problems {
  problems: {
    problem_id: string
    matter: string
    cause: string
    status: 'open' | 'closed' | 'none'
    case_ids: string[]
    reopened: number
  }[]
}

/** `GET /v1/points/{point_no}/statement`. */
export interface Statement {
  errands: number
  matters: { matter: string; acts: number; returned: number; fee: string }[]
  home_visits: number
  fee_total: string
}

/** `GET /v1/forecast`. */
export interface Foretold {
  days: { date: string; kind: string; expected: unknown; low: unknown; high: unknown; clerks: unknown }[]
  mae: unknown
  naive_mae: unknown
}
