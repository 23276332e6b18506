/** What calls answer that are newer than the typed client, in the contract's shapes; where one is not answered yet it is 404. */

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
