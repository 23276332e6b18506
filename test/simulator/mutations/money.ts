// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is replaced is source text.
/** Deliberate bugs in what money does when life goes on: people who come back, spending that is late, money that returns. */
import type { Mutation } from './mutate.ts'

const clearing = 'functions/clearing/clearing.ts'
const join = 'shared/registers/merged/join.ts'
const ledger = 'shared/registers/ledger.ts'
const spending = 'shared/registers/spending.ts'

/** All of them. */
export const moneyMutations: readonly Mutation[] = [
  {
    name: 'moved-list-left',
    about: 'who moved money leaves the list of who did with the next commit that moves none',
    changes: [
      {
        file: 'shared/table/commit.ts',
        find: 'later(hourOf(now), read.head.moved) : read.head.moved',
        replace: 'later(hourOf(now), read.head.moved) : undefined',
      },
    ],
  },
  {
    name: 'uncovered-credited',
    about: 'what nobody covered of a spending is credited when the spending is corrected',
    changes: [
      { file: spending, find: 'const forgiven = Math.min(amt, owed?.amt ?? 0)', replace: 'const forgiven = 0' },
    ],
  },
  {
    name: 'credit-covers-nothing',
    about: 'a credit leaves what is uncovered of earlier spending as it is',
    changes: [
      {
        file: 'shared/registers/apply/credit.ts',
        find: ', (laid) => coverSpending(laid, `covered.${id}`, at.now)',
        replace: '',
      },
    ],
  },
  {
    name: 'trail-without-end',
    about: 'spending of who has come back still follows the balance of before, and is not parked',
    changes: [
      {
        file: spending,
        find: '!(moved.period && hasLaterPeriod(file, insu_admdvs, moved.period))',
        replace: '!(moved.period && hasLaterPeriod(file, insu_admdvs, "9999" as never))',
      },
      {
        file: 'functions/bundles/transfer/steps/account.ts',
        find: "put('account', arrived)",
        replace: "put('account', { ...arrived, ..._left && { moved: _left } })",
      },
    ],
  },
  {
    name: 'virtual-comes-back-real',
    about: 'money that was virtual when it left comes back as funded',
    changes: [
      {
        file: ledger,
        find: 'balance: fen(account.balance + amt), lots: back })',
        replace: 'balance: fen(account.balance + amt), lots: back.length < 0 ? back : account.lots })',
      },
    ],
  },
  {
    name: 'used-transfer-taken-back',
    about: "a transfer that was spent in part is taken back out of the person's own money",
    changes: [
      {
        file: 'shared/registers/between.ts',
        find: 'if (lot) return lot.left === claim.amt',
        replace: 'if (lot) return account.balance >= claim.amt',
      },
    ],
  },
  {
    name: 'wrong-after-right-swallowed',
    about: 'a wrong word of the bank after the right one is not told',
    changes: [
      {
        file: clearing,
        find: 'if (latest !== undefined && compareInstants(latest, time) > 0) return order',
        replace:
          "if (order.status === 'settled' || (latest !== undefined && compareInstants(latest, time) > 0)) return order",
      },
    ],
  },
  {
    name: 'overspent-by-arrival',
    about: 'of settlements that an account cannot all pay those that arrive first are paid',
    changes: [
      {
        file: 'shared/registers/apply/over-spent.ts',
        find: 'if (room >= missing) break',
        replace: 'if (room !== missing - 1) break',
      },
    ],
  },
  {
    name: 'merged-money-real',
    about: 'what was virtual under a lost number is funded under the one that is kept',
    changes: [{ file: join, find: 'lots: [...held.lots, ...lots],', replace: 'lots: held.lots,' }],
  },
  {
    name: 'merged-account-left',
    about: 'one of the accounts of a lost number does not go over',
    changes: [
      {
        file: join,
        find: "...from.all('account').map((account)",
        replace: "...from.all('account').slice(1).map((account)",
      },
    ],
  },
  {
    name: 'merged-settlement-twice',
    about: 'a settlement that was told under both numbers stays paid twice',
    changes: [
      {
        file: join,
        find: 'keyOf.spending(other))\n  if (!held) return',
        replace: 'keyOf.spending(other))\n  if (!held || held.amt > 0) return',
      },
    ],
  },
  {
    name: 'merged-order-forgotten',
    about: 'what was ordered under a lost number is ordered again, and nobody is told',
    changes: [
      {
        file: join,
        find: 'standingOrders(from, row).length > 0)',
        replace: 'standingOrders(from, row).length > 99)',
      },
    ],
  },
]
