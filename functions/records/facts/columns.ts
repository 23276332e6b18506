/**
 * What analysts get, column by column: the documents (infra/facts.md), the types of the lines, and the tests are made of
 * this. Ids are keyed hashes of ours that nothing of the system can be asked by; nothing here names anybody.
 */

/** How a column is written in a line. */
export const columnTypes = {
  id: '编号，只在这些表之间通用，和系统里的编号对不上',
  code: '代码，含义见 GET /v1/codes',
  area: '统筹区，六位行政区划代码',
  hour: '时间，北京时间，只到小时',
  date: '日期，北京时间',
  hours: '小时数，文本，两位小数',
  money: '金额，元，文本，两位小数',
  flag: '是或否，true 或 false',
  version: '文本，越大越新',
} as const

interface Column {
  readonly type: keyof typeof columnTypes
  /** In Chinese. */
  readonly title: string
  /** It may be absent. */
  readonly optional?: true
}

const version = { type: 'version', title: '这一行写下的先后；同一编号取最大的一行' } as const
const caseId = { type: 'id', title: '办件' } as const
const admdvs = { type: 'area', title: '负责的统筹区' } as const

/** The tables by name, each with its columns. The first column is what a line is about. */
export const factTables = {
  cases: {
    title: '办件，每次变化一行',
    columns: {
      case_id: caseId,
      version,
      bundle: { type: 'code', title: '业务' },
      admdvs,
      status: { type: 'code', title: '状态' },
      step: { type: 'code', title: '办到哪一步' },
      result: { type: 'code', title: '办理结果', optional: true },
      waiting_actor: { type: 'code', title: '在等谁', optional: true },
      waiting_for: { type: 'code', title: '在等什么', optional: true },
      without_application: { type: 'flag', title: '没有人申请，由事件开办' },
      opened_at: { type: 'hour', title: '开办' },
      updated_at: { type: 'hour', title: '最近一次变化' },
      ended_at: { type: 'hour', title: '结束', optional: true },
      hours: { type: 'hours', title: '从开办到结束', optional: true },
      due_on: { type: 'date', title: '期限是哪一天', optional: true },
      ended_late: { type: 'flag', title: '结束时已经过了期限', optional: true },
      amt: { type: 'money', title: '办理结果里各项金额的合计', optional: true },
    },
  },
  tasks: {
    title: '待办，每次变化一行',
    columns: {
      task_id: { type: 'id', title: '待办' },
      version,
      case_id: { ...caseId, optional: true },
      kind: { type: 'code', title: '要办什么' },
      owner: {
        type: 'code',
        title: '由谁办：clerk 经办、supervisor 经办负责人、agent 帮办员、employer 单位、operator 运行',
      },
      admdvs,
      status: { type: 'code', title: 'open 待办、approved 同意、rejected 不同意、closed 不用办了' },
      opened_at: { type: 'hour', title: '交办' },
      due_on: { type: 'date', title: '期限是哪一天' },
      decided_at: { type: 'hour', title: '办完', optional: true },
      hours: { type: 'hours', title: '从交办到办完', optional: true },
      decided_late: { type: 'flag', title: '办完时已经过了期限', optional: true },
    },
  },
  payments: {
    title: '付款，每次变化一行',
    columns: {
      pay_no: { type: 'id', title: '付款' },
      version,
      case_id: caseId,
      payer_admdvs: { type: 'area', title: '出钱的统筹区' },
      payee_kind: { type: 'code', title: '付给谁：person 个人、employer 单位、tax 税务部门' },
      amt: { type: 'money', title: '金额' },
      status: { type: 'code', title: 'ordered 已通知银行、called-off 撤回、settled 付成、returned 退回' },
      ordered_at: { type: 'hour', title: '通知银行' },
      reported_at: { type: 'hour', title: '银行答复', optional: true },
    },
  },
} as const satisfies Record<string, { title: string; columns: Record<string, Column> }>

/** A table's name. */
export type FactTable = keyof typeof factTables

type ColumnsOf<T extends FactTable> = (typeof factTables)[T]['columns']
type Written<C> = C extends { type: 'flag' } ? boolean : string

/** A line of a table: every column, and what is absent as undefined. */
export type FactLine<T extends FactTable> = {
  readonly [N in keyof ColumnsOf<T>]: ColumnsOf<T>[N] extends { optional: true }
    ? Written<ColumnsOf<T>[N]> | undefined
    : Written<ColumnsOf<T>[N]>
}
