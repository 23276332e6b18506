/** A code of the national table, or of a place, that no bundle acts on: kept as reported, and told to whoever asks. */
export type OtherCode = string & { readonly __brand: 'OtherCode' }

/** Kind of insurance (`insutype`); a person may have others, for example 320 公务员医疗补助. */
export const Insutype = { employee: '310', resident: '390', maternity: '510' } as const
/** One of the codes of `Insutype`, or another. */
export type Insutype = (typeof Insutype)[keyof typeof Insutype] | OtherCode

/** Kind of insured person (`psn_type`), as classes: 1101 职工在职 and 1102 公务员在职 are both in service. */
export const PsnType = { inService: '11', retired: '12', residentMinor: '14', residentAdult: '15' } as const
/** One of the codes of `PsnType`, or another, for example 13 离休人员. */
export type PsnType = (typeof PsnType)[keyof typeof PsnType] | OtherCode

/** Classes by the first two digits of the national table's codes; 16 老年居民 is an adult resident. */
const psnClasses: Readonly<Record<string, PsnType>> = {
  '11': PsnType.inService,
  '12': PsnType.retired,
  '14': PsnType.residentMinor,
  '15': PsnType.residentAdult,
  '16': PsnType.residentAdult,
}

/** Reads a kind of insured person, of two to four digits, as its class; undefined if it is written otherwise. */
export function parsePsnType(text: string): PsnType | undefined {
  if (!/^\d{2,4}$/.test(text)) return undefined
  return psnClasses[text.slice(0, 2)] ?? (text as OtherCode)
}

/** Reads a kind of insurance, of three or four digits; undefined if it is written otherwise. */
export const parseInsutype = (text: string): Insutype | undefined =>
  /^\d{3,4}$/.test(text) ? (text as Insutype) : undefined

/** State of a relation (`psn_insu_stas`). */
export const InsuState = { notInsured: '0', normal: '1', paused: '2', terminated: '4' } as const
/** One of the codes of `InsuState`. */
export type InsuState = (typeof InsuState)[keyof typeof InsuState]

/** Sex (`gend`), as GB/T 2261.1 has it: a register may not know it, a person not say. */
export const Gend = { unknown: '0', male: '1', female: '2', unstated: '9' } as const
/** One of the codes of `Gend`. */
export type Gend = (typeof Gend)[keyof typeof Gend]

/** Kind of identity document (`psn_cert_type`), as the national table numbers them. */
export const PsnCertType = {
  residentIdentityCard: '01',
  officerCard: '02',
  armedPoliceCard: '03',
  hongKongPass: '04',
  macaoPass: '05',
  taiwanPass: '06',
  permanentResidence: '07',
  passport: '08',
  disabilityCard: '09',
  martyrFamilyCard: '10',
  workPermit: '11',
  expertCard: '12',
  correspondentCard: '13',
  compatriotWorkPermit: '14',
  returnedExpertCard: '15',
  socialSecurityCard: '90',
  other: '99',
} as const
/** One of the codes of `PsnCertType`. */
export type PsnCertType = (typeof PsnCertType)[keyof typeof PsnCertType]

/** Chinese name of an insurance: those that bundles act on, and the others of the national table. */
export const insutypeName: Readonly<Record<Exclude<Insutype, OtherCode>, string>> & Readonly<Record<string, string>> = {
  '310': '职工基本医疗保险',
  '320': '公务员医疗补助',
  '330': '大额医疗费用补助',
  '340': '离休人员医疗保障',
  '350': '一至六级残废军人医疗补助',
  '360': '老红军医疗保障',
  '370': '企业补充医疗保险',
  '380': '新型农村合作医疗',
  '390': '城乡居民基本医疗保险',
  '391': '城镇居民基本医疗保险',
  '392': '城乡居民大病医疗保险',
  '399': '其他特殊人群医疗保障',
  '410': '长期照护保险',
  '510': '生育保险',
}

/** Chinese name of a kind of insured person: the classes that bundles act on, and others that are kept as reported. */
export const psnTypeName: Readonly<Record<Exclude<PsnType, OtherCode>, string>> & Readonly<Record<string, string>> = {
  '11': '在职职工',
  '12': '退休人员',
  '13': '离休人员',
  '1300': '离休人员',
  '14': '居民（未成年）',
  '15': '居民（成年）',
}

/** Chinese name of the state of a relation. */
export const insuStateName: Readonly<Record<InsuState, string>> = {
  '0': '未参保',
  '1': '正常参保',
  '2': '暂停参保',
  '4': '终止参保',
}

/** Chinese name of a sex. */
export const genderName: Readonly<Record<Gend, string>> = {
  '0': '未知',
  '1': '男',
  '2': '女',
  '9': '未说明',
}

/** Chinese name of a kind of identity document. */
export const psnCertTypeName: Readonly<Record<PsnCertType, string>> = {
  '01': '居民身份证（含港澳台居民居住证）',
  '02': '中国人民解放军军官证',
  '03': '中国人民武装警察警官证',
  '04': '香港居民来往内地通行证',
  '05': '澳门居民来往内地通行证',
  '06': '台湾居民来往大陆通行证',
  '07': '外国人永久居留证',
  '08': '护照',
  '09': '残疾人证',
  '10': '军烈属证明',
  '11': '外国人就业证',
  '12': '外国专家证',
  '13': '外国人常驻记者证',
  '14': '台港澳人员就业证',
  '15': '回国（来华）定居专家证',
  '90': '社会保障卡',
  '99': '其他身份证件',
}

/** Who somebody is to a child, as certificates and courts name it. */
export const relationName = { mother: '母亲', father: '父亲', other: '其他监护人或亲属' } as const
/** Whom money is paid to. */
export const payeeName = { person: '本人', employer: '单位' } as const

/** Who is paid by the bank: as above, and the tax office, for a premium. */
export const paidTo = { ...payeeName, tax: '税务部门' } as const
/** How a delivery ended. */
export const deliveryOutcomeName = { birth: '分娩', miscarriage: '流产' } as const
