/**
 * What has changed in the contract, newest first: what partners and front ends are told on the page of changes. Who adds a
 * call, an event, an error code or a reason names it here; a test holds the names against what is declared.
 */

import { type Change, firstVersion } from './first-version.ts'

/** All versions. */
export const changes: readonly Change[] = [
  {
    version: '1.4.0',
    date: '2026-11-26',
    adds: [
      'POST /v1/me/notices/{notice_id}/read',
      'GET /v1/me/preferences',
      'PUT /v1/me/preferences',
      'POST /v1/screenings',
      'GET /v1/screenings/{screening_id}',
      'GET /v1/enrolment-map',
      'residence.registered',
      'GET /v1/points',
      'PUT /v1/points/{point_no}',
      'PUT /v1/points/{point_no}/agents/{agent_no}',
      'GET /v1/tasks/{task_id}',
      'POST /v1/tasks/{task_id}/claim',
      'POST /v1/tasks/{task_id}/release',
      'POST /v1/tasks/{task_id}/extension',
      'own-matter',
      'claimed',
      'not-claimed',
      'already-extended',
      'overdue',
      'not-extendable',
      'POST /v1/questions',
      'POST /v1/questions/{question_id}/helpful',
      'PUT /v1/articles/{article_id}',
      'GET /v1/questions/unanswered',
      'POST /v1/feedback',
      'ticket.raised',
      'ticket.answered',
      'already-open',
      'POST /v1/task-decisions',
      'GET /v1/workload',
      'facts-changed',
      'alone-only',
    ],
    tells: [
      {
        zh: '大额要两个人同意；同意过的抽查；同类待办一次办多个；负责人看得到工作量。',
        en: 'Large sums take two persons; approvals are spot-checked; tasks of a kind are decided together; supervisors see the workload.',
      },
      {
        zh: '待办分红、蓝、绿；可以认领、放回、延期；别人认领的当天不能办。',
        en: 'Tasks are red, blue or green, and are claimed, released and extended; what somebody else has claimed is theirs for the day.',
      },
      {
        zh: '群众反映的事（投诉、建议、办不成、咨询，和热线工单）是一种办件：有人查清、改正、答复，本人评价；热线从队列 `hotline` 知道办到哪一步。没有写明是谁的办件没有 psn_no。',
        en: 'What people say of our work (complaint, suggestion, stuck, question, a ticket of the hotline) is a case: looked into, mended, answered, confirmed; the hotline reads the queue `hotline`. A case that names nobody has no psn_no.',
      },
      {
        zh: '每条消息有编号，记得第一次看的时间；本人选定要不要政策消息、页面用不用大字版、要不要抄送给帮忙的人。',
        en: 'Each notice has an id and keeps when it was first read; people choose whether to get policy news, a style for the elderly, and copies for helpers.',
      },
      {
        zh: '附近哪里能帮着办：帮办点由各地设置，按位置由近及远找，看得到现在开不开门。',
        en: 'Where one is helped: areas set their points, which are found nearest first, with whether they are open.',
      },
      {
        zh: '智能问答：用签发过的知识条目原文回答，没有合适的转人工；不记谁问的。',
        en: 'Questions are answered by whole articles that somebody signed for, or handed over; not who asked.',
      },
    ],
  },
  {
    version: '1.3.0',
    date: '2026-11-26',
    adds: [
      'POST /v1/mandates',
      'GET /v1/mandates',
      'POST /v1/mandates/{mandate_id}/acceptance',
      'DELETE /v1/mandates/{mandate_id}',
      'GET /v1/me/access',
      'already',
      'limit',
      'lapsed',
      'GET /docs/{page}',
      'POST /v1/messages/resend',
      'POST /v1/national/{infno}',
      'POST /v1/rejected-events/replay',
      'no-message',
      'message-closed',
      'GET /v1/signing-keys',
      'GET /v1/events/{id}',
      'event.answered',
      'too-many-waiting',
      'too-many-reports',
      'delivery.reported',
      'visit.self-paid',
      'visit.unsettled',
      'filing.reported',
      'filing.ended',
      'needs-filing',
    ],
    tells: [
      {
        zh: '家人可以互相授权帮办：带 `On-Behalf-Of` 的调用按对方的办；每次都告诉本人，`GET /v1/me/access` 查得到谁看过、办过。',
        en: 'Members of a family may act for each other: a call with `On-Behalf-Of` is made as theirs; they are told each time, and `GET /v1/me/access` shows who looked and who acted.',
      },
      {
        zh: '合作方自己知道每个事件后来怎样；发出的事件都签名，公钥公开；门户有中英文。',
        en: 'Partners learn by themselves what became of every event; what we send is signed, with published keys; the portal is in two languages.',
      },
      {
        zh: '带令牌的每个回答说明还能调用多少次：`RateLimit-Policy`、`RateLimit`。',
        en: 'Every answer to a token says how often it may still call: `RateLimit-Policy`, `RateLimit`.',
      },
    ],
  },
  {
    version: '1.2.0',
    date: '2026-11-24',
    adds: [
      'POST /v1/events',
      'POST /v1/search',
      'GET /v1/audit',
      'GET /v1/me/export',
      'GET /v1/report',
      'GET /v1/shadow',
      'GET /v1/policy-needs',
      'bundle-off',
      'policies-to-confirm',
      'report-too-large',
    ],
    tells: [
      {
        zh: '没有队列的合作方用 HTTPS 送来事件；业务按统筹区切换，先试运行再转正式。',
        en: 'Partners without a queue send by HTTPS; matters are switched area by area, in shadow first.',
      },
    ],
  },
  {
    version: '1.1.0',
    date: '2026-11-22',
    adds: [
      'contribution.revoked',
      'delivery.revoked',
      'visit.cancelled',
      'death.revoked',
      'person.merged',
      'guardian.changed',
      'id-reused',
      'not-your-source',
      'not-your-area',
      'time-in-future',
      'visit-known',
      'case-exists',
      'GET /v1/codes',
      'GET /v1/areas',
    ],
    tells: [
      {
        zh: '事实可以更正和撤销；同一编号不能用于另一个事件；事件的时间不能在将来。',
        en: 'Facts can be corrected and taken back; an id means one content; events cannot lie ahead of time.',
      },
    ],
  },
  firstVersion,
]
