/** What a pack says (RULES.md, Text). Pure. */
import { type Admdvs, areaName } from '../../shared/codes/index.ts'

/** The parts of a pack, each one line of plain words. */
export interface PackParts {
  readonly what: string
  readonly why: string
  readonly do?: string | undefined
  readonly by?: string | undefined
  readonly ask: string
}

/** The parts in the order in which they are sent. */
export const partNames = ['what', 'why', 'do', 'by', 'ask'] as const

/** Characters of a notice, as sent. */
export const longestText = 300

/** The notice as it is sent: a part a line, the area by its name. */
export const textOf = ({ parts, admdvs }: { parts: PackParts; admdvs: Admdvs }): string =>
  partNames
    .flatMap((name) => parts[name] ?? [])
    .join('\n')
    .replaceAll('{area}', areaName(admdvs))

/** What is wrong with a part, or with all of them together; the field, and why. */
export function textFaults({
  parts,
  admdvs,
}: {
  parts: PackParts
  admdvs: Admdvs
}): { field: string; message: string }[] {
  const braced = partNames
    .filter((name) => /[{}]/.test((parts[name] ?? '').replaceAll('{area}', '')))
    .map((name) => ({ field: `parts.${name}`, message: '花括号里只能写 {area}，发送时换成地区名称' }))
  if (braced.length > 0) return braced
  const length = [...textOf({ parts, admdvs })].length
  if (length <= longestText) return []
  return [{ field: 'parts', message: `发送的全文最多 ${longestText} 个字，现在 ${length} 个` }]
}
