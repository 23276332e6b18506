/** What contract.md §3 lists, written off by hand, and generators that know only the contract, not our schemas. */
import fc from 'fast-check'

/** Fields of each inbound type: those that must be there, and those that may. */
export const contract: Record<string, { must: string[]; may: string[] }> = {
  'person.registered': { must: words('psn_no psn_cert_type certno psn_name gend brdy'), may: words('tel bank_acct') },
  'person.merged': { must: words('psn_no into_psn_no reason'), may: [] },
  'enrolment.registered': {
    must: words('psn_no insu_admdvs insutype psn_type psn_insu_date'),
    may: words('emp_no emp_name student orig_retire_age'),
  },
  'enrolment.paused': { must: words('psn_no insu_admdvs insutype paus_insu_date'), may: [] },
  'enrolment.revoked': { must: words('psn_no insu_admdvs insutype psn_insu_date reason'), may: [] },
  'contribution.posted': {
    must: words('psn_no insu_admdvs insutype accrym_begn accrym_end base amt_psn amt_emp'),
    may: ['emp_no'],
  },
  'contribution.revoked': { must: words('psn_no insu_admdvs insutype accrym_begn accrym_end reason'), may: [] },
  'employer.base-declared': { must: words('emp_no emp_name insu_admdvs year avg_base'), may: ['bank_acct'] },
  'institution.registered': {
    must: words('fixmedins_code fixmedins_name admdvs cross_region_enabled'),
    may: ['hosp_lv'],
  },
  'expert.registered': {
    must: words('expert_no diag_dr_name fixmedins_code admdvs opsp_dise_codes begndate'),
    may: ['enddate'],
  },
  'account.credited': { must: words('psn_no insu_admdvs amt'), may: words('memo credit_no') },
  'account.spent': { must: words('psn_no insu_admdvs amt setl_id'), may: ['memo'] },
  'birth.certified': {
    must: words('birth_cert_no born gend psn_name fixmedins_code guardians'),
    may: words('insu_admdvs replaces_cert_no'),
  },
  'guardian.changed': { must: words('psn_no guardians from reason'), may: ['birth_cert_no'] },
  'household.registered': { must: words('birth_cert_no certno psn_name admdvs'), may: [] },
  'delivery.settled': {
    must: words(
      'setl_id fixmedins_code certno psn_name insu_admdvs dscg_date outcome dystocia fetus_count child_order gestation_weeks',
    ),
    may: words('alive_count birth_cert_nos'),
  },
  'delivery.reported': {
    must: words(
      'setl_id fixmedins_code psn_no insu_admdvs dscg_date outcome dystocia fetus_count child_order gestation_weeks',
    ),
    may: words('alive_count birth_cert_nos'),
  },
  'delivery.revoked': { must: words('setl_id certno reason'), may: [] },
  'pension.approved': { must: words('certno psn_name retr_date pension_admdvs deemed_months'), may: ['emp_no'] },
  'premium.paid': { must: words('bill_no amt paid_at'), may: words('birth_cert_no psn_no year payer_certno') },
  'payment.settled': { must: words('pay_no amt bank_time'), may: [] },
  'payment.returned': { must: words('pay_no amt reason'), may: [] },
  'funds.settled': { must: words('clearing_id order_no from_admdvs to_admdvs amt bank_time'), may: [] },
  'visit.admitted': {
    must: words('mdtrt_id fixmedins_code mdtrtarea_admvs psn_no med_type begntime cross_region_enabled'),
    may: words('certno insuplc_admdvs emergency acct_only'),
  },
  'visit.settled': {
    must: words('mdtrt_id fixmedins_code psn_no setl_id endtime medfee_sumamt fund_pay_sumamt'),
    may: [],
  },
  'visit.self-paid': { must: words('mdtrt_id fixmedins_code psn_no endtime medfee_sumamt'), may: ['certno'] },
  'visit.unsettled': { must: words('fixmedins_code mdtrt_id psn_no setl_id reason'), may: [] },
  'visit.cancelled': { must: words('fixmedins_code mdtrt_id psn_no reason'), may: [] },
  'filing.reported': {
    must: words('fixmedins_code psn_no trt_dcla_detl_sn mdtrtarea_admvs begndate'),
    may: ['enddate'],
  },
  'filing.ended': { must: words('fixmedins_code psn_no trt_dcla_detl_sn reason'), may: [] },
  'residence.registered': { must: words('psn_no community from'), may: ['certno'] },
  'death.registered': { must: words('certno dead_date'), may: ['birth_cert_no'] },
  'death.revoked': { must: words('certno reason'), may: ['birth_cert_no'] },
}

function words(list: string): string[] {
  return list.split(' ')
}

const two = (n: number) => String(n).padStart(2, '0')
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))

export const day = fc
  .tuple(fc.integer({ min: 1930, max: 2030 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => `${y}-${two(m)}-${two(d)}`)
export const month = fc
  .tuple(fc.integer({ min: 2001, max: 2030 }), fc.integer({ min: 1, max: 12 }))
  .map(([y, m]) => `${y}${two(m)}`)
export const time = fc
  .tuple(day, fc.integer({ min: 0, max: 23 }), fc.constantFrom('+08:00', 'Z', '-05:30', '.250+08:00'))
  .map(([d, h, zone]) => `${d}T${two(h)}:30:00${zone}`)
const area = fc.constantFrom(
  '110000',
  '110101',
  '130102',
  '130100',
  '139900',
  '310115',
  '530102',
  '140100',
  '130632',
  '419001',
  '469002',
)
const money = fc.integer({ min: 1, max: 1e9 }).map((fen) => (fen / 100).toFixed(2))
const code = fc.stringMatching(/^[A-Za-z0-9-]{1,30}$/)
const name = fc.constantFrom('张小满', '王小雨', '阿依古丽·买买提', 'Li Wei')
const birthCertNo = fc.stringMatching(/^[A-Z]\d{9}$/)
const bankAccount = fc.record({ bank_code: code, acct_no: digits(19), acct_name: name })

/** Resident identity numbers; the check digit by the text of ISO 7064 MOD 11-2, not by our code. */
export const certno = fc.tuple(area, day, digits(3)).map(([place, born, order]) => {
  const first = `${place}${born.replaceAll('-', '')}${order}`
  let p = 0
  for (const digit of first) p = ((p + Number(digit)) * 2) % 11
  return `${first}${'0123456789X'[(12 - p) % 11]}`
})

const guardian = fc.record(
  { certno, psn_name: name, tel: digits(11), relation: fc.constantFrom('mother', 'father', 'other') },
  { requiredKeys: ['certno', 'psn_name', 'relation'] },
)

const fields: Record<string, fc.Arbitrary<unknown>> = {
  ...Object.fromEntries(
    words(
      'psn_no into_psn_no emp_no expert_no setl_id credit_no bill_no pay_no clearing_id order_no mdtrt_id trt_dcla_detl_sn',
    ).map((f) => [f, code]),
  ),
  ...Object.fromEntries(
    words('brdy psn_insu_date paus_insu_date dscg_date retr_date dead_date from').map((f) => [f, day]),
  ),
  ...Object.fromEntries(words('born paid_at bank_time begntime endtime').map((f) => [f, time])),
  ...Object.fromEntries(
    words('base amt_psn amt_emp avg_base amt medfee_sumamt fund_pay_sumamt').map((f) => [f, money]),
  ),
  ...Object.fromEntries(words('psn_name emp_name fixmedins_name diag_dr_name reason memo').map((f) => [f, name])),
  ...Object.fromEntries(
    words('insu_admdvs admdvs pension_admdvs from_admdvs to_admdvs mdtrtarea_admvs insuplc_admdvs').map((f) => [
      f,
      area,
    ]),
  ),
  ...Object.fromEntries(
    words('student dystocia emergency cross_region_enabled acct_only').map((f) => [f, fc.boolean()]),
  ),
  community: fc.constantFrom('130102001001', '320102003005', '110101001010'),
  certno,
  payer_certno: certno,
  psn_cert_type: fc.constant('01'),
  begndate: fc.constantFrom('2026-03-01', '2026-04-30'),
  enddate: fc.constantFrom('2026-05-01', '2026-10-31'),
  opsp_dise_codes: fc.array(fc.constantFrom('M00500', 'M03900'), { minLength: 1, maxLength: 3 }),
  gend: fc.constantFrom('1', '2'),
  tel: digits(11),
  bank_acct: bankAccount,
  insutype: fc.constantFrom('310', '390', '510'),
  psn_type: fc.constantFrom('11', '12', '14', '15'),
  orig_retire_age: fc.constantFrom(50, 55, 60),
  accrym_begn: month,
  accrym_end: month,
  year: fc.integer({ min: 2000, max: 2030 }),
  birth_cert_no: birthCertNo,
  replaces_cert_no: birthCertNo,
  birth_cert_nos: fc.array(birthCertNo, { maxLength: 3 }),
  fixmedins_code: fc.tuple(area, digits(5)).map(([place, order]) => `H${place}${order}`),
  guardians: fc.array(guardian, { minLength: 1, maxLength: 3 }),
  outcome: fc.constantFrom('birth', 'miscarriage'),
  fetus_count: fc.integer({ min: 1, max: 4 }),
  alive_count: fc.integer({ min: 0, max: 1 }),
  child_order: fc.integer({ min: 1, max: 9 }),
  gestation_weeks: fc.integer({ min: 5, max: 43 }),
  deemed_months: fc.integer({ min: 0, max: 480 }),
  hosp_lv: fc.constantFrom('01', '02', '11', '9', '0299'),
  med_type: fc.constantFrom('11', '13', '14', '21', '24', '41', '52', '1401', '2102', '2401', '9921'),
}

/** A number like this one, and another. */
const another = (number: string) => number.replace(/.$/, (last) => (last === '1' ? '2' : '1'))

/** Valid `data` of a type, with some optional fields and perhaps one we never heard of. */
export function validData(type: string): fc.Arbitrary<Record<string, unknown>> {
  const { must, may } = contract[type]!
  const model = Object.fromEntries([...must, ...may].map((field) => [field, fields[field]!]))
  return fc
    .record({ ...model, ext_field: fc.jsonValue() } as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: must })
    .map((data) => {
      const { born, ...rest } = data as Record<string, unknown>
      const months = [rest.accrym_begn, rest.accrym_end].sort() as string[]
      if (rest.accrym_begn !== undefined) [rest.accrym_begn, rest.accrym_end] = months
      // Nobody is merged into himself, and no certificate takes its own place.
      for (const [one, other] of [
        ['into_psn_no', 'psn_no'],
        ['replaces_cert_no', 'birth_cert_no'],
      ] as const) {
        if (rest[one] !== undefined && rest[one] === rest[other]) rest[one] = another(String(rest[one]))
      }
      // An institution is, and treats, where its code says it stands; it refers to wherever it likes.
      const place = String(rest.fixmedins_code).slice(1, 7)
      if (rest.mdtrtarea_admvs !== undefined && rest.begndate === undefined) rest.mdtrtarea_admvs = place
      if (rest.fixmedins_name !== undefined) rest.admdvs = place
      return born === undefined ? rest : { ...rest, brdy: born }
    })
}

/** Fields that must be there, by the name they have on the wire. */
export function required(type: string): string[] {
  return contract[type]!.must.map((field) => (field === 'born' ? 'brdy' : field))
}

/** A valid event of a type, with a given or generated `data`. */
export function validEvent(type: string): fc.Arbitrary<Record<string, unknown> & { data: Record<string, unknown> }> {
  return fc.record({
    specversion: fc.constant('1.0'),
    id: fc.stringMatching(/^[\w:-]{1,60}$/),
    source: fc.constantFrom('urn:partner:tax-13', 'https://registry.example/13'),
    type: fc.constant(`mianshen.${type}.v1`),
    time,
    data: validData(type),
  })
}

/** One envelope around some data, for examples. */
export function eventOf(type: string, data: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: 'e-1',
    source: 'urn:partner:test',
    type: `mianshen.${type}.v1`,
    time: '2026-03-10T09:00:00+08:00',
    data,
    ...more,
  }
}
