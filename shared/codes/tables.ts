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

/** Kind of identity document (`psn_cert_type`); the platform numbers many, this system takes the resident identity card. */
export const PsnCertType = { residentIdentityCard: '01' } as const
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
