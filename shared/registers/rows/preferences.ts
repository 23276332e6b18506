/** What somebody wants to be told, and how pages look to them. */

/** Key: `self`. Absent: {@link firstPreferences}. */
export interface Preferences {
  /** Wants to be sent policy packs (functions/packs/RULES.md). */
  packs: boolean
  /** Pages in the style for the elderly. */
  elder: boolean
  /** Active helpers get a copy of each pack. */
  copy_to_helper: boolean
}

/** As long as the person has said nothing else. */
export const firstPreferences: Preferences = { packs: true, elder: false, copy_to_helper: false }

/** Whether somebody who has said this, or nothing, wants to be sent policy packs. */
export const wantsPacks = (said: Preferences | undefined): boolean => (said ?? firstPreferences).packs
