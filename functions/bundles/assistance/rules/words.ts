/** What each word of the bundle is called. */

/** Identities that bring assistance, the upper in the law's table first (RULES.md 2.3). */
export const aidKindNames = {
  destitute: '特困人员',
  'low-income': '低保对象',
  'poverty-returned': '返贫致贫人口',
  'poverty-watch': '易返贫致贫人口',
  borderline: '低保边缘家庭成员',
  'ill-poor': '因病致贫重病患者',
} as const
/** One of them. */
export type AidKind = keyof typeof aidKindNames
/** What identities are called, those that only other departments name as far as we know them. */
export const identityNames = { ...aidKindNames, 'worker-hardship': '困难职工' } as const
/** Those of the table, in its order. */
export const aidKinds = Object.keys(aidKindNames) as readonly AidKind[]

/** Whose money medical assistance is; no department is called so. */
export const ownDept = 'medical-assistance'
/** Who pays, beside departments that a place names as it likes. */
export const deptNames = {
  [ownDept]: '医疗救助基金',
  union: '工会',
  veterans: '退役军人事务部门',
  disabled: '残联',
  'red-cross': '红十字会',
} as const

/** What somebody may answer to the warning. */
export const optionNames = { refer: '转给民政部门认定', no: '不用' } as const

/** What a case comes to. */
export const resultNames = {
  reconciled: '年度清算完成',
  recognized: '已认定救助身份',
  refused: '没有通过',
  declined: '本人不需要',
  'no-answer': '没有答复',
} as const
/** What a warning comes to. */
export type WarningResult = Exclude<keyof typeof resultNames, 'reconciled'>
