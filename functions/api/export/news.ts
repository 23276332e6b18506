/** What somebody said of how they want to be told, and the policy packs that they wait for or were sent lately. */
import type { PersonFile } from '../../../shared/registers/file.ts'

/** Of a person's file. */
export const newsOf = (file: PersonFile) => ({
  preferences: file.all('preferences'),
  packs: (file.one('packs', 'self')?.held ?? []).map(({ pack_id, state, at }) => ({
    pack_id,
    ...(state === 'sent' ? { sent_at: at } : {}),
  })),
})
