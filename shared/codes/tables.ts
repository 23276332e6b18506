/** Kind of insurance (`insutype`). */
export const Insutype = { employee: '310', resident: '390', maternity: '510' } as const
/** One of the codes of `Insutype`. */
export type Insutype = (typeof Insutype)[keyof typeof Insutype]

/** Kind of insured person (`psn_type`). */
export const PsnType = { inService: '11', retired: '12', residentMinor: '14', residentAdult: '15' } as const
/** One of the codes of `PsnType`. */
export type PsnType = (typeof PsnType)[keyof typeof PsnType]

/** State of a relation (`psn_insu_stas`). */
export const InsuState = { notInsured: '0', normal: '1', paused: '2', terminated: '4' } as const
/** One of the codes of `InsuState`. */
export type InsuState = (typeof InsuState)[keyof typeof InsuState]

/** Sex (`gend`). */
export const Gend = { male: '1', female: '2' } as const
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

/** Kind of treatment (`med_type`). */
export const MedType = {
  outpatient: '11',
  emergency: '13',
  chronicOutpatient: '14',
  inpatient: '21',
  emergencyInpatient: '24',
  pharmacy: '41',
  maternityInpatient: '52',
} as const
/** One of the codes of `MedType`. */
export type MedType = (typeof MedType)[keyof typeof MedType]

/** Chinese name of an insurance, for messages. */
export const insutypeName: Readonly<Record<Insutype, string>> = {
  '310': '职工基本医疗保险',
  '390': '城乡居民基本医疗保险',
  '510': '生育保险',
}

/** Chinese name of a kind of insured person, for messages. */
export const psnTypeName: Readonly<Record<PsnType, string>> = {
  '11': '在职职工',
  '12': '退休人员',
  '14': '居民（未成年）',
  '15': '居民（成年）',
}

/** Chinese name of the state of a relation, for messages. */
export const insuStateName: Readonly<Record<InsuState, string>> = {
  '0': '未参保',
  '1': '正常参保',
  '2': '暂停参保',
  '4': '终止参保',
}

/** Chinese name of a sex, for messages. */
export const genderName: Readonly<Record<Gend, string>> = { '1': '男', '2': '女' }

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

/** Chinese name of a kind of treatment, for messages. */
export const medTypeName: Readonly<Record<MedType, string>> = {
  '11': '普通门诊',
  '13': '急诊',
  '14': '门诊慢特病',
  '21': '普通住院',
  '24': '急诊转住院',
  '41': '定点药店购药',
  '52': '生育住院',
}
