/** What the rules say must come of who is found not insured, without the code of the bundle. */

/** What a visit may find, and whether the person is exempt by it (outreach/RULES.md 2.3). */
export const answers: Readonly<Record<string, boolean>> = {
  'will-enrol': false,
  'insured-elsewhere': true,
  military: true,
  abroad: true,
  moved: true,
  deceased: true,
  refuses: false,
  'not-found': false,
}
