/** Parameters of chronic diseases, those of the insured area on the day of the settlement, recognition or request. */
import { compareInstants, type Day, type Instant } from '../../../shared/calendar/index.ts'
import { type Admdvs, NATION } from '../../../shared/codes/index.ts'
import { expects, type Parameter, parameter, type ValueOf, values } from '../../../shared/policy/index.ts'
import type { Look } from '../../../shared/registers/look.ts'

const lingbi = '宿州市灵璧县门诊慢特病“免申即享”'
const ours = '诊断编码范围为本系统所拟，待当地核实'
const codes = (z: Parameters<typeof values.days>[0]) => z.array(z.string().regex(/^[^\s#]{1,64}$/)).readonly()
const levels = (z: Parameters<typeof values.days>[0]) => z.array(z.string().regex(/^[123]$/)).readonly()

const tumour = { opsp_dise_code: 'M00500', opsp_dise_name: '恶性肿瘤门诊治疗', diag_codes: ['C'] }
const transplant = { opsp_dise_code: 'M08300', opsp_dise_name: '器官移植抗排异治疗', diag_codes: ['Z94'] }
const parkinson = { opsp_dise_code: 'M02300', opsp_dise_name: '帕金森病', diag_codes: ['G20'] }
const epilepsy = { opsp_dise_code: 'M02500', opsp_dise_name: '癫痫', diag_codes: ['G40'] }
const hypertension = { opsp_dise_code: 'M03900', opsp_dise_name: '高血压', diag_codes: ['I10'] }
const diabetes = { opsp_dise_code: 'M01600', opsp_dise_name: '糖尿病', diag_codes: ['E11'] }
const directly = <D>(diseases: readonly D[], insutypes: readonly string[]) =>
  diseases.map((one) => ({ ...one, direct: { insutypes: [...insutypes], hosp_lvs: ['2', '3'] } }))

/** The diseases of an area: what they are called, by which diagnoses they are found, and what recognizes them directly. */
export const opspDiseases = parameter({
  name: 'opsp_diseases',
  title: '门诊慢特病病种：按哪些住院诊断筛出，哪些险种、几级医院的住院结算可以直接认定',
  expects:
    '病种列表 [{ "opsp_dise_code", "opsp_dise_name", "diag_codes": ICD-10 编码的开头, "direct"?: { "insutypes", "hosp_lvs" } }]，一个病种写一次',
  optional: true,
  value: (z) =>
    z
      .array(
        z.strictObject({
          opsp_dise_code: z.string().regex(/^[^\s#]{1,64}$/),
          opsp_dise_name: z.string().min(1).max(100),
          diag_codes: z
            .array(z.string().regex(/^[A-Z][0-9A-Z.+*]{0,15}$/))
            .min(1)
            .max(200),
          direct: z
            .strictObject({
              insutypes: z.array(z.string().regex(/^\d{3,4}$/)).max(10),
              hosp_lvs: z.array(z.string().regex(/^[123]$/)).max(3),
            })
            .exactOptional(),
        }),
      )
      .max(300)
      .refine((all) => new Set(all.map((one) => one.opsp_dise_code)).size === all.length)
      .readonly(),
  rows: [
    {
      admdvs: '370000',
      value: directly([tumour, transplant], ['310', '390']),
      standing: 'to-confirm',
      source: `山东省器官移植、恶性肿瘤门诊慢特病免申即享；${ours}`,
    },
    {
      admdvs: '341300',
      from: '2022-11-24',
      value: directly([tumour, transplant, parkinson, epilepsy], ['390']),
      standing: 'to-confirm',
      source: `${lingbi}，居民自2022年11月24日起；${ours}`,
    },
    {
      admdvs: '341300',
      from: '2023-07-01',
      value: directly([tumour, transplant, parkinson, epilepsy], ['390', '310']),
      standing: 'to-confirm',
      source: `${lingbi}，职工自2023年7月1日起；${ours}`,
    },
    {
      admdvs: '610700',
      value: [hypertension, diabetes],
      standing: 'to-confirm',
      source: `汉中市略阳县门诊慢特病专家评审；${ours}`,
    },
  ],
})
/** A disease as it is listed. */
export type Disease = ValueOf<typeof opspDiseases>[number]

/** Whether who qualifies directly is asked, or told (RULES.md 2.1). */
export const chronicConsent = parameter({
  name: 'chronic_consent',
  title: '直接认定门诊慢特病，先问本人还是认定后告知',
  words: { ask: '先问本人', tell: '认定后告知' },
  expects: '"ask"（先问本人）或 "tell"（认定后告知）',
  value: (z) => z.enum(['ask', 'tell']),
  rows: [
    { admdvs: NATION, value: 'ask', standing: 'to-confirm', source: `本系统参数：${lingbi}先征得本人同意，待各地核实` },
    {
      admdvs: '370000',
      value: 'tell',
      standing: 'to-confirm',
      source: '山东省器官移植、恶性肿瘤门诊慢特病免申即享，不用本人同意；待核实',
    },
  ],
})

/** Hospitals of which levels recognize for good (RULES.md 2.3). */
export const recognizingHospLvs = parameter({
  name: 'recognizing_hosp_lvs',
  title: '哪几级医院认定的门诊慢特病直接生效',
  expects: '医院级别列表，如 ["2", "3"]；没有的写 []',
  value: levels,
  rows: [
    { admdvs: NATION, value: [], standing: 'to-confirm', source: '本系统参数：没有规定的都经专家评审，待各地核实' },
    {
      admdvs: '610700',
      value: ['2', '3'],
      standing: 'to-confirm',
      source: '汉中市略阳县：二级以上医院即时认定；待核实',
    },
    { admdvs: '652300', value: ['2', '3'], standing: 'to-confirm', source: '昌吉州：医院认定，当日享受；待核实' },
  ],
})

/** Working days in which it is decided (RULES.md 2.4). */
export const chronicDays = parameter({
  name: 'chronic_days',
  title: '认定门诊慢特病的期限（工作日，0 是当天）',
  expects: expects.days,
  value: values.days,
  rows: [
    { admdvs: NATION, value: 20, standing: 'to-confirm', source: '门诊慢特病认定一般20个工作日；待各地核实' },
    { admdvs: '610700', value: 1, standing: 'to-confirm', source: '汉中市略阳县：20个工作日减为1个；待核实' },
    { admdvs: '371700', value: 0, standing: 'to-confirm', source: '菏泽市东明县：当日享受待遇；待核实' },
  ],
})

/** Working days an expert has (RULES.md 3.1). */
export const expertDays = parameter({
  name: 'expert_days',
  title: '抽中的专家评审的期限（工作日）',
  expects: expects.days,
  value: values.days,
  rows: [
    { admdvs: NATION, value: 1, standing: 'to-confirm', source: '汉中市略阳县：专家1个工作日评审；其他待各地核实' },
  ],
})

/** Diseases of which who is refused still gets what residents have for high blood pressure and diabetes (两病). */
export const twoDiseases = parameter({
  name: 'two_diseases',
  title: '没有通过时转为居民“两病”门诊用药保障的病种',
  expects: '病种代码列表，如 ["M03900", "M01600"]',
  value: codes,
  rows: [
    {
      admdvs: NATION,
      value: ['M03900', 'M01600'],
      standing: 'to-confirm',
      source: '医保发〔2019〕54号：高血压、糖尿病门诊用药保障；病种代码待各地核实',
    },
  ],
})

/** Days of one drug that may be in somebody's hands (RULES.md 5.2). */
export const maxSupplyDays = parameter({
  name: 'max_supply_days',
  title: '同一种药手里最多能有多少天的量',
  expects: '整数（天，1–366）',
  value: (z) => z.int().min(1).max(366),
  rows: [
    { admdvs: NATION, value: 84, standing: 'to-confirm', source: '国卫办医发〔2021〕20号：长期处方最长不超过12周' },
  ],
})

/** A parameter's value in an area on a day. All but the list of diseases have a row for the nation; throws if one were taken away: a bug. */
export function valueIn<Value>(look: Pick<Look, 'policy'>, of: Parameter<string, Value>, area: Admdvs, on: Day): Value {
  const found = look.policy(of, area, on)
  if (!found.found) throw new Error(`chronic: ${of.name} has no row for the nation`)
  return found.value
}

/** The diseases of an area on a day; where nobody has listed any, none. */
export function diseasesIn(look: Pick<Look, 'policy'>, area: Admdvs, on: Day): readonly Disease[] {
  const found = look.policy(opspDiseases, area, on)
  return found.found ? found.value : []
}

/** Whether nobody had listed any when something of a day was told: it starts nothing (RULES.md 1.1). */
export function isToldTooSoon(look: Pick<Look, 'policy'>, area: Admdvs, on: Day, told: Instant): boolean {
  const found = look.policy(opspDiseases, area, on)
  return found.found && found.row.set_at !== undefined && compareInstants(told, found.row.set_at) < 0
}

/** One of them by its code. */
export const diseaseIn = (look: Pick<Look, 'policy'>, area: Admdvs, on: Day, code: string): Disease | undefined =>
  diseasesIn(look, area, on).find(({ opsp_dise_code }) => opsp_dise_code === code)

/** All of them, for the manifest. */
export const parameters = [
  opspDiseases,
  chronicConsent,
  recognizingHospLvs,
  chronicDays,
  expertDays,
  twoDiseases,
  maxSupplyDays,
] as const
