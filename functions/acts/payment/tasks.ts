/** What clerks and payees are asked about payments, in every bundle alike. */
import { anyBankAccount, bankAccount } from '../../../events/fields.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { paidTo } from '../../../shared/codes/index.ts'
import { actionKind } from '../../../shared/tasks/action.ts'
import { shown, taskKind } from '../../../shared/tasks/kind.ts'

/** The citizen names an account of their own. */
export const provideBankAccount = actionKind('provide-bank-account', '填写收款的银行账户', bankAccount.shape)

/** A sum has no account that it could go to. */
export const paymentReturned = taskKind({
  kind: 'payment-returned',
  title: '钱没有付成：找一个新的收款账户',
  after: { approve: '按新的账户重新付款', reject: '10 个工作日后再提醒一次' },
  facts: (z) => ({
    month: z.string().optional(),
    emp_no: z.string().optional(),
    pay_no: z.string().optional(),
    amt: shown.money(z),
    payee: codeOf(paidTo),
    reason: z.string().optional(),
    text: z.string(),
  }),
  approval: () => ({ bank_acct: anyBankAccount }),
  fault: (_shown, { bank_acct }) =>
    anyBankAccount.safeParse(bank_acct).success
      ? undefined
      : { field: 'bank_acct', detail: '请填写新的银行账户：bank_code、acct_no、acct_name' },
})

/** Two orders of one debt may both have been paid. */
export const paidTwice = taskKind({
  kind: 'paid-twice',
  title: '同一笔钱可能付了两次：向收款方追回',
  after: { approve: '多付的已经追回，待办关闭', reject: '多付的已经追回，待办关闭' },
  facts: (z) => ({
    month: z.string().optional(),
    emp_no: z.string().optional(),
    pay_no: z.string(),
    paid_by: z.string(),
    amt: shown.money(z),
    payee: codeOf(paidTo),
    text: z.string(),
  }),
})

/** All of them, for the manifest of a bundle that pays. */
export const paymentTaskKinds = [paymentReturned, paidTwice] as const
