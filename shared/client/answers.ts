/** What the API answers. Written by infra/generate/client-types.ts from the OpenAPI document; not by hand. */

/** `Health` of the OpenAPI document. */
export interface Health {
  status: 'ok'
}

/** `Areas` of the OpenAPI document. */
export interface Areas {
  areas: { admdvs: string; name: string; province: string; standing: 'published' | 'to-confirm' }[]
  provinces: { admdvs: string; name: string }[]
}

/** `SigningKeys` of the OpenAPI document. */
export interface SigningKeys {
  keys: { key_id: string; public_key: string; from: string; until?: string }[]
}

/** `Institutions` of the OpenAPI document. */
export interface Institutions {
  institutions: {
    fixmedins_code: string
    fixmedins_name: string
    admdvs: string
    hosp_lv?: string
    cross_region_enabled: boolean
  }[]
  cursor?: string
}

/** `Point` of the OpenAPI document. */
export interface Point {
  point_no: string
  name: unknown
  kind: 'hall' | 'village' | 'bank' | 'hospital' | 'pharmacy' | 'other'
  admdvs: unknown
  address: unknown
  lng: string
  lat: string
  tel: string
  hours: { days: number[]; from: string; to: string }[]
  matters: (
    | 'newborn'
    | 'assistance'
    | 'chronic'
    | 'family-sharing'
    | 'feedback'
    | 'filing'
    | 'home-service'
    | 'maternity-allowance'
    | 'transfer'
    | 'retirement'
    | 'outreach'
    | 'reimbursement'
    | 'enrolment'
    | 'account'
    | 'mandate'
    | 'other'
  )[]
  communities: string[]
  home: boolean
}

/** `Agent` of the OpenAPI document. */
export interface Agent {
  psn_no: string
  status: 'active' | 'suspended'
  trained_on: unknown
}

/** `Points` of the OpenAPI document. */
export interface Points {
  online?: true
  points: {
    point_no: string
    name: unknown
    kind: 'hall' | 'village' | 'bank' | 'hospital' | 'pharmacy' | 'other'
    admdvs: unknown
    address: unknown
    lng: string
    lat: string
    tel: string
    hours: { days: number[]; from: string; to: string }[]
    matters: (
      | 'newborn'
      | 'assistance'
      | 'chronic'
      | 'family-sharing'
      | 'feedback'
      | 'filing'
      | 'home-service'
      | 'maternity-allowance'
      | 'transfer'
      | 'retirement'
      | 'outreach'
      | 'reimbursement'
      | 'enrolment'
      | 'account'
      | 'mandate'
      | 'other'
    )[]
    communities: string[]
    home: boolean
    distance_m?: number
    open_now: boolean
  }[]
  cursor?: string
}

/** `ErrandCodeAsked` of the OpenAPI document. */
export type ErrandCodeAsked = Record<string, unknown>

/** `Errand` of the OpenAPI document. */
export interface Errand {
  errand_id: string
  psn_no: string
  psn_name: string
  matter:
    | 'newborn'
    | 'assistance'
    | 'chronic'
    | 'family-sharing'
    | 'feedback'
    | 'filing'
    | 'home-service'
    | 'maternity-allowance'
    | 'transfer'
    | 'retirement'
    | 'outreach'
    | 'reimbursement'
    | 'enrolment'
    | 'account'
    | 'mandate'
    | 'other'
  consent: 'qr' | 'code' | 'paper'
  valid_to: string
  status: 'open' | 'ended'
  acts: { at: string; call: string; status: 'done' | 'to-check' | 'returned'; task_id?: string }[]
}

/** `Statement` of the OpenAPI document. */
export interface Statement {
  errands: number
  matters: { matter: string; acts: number; returned: number; fee: string }[]
  home_visits: number
  fee_total: string
}

/** `Codes` of the OpenAPI document. */
export interface Codes {
  tables: Record<string, { code: string; name: string }[]>
}

/** `Service` of the OpenAPI document. */
export interface Service {
  bundle:
    | 'newborn'
    | 'assistance'
    | 'chronic'
    | 'family-sharing'
    | 'feedback'
    | 'filing'
    | 'home-service'
    | 'maternity-allowance'
    | 'transfer'
    | 'retirement'
    | 'outreach'
    | 'reimbursement'
  title: string
  items: { name: string; title: string }[]
  application_needed: boolean
  start?: string
  materials: string[]
  time_limit: string
  guide: string
  happens: string[]
  asks: { who: string; what: string; within: string }[]
}

/** `Services` of the OpenAPI document. */
export interface Services {
  services: Service[]
}

/** `Form` of the OpenAPI document. */
export interface Form {
  schema: Record<string, unknown>
  prefilled: Record<string, unknown>
  choices?: Record<string, { code: string; name: string }[]>
}

/** `Answers` of the OpenAPI document. */
export interface Answers {
  question_id: string
  confident: boolean
  hand_over: boolean
  answers: { article_id: string; title: string; text: string; source: string; from: string; score: string }[]
}

/** `HandOver` of the OpenAPI document. */
export interface HandOver {
  hand_over: boolean
}

/** `Relation` of the OpenAPI document. */
export interface Relation {
  insu_admdvs: string
  insutype: string
  psn_type: string
  psn_insu_stas: '0' | '1' | '2' | '4'
  psn_insu_date: string
  paus_insu_date?: string
}

/** `Me` of the OpenAPI document. */
export interface Me {
  psn_no: string
  psn_name: string
  relations: Relation[]
  contribution_months: number
  dependants: { psn_no: string; psn_name: string; relation: 'mother' | 'father' | 'other' }[]
}

/** `Accounts` of the OpenAPI document. */
export interface Accounts {
  accounts: {
    insu_admdvs: string
    balance: string
    funded: string
    entries: {
      at: string
      amt: string
      kind:
        | 'opening'
        | 'credit'
        | 'credit-less'
        | 'spending'
        | 'transfer-out'
        | 'transfer-in'
        | 'refund'
        | 'payout'
        | 'reversal-out'
        | 'reversal-in'
        | 'late-spending'
        | 'family-spending'
        | 'premium'
        | 'clearing'
        | 'merge-out'
        | 'merge-in'
      memo: string
      case_id?: string
      share_id?: string
    }[]
  }[]
  earlier_entries?: true
}

/** `Entitlements` of the OpenAPI document. */
export interface Entitlements {
  entitlements: {
    psn_no: string
    insu_admdvs: string
    insutype: string
    kind: string
    from: string
    to: string | null
  }[]
}

/** `Notices` of the OpenAPI document. */
export interface Notices {
  notices: {
    notice_id: string
    at: string
    template: string
    text: string
    case_id?: string
    pack_id?: string
    read_at?: string
  }[]
  cursor?: string
}

/** `NoticeRead` of the OpenAPI document. */
export interface NoticeRead {
  read_at: string
}

/** `Preferences` of the OpenAPI document. */
export interface Preferences {
  packs: boolean
  elder: boolean
  copy_to_helper: boolean
}

/** `AccessLog` of the OpenAPI document. */
export interface AccessLog {
  access: {
    at: string
    role: 'helper' | 'agent' | 'clerk' | 'supervisor' | 'operator' | 'institution'
    place: string
    what: string
    case_id?: string
  }[]
  cursor?: string
}

/** `Mandate` of the OpenAPI document. */
export interface Mandate {
  mandate_id: string
  as: 'principal' | 'helper'
  asker: 'principal' | 'helper'
  other: { psn_no?: string; psn_name: string }
  relation: 'spouse' | 'child' | 'parent' | 'other'
  scopes: ('see' | 'act' | 'show')[]
  from?: string
  to: string
  status: 'offered' | 'active' | 'lapsed' | 'ended'
}

/** `Mandates` of the OpenAPI document. */
export interface Mandates {
  mandates: Mandate[]
}

/** `Credential` of the OpenAPI document. */
export interface Credential {
  qr: string
  expires_at: string
}

/** `CredentialKeys` of the OpenAPI document. */
export interface CredentialKeys {
  keys: { kty: string; crv: string; x: string; y: string; kid: string; alg: string; use: string }[]
}

/** `CredentialHolder` of the OpenAPI document. */
export interface CredentialHolder {
  psn_no: string
  psn_name: string
  relations: Relation[]
}

/** `CaseSummary` of the OpenAPI document. */
export type CaseSummary =
  | {
      bundle: 'assistance'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result?: 'reconciled' | 'recognized' | 'refused' | 'declined' | 'no-answer'
            reason?: 'revoked' | 'deceased'
            year?: number
            paid?: string
            payers?: { admdvs: string; dept: string; due: string; given: string; over: string }[]
            burden?: string
            from_month?: string
            to_month?: string
          }
        | { reason: 'merged'; text: string }
    }
  | {
      bundle: 'chronic'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'granted' | 'refused' | 'declined' | 'no-answer' | 'withdrawn'
            opsp_dise_code: string
            insu_admdvs: string
            insutype: string
            basis?: 'direct' | 'hospital' | 'expert' | 'clerk'
            from?: string
            to?: string
            reason?: string
            two_diseases_from?: string
          }
        | { reason: 'merged'; text: string }
    }
  | {
      bundle: 'family-sharing'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | { result: 'paid' | 'returned'; bill_no: string; user_psn_no: string; amt: string }
        | { reason: 'merged'; text: string }
    }
  | {
      bundle: 'feedback'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'mended' | 'explained' | 'not-ours' | 'withdrawn'
            kind: 'complaint' | 'suggestion' | 'stuck' | 'question' | 'rating'
            matter: string
            answer?: string
            measure?: string
            cause?: string
            responded_at?: string
            answered_at?: string
            extended: boolean
            reviewed: boolean
            solved?: boolean
            satisfied?: boolean
          }
        | { reason: 'merged'; text: string }
    }
  | {
      bundle: 'filing'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'local' | 'not-required' | 'deemed' | 'on-file' | 'automatic' | 'required' | 'refused'
            basis: '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10' | '11' | '12'
            rates: 'insured-place' | 'reduced' | 'none'
            pay_ratio?: string
            filing_id?: string
            settled?: { medfee_sumamt: string; fund_pay_sumamt: string }
            cancelled?: true
            reason?: 'revoked'
          }
        | { reason: 'merged'; text: string }
    }
  | {
      bundle: 'home-service'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | { result?: 'served' | 'not-served'; point_no?: string; visited_on?: string; reason?: string }
        | { reason: 'merged'; text: string }
    }
  | {
      bundle: 'maternity-allowance'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'paid' | 'rejected'
            reason?: 'months-short' | 'not-insured' | 'pays-alone' | 'review-refused' | 'revoked'
            months?: number
            text?: string
            days?: number
            daily_base?: string
            amt?: string
            payee?: 'person' | 'employer'
            newborn_cases: string[]
          }
        | { reason: 'merged'; text: string }
    }
  | {
      bundle: 'newborn'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'insured' | 'not-insured' | 'rejected'
            child_psn_no?: string
            insu_admdvs?: string
            years?: { year: number; amt: string; paid_at?: string; from: string; to: string }[]
            cardless_to?: string
            linked?: { maternity_allowance?: string }
            reason?: 'certificate-differs' | 'already-enrolled'
            duplicate_of?: string
            text?: string
          }
        | { reason: 'merged'; text: string }
    }
  | {
      bundle: 'outreach'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result?:
              | 'insured'
              | 'will-enrol'
              | 'insured-elsewhere'
              | 'military'
              | 'abroad'
              | 'moved'
              | 'deceased'
              | 'refuses'
              | 'not-found'
            community: string
            exempt_to?: string
            reason?: 'deceased'
          }
        | { reason: 'merged'; text: string }
    }
  | {
      bundle: 'reimbursement'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'paid' | 'nothing-due' | 'declined' | 'not-claimed' | 'rejected' | 'withdrawn'
            reason?:
              | 'receipt-void'
              | 'already-settled'
              | 'receipt-taken'
              | 'receipt-invalid'
              | 'not-insured'
              | 'too-late'
              | 'review-refused'
            text?: string
            elec_bill_code: string
            elec_billno_code: string
            amt: string
            inscp_scp_amt?: string
            deductible?: string
            ratio?: string
          }
        | { reason: 'merged'; text: string }
    }
  | {
      bundle: 'retirement'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'retired' | 'resident' | 'rejected' | 'withdrawn'
            reason?: 'already-retired' | 'no-relation' | 'other-province'
            admdvs: string
            effective_from?: string
            paid?: number
            deemed?: number
            required_total?: number
            required_paid?: number
            shortfall?: number
            option?: 'lump-sum' | 'monthly' | 'resident'
            refunds: { month: string; amt_psn: string; amt_emp: string }[]
          }
        | { reason: 'merged'; text: string }
    }
  | {
      bundle: 'transfer'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'transferred' | 'refunded' | 'balance-held' | 'no-balance' | 'not-transferred' | 'reversed'
            from_admdvs?: string
            to_admdvs: string
            amt: string
            contribution_months: number
            benefit?: 'continuous' | 'waiting'
            back_payment_months?: number
            benefit_from?: string
          }
        | { reason: 'merged'; text: string }
    }

/** `Held` of the OpenAPI document. */
export interface Held {
  person: {
    psn_no: string
    psn_name: string
    psn_cert_type?: string
    certno?: string
    gend: string
    brdy: string
    tel?: string
    bank_acct?: { bank_code: string; acct_no: string; acct_name: string }
    dead_date?: string
  }
  former_numbers: string[]
  relations: Relation[]
  periods: { insu_admdvs: string; insutype: string; from: string; to?: string }[]
  contributions: {
    insu_admdvs: string
    insutype: string
    accrym_begn: string
    accrym_end: string
    base: string
    amt_psn: string
    amt_emp: string
    emp_no?: string
  }[]
  accounts: { insu_admdvs: string; balance: string; funded: string }[]
  entitlements: { insu_admdvs: string; insutype: string; kind: string; from: string; to: string | null }[]
  mandates: {
    mandate_id: string
    as: 'principal' | 'helper'
    relation: 'spouse' | 'child' | 'parent' | 'other'
    scopes: ('see' | 'act' | 'show')[]
    asked_at: string
    accepted_at?: string
    ended_at?: string
  }[]
  shares: {
    share_id: string
    as: 'holder' | 'user'
    relation: 'spouse' | 'parent' | 'child' | 'sibling' | 'grandparent' | 'grandchild'
    from: string
    to?: string
    limit?: string
  }[]
  dependants: string[]
  births: {
    birth_cert_no: string
    brdy: string
    gend: string
    psn_name: string
    fixmedins_code: string
    insu_admdvs?: string
    guardians: { relation?: 'mother' | 'father' | 'other'; psn_name?: string; certno?: string }[]
  }[]
  guardian_changes: {
    from: string
    guardians: { relation?: 'mother' | 'father' | 'other'; psn_name?: string; certno?: string }[]
  }[]
  deliveries: {
    setl_id: string
    fixmedins_code: string
    insu_admdvs: string
    dscg_date: string
    outcome: 'birth' | 'miscarriage'
    dystocia: boolean
    fetus_count: number
    child_order: number
    gestation_weeks: number
    alive_count?: number
    birth_cert_nos: string[]
    revoked_at?: string
  }[]
  pensions: { retr_date: string; pension_admdvs: string; deemed_months: number; emp_no?: string }[]
  residences: { community: string; from: string; to?: string }[]
  screenings: { admdvs: string; community: string; on: string }[]
  exemptions: { answer: string; from: string; to: string }[]
  filings: {
    filing_id: string
    kind: 'long-term' | 'referral' | 'temporary'
    to_admdvs: string
    from: string
    to?: string
    made_at: string
    ended_at?: string
  }[]
  visits: {
    mdtrt_id: string
    fixmedins_code: string
    mdtrtarea_admvs: string
    med_type: string
    begntime: string
    decision?: string
    basis?: string
    rates?: string
    setl_id?: string
    endtime?: string
    medfee_sumamt?: string
    fund_pay_sumamt?: string
    cancelled_at?: string
  }[]
  spendings: { insu_admdvs: string; setl_id: string; amt: string; at: string }[]
  credits: { insu_admdvs: string; credit_no: string; amt: string; at: string }[]
  desk_payments: { setl_id: string; fixmedins_code: string; on: string; amt: string; taken_back_at?: string }[]
  bills: {
    bill_no: string
    case_id: string
    insutype: string
    insu_admdvs: string
    year?: number
    months?: number
    amt: string
    assessed_on: string
    due_date: string
  }[]
  premiums: { bill_no?: string; year?: number; amt: string; paid_at: string }[]
  payments: {
    pay_no: string
    case_id: string
    payer_admdvs: string
    amt: string
    payee_kind: 'person' | 'employer' | 'tax'
    ordered_at: string
    settled_at?: string
    returned_at?: string
  }[]
  cases: CaseSummary[]
  tasks: {
    task_id: string
    case_id?: string
    task: string
    admdvs: string
    opened_at: string
    status: 'open' | 'approved' | 'rejected' | 'closed'
    decided_at?: string
    decision_reason?: string
  }[]
  preferences: { packs: boolean; elder: boolean; copy_to_helper: boolean }[]
  packs: { pack_id: string; sent_at?: string }[]
  reports: { type: string; data: Record<string, unknown>; time: string }[]
  waiting: { type: string; data: Record<string, unknown>; received_at: string; reason: string }[]
}

/** `Export` of the OpenAPI document. */
export interface Export {
  psn_no: string
  made_at: string
  held?: Held
  said: {
    at: string
    case_id: string
    bundle?: string
    step?: string
    text: string
    actor:
      | 'citizen'
      | 'clerk'
      | 'supervisor'
      | 'helper'
      | 'agent'
      | 'expert'
      | 'employer'
      | 'operator'
      | 'partner'
      | 'system'
    template?: string
  }[]
  entries: {
    insu_admdvs: string
    at: string
    amt: string
    kind:
      | 'opening'
      | 'credit'
      | 'credit-less'
      | 'spending'
      | 'transfer-out'
      | 'transfer-in'
      | 'refund'
      | 'payout'
      | 'reversal-out'
      | 'reversal-in'
      | 'late-spending'
      | 'family-spending'
      | 'premium'
      | 'clearing'
      | 'merge-out'
      | 'merge-in'
    memo: string
    case_id?: string
    share_id?: string
  }[]
  correction: string
  not_here: string[]
  cursor?: string
}

/** `Cases` of the OpenAPI document. */
export interface Cases {
  cases: CaseSummary[]
  cursor?: string
}

/** `CaseItem` of the OpenAPI document. */
export interface CaseItem {
  name: string
  title: string
  state: 'done' | 'to-do' | 'waiting' | 'later' | 'none'
  text: string
  until?: string
  matters?: { name: string; title: string; text: string }[]
}

/** `Case` of the OpenAPI document. */
export type Case =
  | {
      bundle: 'assistance'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result?: 'reconciled' | 'recognized' | 'refused' | 'declined' | 'no-answer'
            reason?: 'revoked' | 'deceased'
            year?: number
            paid?: string
            payers?: { admdvs: string; dept: string; due: string; given: string; over: string }[]
            burden?: string
            from_month?: string
            to_month?: string
          }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }
  | {
      bundle: 'chronic'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'granted' | 'refused' | 'declined' | 'no-answer' | 'withdrawn'
            opsp_dise_code: string
            insu_admdvs: string
            insutype: string
            basis?: 'direct' | 'hospital' | 'expert' | 'clerk'
            from?: string
            to?: string
            reason?: string
            two_diseases_from?: string
          }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }
  | {
      bundle: 'family-sharing'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | { result: 'paid' | 'returned'; bill_no: string; user_psn_no: string; amt: string }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }
  | {
      bundle: 'feedback'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'mended' | 'explained' | 'not-ours' | 'withdrawn'
            kind: 'complaint' | 'suggestion' | 'stuck' | 'question' | 'rating'
            matter: string
            answer?: string
            measure?: string
            cause?: string
            responded_at?: string
            answered_at?: string
            extended: boolean
            reviewed: boolean
            solved?: boolean
            satisfied?: boolean
          }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }
  | {
      bundle: 'filing'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'local' | 'not-required' | 'deemed' | 'on-file' | 'automatic' | 'required' | 'refused'
            basis: '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10' | '11' | '12'
            rates: 'insured-place' | 'reduced' | 'none'
            pay_ratio?: string
            filing_id?: string
            settled?: { medfee_sumamt: string; fund_pay_sumamt: string }
            cancelled?: true
            reason?: 'revoked'
          }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }
  | {
      bundle: 'home-service'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | { result?: 'served' | 'not-served'; point_no?: string; visited_on?: string; reason?: string }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }
  | {
      bundle: 'maternity-allowance'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'paid' | 'rejected'
            reason?: 'months-short' | 'not-insured' | 'pays-alone' | 'review-refused' | 'revoked'
            months?: number
            text?: string
            days?: number
            daily_base?: string
            amt?: string
            payee?: 'person' | 'employer'
            newborn_cases: string[]
          }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }
  | {
      bundle: 'newborn'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'insured' | 'not-insured' | 'rejected'
            child_psn_no?: string
            insu_admdvs?: string
            years?: { year: number; amt: string; paid_at?: string; from: string; to: string }[]
            cardless_to?: string
            linked?: { maternity_allowance?: string }
            reason?: 'certificate-differs' | 'already-enrolled'
            duplicate_of?: string
            text?: string
          }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }
  | {
      bundle: 'outreach'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result?:
              | 'insured'
              | 'will-enrol'
              | 'insured-elsewhere'
              | 'military'
              | 'abroad'
              | 'moved'
              | 'deceased'
              | 'refuses'
              | 'not-found'
            community: string
            exempt_to?: string
            reason?: 'deceased'
          }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }
  | {
      bundle: 'reimbursement'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'paid' | 'nothing-due' | 'declined' | 'not-claimed' | 'rejected' | 'withdrawn'
            reason?:
              | 'receipt-void'
              | 'already-settled'
              | 'receipt-taken'
              | 'receipt-invalid'
              | 'not-insured'
              | 'too-late'
              | 'review-refused'
            text?: string
            elec_bill_code: string
            elec_billno_code: string
            amt: string
            inscp_scp_amt?: string
            deductible?: string
            ratio?: string
          }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }
  | {
      bundle: 'retirement'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'retired' | 'resident' | 'rejected' | 'withdrawn'
            reason?: 'already-retired' | 'no-relation' | 'other-province'
            admdvs: string
            effective_from?: string
            paid?: number
            deemed?: number
            required_total?: number
            required_paid?: number
            shortfall?: number
            option?: 'lump-sum' | 'monthly' | 'resident'
            refunds: { month: string; amt_psn: string; amt_emp: string }[]
          }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }
  | {
      bundle: 'transfer'
      case_id: string
      psn_no?: string
      admdvs: string
      areas: string[]
      status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      waiting_for?: {
        actor: 'citizen' | 'clerk' | 'supervisor' | 'helper' | 'agent' | 'expert' | 'employer' | 'operator' | 'partner'
        what: string
        until?: string
      }
      actions: string[]
      options?: string[]
      started_at: string
      due_at?: string
      due_provisional?: true
      updated_at: string
      step: string
      outcome?:
        | {
            result: 'transferred' | 'refunded' | 'balance-held' | 'no-balance' | 'not-transferred' | 'reversed'
            from_admdvs?: string
            to_admdvs: string
            amt: string
            contribution_months: number
            benefit?: 'continuous' | 'waiting'
            back_payment_months?: number
            benefit_from?: string
          }
        | { reason: 'merged'; text: string }
      items?: CaseItem[]
      timeline: {
        at: string
        step: string
        text: string
        actor:
          | 'citizen'
          | 'clerk'
          | 'supervisor'
          | 'helper'
          | 'agent'
          | 'expert'
          | 'employer'
          | 'operator'
          | 'partner'
          | 'system'
      }[]
      rating?: { score: number; at: string }
    }

/** `OpenSurveys` of the OpenAPI document. */
export interface OpenSurveys {
  surveys: {
    mdtrt_id: string
    fixmedins_code: string
    fixmedins_name?: string
    psn_no: string
    psn_name: string
    endtime: string
    until: string
    questions: { code: string; dimension: 'compliance' | 'service' | 'open'; text: string }[]
  }[]
}

/** `SurveyAnswered` of the OpenAPI document. */
export type SurveyAnswered = Record<string, unknown>

/** `Problems` of the OpenAPI document. */
export interface Problems {
  problems: {
    problem_id: string
    admdvs: string
    matter: string
    cause: string
    status: 'open' | 'closed' | 'none'
    case_ids: string[]
    reopened: number
    record?: { whys: string[]; at_once: string; corrective: string; spread: string; lasting: string }
  }[]
  cursor?: string
}

/** `Policy` of the OpenAPI document. */
export interface Policy {
  name: string
  admdvs: string
  from?: string
  value: unknown
  source: string
  standing: 'published' | 'to-confirm' | 'set'
  set_at?: string
}

/** `Why` of the OpenAPI document. */
export interface Why {
  case_id: string
  bundle: string
  decisions: {
    at: string
    step: string
    rule: string
    facts: string[]
    parameters: Policy[]
    by:
      | 'citizen'
      | 'clerk'
      | 'supervisor'
      | 'helper'
      | 'agent'
      | 'expert'
      | 'employer'
      | 'operator'
      | 'partner'
      | 'system'
    staff_no?: string
  }[]
}

/** `Assistance` of the OpenAPI document. */
export interface Assistance {
  year: number
  settlements: {
    setl_id: string
    day: string
    burden: string
    grants: { admdvs: string; dept: string; psn_idet_type?: string; amt: string }[]
  }[]
  payers: { admdvs: string; dept: string; due: string; given: string; to_pay: string }[]
}

/** `DoseAnswer` of the OpenAPI document. */
export interface DoseAnswer {
  mdtrt_id: string
  lines: {
    med_list_codg: string
    in_hand_days: number
    allowed_days: number
    over_days: number
    in_scope_amt: string
    psn_amt: string
  }[]
  message: string
}

/** `Share` of the OpenAPI document. */
export interface Share {
  share_id: string
  psn_no: string
  psn_name: string
  user_psn_no: string
  user_psn_name: string
  relation: 'spouse' | 'parent' | 'child' | 'sibling' | 'grandparent' | 'grandchild'
  from: string
  to?: string
  limit?: string
  used: string
  status: 'active' | 'ended'
}

/** `Shares` of the OpenAPI document. */
export interface Shares {
  shares: Share[]
  offers: {
    psn_no: string
    psn_name: string
    relation: 'spouse' | 'parent' | 'child' | 'sibling' | 'grandparent' | 'grandchild'
  }[]
  bills: { bill_no: string; user_psn_no: string; user_psn_name: string; amt: string; due_date: string }[]
}

/** `AccountPayment` of the OpenAPI document. */
export interface AccountPayment {
  setl_id: string
  amt: string
  taken: { share_id?: string; insu_admdvs: string; amt: string }[]
  rest: string
}

/** `Rating` of the OpenAPI document. */
export interface Rating {
  score: number
  at: string
  feedback_case_id?: string
}

/** `Rates` of the OpenAPI document. */
export interface Rates {
  feedback: {
    opened: number
    response_rate: string | null
    in_time_rate: string | null
    solved_rate: string | null
    satisfied_rate: string | null
    silent: number
  }
  ratings: { 1: number; 2: number; 3: number; 4: number; 5: number }
  good_rate: string | null
}

/** `Filing` of the OpenAPI document. */
export interface Filing {
  filing_id: string
  psn_no: string
  kind: 'long-term' | 'referral' | 'temporary'
  to_admdvs: string
  from: string
  to?: string
  status: 'active' | 'ended'
  claim_by_hand?: string[]
  message?: string
}

/** `Filings` of the OpenAPI document. */
export interface Filings {
  filings: Filing[]
  cursor?: string
}

/** `Cardless` of the OpenAPI document. */
export interface Cardless {
  eligible: boolean
  reason?: 'unknown-certificate' | 'other-province' | 'past-180-days' | 'premium-unpaid' | 'not-covered'
  pay_by?: string
  psn_no?: string
  insu_admdvs?: string
  valid_to?: string
}

/** `Forecast` of the OpenAPI document. */
export interface Forecast {
  statutory_month: string
  months: { paid: number; required_total?: number; required_paid?: number; shortfall_at_statutory_month?: number }
}

/** `FilingDecision` of the OpenAPI document. */
export interface FilingDecision {
  mdtrt_id: string
  decision: 'local' | 'not-required' | 'deemed' | 'on-file' | 'automatic' | 'required' | 'refused'
  basis: '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10' | '11' | '12'
  filing_id?: string
  rates: 'insured-place' | 'reduced' | 'none'
  pay_ratio?: string
  cancelled?: true
  valid_from?: string
  valid_to?: string
  message: string
  insuplc_admdvs?: string
  why: {
    rule: string
    grounds?: { source: string; admdvs: string; from?: string }
    ratio?: { admdvs: string; from?: string }
  }
  decided_at: string
  asked_by: 'desk' | 'event'
}

/** `Task` of the OpenAPI document. */
export type Task =
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'confirm-assistance'
      facts: {
        year: number
        amt: string
        text: string
        payers: { admdvs: string; dept: string; due: string; given: string; to_pay: string }[]
      }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'recover-assistance'
      facts: {
        year: number
        amt: string
        text: string
        payers: { admdvs: string; dept: string; due: string; given: string; over: string }[]
      }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'payment-returned'
      facts: {
        month?: string
        emp_no?: string
        pay_no?: string
        amt: string
        payee: 'person' | 'employer' | 'tax'
        reason?: string
        text: string
      }
      proposal?: {
        at: string
        by: string
        data: { bank_acct?: { bank_code: string; acct_no: unknown; acct_name: unknown } }
      }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'paid-twice'
      facts: {
        month?: string
        emp_no?: string
        pay_no: string
        paid_by: string
        amt: string
        payee: 'person' | 'employer' | 'tax'
        text: string
      }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'review-chronic'
      facts: {
        text: string
        opsp_dise_code: string
        opsp_dise_name: string
        age: number
        gend: '0' | '1' | '2' | '9'
        settlements: {
          day: string
          hosp_lv?: string
          med_type: string
          diags: { diag_code: string; diag_name?: string }[]
        }[]
        recognized?: { hosp_ide_date: string; hosp_lv: string }
        second?: true
      }
      proposal?: { at: string; by: string; data: { diagnosed?: boolean } }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'entitlement-doubtful'
      facts: { opsp_dise_code: string; opsp_dise_name: string; from: string; setl_id: string; text: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'handle-feedback'
      facts: {
        kind: 'complaint' | 'suggestion' | 'stuck' | 'question' | 'rating'
        matter: string
        text?: string
        psn_name?: string
        case_id?: string
        point_no?: string
        ticket_no?: string
        channel?: string
        score?: number
        causes: string[]
      }
      proposal?: {
        at: string
        by: string
        data: { result?: 'mended' | 'explained'; answer?: unknown; cause?: string; whys?: unknown[]; measure?: unknown }
      }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'review-feedback'
      facts: {
        kind: 'complaint' | 'suggestion' | 'stuck' | 'question' | 'rating'
        matter: string
        text?: string
        psn_name?: string
        case_id?: string
        point_no?: string
        ticket_no?: string
        channel?: string
        score?: number
        causes: string[]
        answer: string
        measure?: string
        cause?: string
        satisfied: boolean
      }
      proposal?: {
        at: string
        by: string
        data: { result?: 'mended' | 'explained'; answer?: unknown; cause?: string; whys?: unknown[]; measure?: unknown }
      }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'home-visit'
      facts: {
        psn_name?: string
        matter: string
        community: string
        reason: 'elder' | 'disabled' | 'ill' | 'remote'
        opened_on: string
        text: string
        address?: string
        tel?: string
        wish?: string
      }
      proposal?: { at: string; by: string; data: { visited_on?: unknown; result?: 'done' | 'collected' } }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'assign-home-service'
      facts: {
        psn_name?: string
        matter: string
        community: string
        reason: 'elder' | 'disabled' | 'ill' | 'remote'
        opened_on: string
        text: string
        address?: string
        tel?: string
        wish?: string
      }
      proposal?: { at: string; by: string; data: { point_no?: string; visited_on?: unknown } }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'verify-birth'
      facts: {
        setl_id: string
        fixmedins_code: string
        dscg_date: string
        outcome: 'birth' | 'miscarriage'
        dystocia: boolean
        fetus_count: number
        child_order: number
        gestation_weeks: number
        alive_count?: number
      }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'review-allowance'
      facts: {
        reasons: (
          | 'employer-refused'
          | 'employer-silent'
          | 'no-employer'
          | 'name-differs'
          | 'discharge-in-future'
          | 'settled-twice'
          | 'amount-above'
          | 'base-missing'
        )[]
        text: string
        employer_reason?: string
        setl_id: string
        fixmedins_code: string
        dscg_date: string
        outcome: 'birth' | 'miscarriage'
        dystocia: boolean
        fetus_count: number
        child_order: number
        gestation_weeks: number
        alive_count?: number
        days: number
        payee: 'person' | 'employer'
        avg_base?: string
        daily_base?: string
        amt?: string
      }
      proposal?: { at: string; by: string; data: { avg_base?: unknown } }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'certificate-differs'
      facts: { text: string; held: { brdy: string; gend: string }; reported: { brdy: string; gend: string } }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'amount-differs'
      facts: { year?: number; months?: number; amt: string; expected: string; paid_at: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'visit-uninsured'
      facts: { psn_name?: string; community: string; screened_on: string; is_minor?: true; text: string; tel?: string }
      proposal?: {
        at: string
        by: string
        data: {
          answer?:
            | 'will-enrol'
            | 'insured-elsewhere'
            | 'military'
            | 'abroad'
            | 'moved'
            | 'deceased'
            | 'refuses'
            | 'not-found'
        }
      }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'review-claim'
      facts: {
        reasons: (
          | 'amount-above'
          | 'third-party'
          | 'name-differs'
          | 'end-in-future'
          | 'not-verified'
          | 'amount-differs'
          | 'amount-missing'
          | 'claimed-by-another'
          | 'person-dead'
        )[]
        text: string
        elec_bill_code: string
        elec_billno_code: string
        fixmedins_code: string
        mdtrt_id?: string
        med_type: string
        endtime: string
        medfee_sumamt: string
        inscp_scp_amt?: string
        deductible?: string
        ratio?: string
        amt?: string
      }
      proposal?: {
        at: string
        by: string
        data: { inscp_scp_amt?: unknown; bank_acct?: { bank_code: string; acct_no: unknown; acct_name: unknown } }
      }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'recover-claim'
      facts: {
        reason: 'receipt-void' | 'already-settled' | 'receipt-taken'
        text: string
        elec_bill_code: string
        elec_billno_code: string
        amt: string
      }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'other-province'
      facts: { retr_date: string; insu_admdvs: string; text: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'pension-differs'
      facts: { retr_date: string; held_retr_date: string; deemed_months: number; text: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'no-choice'
      facts: {
        paid: number
        deemed: number
        required_total: number
        required_paid: number
        paid_here?: number
        shortfall: number
        options?: ('lump-sum' | 'monthly' | 'resident')[]
        text: string
      }
      proposal?: { at: string; by: string; data: { option?: 'lump-sum' | 'monthly' | 'resident' } }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'approve-transfer-out'
      facts: { amt: string; from_admdvs: string; to_admdvs: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'approve-refund'
      facts: { amt: string; from_admdvs: string; to_admdvs: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'choose-origin'
      facts: {
        candidates: { insu_admdvs: string; psn_insu_date: string; paus_insu_date?: string; balance: string }[]
        to_admdvs: string
      }
      proposal?: { at: string; by: string; data: { insu_admdvs?: unknown } }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'older-relation'
      facts: { insu_admdvs: string; paus_insu_date?: string; balance: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'reverse-by-hand'
      facts: {
        text?: string
        amt?: string
        amt_psn?: string
        amt_emp?: string
        month?: string
        setl_id?: string
        credit_no?: string
        insu_admdvs?: string
        from_admdvs?: string
        to_admdvs?: string
        case_id?: string
        bundle?: string
        reason?: string
        psn_no?: string
        orders?: { pay_no: string; amt: string }[]
      }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'rule-corrected'
      facts: {
        name: string
        admdvs: string
        from?: string
        source: string
        before: { status: string; at: string; outcome?: Record<string, unknown>; missing?: string[] }
        after: { status: string; at: string; outcome?: Record<string, unknown>; missing?: string[] }
        text: string
      }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'identity-differs'
      facts: { psn_no: string; brdy: string; gend: string; certno_brdy: string; certno_gend: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'identity-taken'
      facts: {
        psn_no: string
        certno?: string
        persons: { psn_no: string; brdy: string; gend: string }[]
        text?: string
      }
      proposal?: { at: string; by: string; data: { psn_no?: string; merge?: boolean } }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'spot-check'
      facts: { id: string; what: string; at: string; by: string; facts?: Record<string, unknown> }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'check-errand'
      facts: {
        errand_id: string
        psn_no: string
        matter: string
        call: string
        text: string
        consent: string
        paper_ref?: string
        agent_no: string
        point_no: string
        asked: Record<string, unknown>
      }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'policy-missing'
      facts: { name: string; admdvs: string; on: string; year?: number; text: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'calendar-missing'
      facts: { year: number; text: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'chain-stopped'
      facts: { bundle: string; step: string; unfit?: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'message-refused'
      facts: { queue: string; to?: string; reason: string; bytes: number; id?: string; type?: string; kind?: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'funds-differ'
      facts: { clearing_id: string; order_no: string; ordered: string; reported: string }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'visit-alert'
      facts: {
        fixmedins_code: string
        fixmedins_name?: string
        dept?: string
        on: string
        low: { code: string; text: string; score: number }[]
      }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'volume-alert'
      facts: { on: string; count: number; expected: number; high: number }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'approve-pack'
      facts: {
        pack_id: string
        title: string
        text: string
        admdvs: string
        from: string
        to: string
        fits: number
        partial?: true
      }
      proposal?: { at: string; by: string; data: Record<string, unknown> }
    }
  | {
      task_id: string
      case_id?: string
      psn_no?: string
      psn_name?: string
      admdvs: string
      opened_at: string
      due_at: string
      due_provisional?: true
      triage: 'red' | 'blue' | 'green'
      claimed_by?: string
      status: 'open' | 'approved' | 'rejected' | 'closed'
      decision?: { at: string; by: string; reason?: string }
      kind: 'mend-problem'
      facts: { matter: string; cause: string; case_ids: string[] }
      proposal?: {
        at: string
        by: string
        data: { whys?: unknown[]; at_once?: unknown; corrective?: unknown; spread?: unknown; lasting?: unknown }
      }
    }

/** `Tasks` of the OpenAPI document. */
export interface Tasks {
  tasks: Task[]
  cursor?: string
}

/** `TaskDecisions` of the OpenAPI document. */
export interface TaskDecisions {
  results: { task_id: string; status: number; code?: string }[]
}

/** `Workload` of the OpenAPI document. */
export interface Workload {
  staff: { staff_no: string; claimed: number; decided_today: number; returned: number; wrong: number }[]
  kinds: { kind: string; open: number; overdue: number; red: number; blue: number; green: number }[]
}

/** `Found` of the OpenAPI document. */
export interface Found {
  results: {
    kind: 'person' | 'case' | 'task' | 'bill' | 'payment' | 'filing'
    id: string
    psn_no: string
    psn_name: string
  }[]
}

/** `AuditLines` of the OpenAPI document. */
export interface AuditLines {
  lines: { at: string; by: string; what: string; about: string }[]
  cursor?: string
}

/** `Settings` of the OpenAPI document. */
export interface Settings {
  accepts_account_transfer: boolean
  bundles: Record<string, { state: 'off' | 'shadow' | 'live'; from?: string }>
}

/** `Policies` of the OpenAPI document. */
export interface Policies {
  policies: Policy[]
}

/** `Clearing` of the OpenAPI document. */
export interface Clearing {
  clearing_id: string
  date: string
  province: string
  status: 'open' | 'settled'
  gross: { from_admdvs: string; to_admdvs: string; amt: string; count: number }[]
  positions: { admdvs: string; net: string }[]
  orders: {
    order_no: string
    from_admdvs: string
    to_admdvs: string
    amt: string
    status: 'ordered' | 'settled' | 'differs'
  }[]
}

/** `RejectedEvents` of the OpenAPI document. */
export interface RejectedEvents {
  events: {
    id: string
    received_at: string
    type?: string
    source?: string
    reason: string
    errors: { field: string; message: string }[]
    body: unknown
  }[]
  cursor?: string
}

/** `Replay` of the OpenAPI document. */
export interface Replay {
  status: 'accepted' | 'rejected'
  reason?: string
}

/** `LedgerCheck` of the OpenAPI document. */
export interface LedgerCheck {
  balanced: boolean
  total_debit: string
  total_credit: string
  unfunded: string
  violations: string[]
  as_of: string
}

/** `PolicyNeeds` of the OpenAPI document. */
export interface PolicyNeeds {
  admdvs: string
  area: string
  on: string
  parameters: {
    name: string
    title: string
    year?: number
    expects: string
    bundles: string[]
    state: 'published' | 'to-confirm' | 'set' | 'missing' | 'does-not-apply'
    row?: Policy
    waiting: number
  }[]
  more_waiting?: true
}

/** `EventsTaken` of the OpenAPI document. */
export interface EventsTaken {
  results: {
    id?: string
    status: 'accepted' | 'rejected'
    reason?: string
    errors?: { field: string; message: string }[]
  }[]
}

/** `EventStatus` of the OpenAPI document. */
export interface EventStatus {
  source: string
  id: string
  type?: string
  status: 'accepted' | 'waiting' | 'rejected'
  reason?: string
  errors?: { field: string; message: string }[]
  at?: string
}

/** `NationalAnswer` of the OpenAPI document. */
export interface NationalAnswer {
  infcode: 0 | -1
  inf_refmsgid: string
  refmsg_time: string
  respond_time: string
  err_msg: string
  output: {
    data?: { mdtrt_id: string; psn_no: string; ipt_otp_no: string }
    result?: { mdtrt_id?: string; trt_dcla_detl_sn?: string }
  }
}

/** `Holds` of the OpenAPI document. */
export interface Holds {
  holds: { what: string; reason: string; since: string; by: string; waiting: { count: number; amt?: string } }[]
}

/** `Resent` of the OpenAPI document. */
export interface Resent {
  messages: {
    id: string
    type:
      | 'premium.assessed'
      | 'payment.ordered'
      | 'funds.ordered'
      | 'notice.requested'
      | 'filing.recorded'
      | 'enrolment.changed'
      | 'entitlement.granted'
      | 'ticket.answered'
      | 'event.answered'
      | 'hardship.referred'
      | 'chronic.recorded'
      | 'invoice.queried'
      | 'invoice.stamped'
    queue: string
    time: string
    status: 'sent' | 'held' | 'called-off' | 'answered'
  }[]
}

/** `Replayed` of the OpenAPI document. */
export interface Replayed {
  accepted: number
  rejected: number
  failed: number
  results: { id: string; status: 'accepted' | 'rejected' | 'failed'; reason?: string }[]
  more: boolean
  cursor?: string
}

/** `PolicyTrialBegun` of the OpenAPI document. */
export interface PolicyTrialBegun {
  trial_id: string
  status: 'running' | 'done'
}

/** `ChangedCase` of the OpenAPI document. */
export type ChangedCase =
  | {
      bundle: 'assistance'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result?: 'reconciled' | 'recognized' | 'refused' | 'declined' | 'no-answer'
              reason?: 'revoked' | 'deceased'
              year?: number
              paid?: string
              payers?: { admdvs: string; dept: string; due: string; given: string; over: string }[]
              burden?: string
              from_month?: string
              to_month?: string
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result?: 'reconciled' | 'recognized' | 'refused' | 'declined' | 'no-answer'
              reason?: 'revoked' | 'deceased'
              year?: number
              paid?: string
              payers?: { admdvs: string; dept: string; due: string; given: string; over: string }[]
              burden?: string
              from_month?: string
              to_month?: string
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }
  | {
      bundle: 'chronic'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'granted' | 'refused' | 'declined' | 'no-answer' | 'withdrawn'
              opsp_dise_code: string
              insu_admdvs: string
              insutype: string
              basis?: 'direct' | 'hospital' | 'expert' | 'clerk'
              from?: string
              to?: string
              reason?: string
              two_diseases_from?: string
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'granted' | 'refused' | 'declined' | 'no-answer' | 'withdrawn'
              opsp_dise_code: string
              insu_admdvs: string
              insutype: string
              basis?: 'direct' | 'hospital' | 'expert' | 'clerk'
              from?: string
              to?: string
              reason?: string
              two_diseases_from?: string
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }
  | {
      bundle: 'family-sharing'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | { result: 'paid' | 'returned'; bill_no: string; user_psn_no: string; amt: string }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | { result: 'paid' | 'returned'; bill_no: string; user_psn_no: string; amt: string }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }
  | {
      bundle: 'feedback'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'mended' | 'explained' | 'not-ours' | 'withdrawn'
              kind: 'complaint' | 'suggestion' | 'stuck' | 'question' | 'rating'
              matter: string
              answer?: string
              measure?: string
              cause?: string
              responded_at?: string
              answered_at?: string
              extended: boolean
              reviewed: boolean
              solved?: boolean
              satisfied?: boolean
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'mended' | 'explained' | 'not-ours' | 'withdrawn'
              kind: 'complaint' | 'suggestion' | 'stuck' | 'question' | 'rating'
              matter: string
              answer?: string
              measure?: string
              cause?: string
              responded_at?: string
              answered_at?: string
              extended: boolean
              reviewed: boolean
              solved?: boolean
              satisfied?: boolean
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }
  | {
      bundle: 'filing'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'local' | 'not-required' | 'deemed' | 'on-file' | 'automatic' | 'required' | 'refused'
              basis: '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10' | '11' | '12'
              rates: 'insured-place' | 'reduced' | 'none'
              pay_ratio?: string
              filing_id?: string
              settled?: { medfee_sumamt: string; fund_pay_sumamt: string }
              cancelled?: true
              reason?: 'revoked'
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'local' | 'not-required' | 'deemed' | 'on-file' | 'automatic' | 'required' | 'refused'
              basis: '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10' | '11' | '12'
              rates: 'insured-place' | 'reduced' | 'none'
              pay_ratio?: string
              filing_id?: string
              settled?: { medfee_sumamt: string; fund_pay_sumamt: string }
              cancelled?: true
              reason?: 'revoked'
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }
  | {
      bundle: 'home-service'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | { result?: 'served' | 'not-served'; point_no?: string; visited_on?: string; reason?: string }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | { result?: 'served' | 'not-served'; point_no?: string; visited_on?: string; reason?: string }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }
  | {
      bundle: 'maternity-allowance'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'paid' | 'rejected'
              reason?: 'months-short' | 'not-insured' | 'pays-alone' | 'review-refused' | 'revoked'
              months?: number
              text?: string
              days?: number
              daily_base?: string
              amt?: string
              payee?: 'person' | 'employer'
              newborn_cases: string[]
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'paid' | 'rejected'
              reason?: 'months-short' | 'not-insured' | 'pays-alone' | 'review-refused' | 'revoked'
              months?: number
              text?: string
              days?: number
              daily_base?: string
              amt?: string
              payee?: 'person' | 'employer'
              newborn_cases: string[]
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }
  | {
      bundle: 'newborn'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'insured' | 'not-insured' | 'rejected'
              child_psn_no?: string
              insu_admdvs?: string
              years?: { year: number; amt: string; paid_at?: string; from: string; to: string }[]
              cardless_to?: string
              linked?: { maternity_allowance?: string }
              reason?: 'certificate-differs' | 'already-enrolled'
              duplicate_of?: string
              text?: string
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'insured' | 'not-insured' | 'rejected'
              child_psn_no?: string
              insu_admdvs?: string
              years?: { year: number; amt: string; paid_at?: string; from: string; to: string }[]
              cardless_to?: string
              linked?: { maternity_allowance?: string }
              reason?: 'certificate-differs' | 'already-enrolled'
              duplicate_of?: string
              text?: string
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }
  | {
      bundle: 'outreach'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result?:
                | 'insured'
                | 'will-enrol'
                | 'insured-elsewhere'
                | 'military'
                | 'abroad'
                | 'moved'
                | 'deceased'
                | 'refuses'
                | 'not-found'
              community: string
              exempt_to?: string
              reason?: 'deceased'
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result?:
                | 'insured'
                | 'will-enrol'
                | 'insured-elsewhere'
                | 'military'
                | 'abroad'
                | 'moved'
                | 'deceased'
                | 'refuses'
                | 'not-found'
              community: string
              exempt_to?: string
              reason?: 'deceased'
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }
  | {
      bundle: 'reimbursement'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'paid' | 'nothing-due' | 'declined' | 'not-claimed' | 'rejected' | 'withdrawn'
              reason?:
                | 'receipt-void'
                | 'already-settled'
                | 'receipt-taken'
                | 'receipt-invalid'
                | 'not-insured'
                | 'too-late'
                | 'review-refused'
              text?: string
              elec_bill_code: string
              elec_billno_code: string
              amt: string
              inscp_scp_amt?: string
              deductible?: string
              ratio?: string
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'paid' | 'nothing-due' | 'declined' | 'not-claimed' | 'rejected' | 'withdrawn'
              reason?:
                | 'receipt-void'
                | 'already-settled'
                | 'receipt-taken'
                | 'receipt-invalid'
                | 'not-insured'
                | 'too-late'
                | 'review-refused'
              text?: string
              elec_bill_code: string
              elec_billno_code: string
              amt: string
              inscp_scp_amt?: string
              deductible?: string
              ratio?: string
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }
  | {
      bundle: 'retirement'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'retired' | 'resident' | 'rejected' | 'withdrawn'
              reason?: 'already-retired' | 'no-relation' | 'other-province'
              admdvs: string
              effective_from?: string
              paid?: number
              deemed?: number
              required_total?: number
              required_paid?: number
              shortfall?: number
              option?: 'lump-sum' | 'monthly' | 'resident'
              refunds: { month: string; amt_psn: string; amt_emp: string }[]
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'retired' | 'resident' | 'rejected' | 'withdrawn'
              reason?: 'already-retired' | 'no-relation' | 'other-province'
              admdvs: string
              effective_from?: string
              paid?: number
              deemed?: number
              required_total?: number
              required_paid?: number
              shortfall?: number
              option?: 'lump-sum' | 'monthly' | 'resident'
              refunds: { month: string; amt_psn: string; amt_emp: string }[]
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }
  | {
      bundle: 'transfer'
      case_id: string
      before: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'transferred' | 'refunded' | 'balance-held' | 'no-balance' | 'not-transferred' | 'reversed'
              from_admdvs?: string
              to_admdvs: string
              amt: string
              contribution_months: number
              benefit?: 'continuous' | 'waiting'
              back_payment_months?: number
              benefit_from?: string
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
      after: {
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'transferred' | 'refunded' | 'balance-held' | 'no-balance' | 'not-transferred' | 'reversed'
              from_admdvs?: string
              to_admdvs: string
              amt: string
              contribution_months: number
              benefit?: 'continuous' | 'waiting'
              back_payment_months?: number
              benefit_from?: string
            }
          | { reason: 'merged'; text: string }
        missing?: string[]
        bills?: { amt: string; year?: number; months?: number }[]
      }
    }

/** `PolicyTrial` of the OpenAPI document. */
export interface PolicyTrial {
  trial_id: string
  name: string
  admdvs: string
  from?: string
  value: unknown
  source: string
  by: string
  at: string
  status: 'running' | 'done'
  progress: string
  cases: number
  counts: { same: number; changed: number; unblocked: number; blocked: number }
  left_out: number
  changed: ChangedCase[]
  released?: { by: string; at: string }
}

/** `Correction` of the OpenAPI document. */
export interface Correction {
  correction_id: string
  status: 'proposed' | 'released' | 'withdrawn'
  type:
    | 'contribution.revoked'
    | 'delivery.revoked'
    | 'visit.cancelled'
    | 'account.spent'
    | 'account.credited'
    | 'enrolment.revoked'
    | 'death.revoked'
    | 'person.merged'
    | 'guardian.changed'
  by: string
  at: string
  decided?: { by: string; at: string }
  result?: {
    status: 'accepted' | 'rejected'
    reason?:
      | 'not-json'
      | 'not-cloudevent'
      | 'unknown-type'
      | 'bad-data'
      | 'place-differs'
      | 'not-your-source'
      | 'unknown-source'
      | 'not-your-event'
      | 'unsigned'
      | 'unknown-signtype'
      | 'no-key'
      | 'bad-signature'
      | 'not-your-area'
      | 'time-in-future'
      | 'too-large'
      | 'unknown-number'
      | 'unknown-order'
      | 'id-reused'
      | 'amount-differs'
      | 'merged'
      | 'needs-person'
      | 'needs-enrolment'
      | 'needs-contribution'
      | 'needs-credit'
      | 'needs-share'
      | 'needs-birth'
      | 'needs-bill'
      | 'needs-payment'
      | 'needs-death'
      | 'needs-delivery'
      | 'needs-visit'
      | 'needs-filing'
      | 'too-many-waiting'
      | 'too-many-reports'
  }
  reason: string
  data: Record<string, unknown>
}

/** `Corrections` of the OpenAPI document. */
export interface Corrections {
  corrections: {
    correction_id: string
    status: 'proposed' | 'released' | 'withdrawn'
    type:
      | 'contribution.revoked'
      | 'delivery.revoked'
      | 'visit.cancelled'
      | 'account.spent'
      | 'account.credited'
      | 'enrolment.revoked'
      | 'death.revoked'
      | 'person.merged'
      | 'guardian.changed'
    by: string
    at: string
    decided?: { by: string; at: string }
    result?: {
      status: 'accepted' | 'rejected'
      reason?:
        | 'not-json'
        | 'not-cloudevent'
        | 'unknown-type'
        | 'bad-data'
        | 'place-differs'
        | 'not-your-source'
        | 'unknown-source'
        | 'not-your-event'
        | 'unsigned'
        | 'unknown-signtype'
        | 'no-key'
        | 'bad-signature'
        | 'not-your-area'
        | 'time-in-future'
        | 'too-large'
        | 'unknown-number'
        | 'unknown-order'
        | 'id-reused'
        | 'amount-differs'
        | 'merged'
        | 'needs-person'
        | 'needs-enrolment'
        | 'needs-contribution'
        | 'needs-credit'
        | 'needs-share'
        | 'needs-birth'
        | 'needs-bill'
        | 'needs-payment'
        | 'needs-death'
        | 'needs-delivery'
        | 'needs-visit'
        | 'needs-filing'
        | 'too-many-waiting'
        | 'too-many-reports'
    }
  }[]
  cursor?: string
}

/** `Article` of the OpenAPI document. */
export interface Article {
  article_id: string
  title: string
  questions: string[]
  text: string
  matter:
    | 'newborn'
    | 'assistance'
    | 'chronic'
    | 'family-sharing'
    | 'feedback'
    | 'filing'
    | 'home-service'
    | 'maternity-allowance'
    | 'transfer'
    | 'retirement'
    | 'outreach'
    | 'reimbursement'
    | 'enrolment'
    | 'account'
    | 'mandate'
    | 'other'
  admdvs: string
  from: string
  to?: string
  source: string
}

/** `UnansweredQuestions` of the OpenAPI document. */
export interface UnansweredQuestions {
  questions: { text: string; count: number; last_at: string }[]
}

/** `VolumeForecast` of the OpenAPI document. */
export interface VolumeForecast {
  days: {
    date: string
    kind: 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'off'
    expected: number | null
    low: number | null
    high: number | null
    clerks: number | null
  }[]
  mae: string | null
  naive_mae: string | null
}

/** `Pack` of the OpenAPI document. */
export interface Pack {
  pack_id: string
  title: string
  parts: { what?: string; why?: string; do?: string; by?: string; ask?: string }
  admdvs: string
  audience: {
    insutype?:
      | '310'
      | '320'
      | '330'
      | '340'
      | '350'
      | '360'
      | '370'
      | '380'
      | '390'
      | '391'
      | '392'
      | '399'
      | '410'
      | '510'
    psn_type?: '11' | '12' | '13' | '14' | '15' | '1300'
    psn_insu_stas?: '0' | '1' | '2' | '4'
    gend?: '0' | '1' | '2' | '9'
    age_from?: number
    age_to?: number
    communities?: string[]
    child_under_days?: number
    retires_within_months?: number
  }
  standing: boolean
  from: string
  to: string
  source: string
  status: 'draft' | 'to-approve' | 'released' | 'ended'
  counts: {
    fits: number
    sent: number
    waiting: number
    opted_out: number
    lapsed: number
    read: number
    partial?: true
  }
}

/** `Packs` of the OpenAPI document. */
export interface Packs {
  packs: Pack[]
  cursor?: string
}

/** `Surveys` of the OpenAPI document. */
export interface Surveys {
  count: number
  indicators?: {
    code: string
    dimension: 'compliance' | 'service' | 'open'
    count: number
    mean: string
    low: number
  }[]
  texts?: { code: string; text: string }[]
}

/** `BundleFigures` of the OpenAPI document. */
export interface BundleFigures {
  opened: number
  done: number
  rejected: number
  withdrawn: number
  by_result: Record<string, number>
  without_application: number
  p50_hours: string | null
  p95_hours: string | null
  overdue: number
  amt: string
}

/** `Report` of the OpenAPI document. */
export interface Report {
  bundles: Record<string, BundleFigures>
}

/** `Screening` of the OpenAPI document. */
export interface Screening {
  screening_id: string
  admdvs: string
  on: string
  status: 'running' | 'done'
}

/** `EnrolmentFigures` of the OpenAPI document. */
export interface EnrolmentFigures {
  from: string
  to: string
  residents: number
  insured: number
  exempt: number
  not_insured: number
  rate: unknown
  new: number
  lost: number
  net: number
}

/** `EnrolmentMap` of the OpenAPI document. */
export interface EnrolmentMap {
  code: string
  period: 'day' | 'week' | 'month' | 'year'
  from: string
  to: string
  residents: number
  insured: number
  exempt: number
  not_insured: number
  rate: unknown
  new: number
  lost: number
  net: number
  previous?: EnrolmentFigures
  year_before?: EnrolmentFigures
  parts: { code: string; residents: number; insured: number; exempt: number; not_insured: number; rate: unknown }[]
}

/** `Shadows` of the OpenAPI document. */
export interface Shadows {
  cases:
    | {
        case_id: string
        psn_no?: string
        bundle: 'assistance'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result?: 'reconciled' | 'recognized' | 'refused' | 'declined' | 'no-answer'
              reason?: 'revoked' | 'deceased'
              year?: number
              paid?: string
              payers?: { admdvs: string; dept: string; due: string; given: string; over: string }[]
              burden?: string
              from_month?: string
              to_month?: string
            }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }
    | {
        case_id: string
        psn_no?: string
        bundle: 'chronic'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'granted' | 'refused' | 'declined' | 'no-answer' | 'withdrawn'
              opsp_dise_code: string
              insu_admdvs: string
              insutype: string
              basis?: 'direct' | 'hospital' | 'expert' | 'clerk'
              from?: string
              to?: string
              reason?: string
              two_diseases_from?: string
            }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }
    | {
        case_id: string
        psn_no?: string
        bundle: 'family-sharing'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | { result: 'paid' | 'returned'; bill_no: string; user_psn_no: string; amt: string }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }
    | {
        case_id: string
        psn_no?: string
        bundle: 'feedback'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'mended' | 'explained' | 'not-ours' | 'withdrawn'
              kind: 'complaint' | 'suggestion' | 'stuck' | 'question' | 'rating'
              matter: string
              answer?: string
              measure?: string
              cause?: string
              responded_at?: string
              answered_at?: string
              extended: boolean
              reviewed: boolean
              solved?: boolean
              satisfied?: boolean
            }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }
    | {
        case_id: string
        psn_no?: string
        bundle: 'filing'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'local' | 'not-required' | 'deemed' | 'on-file' | 'automatic' | 'required' | 'refused'
              basis: '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10' | '11' | '12'
              rates: 'insured-place' | 'reduced' | 'none'
              pay_ratio?: string
              filing_id?: string
              settled?: { medfee_sumamt: string; fund_pay_sumamt: string }
              cancelled?: true
              reason?: 'revoked'
            }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }
    | {
        case_id: string
        psn_no?: string
        bundle: 'home-service'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | { result?: 'served' | 'not-served'; point_no?: string; visited_on?: string; reason?: string }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }
    | {
        case_id: string
        psn_no?: string
        bundle: 'maternity-allowance'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'paid' | 'rejected'
              reason?: 'months-short' | 'not-insured' | 'pays-alone' | 'review-refused' | 'revoked'
              months?: number
              text?: string
              days?: number
              daily_base?: string
              amt?: string
              payee?: 'person' | 'employer'
              newborn_cases: string[]
            }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }
    | {
        case_id: string
        psn_no?: string
        bundle: 'newborn'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'insured' | 'not-insured' | 'rejected'
              child_psn_no?: string
              insu_admdvs?: string
              years?: { year: number; amt: string; paid_at?: string; from: string; to: string }[]
              cardless_to?: string
              linked?: { maternity_allowance?: string }
              reason?: 'certificate-differs' | 'already-enrolled'
              duplicate_of?: string
              text?: string
            }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }
    | {
        case_id: string
        psn_no?: string
        bundle: 'outreach'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result?:
                | 'insured'
                | 'will-enrol'
                | 'insured-elsewhere'
                | 'military'
                | 'abroad'
                | 'moved'
                | 'deceased'
                | 'refuses'
                | 'not-found'
              community: string
              exempt_to?: string
              reason?: 'deceased'
            }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }
    | {
        case_id: string
        psn_no?: string
        bundle: 'reimbursement'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'paid' | 'nothing-due' | 'declined' | 'not-claimed' | 'rejected' | 'withdrawn'
              reason?:
                | 'receipt-void'
                | 'already-settled'
                | 'receipt-taken'
                | 'receipt-invalid'
                | 'not-insured'
                | 'too-late'
                | 'review-refused'
              text?: string
              elec_bill_code: string
              elec_billno_code: string
              amt: string
              inscp_scp_amt?: string
              deductible?: string
              ratio?: string
            }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }
    | {
        case_id: string
        psn_no?: string
        bundle: 'retirement'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'retired' | 'resident' | 'rejected' | 'withdrawn'
              reason?: 'already-retired' | 'no-relation' | 'other-province'
              admdvs: string
              effective_from?: string
              paid?: number
              deemed?: number
              required_total?: number
              required_paid?: number
              shortfall?: number
              option?: 'lump-sum' | 'monthly' | 'resident'
              refunds: { month: string; amt_psn: string; amt_emp: string }[]
            }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }
    | {
        case_id: string
        psn_no?: string
        bundle: 'transfer'
        admdvs: string
        begins: string
        step: string
        status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
        outcome?:
          | {
              result: 'transferred' | 'refunded' | 'balance-held' | 'no-balance' | 'not-transferred' | 'reversed'
              from_admdvs?: string
              to_admdvs: string
              amt: string
              contribution_months: number
              benefit?: 'continuous' | 'waiting'
              back_payment_months?: number
              benefit_from?: string
            }
          | { reason: 'merged'; text: string }
        task?: string
        amt?: string
        at: string
      }[]
  counts: Record<string, number>
  more_counted?: true
  cursor?: string
}

/** `ActToCheck` of the OpenAPI document. */
export interface ActToCheck {
  errand_id: string
  task_id: string
}
