/** Who a person is: identity numbers, the keyed hashes that stand for them, their encryption and their masking. */
export {
  type BirthCertNoCheck,
  type CertnoCheck,
  type CertnoFault,
  type CertnoRead,
  certnoCheckDigit,
  certnoFaultText,
  checkBirthCertNo,
  checkCertno,
  isCertno,
  readCertno,
  sexOf,
} from './certno.ts'
export {
  type CredentialKey,
  credentialKeyAt,
  type PublicJwk,
  publishedCredentialKeys,
  publishedHours,
  thumbprintOf,
} from './credential-keys.ts'
export {
  childPsnNo,
  hashKeyMark,
  keyedHash,
  type NumberHash,
  numberHashOf,
  type Pid,
  parsePid,
  pidOf,
  pidOfNobody,
} from './hash.ts'
export { type HashScheme, type Keys, keysFromJson, type SealScheme } from './keys.ts'
export { maskAcct, maskCertno, maskName, maskTel } from './mask.ts'
export { sameName } from './name.ts'
export { open, pack, seal, sealAnew, sealedWith, unpack } from './seal.ts'
export { type AbleSigner, listedDays, listedSigners, type Signer, signerFor } from './signers.ts'
