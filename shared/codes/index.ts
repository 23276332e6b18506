/** Codes of the platform's interface specification: places, insurances, kinds of person and treatment (contract.md, Conventions). */
export {
  type Admdvs,
  areaName,
  areaOfInstitution,
  institutionPlaceDiffers,
  NATION,
  parseAdmdvs,
  placeDiffers,
  placesIn,
  poolingAreaOf,
  provinceArea,
  provinceCodes,
  provinceName,
  provinceOf,
  sameProvince,
} from './areas.ts'
export { hospLvNames } from './hosp-levels.ts'
export {
  isMedClass,
  isMedTypeOf,
  type MedClass,
  medTypeName,
  medTypeNames,
  medTypePattern,
  medTypeRule,
  medTypes,
} from './med-types.ts'
export { type ReleaseStanding, type Standing, standings } from './standing.ts'
export {
  deliveryOutcomeName,
  Gend,
  genderName,
  InsuState,
  Insutype,
  insuStateName,
  insutypeName,
  type OtherCode,
  PsnCertType,
  PsnType,
  paidTo,
  parseInsutype,
  parsePsnType,
  payeeName,
  psnCertTypeName,
  psnTypeName,
  relationName,
} from './tables.ts'
