/** What the rules say must come of a donation, without the code of the bundle. */

/** A report of a donation, whoever made it. */
export interface Report {
  donation_no: string
  ml: number
  time: string
}

/** Of each donation the amount that was told of last (donation/RULES.md 1.1). */
export function donations(reports: readonly Report[]): Map<string, number> {
  const last = new Map<string, Report>()
  for (const report of reports) {
    const held = last.get(report.donation_no)
    if (!held || report.time > held.time) last.set(report.donation_no, report)
  }
  return new Map([...last].map(([donation_no, { ml }]) => [donation_no, ml]))
}
