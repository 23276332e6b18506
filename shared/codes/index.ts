/** Codes of the platform's interface specification: places, insurances, kinds of person and treatment (contract.md, Conventions). */
export {
  type Admdvs,
  areaName,
  areaOfInstitution,
  NATION,
  parseAdmdvs,
  placeDiffers,
  poolingAreaOf,
  provinceArea,
  provinceName,
  provinceOf,
  sameProvince,
} from './areas.ts'
export {
  isMedClass,
  isMedTypeOf,
  type MedClass,
  medTypeName,
  medTypePattern,
  medTypeRule,
  medTypes,
} from './med-types.ts'
export {
  Gend,
  genderName,
  InsuState,
  Insutype,
  insuStateName,
  insutypeName,
  type OtherCode,
  PsnCertType,
  PsnType,
  parseInsutype,
  parsePsnType,
  psnCertTypeName,
  psnTypeName,
} from './tables.ts'
