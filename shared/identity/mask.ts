/**
 * What staff see of somebody's data where the whole is not needed: enough to tell two people apart, not enough to use.
 * Characters are counted as people see them, so that rare characters of names stay whole.
 */

/** A name with its first character only: 张小明 → 张**. */
export function maskName(name: string): string {
  return keep(name, 1, 0)
}

/** An identity number with its first three and last four characters: 130***********1234. */
export function maskCertno(certno: string): string {
  return keep(certno, 3, 4)
}

/** A telephone number with its first three and last four digits: 138****1234. */
export function maskTel(tel: string): string {
  return keep(tel, 3, 4)
}

/** A bank account with its last four digits. */
export function maskAcct(acctNo: string): string {
  return keep(acctNo, 0, 4)
}

/** Shows only the ends; of what is too short for that, the first character at most, so that a mask never shows all. */
function keep(text: string, head: number, tail: number): string {
  const characters = [...text]
  const hidden = characters.length - head - tail
  if (hidden < 1) return characters.length > 1 && head > 0 ? keep(text, 1, 0) : '*'.repeat(characters.length)
  return characters.map((c, i) => (i < head || i >= head + hidden ? c : '*')).join('')
}
