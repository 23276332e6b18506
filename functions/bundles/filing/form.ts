/** What a citizen fills in to file: checked for its shape here, for what it means by `openFiling`. */
import * as z from 'zod'
import { area, day, flag, oneOf, psnNo } from '../../../events/fields.ts'
import { kindName } from './texts.ts'

/** `POST /v1/filings` (RULES.md 4.1). */
export const filingForm = z.object({
  kind: oneOf('备案类型', kindName),
  to_admdvs: area('就医地'),
  from: day('开始日期'),
  to: day('结束日期').exactOptional(),
  commitment: flag('是否承诺').refine((given) => given, '请先勾选承诺书，承诺所填内容属实'),
  psn_no: psnNo.exactOptional(),
})

/** A form that was filled in right. `psn_no` names the dependant a guardian files for. */
export type FilingForm = z.output<typeof filingForm>
