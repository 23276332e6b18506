/** 分娩: settled deliveries and miscarriages; they start the maternity allowance. */
import * as z from 'zod'
import { deliveryOutcomeName } from '../../shared/codes/index.ts'
import { inbound } from '../define.ts'
import {
  birthCertNo,
  certno,
  certnoFits,
  certType,
  count,
  day,
  fixmedinsCode,
  flag,
  insuArea,
  number,
  oneOf,
  psnName,
  psnNo,
  reason,
} from '../fields.ts'

const setlId = number('结算编号')

/** What is known of a delivery or miscarriage when the mother is discharged. */
const atDischarge = {
  insu_admdvs: insuArea,
  dscg_date: day('出院日期'),
  outcome: oneOf('生育结果', deliveryOutcomeName),
  dystocia: flag('是否难产（含剖宫产）'),
  fetus_count: count('胎儿数', 0, 10),
  child_order: count('本次第一个孩子的孩次', 0, 30),
  gestation_weeks: count('孕周', 1, 50),
  alive_count: count('活产数', 0, 10).meta({ description: '活产数；不填，与胎儿数相同' }).exactOptional(),
  birth_cert_nos: z
    .array(birthCertNo, { error: '出生医学证明编号应为列表' })
    .max(10, { error: '出生医学证明编号最多十个' })
    .meta({ description: '本次所生孩子的出生医学证明编号' })
    .exactOptional(),
}

/** A miscarriage counts no child; a birth, a stillbirth too, has at least one, and it has its place among the children. */
function children({ value, issues }: z.core.ParsePayload<z.output<z.ZodObject<typeof atDischarge>>>): void {
  const { outcome, fetus_count, child_order, alive_count = 0 } = value
  const wrong = (field: string, message: string) =>
    issues.push({ code: 'custom', message, input: value, path: [field] })
  if (outcome === 'birth' && fetus_count < 1) wrong('fetus_count', '胎儿数应为 1 以上')
  if (outcome === 'birth' && child_order < 1) wrong('child_order', '孩次应为 1 以上')
  if (alive_count > fetus_count) wrong('alive_count', '活产数不能大于胎儿数')
}

const example: z.input<z.ZodObject<typeof atDischarge>> = {
  insu_admdvs: '130100',
  dscg_date: '2026-04-08',
  outcome: 'birth',
  dystocia: true,
  fetus_count: 1,
  child_order: 2,
  gestation_weeks: 39,
  birth_cert_nos: ['Z130000001'],
}

/** A delivery was settled at discharge. */
export const deliverySettled = inbound({
  title: '生育医疗费结算',
  about: '产妇出院并结算。分娩或流产的情况决定生育津贴的天数；满 28 周的死产按分娩算。',
  from: ['medins'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: ['fixmedins_code'],
  data: z
    .object({
      setl_id: setlId,
      fixmedins_code: fixmedinsCode,
      psn_cert_type: certType.exactOptional(),
      certno,
      psn_name: psnName,
      ...atDischarge,
    })
    .check(certnoFits)
    .check(children),
  example: {
    setl_id: 'S2026040800001',
    fixmedins_code: 'H13010200001',
    certno: '130102199001010023',
    psn_name: '赵小雪',
    ...example,
  },
})

/** The same from an institution that names the mother by the platform's number, at her discharge. */
export const deliveryReported = inbound({
  title: '生育出院',
  about:
    '产妇出院，以人员编号报来；办理和生育医疗费结算（delivery.settled）一样，一次分娩报一种就够了。还没有结算编号的，setl_id 填就诊编号。',
  from: ['medins'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: ['fixmedins_code'],
  data: z.object({ setl_id: setlId, fixmedins_code: fixmedinsCode, psn_no: psnNo, ...atDischarge }).check(children),
  example: {
    setl_id: 'M2026040500001',
    fixmedins_code: 'H13010200001',
    psn_no: '13000000000000100001',
    ...example,
  },
})

/** A settlement of a delivery was taken back: it was entered by mistake, or is settled anew. */
export const deliveryRevoked = inbound({
  title: '撤销生育医疗费结算',
  about:
    '分娩或流产的结算撤销了。没办完的生育津贴停办；津贴已经付出的不自动收回，由经办人员处理。同一结算编号此后再次上报的，重新办理。',
  from: ['medins'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: [],
  data: z.object({ setl_id: setlId, psn_cert_type: certType.exactOptional(), certno, reason }).check(certnoFits),
  example: { setl_id: 'S2026040800001', certno: '130102199001010023', reason: '结算录入错误，重新结算' },
})
