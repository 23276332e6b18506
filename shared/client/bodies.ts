/** What the API is told. Written by infra/generate/client-types.ts from the OpenAPI document; not by hand. */

/** `NewPoint` of the OpenAPI document. */
export interface NewPoint {
  point_no?: string
  name: string
  kind: 'hall' | 'village' | 'bank' | 'hospital' | 'pharmacy' | 'other'
  admdvs: string
  address: string
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

/** `NewAgent` of the OpenAPI document. */
export interface NewAgent {
  psn_no: string
  status: 'active' | 'suspended'
  trained_on: string
}

/** `NewErrandCode` of the OpenAPI document. */
export interface NewErrandCode {
  certno: string
  psn_name: string
}

/** `NewErrand` of the OpenAPI document. */
export interface NewErrand {
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
  consent: { qr?: string; certno?: string; code?: string; psn_name?: string; paper_ref?: string }
}

/** `NewQuestion` of the OpenAPI document. */
export interface NewQuestion {
  text: string
  admdvs?: string
}

/** `Helpful` of the OpenAPI document. */
export interface Helpful {
  helpful: boolean
}

/** `NewPreferences` of the OpenAPI document. */
export interface NewPreferences {
  packs?: boolean
  elder?: boolean
  copy_to_helper?: boolean
}

/** `NewMandate` of the OpenAPI document. */
export interface NewMandate {
  as: 'principal' | 'helper'
  certno: string
  psn_name: string
  relation: 'spouse' | 'child' | 'parent' | 'other'
  scopes: ('see' | 'act' | 'show')[]
  to?: string
}

/** `NewCredential` of the OpenAPI document. */
export interface NewCredential {
  psn_no?: string
}

/** `CredentialCheck` of the OpenAPI document. */
export interface CredentialCheck {
  qr: string
}

/** `NewCase` of the OpenAPI document. */
export type NewCase =
  | { bundle: 'chronic'; form: { psn_no?: string; opsp_dise_code: string } }
  | {
      bundle: 'home-service'
      form: {
        matter:
          | 'assistance'
          | 'chronic'
          | 'family-sharing'
          | 'feedback'
          | 'filing'
          | 'home-service'
          | 'maternity-allowance'
          | 'newborn'
          | 'outreach'
          | 'reimbursement'
          | 'retirement'
          | 'transfer'
          | 'enrolment'
          | 'account'
          | 'mandate'
          | 'other'
        community: string
        address: string
        tel: string
        reason: 'elder' | 'disabled' | 'ill' | 'remote'
        wish?: string
      }
    }
  | {
      bundle: 'newborn'
      form: {
        birth_cert_no: string
        brdy: string
        gend: '0' | '1' | '2' | '9'
        psn_name: string
        fixmedins_code: string
        insu_admdvs?: string
        guardians?: {
          psn_cert_type?: string
          certno?: string
          psn_name?: string
          tel?: string
          relation?: 'mother' | 'father' | 'other'
        }[]
      }
    }
  | {
      bundle: 'reimbursement'
      form: {
        psn_no?: string
        fixmedins_code: string
        mdtrt_id?: string
        med_type: string
        begntime: string
        endtime: string
        elec_bill_code: string
        elec_billno_code: string
        elec_bill_chkcode: string
        medfee_sumamt: string
        third_party: boolean
      }
    }

/** `NewSharePremium` of the OpenAPI document. */
export interface NewSharePremium {
  bill_no: string
}

/** `CaseAction` of the OpenAPI document. */
export type CaseAction =
  | { action: 'provide-bank-account'; bank_code: string; acct_no: string; acct_name: string }
  | {
      action: 'choose'
      option:
        | 'refer'
        | 'no'
        | 'accept'
        | 'apply'
        | 'decline'
        | 'second-review'
        | 'claim'
        | 'third-party'
        | 'decline'
        | 'lump-sum'
        | 'monthly'
        | 'resident'
    }
  | { action: 'confirm'; solved: boolean; satisfied: boolean }
  | { action: 'withdraw'; reason?: string }

/** `NewFeedback` of the OpenAPI document. */
export interface NewFeedback {
  kind: 'complaint' | 'suggestion' | 'stuck' | 'question'
  matter?:
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
  text?: string
  case_id?: string
  point_no?: string
  admdvs?: string
  question_id?: string
}

/** `NewSurvey` of the OpenAPI document. */
export interface NewSurvey {
  fixmedins_code: string
  dept?: string
  answers: Record<string, unknown>
}

/** `DoseQuestion` of the OpenAPI document. */
export interface DoseQuestion {
  mdtrt_id: string
  fixmedins_code: string
  psn_no?: string
  psn_cert_type?: string
  certno?: string
  begntime: string
  drugs: { med_list_codg: string; prd_days: number; det_item_fee_sumamt: string }[]
}

/** `NewShare` of the OpenAPI document. */
export interface NewShare {
  user_psn_no?: string
  user_certno?: string
  user_psn_name: string
  relation: 'spouse' | 'parent' | 'child' | 'sibling' | 'grandparent' | 'grandchild'
  limit?: string
  commitment?: boolean
}

/** `NewAccountPayment` of the OpenAPI document. */
export interface NewAccountPayment {
  setl_id: string
  fixmedins_code: string
  psn_no?: string
  psn_cert_type?: string
  certno?: string
  amt: string
  own_only?: boolean
}

/** `NewRating` of the OpenAPI document. */
export interface NewRating {
  score: number
  text?: string
  anonymous?: boolean
}

/** `NewFiling` of the OpenAPI document. */
export interface NewFiling {
  kind: 'long-term' | 'referral' | 'temporary'
  to_admdvs: string
  from: string
  to?: string
  commitment: boolean
  psn_no?: string
}

/** `Visit` of the OpenAPI document. */
export interface Visit {
  mdtrt_id: string
  fixmedins_code: string
  mdtrtarea_admvs: string
  psn_no?: string
  psn_cert_type?: string
  certno?: string
  insuplc_admdvs?: string
  med_type: string
  begntime: string
  emergency?: boolean
  cross_region_enabled: boolean
  acct_only?: boolean
}

/** `TaskExtension` of the OpenAPI document. */
export interface TaskExtension {
  reason: string
}

/** `TaskDecision` of the OpenAPI document. */
export interface TaskDecision {
  decision: 'approve' | 'reject'
  reason?: string
  bank_acct?: { bank_code: string; acct_no: string; acct_name: string }
  diagnosed?: boolean
  result?: 'mended' | 'explained' | 'done' | 'collected'
  answer?:
    | string
    | 'will-enrol'
    | 'insured-elsewhere'
    | 'military'
    | 'abroad'
    | 'moved'
    | 'deceased'
    | 'refuses'
    | 'not-found'
  cause?: string
  whys?: string[]
  measure?: string
  visited_on?: string
  point_no?: string
  avg_base?: string
  inscp_scp_amt?: string
  option?: 'lump-sum' | 'monthly' | 'resident'
  insu_admdvs?: string
  psn_no?: string
  merge?: boolean
  at_once?: string
  corrective?: string
  spread?: string
  lasting?: string
}

/** `TaskDecisionsSent` of the OpenAPI document. */
export interface TaskDecisionsSent {
  task_ids: string[]
  decision: 'approve' | 'reject'
  reason?: string
}

/** `Search` of the OpenAPI document. */
export interface Search {
  q: string
}

/** `NewSettings` of the OpenAPI document. */
export interface NewSettings {
  accepts_account_transfer?: boolean
  bundles?: {
    newborn?: { state: 'off' | 'shadow' | 'live'; from?: string }
    assistance?: { state: 'off' | 'shadow' | 'live'; from?: string }
    chronic?: { state: 'off' | 'shadow' | 'live'; from?: string }
    'family-sharing'?: { state: 'off' | 'shadow' | 'live'; from?: string }
    feedback?: { state: 'off' | 'shadow' | 'live'; from?: string }
    filing?: { state: 'off' | 'shadow' | 'live'; from?: string }
    'home-service'?: { state: 'off' | 'shadow' | 'live'; from?: string }
    'maternity-allowance'?: { state: 'off' | 'shadow' | 'live'; from?: string }
    transfer?: { state: 'off' | 'shadow' | 'live'; from?: string }
    retirement?: { state: 'off' | 'shadow' | 'live'; from?: string }
    outreach?: { state: 'off' | 'shadow' | 'live'; from?: string }
    reimbursement?: { state: 'off' | 'shadow' | 'live'; from?: string }
  }
}

/** `NewPolicy` of the OpenAPI document. */
export interface NewPolicy {
  admdvs: unknown
  from?: unknown
  value: unknown
  source: string
}

/** `NewClearing` of the OpenAPI document. */
export interface NewClearing {
  date: string
  province: string
}

/** `EventsSent` of the OpenAPI document. */
export type EventsSent = Record<string, unknown> | unknown[]

/** `NationalMessage` of the OpenAPI document. */
export interface NationalMessage {
  infno?: unknown
  msgid?: unknown
  inf_time?: unknown
  mdtrtarea_admvs?: unknown
  insuplc_admdvs?: unknown
  fixmedins_code?: unknown
  input?: unknown
  inf_refmsgid?: unknown
  refmsg_time?: unknown
  output?: unknown
}

/** `NewHold` of the OpenAPI document. */
export interface NewHold {
  reason: string
}

/** `Resend` of the OpenAPI document. */
export interface Resend {
  id: string
  type?:
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
  reason: string
}

/** `Replays` of the OpenAPI document. */
export interface Replays {
  ids?: string[]
  reason?: string
  source?: string
  type?: string
  limit?: number
  cursor?: string
}

/** `NewPolicyTrial` of the OpenAPI document. */
export interface NewPolicyTrial {
  name: string
  admdvs: unknown
  from?: unknown
  value: unknown
  source: string
}

/** `NewCorrection` of the OpenAPI document. */
export interface NewCorrection {
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
  data: Record<string, unknown>
  reason: string
}

/** `NewArticle` of the OpenAPI document. */
export interface NewArticle {
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

/** `NewPack` of the OpenAPI document. */
export interface NewPack {
  title: string
  parts: { what: string; why: string; do?: string; by?: string; ask: string }
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
  standing?: boolean
  from: string
  to: string
  source: string
}

/** `NewScreening` of the OpenAPI document. */
export interface NewScreening {
  admdvs: string
}
