/** What a message of the national interface is to us: a table of which field becomes which, by the events it says. */
import type { AnyInboundType } from '../../../events/index.ts'
import type { Field } from './fields.ts'
import type { Reading } from './reading.ts'

/** An event that a message says, or one for each item of a list. */
export interface Said {
  /** Without prefix and version. */
  readonly type: AnyInboundType
  /** The list of which each item says one. */
  readonly each?: string
  /** Said only then. */
  readonly when?: { readonly about: string; holds(message: Reading): boolean }
  readonly data: Readonly<Record<string, Field>>
}

/** A message of the interface specification, by the number of its transaction. */
export interface NationalMessage {
  readonly infno: string
  /** As the specification calls it. */
  readonly name: string
  /**
   * Whether what counts is what an institution sends (`inf_time` is when), or what the platform answers it, which the
   * institution hands on (`refmsg_time`).
   */
  readonly kind: 'request' | 'answer'
  /** What it comes to here, in plain words. */
  readonly about: string
  /** In order. */
  readonly says: readonly Said[]
  /** It takes something back: what it takes back may bear the same second. */
  readonly takesBack?: true
  /** The `output` of the answer, of a message that was taken. */
  output?(message: Reading): object
  /** One that is right. */
  readonly sample: Readonly<Record<string, unknown>>
}

const code = 'H13010200001'

/** The envelope of a sample. */
const envelope = (infno: string) => ({
  infno,
  msgid: `${code}20260302090000${infno}`,
  mdtrtarea_admvs: '130102',
  insuplc_admdvs: '130100',
  recer_sys_code: 'YBXT',
  dev_no: '',
  dev_safe_info: '',
  cainfo: '',
  signtype: '',
  infver: 'V1.0',
  opter_type: '1',
  opter: '0001',
  opter_name: '李明',
  inf_time: '2026-03-02 09:00:00',
  fixmedins_code: code,
  fixmedins_name: '石家庄市第一医院',
  sign_no: '',
})

/** A sample of what an institution sends. */
export const sent = (infno: string, input: object, inf_time = '2026-03-02 09:00:00') => ({
  ...envelope(infno),
  inf_time,
  input,
})

/** A sample of what an institution was answered, and hands on. */
export const answered = (infno: string, output: object) => ({
  ...envelope(infno),
  infcode: 0,
  inf_refmsgid: `13010020260302090001000000${infno}`,
  refmsg_time: '20260302090001250',
  respond_time: '20260302090001500',
  err_msg: '',
  output,
})
