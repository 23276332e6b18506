/** Places, and the pooling area of each, as the text of the contract and the rules maps them. */

/** Counties that stand by themselves, or belong to another area than their prefecture. */
const apart: Readonly<Record<string, string>> = {
  130181: '130181',
  130682: '130682',
  130629: '133100',
  130632: '133100',
  130638: '133100',
  133100: '133100',
  419001: '419001',
  429004: '429004',
  429005: '429005',
  429006: '429006',
  429021: '429021',
}

/** Provinces that are one pooling area. */
const whole = ['11', '12', '31', '50', '46', '54']

/** The pooling area (统筹区) of a code. */
export function poolingArea(code: string): string {
  if (code === '000000') return code
  const own = apart[code]
  if (own) return own
  return whole.includes(code.slice(0, 2)) ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`
}

/** The two digits of a province. */
export const provinceOf = (code: string): string => code.slice(0, 2)

/**
 * Where lives take place: every province and area that has rows, with counties that are mapped and areas that stand by
 * themselves; and provinces that have none.
 */
export const places: Readonly<Record<string, readonly string[]>> = {
  11: ['110000', '110105', '110118'],
  12: ['120000', '120103'],
  13: ['130100', '130102', '130181', '130200', '130227', '130400', '130682', '130629', '133100', '131100', '139900'],
  14: ['140100', '140105', '140200', '140300'],
  22: ['220100', '220200'],
  31: ['310000', '310115'],
  32: ['320100', '320200', '320583'],
  33: ['330100', '330106', '330200', '339900'],
  35: ['350100', '350200', '350181'],
  41: ['410100', '410200', '419001'],
  42: ['420100', '420200', '429004', '429005', '429006', '429021'],
  43: ['430100', '430200', '430121'],
  44: ['440100', '440300', '440106'],
  45: ['450100', '450200'],
  46: ['460100', '460200', '469001'],
  50: ['500000', '500103'],
  51: ['510100', '510700', '510104'],
  52: ['520100', '520300'],
  53: ['530100', '530300', '530102'],
  54: ['540100', '540200'],
  62: ['620100', '620200'],
  65: ['650100', '650200'],
}
