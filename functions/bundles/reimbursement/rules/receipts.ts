/** Receipts as they are known in a file: uploaded, void, claimed, verified. Pure. */
import type * as z from 'zod'
import { type ReceiptName, receiptText } from '../../../../events/heard.ts'
import { compareInstants, type Instant } from '../../../../shared/calendar/index.ts'
import { type Admdvs, areaOfInstitution } from '../../../../shared/codes/index.ts'
import { type Fen, yuan } from '../../../../shared/money/index.ts'
import { type Told, toldIn } from '../../../../shared/registers/apply/hear.ts'
import { standingKey, standingsIn } from '../../../../shared/registers/care/receipts.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { type HeardFact, heardKey } from '../../../../shared/registers/rows/heard.ts'
import { claimMade, invoiceVerified, ownpayPosted, ownpayVoided } from '../events.ts'

type DataOf<Spec extends { data: z.ZodType }> = z.output<Spec['data']>
/** A receipt as an institution uploaded it. */
export type Upload = Told<DataOf<typeof ownpayPosted>>
/** What somebody claimed by a form. */
export type Claim = Told<DataOf<typeof claimMade>>

/** All that is known of a receipt in its person's file. */
export interface Receipt {
  readonly key: string
  readonly name: ReceiptName
  readonly upload?: Upload
  readonly claim?: Claim
  /** When it was said to be void, in whosever file. */
  readonly voidedAt?: Instant
}

const nameIn = ({ elec_bill_code, elec_billno_code }: ReceiptName): ReceiptName => ({
  elec_bill_code,
  elec_billno_code,
})

function gathered(rows: readonly HeardFact[]): ReadonlyMap<string, Receipt> {
  const found = new Map<string, Receipt>()
  const add = (key: string, data: ReceiptName, more: Partial<Receipt>) =>
    found.set(key, { ...(found.get(key) ?? { key, name: nameIn(data) }), ...more })
  for (const upload of toldIn(rows, ownpayPosted)) add(upload.key, upload.data, { upload })
  for (const claim of toldIn(rows, claimMade)) add(claim.key, claim.data, { claim })
  for (const { key, time, data } of toldIn(rows, ownpayVoided)) add(key, data, { voidedAt: time })
  for (const [key, { voided }] of standingsIn(rows)) {
    const held = found.get(key)
    const isLater = voided && (!held?.voidedAt || compareInstants(voided, held.voidedAt) > 0)
    if (held && isLater) found.set(key, { ...held, voidedAt: voided })
  }
  return found
}

/** All receipts of a file, by their numbers. */
export const receiptsIn = (file: PersonFile): ReadonlyMap<string, Receipt> => file.derived('heard', gathered)

/** What is known of one. */
export const receiptOf = (file: PersonFile, name: ReceiptName): Receipt =>
  receiptsIn(file).get(receiptText(name)) ?? { key: receiptText(name), name }

/** Whether it is void: nobody uploaded it again since. */
export const isVoid = ({ voidedAt, upload }: Receipt): boolean =>
  voidedAt !== undefined && (upload === undefined || compareInstants(voidedAt, upload.time) >= 0)

/** The form, unless the upload bears another check code: then it was no claim (RULES.md 1.3). */
export const claimIn = ({ claim, upload }: Receipt): Claim | undefined =>
  claim && upload && claim.data.elec_bill_chkcode !== upload.data.elec_bill_chkcode ? undefined : claim

/** What the platform last said in a case. */
export const verifiedIn = (file: PersonFile, caseId: string): Told<DataOf<typeof invoiceVerified>> | undefined =>
  file.derived('heard', verifications).get(caseId)

const verifications = (rows: readonly HeardFact[]) =>
  new Map(toldIn(rows, invoiceVerified).map((told) => [told.key, told]))

/** A visit as it is known: by its upload, or else by the form. */
export interface VisitTold {
  readonly fixmedins_code: string
  /** The pooling area of the institution. */
  readonly place: Admdvs
  readonly mdtrt_id?: string
  readonly hosp_lv?: string
  readonly med_type: string
  readonly begntime: Instant
  readonly endtime: Instant
  readonly medfee: Fen
  /** Within the scope of insurance; only an institution says so. */
  readonly inscp?: Fen
}

/** The visit of a receipt. Throws if nobody has told of it: a bug. */
export function visitTold({ upload, claim }: Receipt): VisitTold {
  const said = upload?.data ?? claim?.data
  if (!said) throw new Error('reimbursement: a receipt that nobody told of')
  const { fixmedins_code, mdtrt_id, med_type, begntime, endtime, medfee_sumamt } = said
  const place = areaOfInstitution(fixmedins_code)
  if (!place) throw new Error('reimbursement: an institution without a place')
  const hosp_lv = upload?.data.hosp_lv
  return {
    fixmedins_code,
    place,
    ...(mdtrt_id === undefined ? {} : { mdtrt_id }),
    ...(hosp_lv === undefined ? {} : { hosp_lv }),
    med_type,
    begntime,
    endtime,
    medfee: yuan(medfee_sumamt),
    ...(upload ? { inscp: yuan(upload.data.inscp_scp_amt) } : {}),
  }
}

/** What tells a visit from others of the person: one without a number is a visit of its own (RULES.md 3.3). */
export const visitKey = ({ key }: Receipt, { fixmedins_code, mdtrt_id }: VisitTold): string =>
  mdtrt_id === undefined ? `receipt ${key}` : `${fixmedins_code}#${mdtrt_id}`

/** The rows that tell of a receipt and its case: they rest with it. */
export function factsAbout(file: PersonFile, name: ReceiptName, caseId: string): HeardFact[] {
  const key = receiptText(name)
  const facts = [
    ...['receipt', 'receipt-void', 'receipt-claim'].map((fact) => ({ fact, key })),
    { fact: 'invoice', key: caseId },
  ]
  return [...facts.map(heardKey), standingKey(name)].flatMap((one) => file.one('heard', one) ?? [])
}
