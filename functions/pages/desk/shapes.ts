/** What calls answer that are newer than the typed client, in the contract's shapes; where one is not answered yet it is 404. */

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
