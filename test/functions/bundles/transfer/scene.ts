/**
 * Somebody who moves between pooling areas, told in short sentences on the whole system in memory, and what became of it,
 * in words as short: for tables of cases.
 */
import { expect } from 'vitest'
import type { InboundType } from '../../../../events/index.ts'
import { collectEntries, type LedgerEntries, proveLedger } from '../../../../functions/proof/ledger-check.ts'
import { addMs, dayOf } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { formatYuan } from '../../../../shared/money/index.ts'
import { accountIn, fundedPart } from '../../../../shared/registers/ledger.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import type { CaseRow, TaskRow } from '../../../../shared/registers/rows.ts'
import { orders } from '../../../support/bank.ts'
import { bankAccount, certnoOf, credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'

/** The place that is left, the one that is moved to, and two further ones of Hebei. */
export const A = '130200' as Admdvs
export const B = '130100' as Admdvs
export const C = '130300' as Admdvs
export const D = '130400' as Admdvs

/** A minute: how long after the one before a sentence is told. */
export const minute = 60_000

/** The places of stories: also Beijing, some of Jiangsu, Zhejiang and Hunan, and of Shanxi, which has no transfer. */
const places: Readonly<Record<string, Admdvs>> = {
  A,
  B,
  C,
  D,
  Beijing: '110000' as Admdvs,
  Nanjing: '320100' as Admdvs,
  Suzhou: '320500' as Admdvs,
  Hangzhou: '330100' as Admdvs,
  Ningbo: '330200' as Admdvs,
  Wenzhou: '330300' as Admdvs,
  Changsha: '430100' as Admdvs,
  Zhuzhou: '430200' as Admdvs,
  Xiangtan: '430300' as Admdvs,
  Taiyuan: '140100' as Admdvs,
  Datong: '140200' as Admdvs,
  Baoding: '130600' as Admdvs,
  Xiongan: '133100' as Admdvs,
  /** Two counties of Xiong'an. */
  Rongcheng: '130629' as Admdvs,
  Anxin: '130632' as Admdvs,
  Xinji: '130181' as Admdvs,
  /** Two cities of Hainan, which is one pooling area. */
  Haikou: '460105' as Admdvs,
  Sanya: '460200' as Admdvs,
}

const placeIn = (name: string): Admdvs => {
  const found = places[name]
  if (!found) throw new Error(`no place is called ${name}`)
  return found
}

const nameOf = (area: unknown): string => Object.entries(places).find(([, code]) => code === area)?.[0] ?? String(area)

/** The system, and the person in it. */
export interface Scene {
  stack: Stack
  psn: string
  /** When what is told next was reported; left out, now. */
  time?: string
}

/** The system in the morning of a day, with a person of whom nothing else is known. */
export async function start(on = '2026-03-02', more: { bank?: boolean } = {}): Promise<Scene> {
  const stack = await makeStack({ now: `${on}T09:00:00+08:00` })
  const psn = await register(stack, 1, more.bank ? { bank_acct: bankAccount } : {})
  return { stack, psn }
}

/** A paused on 2026-01-31 with a balance, B enrolled on 2026-03-02: the first example of the rules. */
export async function moving(balance = '2177.04', enrolledOn = '2026-03-02', more: { bank?: boolean } = {}) {
  const scene = await start('2026-03-02', more)
  const credited = balance === '0.00' ? '' : ` · credit A ${balance}`
  await tell(scene, `enrol A 2019-03-01${credited} · pause A 2026-01-31 · enrol B ${enrolledOn}`)
  return scene
}

/** The same, and the clerk of A has agreed. */
export async function moved(balance = '100.00') {
  const scene = await moving(balance)
  await tell(scene, 'approve')
  return scene
}

/** `account.spent`. */
export const spent = (psn: string, area: string, amt: string, setl_id: string) => ({
  ...credit(psn, area, amt),
  setl_id,
})

/** `enrolment.revoked` of an employee. */
export const revoked = (psn_no: string, insu_admdvs: string, psn_insu_date: string) => ({
  psn_no,
  insu_admdvs,
  insutype: '310',
  psn_insu_date,
  reason: '登记错误',
})

/** The person's transfer; of several the first. */
export const theCase = async (stack: Stack, psn: string): Promise<CaseRow> => (await stack.cases(psn, 'transfer'))[0]!

/** The open task of a kind, if there is one. */
export const openTask = async (stack: Stack, psn: string, kind: string): Promise<TaskRow | undefined> =>
  (await stack.tasks(psn)).find((task) => task.kind === kind)

/** A clerk agrees to the open task of a kind. */
export async function approve(stack: Stack, psn: string, kind = 'approve-transfer-out', more: object = {}) {
  const task = await openTask(stack, psn, kind)
  if (!task) throw new Error(`nobody is asked ${kind}`)
  return stack.decideTask(task.task_id, { decision: 'approve', ...more })
}

/** From one place to the next: paused there, enrolled here. */
export async function move(stack: Stack, psn: string, from: string, last: string, to: string, on: string) {
  await stack.happen('enrolment.paused', pause(psn, from, last))
  await stack.happen('enrolment.registered', enrolment(psn, to, on))
}

/** Balance and funded part by place, in fen. */
export async function accounts(stack: Stack, psn: string) {
  const file = await stack.file(psn)
  const of = (area: Admdvs) => {
    const account = accountIn(file, area)
    return [account.balance, fundedPart(account)]
  }
  return { a: of(A), b: of(B), c: of(C) }
}

/** What clerks are left to do by hand: area and sum. */
export const byHand = async (stack: Stack, psn: string) =>
  (await stack.tasks(psn))
    .filter(({ kind }) => kind === 'reverse-by-hand')
    .map(({ admdvs, facts }) => [admdvs, facts.amt])

/** Kinds that are meant where a clerk simply agrees or does not. */
const approvals = ['approve-transfer-out', 'approve-refund']

async function answer(scene: Scene, decision: 'approve' | 'reject', kind?: string) {
  const tasks = (await scene.stack.tasks(scene.psn)).filter((task) =>
    kind ? task.kind === kind : approvals.includes(task.kind),
  )
  if (tasks.length === 0) throw new Error(`nobody is asked ${kind ?? 'to agree'}`)
  for (const { task_id } of tasks) {
    await scene.stack.decideTask(task_id, { decision, ...(decision === 'reject' ? { reason: '核对不符' } : {}) })
  }
}

async function bankSays({ stack }: Scene, verb: string | undefined, which: string | undefined) {
  const { pay_no, amt } = orders(stack)[Number(which ?? 1) - 1] ?? {}
  if (verb === 'settles') await stack.happen('payment.settled', { pay_no, amt, bank_time: stack.clock.now() })
  else await stack.happen('payment.returned', { pay_no, amt, reason: '账户已销户' })
}

/** The bank settles every order of a clearing. */
export async function fund(stack: Stack) {
  for (const { data } of stack.sent('bank', 'funds.ordered')) {
    await stack.happen('funds.settled', { ...data, bank_time: stack.clock.now() })
  }
}

/** A partner reports a fact. */
const report = ({ stack, time }: Scene, type: InboundType, data: Record<string, unknown>) =>
  stack.happen(type, data, time === undefined ? {} : { time })

/** What a sentence does, by its first word. */
const sentences: Readonly<Record<string, (scene: Scene, ...words: string[]) => Promise<unknown>>> = {
  /** `on 2026-04-01`: all timers on the way fire. */
  on: ({ stack }, date) => stack.advanceTo(`${date}T09:00:00+08:00`),
  /** `enrol A 2026-03-02`, `enrol A 2026-03-02 psn_type=12`. */
  enrol: (scene, place = '', date = '', ...more) =>
    report(scene, 'enrolment.registered', enrolment(scene.psn, placeIn(place), date, fieldsIn(more))),
  pause: (scene, place = '', date = '', ...more) =>
    report(scene, 'enrolment.paused', { ...pause(scene.psn, placeIn(place), date), ...fieldsIn(more) }),
  revoke: (scene, place = '', date = '') =>
    report(scene, 'enrolment.revoked', revoked(scene.psn, placeIn(place), date)),
  credit: (scene, place = '', amt = '') => report(scene, 'account.credited', credit(scene.psn, placeIn(place), amt)),
  /** `spend A 30.00 S1`; the same number again corrects it. */
  spend: (scene, place = '', amt = '', setl = '') =>
    report(scene, 'account.spent', spent(scene.psn, placeIn(place), amt, setl)),
  /** `months A 202501 202512`. */
  months: (scene, place = '', from = '', to = from) => {
    const sums = { base: '6000.00', amt_psn: '120.00', amt_emp: '480.00' }
    const months = { insutype: '310', accrym_begn: from, accrym_end: to }
    return report(scene, 'contribution.posted', { psn_no: scene.psn, insu_admdvs: placeIn(place), ...months, ...sums })
  },
  /** `refuse B`: it takes no accounts; `accept B`. */
  refuse: ({ stack }, place = '') => stack.setting(placeIn(place), { accepts_account_transfer: false }),
  accept: ({ stack }, place = '') => stack.setting(placeIn(place), { accepts_account_transfer: true }),
  /** `begin Nanjing 2026-01-01`: its province transfers without application from then on. */
  begin: ({ stack }, place = '', from = '') => {
    const admdvs = `${placeIn(place).slice(0, 2)}0000`
    return stack.policy({ name: 'transfer_without_application', admdvs, from, value: true })
  },
  /** `asks Changsha 2026-03-10 always`, `asks Nanjing 2026-03-10 500.00/3`: who looks at a balance first, from a day on. */
  asks: ({ stack }, place = '', from = '', who = '') => {
    const [above, days] = who.split('/')
    const value = days === undefined ? who : { above, days: Number(days) }
    return stack.policy({ name: 'transfer_approval', admdvs: placeIn(place), from, value })
  },
  approve: (scene, kind) => answer(scene, 'approve', kind),
  reject: (scene, kind) => answer(scene, 'reject', kind),
  choose: ({ stack, psn }, place = '') => approve(stack, psn, 'choose-origin', { insu_admdvs: placeIn(place) }),
  /** The person gives a bank account, `give 2` another. */
  give: async (scene, which = '1') => {
    const action = { action: 'provide-bank-account', ...bankAccount, acct_no: `622200001111000${which}` } as const
    return scene.stack.act((await theCase(scene.stack, scene.psn)).case_id, action)
  },
  bank: (scene, verb, which) => bankSays(scene, verb, which),
  clear: ({ stack }, date = '') => stack.clear('13', date),
  fund: ({ stack }) => fund(stack),
  /** The person registers a bank account. */
  account: ({ stack }) => register(stack, 1, { bank_acct: bankAccount }),
  die: ({ stack }, date = '') => stack.happen('death.registered', { certno: certnoOf(1), dead_date: date }),
}

const fieldsIn = (words: readonly string[]) => Object.fromEntries(words.map((word) => word.split('=')))

/**
 * Lets a story happen: sentences between `·`, each told a minute after the one before, and everything carried to rest in
 * between.
 */
export async function tell(scene: Scene, story: string): Promise<Scene> {
  for (const sentence of story.split('·').map((one) => one.trim())) {
    const [verb = '', ...words] = sentence.split(/\s+/)
    const happen = sentences[verb]
    if (!happen) throw new Error(`what is meant by: ${sentence}`)
    scene.stack.clock.set(addMs(scene.stack.clock.now(), minute))
    await happen(scene, ...words)
  }
  return scene
}

/** What became of the person, in short words. */
export interface Seen {
  /** `B done transferred 100.00`, `B waiting approve-transfer-out`: of each case, oldest first. */
  cases: string
  /** `A 10.00, B 100.00 (60.00 virtual)`: accounts with a balance. */
  money: string
  /** `approve-transfer-out A 100.00`: open tasks, by kind and place. */
  tasks: string
  /** `A ended 2026-03-02, B normal`: relations of employees today. */
  relations: string
  /** `A 4 2026-03-02, A 2 2026-02-01`: what registers were told, with the day from which it is so. */
  told: string
  /** `continuous 1`, `waiting 2026-12-01`: benefits of the first case. */
  benefit: string
  /** Contribution months of the first case. */
  months: number
  /** Day on which the first case is due. */
  due: string
  /** Spending that waits for money, by settlement. */
  parked: string
}

const listed = (words: readonly string[]) => words.join(', ')

function caseWords({ admdvs, status, waiting_for, outcome }: CaseRow): string {
  if (status === 'waiting') return `${nameOf(admdvs)} waiting ${waiting_for?.what}`
  const amt = outcome?.amt === '0.00' ? [] : [outcome?.amt]
  return [nameOf(admdvs), status, outcome?.result, ...amt].join(' ')
}

function taskWords({ kind, admdvs, facts }: TaskRow): string {
  const about = kind === 'older-relation' ? ['of', nameOf(facts.insu_admdvs)] : []
  const sum = facts.amt ?? facts.balance
  return [kind, nameOf(admdvs), ...about, ...(sum === undefined ? [] : [sum])].join(' ')
}

/** Reads what became of the person; proves the books on the way (RULES.md 9.1, 9.2). */
export async function seen(scene: Scene): Promise<Seen> {
  const { stack, psn } = scene
  const file = await stack.file(psn)
  prove(stack)
  const today = dayOf(stack.clock.now())
  const money = Object.entries(places).flatMap(([name, area]) => {
    const account = accountIn(file, area)
    const virtual = account.balance - fundedPart(account)
    if (account.balance === 0) return []
    const sum = formatYuan(account.balance)
    if (virtual === 0) return [`${name} ${sum}`]
    return [`${name} ${sum} ${virtual === account.balance ? 'virtual' : `(${yuanOf(virtual)} virtual)`}`]
  })
  const relations = file.all('relation').flatMap((relation) => {
    if (relation.insutype !== '310') return []
    const standing = standingOn(relation, today)
    const word = { 0: 'to come', 1: 'normal', 2: 'paused', 4: 'ended' }[standing?.psn_insu_stas ?? 0]
    const ended = relation.terminations.find(({ period }) => period === standing?.psn_insu_date)
    return [`${nameOf(relation.insu_admdvs)} ${word}${word === 'ended' ? ` ${ended?.from}` : ''}`]
  })
  const cases = await stack.cases(psn, 'transfer')
  const [first] = cases
  const { benefit, back_payment_months, benefit_from, contribution_months } = first?.outcome ?? {}
  return {
    cases: listed(cases.map(caseWords)),
    money: listed(money),
    tasks: listed((await stack.tasks(psn)).map(taskWords).sort()),
    relations: listed(relations.sort()),
    told: listed(stack.sent('registry', 'enrolment.changed').map(({ data }) => registryWords(data))),
    benefit: benefit === undefined ? '' : `${benefit} ${benefit === 'waiting' ? benefit_from : back_payment_months}`,
    months: contribution_months as number,
    due: first?.due_at?.slice(0, 10) ?? '',
    parked: listed(file.all('parked').map((row) => (row.private.event as { data: { setl_id: string } }).data.setl_id)),
  }
}

const registryWords = ({ insu_admdvs, psn_insu_stas, from }: Record<string, unknown>) =>
  `${nameOf(insu_admdvs)} ${psn_insu_stas} ${from}`

const yuanOf = (fen: number) => (fen / 100).toFixed(2)

/** The books prove, and no balance is below zero. */
function prove(stack: Stack): void {
  const entries: LedgerEntries = { movements: [], accounts: [] }
  collectEntries(stack.ports, [...stack.table.items.values()], entries)
  expect(proveLedger(entries).violations).toEqual([])
  for (const { account } of entries.accounts) expect(account.balance).toBeGreaterThanOrEqual(0)
}
