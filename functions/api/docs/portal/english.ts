/**
 * What calls are called in English (events: english-events.ts). Where they are declared they speak Chinese, to whom they are for; whoever
 * reads the portal in English is a programmer. Calls of bundles say it themselves (`en`); what says nothing is told in Chinese.
 */
import type { Role, Scope } from '../../../calls/access.ts'
import { nameOf, type Route } from '../../../calls/route.ts'

const calls: Readonly<Record<string, string>> = {
  'GET /v1/health': 'Whether the service is up',
  'GET /v1/areas': 'Pooling areas, of the country or of a province, in one answer',
  'GET /v1/institutions': 'Institutions, by area, name or code',
  'GET /v1/points': 'Points of help that have a matter, nearest first or of an area; whether they are open now',
  'POST /v1/errand-codes': 'Send somebody a code by which they consent; the answer is the same whether they are known',
  'POST /v1/errands': 'Open an errand by a person’s consent: credential, code, or paper',
  'GET /v1/errands/{errand_id}': 'An errand, with each act',
  'DELETE /v1/errands/{errand_id}': 'End an errand at once; what was done stays',
  'GET /v1/points/{point_no}/statement': 'What a point did in a month, and what it is paid for that',
  'PUT /v1/points/{point_no}': 'Set a point of help: where, when, what for, which communities; audited',
  'PUT /v1/points/{point_no}/agents/{agent_no}': 'Register an agent: active or suspended, trained when; audited',
  'GET /openapi.json': 'All calls, OpenAPI 3.1',
  'GET /asyncapi.json': 'All events, AsyncAPI 3.0',
  'GET /v1/codes': 'Code tables: what every code in an answer is called',
  'GET /v1/signing-keys': 'The public keys that our events are signed with',
  'GET /docs': 'This portal',
  'GET /docs/{page}': 'A page of this portal',
  'GET /v1/services': 'The services: what each is, whether an application is needed, papers, time limit, how it goes',
  'POST /v1/questions':
    'Ask a question: answered by whole articles that somebody signed for, or handed over; not who asked',
  'POST /v1/questions/{question_id}/helpful': 'Whether the answer helped; if not, a person will',
  'PUT /v1/articles/{article_id}': 'Put an article that questions are answered from, or replace it whole; audited',
  'GET /v1/questions/unanswered': 'Questions that found no answer, or no helpful one, asked most often first',
  'GET /v1/forms/{bundle}': 'A form: what is to be filled in (JSON Schema), and what is filled in already',
  'GET /v1/me': 'My insurance, as of today',
  'GET /v1/me/accounts': 'My accounts: what can be spent, what is funded, every movement',
  'GET /v1/me/entitlements': 'What my family and I are entitled to',
  'GET /v1/me/notices': 'Notices to my family and me, newest first',
  'POST /v1/me/notices/{notice_id}/read': 'A notice was read; said again, the first time stands',
  'GET /v1/me/preferences': 'What I want to be told, and how pages look to me',
  'PUT /v1/me/preferences':
    'Say what I want to be told, and how pages look to me; replaces, what is left out is as at first',
  'PUT /v1/packs/{pack_id}': 'Write a policy pack, or replace a draft; supervisors for their own pooling area',
  'GET /v1/packs/{pack_id}': 'A policy pack, and how many it was sent to; clerks and agents see released ones',
  'GET /v1/packs': 'Policy packs, by area and id',
  'POST /v1/packs/{pack_id}/release': 'Release a policy pack; one for many waits for another person; audited',
  'POST /v1/packs/{pack_id}/end': 'End a policy pack: nothing more is sent, for good; audited',
  'GET /v1/me/export': 'A copy of all that is kept of me, or of somebody in my care; by pages',
  'GET /v1/me/access': 'Who looked at my family’s data and mine, and who did something for me, newest first',
  'POST /v1/credentials':
    'Show a credential: one’s own, of somebody in one’s care, or of whom one may show it for; renewed each minute',
  'GET /v1/credential-keys': 'The public keys that credentials are verified by (JWKS)',
  'POST /v1/credential-checks':
    'Check a credential shown: who it is and how they are insured; good for one use; audited',
  'POST /v1/mandates': 'Ask a member of the family to act for me, or offer to act for them: holds once they accept',
  'GET /v1/mandates': 'My mandates, newest first: those I gave and those I hold',
  'POST /v1/mandates/{mandate_id}/acceptance': 'Accept what the other side asked for; holds at once',
  'DELETE /v1/mandates/{mandate_id}': 'End a mandate at once; take back or turn down an offer',
  'GET /v1/cases': 'Cases, newest first',
  'POST /v1/cases/{case_id}/rating': 'Rate a case that is over, 5 to 1; without a name, if wished',
  'POST /v1/visits/{mdtrt_id}/survey': 'Say how a visit was; nobody learns who said it',
  'GET /v1/institutions/{fixmedins_code}/surveys': 'What was said of visits at an institution, as figures',
  'GET /v1/problems':
    'Problems: feedback of one area, matter and cause that is to be mended at its root; the newest first',
  'GET /v1/rates': 'Rates of feedback and ratings in a stretch of days',
  'POST /v1/feedback': 'Say something of our work: a complaint, a suggestion, what is stuck, a question',
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
  'GET /v1/tasks/{task_id}': 'A task, decided ones too; audited',
  'POST /v1/tasks/{task_id}/claim': 'Claim a task: nobody else decides it that day; a supervisor may take it over',
  'POST /v1/tasks/{task_id}/release': 'Release what one has claimed; a supervisor may release what others have',
  'POST /v1/tasks/{task_id}/extension': 'Give a task more time, once, with the reason; the person is told',
  'POST /v1/task-decisions': 'Decide several tasks of a kind, each as if alone; one failing none of the others',
  'GET /v1/workload':
    'The workload of the area: who has claimed, decided and got back how much; how many tasks wait, how urgent',
  'POST /v1/tasks/{task_id}/decision': 'Decide a task; a rejection needs a reason',
  'POST /v1/search':
    'Find a person, case or task by a number; clerks find who is insured, lives or has a case in their area; audited',
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
  'GET /v1/forecast': 'What the next seven days are likely to bring in an area, and how many clerks that takes',
  'GET /v1/report': 'Figures of a month: cases opened, results, hours, overdue, sums, by bundle',
  'POST /v1/screenings': 'Screen who of an area’s residents is insured: once a day, asked again the same; audited',
  'GET /v1/screenings/{screening_id}': 'Whether a screening is done',
  'GET /v1/enrolment-map':
    'Enrolment of an area, county, street or community in a period, and of what lies one level down',
  'GET /v1/shadow': 'What bundles in shadow would come to; nothing was sent, told, asked or moved; audited',
}

/** What a call does, in English. */
export const callInEnglish = (route: Route): string => route.en ?? calls[nameOf(route)] ?? route.summary

const callTags: Readonly<Record<string, string>> = {
  公开: 'Open',
  帮办: 'Help',
  文档: 'Documents',
  服务: 'Services',
  我的: 'My own',
  办件: 'Cases',
  异地就医: 'Treatment elsewhere',
  家人帮办: 'Help in the family',
  群众反映: 'Feedback',
  医保码: 'Credential',
  新生儿: 'Newborns',
  待办: 'Tasks',
  政策包: 'Policy packs',
  知识库: 'Articles',
  就诊: 'Visits',
  运行: 'Operation',
  参保地图: 'Enrolment map',
  合作方: 'Partners',
}

/** What a group of calls is called in English. */
export const tagInEnglish = (tag: string): string => callTags[tag] ?? tag

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
  shown: 'by the credential shown; audited',
  source: 'events of their own source',
  all: 'all; audited',
}
