/**
 * What calls and events are called in English. Where they are declared they speak Chinese, to whom they are for; whoever
 * reads the portal in English is a programmer. What is not here (a bundle that has just come) is told in Chinese.
 */
import type { CatalogueEntry } from '../../../../events/catalogue.ts'
import type { PartnerKind } from '../../../../events/define.ts'
import type { Role, Scope } from '../../../calls/access.ts'
import { nameOf, type Route } from '../../../calls/route.ts'

const calls: Readonly<Record<string, string>> = {
  'GET /v1/health': 'Whether the service is up',
  'GET /v1/areas': 'Pooling areas, of the country or of a province, in one answer',
  'GET /v1/institutions': 'Institutions, by area, name or code',
  'GET /v1/points': 'Points of help that have a matter, nearest first or of an area; whether they are open now',
  'PUT /v1/points/{point_no}': 'Set a point of help: where, when, what for, which communities; audited',
  'PUT /v1/points/{point_no}/agents/{agent_no}': 'Register an agent: active or suspended, trained when; audited',
  'GET /openapi.json': 'All calls, OpenAPI 3.1',
  'GET /asyncapi.json': 'All events, AsyncAPI 3.0',
  'GET /v1/codes': 'Code tables: what every code in an answer is called',
  'GET /v1/signing-keys': 'The public keys that our events are signed with',
  'GET /docs': 'This portal',
  'GET /docs/{page}': 'A page of this portal',
  'GET /v1/services': 'The services: what each is, whether an application is needed, papers, time limit, how it goes',
  'GET /v1/forms/{bundle}': 'A form: what is to be filled in (JSON Schema), and what is filled in already',
  'GET /v1/me': 'My insurance, as of today',
  'GET /v1/me/accounts': 'My accounts: what can be spent, what is funded, every movement',
  'GET /v1/me/entitlements': 'What my family and I are entitled to',
  'GET /v1/me/notices': 'Notices to my family and me, newest first',
  'POST /v1/me/notices/{notice_id}/read': 'A notice was read; said again, the first time stands',
  'GET /v1/me/preferences': 'What I want to be told, and how pages look to me',
  'PUT /v1/me/preferences':
    'Say what I want to be told, and how pages look to me; replaces, what is left out is as at first',
  'GET /v1/me/export': 'A copy of all that is kept of me, or of somebody in my care; by pages',
  'GET /v1/me/access': 'Who looked at my family’s data and mine, and who did something for me, newest first',
  'POST /v1/mandates': 'Ask a member of the family to act for me, or offer to act for them: holds once they accept',
  'GET /v1/mandates': 'My mandates, newest first: those I gave and those I hold',
  'POST /v1/mandates/{mandate_id}/acceptance': 'Accept what the other side asked for; holds at once',
  'DELETE /v1/mandates/{mandate_id}': 'End a mandate at once; take back or turn down an offer',
  'GET /v1/cases': 'Cases, newest first',
  'POST /v1/cases': 'Begin a case oneself: a birth',
  'GET /v1/cases/{case_id}': 'A case with its timeline',
  'POST /v1/cases/{case_id}/actions': 'Choose, or supply what is asked for, in a case',
  'GET /v1/cases/{case_id}/why': 'Why a case came out so: each step, and the parameters it rested on',
  'POST /v1/filings': 'File treatment elsewhere upon commitment; holds at once; for somebody in one’s care too',
  'GET /v1/filings': 'My family’s filings and mine, newest first',
  'DELETE /v1/filings/{filing_id}': 'End a filing; visits decided already stay as they are',
  'GET /v1/cardless/{birth_cert_no}': 'Whether a child is settled directly by its birth certificate number',
  'GET /v1/me/retirement-forecast': 'When I reach retirement age, and whether the months suffice',
  'POST /v1/filing-decisions': 'An institution asks: is this visit settled directly, by which filing, at which rates',
  'GET /v1/tasks': 'My tasks, soonest due first; of one kind, as urgent, claimed by me or by nobody if asked so',
  'POST /v1/tasks/{task_id}/claim': 'Claim a task: nobody else decides it that day; a supervisor may take it over',
  'POST /v1/tasks/{task_id}/release': 'Release what one has claimed; a supervisor may release what others have',
  'POST /v1/tasks/{task_id}/extension': 'Give a task more time, once, with the reason; the person is told',
  'POST /v1/tasks/{task_id}/decision': 'Decide a task; a rejection needs a reason',
  'POST /v1/search': 'Find a person or case by a number; clerks find what concerns their area; audited',
  'GET /v1/audit': 'The audit trail, newest first; reading it is audited',
  'GET /v1/regions/{admdvs}/settings': 'Settings of a pooling area',
  'PUT /v1/regions/{admdvs}/settings': 'Change settings of a pooling area; audited',
  'GET /v1/policies': 'Dated parameters, by name, area, day and standing',
  'PUT /v1/policies/{name}': 'Set a parameter; cases that wait for it go on; audited',
  'POST /v1/clearings': 'Clear what areas of a province owe each other up to a day; once a day and province',
  'GET /v1/clearings/{clearing_id}': 'A clearing',
  'GET /v1/rejected-events': 'Events not taken, or waiting too long, newest first',
  'POST /v1/rejected-events/{id}/replay': 'Take one in again',
  'GET /v1/ledger/check': 'Check the ledger: the last proof, and every movement since',
  'GET /v1/policy-needs': 'All parameters an area needs: set or not, how far to be trusted, how many cases wait',
  'POST /v1/events': 'Send an event, or 1 to 100: checked, kept and handled as from the queue; answered one by one',
  'GET /v1/events/{id}': 'What became of an event of one’s own',
  'POST /v1/national/{infno}': 'A message of the national interface, mapped to events',
  'POST /v1/rejected-events/replay': 'Take many in again: of a source, a type, a reason',
  'POST /v1/messages/resend': 'Send a partner again what it has lost; audited',
  'GET /v1/holds': 'What is held back now',
  'PUT /v1/holds/{what}': 'Hold back payments, funds, notices or a queue; cases go on; audited',
  'DELETE /v1/holds/{what}': 'End a hold: what was held is sent, each once, in order; audited',
  'POST /v1/policy-trials': 'Try a parameter: what each case of the area would come to; changes nothing; audited',
  'GET /v1/policy-trials/{trial_id}': 'A trial: how far it is, how many change and which; audited',
  'POST /v1/policy-trials/{trial_id}/release': 'Release a parameter that was tried: from now on it holds; audited',
  'POST /v1/corrections': 'Propose a correction; it holds once another person releases it; audited',
  'GET /v1/corrections': 'Corrections proposed, newest first',
  'GET /v1/corrections/{correction_id}': 'A correction: content, who proposed and released it; audited',
  'POST /v1/corrections/{correction_id}/release': 'Release what another person proposed; audited',
  'DELETE /v1/corrections/{correction_id}': 'Withdraw or refuse a correction not yet released; audited',
  'GET /v1/report': 'Figures of a month: cases opened, results, hours, overdue, sums, by bundle',
  'GET /v1/shadow': 'What bundles in shadow would come to; nothing was sent, told, asked or moved; audited',
}

/** What a call does, in English. */
export const callInEnglish = (route: Route): string => calls[nameOf(route)] ?? route.summary

const callTags: Readonly<Record<string, string>> = {
  公开: 'Open',
  帮办: 'Help',
  文档: 'Documents',
  服务: 'Services',
  我的: 'My own',
  办件: 'Cases',
  异地就医: 'Treatment elsewhere',
  家人帮办: 'Help in the family',
  新生儿: 'Newborns',
  待办: 'Tasks',
  运行: 'Operation',
  合作方: 'Partners',
}

/** What a group of calls is called in English. */
export const tagInEnglish = (tag: string): string => callTags[tag] ?? tag

const events: Readonly<Record<string, { title: string; about: string }>> = {
  'person.registered': {
    title: 'A person is registered',
    about: 'Registers a person or changes their data; without it nothing of theirs can be handled.',
  },
  'person.merged': {
    title: 'Two numbers are one person',
    about:
      'All that stands under psn_no goes over to into_psn_no, which it leads to from then on. Once; never reversed.',
  },
  'enrolment.registered': {
    title: 'An enrolment begins',
    about: 'A person is insured in a pooling area from a day on. After a pause it is a new period.',
  },
  'enrolment.paused': {
    title: 'An enrolment pauses',
    about: 'Insurance is interrupted; the day is the last one insured.',
  },
  'enrolment.revoked': {
    title: 'An enrolment is taken back',
    about: 'The enrolment of a day was wrong and counts as never registered.',
  },
  'contribution.posted': {
    title: 'Contributions have come in',
    about: 'For a month or several in a row in a pooling area; sums are per month.',
  },
  'contribution.revoked': {
    title: 'Contributions are taken back',
    about:
      'Months posted wrongly count no more. Open cases are decided anew; what was decided wrongly goes to a clerk.',
  },
  'employer.base-declared': {
    title: 'An employer declares its base',
    about: 'The average monthly base of a year, from which the maternity allowance is reckoned.',
  },
  'account.credited': {
    title: 'Money comes into a personal account',
    about: 'With credit_no it can be corrected: the latest report of a number holds, "0.00" takes all of it back.',
  },
  'account.spent': { title: 'Money of a personal account is spent', about: 'In one settlement.' },
  'birth.certified': { title: 'A birth certificate is issued', about: 'A child is born: the newborn’s matter begins.' },
  'guardian.changed': {
    title: 'Guardians change',
    about:
      'By adoption or court order: from that day the new guardians act for the child, and the former see it no more.',
  },
  'household.registered': {
    title: 'A newborn is entered in a household',
    about: 'The child has an identity number and a registered name; its insurance stays as it is.',
  },
  'delivery.settled': {
    title: 'A delivery is settled',
    about:
      'The mother is discharged; the facts decide the days of the allowance. A stillbirth from 28 weeks is a birth.',
  },
  'delivery.revoked': {
    title: 'The settlement of a delivery is taken back',
    about: 'An open allowance ends; money paid is not taken back by itself but goes to a clerk.',
  },
  'residence.registered': {
    title: 'Somebody lives in a community',
    about: 'From a day on, and to a day if one is named; of two reports of one beginning the later holds.',
  },
  'pension.approved': { title: 'A pension is approved', about: 'Retirement in medical insurance follows.' },
  'premium.paid': {
    title: 'A premium is paid',
    about: 'By the number of its bill; self-declared, by person (or birth certificate) and year.',
  },
  'payment.settled': { title: 'A payment is made', about: 'The bank has paid into the payee’s account.' },
  'payment.returned': {
    title: 'A payment is returned',
    about: 'The bank could not pay; once the account is mended it is ordered again under a new number.',
  },
  'funds.settled': {
    title: 'Funds are transferred',
    about: 'The bank has moved money between two areas. If the sum differs, the right notice is waited for.',
  },
  'visit.admitted': {
    title: 'A visit begins',
    about: 'Somebody is treated or admitted; filing and rates are decided upon it and told to both places.',
  },
  'visit.settled': {
    title: 'A visit is settled',
    about: 'It is over and paid. fund_pay_sumamt 0.00: at the person’s own cost.',
  },
  'visit.cancelled': {
    title: 'A visit is cancelled',
    about: 'It did not take place. Its decision stays, marked as cancelled; what was settled goes to a clerk.',
  },
  'death.registered': {
    title: 'A death is registered',
    about: 'Nobody is reminded or waited for any more; costs and refunds that are owed go on.',
  },
  'death.revoked': {
    title: 'A death is taken back',
    about: 'The person lives: what was ended goes on; money already paid goes to a clerk.',
  },
  'delivery.reported': {
    title: 'A delivery is reported',
    about:
      'The same as delivery.settled, from whoever knows the mother by her number; one report of a delivery suffices.',
  },
  'visit.self-paid': {
    title: 'A visit is paid by oneself',
    about: 'It is over and was paid in full by the person; handled as one settled with 0.00 from the fund.',
  },
  'visit.unsettled': {
    title: 'The settlement of a visit is taken back',
    about: 'It counts as never settled, and the visit waits for a settlement again.',
  },
  'filing.reported': {
    title: 'A referral is filed',
    about: 'A hospital has filed a referral; visits from its first day on go by it.',
  },
  'filing.ended': {
    title: 'A referral is ended',
    about: 'It holds through that day; visits decided already stay. One that has not begun counts as never made.',
  },
  'institution.registered': {
    title: 'An institution is registered',
    about: 'Name, place, level and whether it settles across regions; the later report replaces the former.',
  },
  'premium.assessed': {
    title: 'A premium is to be collected',
    about: 'A resident’s premium of a year, or months bought at retirement.',
  },
  'payment.ordered': {
    title: 'A payment is ordered',
    about: 'From the fund of an area to a person or employer.',
  },
  'funds.ordered': {
    title: 'A transfer between areas is ordered',
    about: 'What they owe each other is netted.',
  },
  'notice.requested': { title: 'Somebody is to be told', about: 'The text is for the person themselves.' },
  'filing.recorded': {
    title: 'A filing is recorded',
    about: 'What was decided of treatment elsewhere, once to each side; to_admdvs says which.',
  },
  'enrolment.changed': {
    title: 'An enrolment has changed',
    about: 'A case has changed somebody’s type or standing from a day on.',
  },
  'entitlement.granted': {
    title: 'Somebody is entitled',
    about: 'From a day on; an end of null means there is none.',
  },
  'event.answered': {
    title: 'What became of an event',
    about: 'A receipt for whoever sent it: rejected, waiting, or taken up after all.',
  },
}

/** What an event is called and means, in English. */
export const eventInEnglish = ({ type, title, about }: CatalogueEntry): { title: string; about: string } =>
  events[type] ?? { title, about }

/** Partners by kind, in English. */
export const partnersInEnglish: Readonly<Record<PartnerKind, string>> = {
  registry: 'enrolment register',
  tax: 'tax office',
  bank: 'bank',
  medins: 'institutions and settlement system',
  health: 'health authority',
  police: 'police',
  civil: 'civil affairs',
  pension: 'pension authority',
}

/** Roles in English. */
export const rolesInEnglish: Readonly<Record<Role, string>> = {
  citizen: 'Citizen',
  clerk: 'Clerk',
  supervisor: 'Supervisor',
  agent: 'Agent',
  employer: 'Employer',
  institution: 'Institution',
  operator: 'Operator',
  partner: 'Partner system',
}

/** Whose data a caller sees, in English. */
export const scopesInEnglish: Readonly<Record<Scope, string>> = {
  everyone: 'the same for everyone',
  own: 'their own alone',
  household: 'their own and that of those in their care',
  area: 'what concerns their pooling area',
  point: 'of their own service point',
  staff: 'of their own staff',
  visits: 'of visits to them',
  asked: 'by the number shown: only whether it settles; audited',
  source: 'events of their own source',
  all: 'all; audited',
}
