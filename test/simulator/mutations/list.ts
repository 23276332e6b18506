// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is replaced is source text.
/** Deliberate bugs in the engine and the transfer, each of which the simulator must catch. */
import type { Mutation } from './mutate.ts'

const handle = 'shared/chain/handle.ts'
const settle = 'shared/chain/settle.ts'
const ask = 'shared/chain/ask.ts'
const files = 'shared/table/files.ts'
const ledger = 'shared/registers/ledger.ts'
const money = 'shared/registers/apply/money.ts'
const clearing = 'functions/clearing/clearing.ts'
const worker = 'functions/worker/worker.ts'
const inbox = 'functions/inbox/inbox.ts'
const undo = 'functions/bundles/transfer/undo.ts'

/** A bug in one place. */
const bug = (name: string, about: string, file: string, find: string, replace: string): Mutation => ({
  name,
  about,
  changes: [{ file, find, replace }],
})

/** All bugs. */
export const mutations: readonly Mutation[] = [
  bug(
    'send-before-commit',
    'messages leave before the commit that journals them',
    handle,
    'const written = await ports.table.transact(commit.writes)',
    'await deliver(ports, sends)\n  const written = await ports.table.transact(commit.writes)',
  ),
  bug(
    'head-condition-missing',
    'two writers of one file both win',
    files,
    "return { put, if: read.version === 0 ? 'absent' : { attr: 'v', equals: read.version } }",
    'return { put }',
  ),
  bug(
    'identity-missing',
    'an event leaves no identity: a repeat has its effect again',
    handle,
    'if (input.identity) beside.push(',
    'if (false) beside.push(',
  ),
  bug(
    'identity-without-condition',
    'the identity is written, but nobody looks whether it was there',
    handle,
    "    ...ttl,\n  }\n  return { put, if: 'absent' }",
    '    ...ttl,\n  }\n  return { put }',
  ),
  bug(
    'conflict-not-retried',
    'who loses a race gives up',
    handle,
    'if (handled) return handled',
    "return handled ?? { result: 'duplicate' }",
  ),
  bug(
    'repeat-not-resent',
    'a message that comes again sends nothing of what its first handler may have left',
    handle,
    'if (item?.j !== undefined) await resend(',
    'if (item === undefined) await resend(',
  ),
  bug(
    'resent-under-new-ids',
    'what is sent again bears another id',
    handle,
    'await deliver(ports, journalOf(ports.keys, pid, item).sends)',
    `await deliver(ports, journalOf(ports.keys, pid, item).sends.map(({ queue, body }) => ({ queue, body: body.replace('"id":"', '"id":"again.') })))`,
  ),
  bug(
    'journal-not-marked',
    'nothing says that messages of a commit are still to be sent',
    files,
    'sends.length && !comesAgain ?',
    'sends.length && !comesAgain && read.version < 0 ?',
  ),
  bug(
    'journal-mark-stays',
    'what was sent stays marked as unsent',
    files,
    "unset: ['due', 'due_at'], if: 'present' })",
    "unset: ['never'], if: 'present' })",
  ),
  bug(
    'journal-marked-first',
    'the mark goes before the messages have left',
    handle,
    '    await deliver(ports, sends)\n    if (!comesAgain) await markSent(ports.table, commit.journal)',
    '    if (!comesAgain) await markSent(ports.table, commit.journal)\n    await deliver(ports, sends)',
  ),
  bug(
    'flush-marks-only',
    'the sweep takes the mark away without sending',
    handle,
    'if (item?.due !== undefined) await resend(ports, pid, sk)',
    'if (item?.due !== undefined) await markSent(ports.table, key)',
  ),
  bug(
    'parked-dropped',
    'an event that still lacks what it needs is forgotten',
    settle,
    "if ('needs' in result) continue",
    "if ('needs' in result) {\n      draft.write([drop('parked', parked.id)])\n      continue\n    }",
  ),
  bug('parked-not-taken-up', 'what was parked is not tried again', settle, '    takeUpParked(rules, draft, at)\n', ''),
  bug(
    'cases-not-asked',
    'a change of the file asks no waiting case',
    settle,
    "for (const row of draft.file.all('case')) askCase(",
    "for (const row of draft.file.all('case')) if (draft.entries.length < 0) askCase(",
  ),
  bug(
    'wake-lost',
    'a waiting case is not in the index of what falls due',
    files,
    'const wake = wake_at === undefined ? {} :',
    'const wake = wake_at === undefined || started_at ? {} :',
  ),
  bug(
    'sweep-misses-a-shard',
    'the clock looks at all shards but one',
    'functions/clock/clock.ts',
    'Array.from({ length: dueShards },',
    'Array.from({ length: dueShards - 1 },',
  ),
  bug(
    'task-left-open',
    'a task that is needed no more stays open',
    ask,
    'task.standing || wanted.has(task.task_id)) continue',
    'task.standing || task.task_id) continue',
  ),
  bug(
    'state-change-lost',
    'a wait with a changed state counts as unchanged',
    ask,
    'same(mergedState(row, decision.effects), row.state)',
    'row.state !== undefined',
  ),
  bug(
    'old-step-unknown',
    'cases of an older chain version keep the old name of their step',
    ask,
    'chain.renamed?.[row.chain_version]?.[row.step] ?? row.step',
    'row.step',
  ),
  bug(
    'decided-twice',
    'a second decision replaces the first',
    'shared/registers/apply/task.ts',
    "if (task.status !== 'open') return",
    "if (task.status === 'closed') return",
  ),
  bug('failure-swallowed', 'a message that failed counts as done', worker, '            failed.push(messageId)\n', ''),
  bug(
    'inbox-send-swallowed',
    'an event that could not be sent on counts as done',
    inbox,
    'for (const { messageId } of list) failed.add(messageId)',
    'for (const { messageId } of list) failed.delete(messageId)',
  ),
  bug(
    'inbox-set-aside-swallowed',
    'what could not be set aside counts as done',
    inbox,
    '        failed.add(record.messageId)\n',
    '',
  ),
  bug(
    'clearing-funded-early',
    'claims are funded when the first order is settled',
    clearing,
    "orders.every((one) => one.status === 'settled')",
    "orders.some((one) => one.status === 'settled')",
  ),
  bug(
    'clearing-takes-any-sum',
    'an order counts as settled whatever the bank reports',
    clearing,
    'order.to_admdvs === to_admdvs && order.amt === yuan(amt)',
    'order.to_admdvs === to_admdvs && yuan(amt) > 0',
  ),
  bug(
    'claim-in-two-clearings',
    'a claim is taken without looking whether it is still open',
    clearing,
    "{ remove: claimItemKey(claim), if: 'present' },",
    '',
  ),
  bug(
    'claims-join-after-orders',
    'claims join a clearing whose orders are made',
    clearing,
    "set: { v: version + 1 }, if: { attr: 'v', equals: version } },",
    "set: { n: 1 }, if: 'present' },",
  ),
  bug(
    'funded-twice',
    'funding a claim leaves no identity',
    'functions/worker/personal.ts',
    "identity: { source: 'urn:mianshen:clearing', id: claim.claim_id, keep: true },",
    '',
  ),
  bug(
    'claim-not-voided',
    'a reversed transfer leaves its claim',
    ledger,
    'return { change, move, claims: [{ void: claim }] }',
    'return { change, move, claims: [] }',
  ),
  bug(
    'virtual-money-first',
    'virtual money is spent before funded money',
    ledger,
    'let virtual = Math.max(0, amt - fundedPart(account))',
    'let virtual: number = amt',
  ),
  {
    name: 'negative-balance',
    about: 'spending takes a balance below zero',
    changes: [
      {
        file: ledger,
        find: 'if (account.balance < 0 || fundedPart(account) < 0) throw',
        replace: 'if (account.balance < -1e12) throw',
      },
      { file: money, find: 'if (account.balance >= spent.amt) return', replace: 'if (account.balance > -1e12) return' },
    ],
  },
  bug(
    'correction-spent-twice',
    'a corrected settlement is spent beside the first report',
    money,
    'const difference = amt - (held?.amt ?? 0)',
    'const difference: number = amt',
  ),
  bug(
    'late-spending-forgotten',
    'what a balance elsewhere does not cover is forgotten',
    money,
    'return left === 0 ? merged :',
    'return left >= 0 ? merged :',
  ),
  bug(
    'trail-lost',
    'spending no longer finds where a balance went',
    'functions/bundles/transfer/account.ts',
    'moved: to ? { case_id, to } : { case_id }',
    '',
  ),
  bug(
    'payment-takes-any-sum',
    'a report of another sum than ordered is taken',
    money,
    'if (yuan(event.data.amt) !== payment.amt) {',
    'if (yuan(event.data.amt) < 0) {',
  ),
  bug(
    'payment-number-reused',
    'a payment ordered again after a return has the old number',
    'functions/bundles/transfer/refund.ts',
    '`${case_id}.${state.round}.${tries}`',
    '`${case_id}.${state.round}`',
  ),
  bug(
    'refund-leaves-balance',
    'a refund is ordered and the balance stays',
    'functions/bundles/transfer/refund.ts',
    "put('account', { ...take(account, amt), moved: { case_id } })",
    "put('account', { ...account, moved: { case_id } })",
  ),
  bug(
    'deadline-ignored',
    'a pause is waited for without end',
    'functions/bundles/transfer/find-origin.ts',
    "('wait' in origin && now > until)",
    "('wait' in origin && now > until && until < '2000')",
  ),
  bug(
    'late-relation-ignored',
    'an earlier relation reported later changes nothing',
    undo,
    'return originMoved(ctx) ? go(',
    'return state.to === undefined ? go(',
  ),
  bug(
    'origin-not-given-back',
    'a withdrawn transfer leaves A ended',
    undo,
    "return end('withdrawn', outcomeOf(ctx, 'not-transferred'), {\n      change: giveBack(ctx.file, ctx),",
    "return end('withdrawn', outcomeOf(ctx, 'not-transferred'), {",
  ),
  bug(
    'late-credit-stays',
    'a credit that comes after the transfer stays in A',
    undo,
    "if (late && (result === 'no-balance' ||",
    "if (late && result === undefined && (result === 'no-balance' ||",
  ),
  bug(
    'older-report-holds',
    'of two reports of the same fact the earlier holds',
    'shared/registers/apply/relation.ts',
    'if (held && later(held, fact)) return [...facts]',
    'if (held && later(fact, held)) return [...facts]',
  ),
  bug(
    'months-counted-twice',
    'a month covered in two places counts twice',
    'shared/registers/relation.ts',
    'for (const month of Object.keys(row.months)) months.add(month as Month)',
    'for (const month of Object.keys(row.months)) months.add(`${month}${row.insu_admdvs}` as Month)',
  ),
  bug(
    'waits-by-the-nation',
    'Jiangsu waits as long as the nation',
    'functions/bundles/transfer/continue-relation.ts',
    "look.policy('waiting_months', state.to, state.enrolledOn)",
    "look.policy('waiting_months', '000000' as typeof state.to, state.enrolledOn)",
  ),
]
