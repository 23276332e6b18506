/**
 * What is kept, how long, by which law, and who sees to it: one table. Whatever sets a time to live, expires objects or
 * takes something away reads it here, and the tests hold every item of the table against it (decision 0081).
 */
import type { ReleaseStanding } from '../codes/index.ts'
import { laws } from './laws.ts'
import { ofQuestions } from './questions.ts'
import { type KeptKind, leastYears, type Term, terms } from './terms.ts'

/**
 * Who takes it away: the table's own time to live, the bucket's (or the log's) own rules, the job of functions/keeping;
 * `none`: it stays, or goes by itself with what it is for.
 */
export type Means = 'ttl' | 'lifecycle' | 'job' | 'none'

/** A provision that says how long. */
export interface Law {
  readonly title: string
  readonly article: string
  /** What it asks, in Chinese. */
  readonly says: string
}

/** A kind of what is kept. */
export interface Kept {
  /** In Chinese. */
  readonly what: string
  /** Where it lies: `pk sk` of items of the table; `bucket prefix`; `logs`. `*` stands for anything. */
  readonly where: readonly string[]
  readonly term: Term
  /** The shortest that a bureau may set, in years, where it may set anything (parameter `keeping_years`). */
  readonly least?: number
  /** From when it counts, in Chinese. */
  readonly since: string
  readonly by: Means
  readonly laws: readonly Law[]
  /** `to-confirm`: the provisions leave it to whoever keeps the files, and the bureau must say. */
  readonly standing: ReleaseStanding
}

const person = (...registers: string[]) => registers.flatMap((one) => [`P#* B#${one}#*`, `P#* D#${one}#*`])

/** The schedule, by kind. */
export const schedule = {
  dead: {
    what: '参保人的身份、参保关系以外的登记事项（去世以后）',
    where: [
      'P#* A#*',
      ...person(
        'person',
        'entitlement',
        'birth',
        'custody',
        'delivery',
        'pension',
        'residence',
        'exemption',
        'link',
        'mandate',
        'alias',
        'heard',
        'preferences',
        'unopened',
      ),
      'P#* B#task#*',
      'C#* person',
      'C#* W#*',
    ],
    term: terms.dead,
    least: leastYears.dead,
    since: '登记的死亡日期；在世期间一直保存',
    by: 'job',
    laws: [laws.minimum, laws.erasure, laws.dead, laws.files],
    standing: 'to-confirm',
  },
  cases: {
    what: '办结的办件，含待办、缴费单、付款和就诊',
    where: person('case', 'task', 'bill', 'payment', 'premium', 'visit'),
    term: terms.cases,
    least: leastYears.cases,
    since: '办结',
    by: 'job',
    laws: [laws.vouchers, laws.files, laws.erasure],
    standing: 'to-confirm',
  },
  texts: {
    what: '办理经过和消息的文字（同一条里的收支分录不删）',
    where: ['P#* J#*'],
    term: terms.texts,
    least: leastYears.texts,
    since: '写下时；没有办结的办件不删',
    by: 'job',
    laws: [laws.minimum, laws.files, laws.erasure],
    standing: 'to-confirm',
  },
  'notice-reads': {
    what: '消息是什么时候看的',
    where: ['P#* N#*'],
    term: terms['notice-reads'],
    since: '第一次看',
    by: 'ttl',
    laws: [laws.minimum],
    standing: 'to-confirm',
  },
  refused: {
    what: '没有接收的、还在等条件的事件原文',
    where: ['R#* event', ...person('parked'), 'C#* K#*'],
    term: terms.refused,
    least: leastYears.refused,
    since: '收到',
    by: 'job',
    laws: [laws.minimum, laws.erasure],
    standing: 'to-confirm',
  },
  ledger: {
    what: '收支分录、清算和两地往来',
    where: ['P#* M#*', ...person('spending'), ...person('credit'), 'CL#* *', 'CR#* *'],
    term: terms.ledger,
    since: '记账',
    by: 'none',
    laws: [laws.vouchers, laws.files],
    standing: 'published',
  },
  months: {
    what: '缴费月数',
    where: person('months'),
    term: terms.months,
    since: '收到',
    by: 'none',
    laws: [laws.files],
    standing: 'to-confirm',
  },
  erased: {
    what: '已经删除的办件的编号，免得同一件事再办一遍',
    where: person('erased'),
    term: terms.erased,
    since: '删除',
    by: 'none',
    laws: [laws.erasure],
    standing: 'published',
  },
  'money-identities': {
    what: '动钱或动缴费月数的事件的编号',
    where: ['E#* event'],
    term: terms['money-identities'],
    since: '收到',
    by: 'none',
    laws: [laws.vouchers],
    standing: 'published',
  },
  identities: {
    what: '其他事件的编号，被拒事件的编号和原因',
    where: ['E#* event', 'E#* rejected'],
    term: terms.identities,
    since: '收到',
    by: 'ttl',
    laws: [laws.minimum],
    standing: 'published',
  },
  pointers: {
    what: '清单里的位置',
    where: ['P#* Y#*', 'PEOPLE#* *'],
    term: terms.pointers,
    since: '所指的办件或人还在',
    by: 'none',
    laws: [laws.minimum],
    standing: 'published',
  },
  held: {
    what: '暂停发出的消息和它们的数目、等待中的订阅、正在处理的标记、留给下一次筛查比较的参保情况',
    where: ['H#* *', 'T#* sub#*', 'SWEEP#* sweeper', 'HOLDS holds', 'HOLDS#* waiting', 'SCREENING#* seen#*'],
    term: terms.held,
    since: '发出或处理完为止',
    by: 'none',
    laws: [laws.minimum],
    standing: 'published',
  },
  'office-tasks': {
    what: '不属于某个人的待办',
    where: ['O#* *'],
    term: terms['office-tasks'],
    since: '处理完',
    by: 'ttl',
    laws: [laws.minimum, laws.files],
    standing: 'to-confirm',
  },
  answers: {
    what: '带请求编号的调用的回答',
    where: ['I#* *'],
    term: terms.answers,
    since: '回答',
    by: 'ttl',
    laws: [laws.minimum],
    standing: 'published',
  },
  misses: {
    what: '定点机构查不到人的次数',
    where: ['Q#* *'],
    term: terms.misses,
    since: '询问',
    by: 'ttl',
    laws: [laws.minimum],
    standing: 'published',
  },
  ...ofQuestions,
  trials: {
    what: '政策参数的试算',
    where: ['TRIAL#* *'],
    term: terms.trials,
    since: '开始试算',
    by: 'ttl',
    laws: [laws.minimum],
    standing: 'published',
  },
  corrections: {
    what: '两个人更正的提案（放行以后的事件另存于档案和收支分录）',
    where: ['CORRECTION#* correction'],
    term: terms.corrections,
    since: '提出',
    by: 'ttl',
    laws: [laws.minimum],
    standing: 'published',
  },
  rules: {
    what: '政策参数、统筹区设置、各地参保的数目、网点和帮办员、单位缴费基数、定点医药机构，和系统自己的记号',
    where: [
      'POLICY *',
      'POLICYROW *',
      'S#* settings',
      'T#* value',
      'INST#* *',
      'RELEASE *',
      'LEDGER *',
      'KEEPING *',
      'SCREEN#* *',
      'SCREENING#* part#*',
      'ENROLLED#* *',
      'PLACES#* *',
      'AGENT#* *',
      'POINT#* *',
      'POINTS#* *',
    ],
    term: terms.rules,
    since: '录入',
    by: 'none',
    laws: [laws.files],
    standing: 'published',
  },
  audit: {
    what: '审计记录：谁看了谁、谁改了什么',
    where: ['U#* *'],
    term: terms.audit,
    since: '写下时',
    by: 'ttl',
    laws: [laws.logs, laws.security],
    standing: 'to-confirm',
  },
  'audit-apart': {
    what: '另存的审计记录，谁也不能改、不能提前删',
    where: ['bucket audit *'],
    term: terms['audit-apart'],
    since: '写下时；阶段设置 auditYears，只能更长',
    by: 'lifecycle',
    laws: [laws.logs, laws.security],
    standing: 'to-confirm',
  },
  archive: {
    what: '收到的事件原文（归档）',
    where: ['bucket archive events/*'],
    term: terms.archive,
    since: '收到的那一年结束；阶段设置 archiveYears，只能更长',
    by: 'lifecycle',
    laws: [laws.vouchers, laws.files],
    standing: 'to-confirm',
  },
  facts: {
    what: '给统计分析用的、不带身份的事实',
    where: ['bucket facts *'],
    term: terms.facts,
    since: '导出',
    by: 'lifecycle',
    laws: [laws.minimum],
    standing: 'to-confirm',
  },
  logs: {
    what: '系统运行日志和访问日志',
    where: ['logs'],
    term: terms.logs,
    since: '写下时；阶段设置 logDays，只能更长',
    by: 'lifecycle',
    laws: [laws.logs],
    standing: 'published',
  },
} as const satisfies Record<KeptKind, Kept>

/** The whole schedule, to go through. */
export const kept = Object.entries(schedule) as readonly [KeptKind, Kept][]
