/** Codes of the platform's interface specification: places, insurances, kinds of person and treatment (contract.md, Conventions). */
export {
  type Admdvs,
  areaName,
  areaOfInstitution,
  isMunicipality,
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
  Gend,
  genderName,
  InsuState,
  Insutype,
  insuStateName,
  insutypeName,
  MedType,
  medTypeName,
  PsnCertType,
  PsnType,
  psnCertTypeName,
  psnTypeName,
} from './tables.ts'
