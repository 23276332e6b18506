/**
 * When two writings of a name are one name (contract-operations.md, section 1): banks, hospitals and registers each
 * write the dot of a name, its width, case and blanks their own way, and none of that makes it another person's.
 */

/** Dots that stand between the parts of a name; NFKC turns the full-width and half-width ones into some of these. */
const dots = /[.\u00b7\u2022\u2027\u2219\u22c5\u30fb]/g
const apostrophes = /[\u2018\u2019\u02bc]/g
const hyphens = /[\u2010-\u2015\u2212]/g

/** The one writing that all writings of a name come to, a person's or another; to compare with, never to show. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(dots, '·')
    .replace(apostrophes, "'")
    .replace(hyphens, '-')
}

/** Whether two writings are of one name. Empty names are nobody's: they are the same as no other. */
export function sameName(a: string, b: string): boolean {
  const one = plainName(a)
  return one !== '' && one === plainName(b)
}
