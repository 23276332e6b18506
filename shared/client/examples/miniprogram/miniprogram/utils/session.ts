/** Who is signed in, kept on the phone until they leave. */
import { askForToken } from './sign-in'

const tokenAt = 'token'
const numberAt = 'psn_no'

/** The token kept, if there is one. */
export const savedToken = (): string | undefined => wx.getStorageSync<string>(tokenAt) || undefined

/** Signs in and keeps it; false if no token was given. Of somebody else who was signed in nothing stays. */
export async function signIn(psnNo: string): Promise<boolean> {
  const token = await askForToken(psnNo)
  if (token === undefined) return false
  if (wx.getStorageSync(numberAt) !== psnNo) leave()
  wx.setStorageSync(numberAt, psnNo)
  wx.setStorageSync(tokenAt, token)
  return true
}

/** A new token in place of one that is refused: the client asks for it, the citizen notices nothing. */
export async function signInAgain(): Promise<string | undefined> {
  const token = await askForToken(wx.getStorageSync<string>(numberAt) || '')
  if (token === undefined) wx.removeStorageSync(tokenAt)
  else wx.setStorageSync(tokenAt, token)
  return token
}

/** What is remembered of this person only as long as the mini-program runs. */
export const unwritten: Record<string, unknown> = {}

/** Takes everything of this person off the phone, drafts too. */
export function leave(): void {
  for (const name of Object.keys(unwritten)) delete unwritten[name]
  for (const key of wx.getStorageInfoSync().keys) if (!key.startsWith('look')) wx.removeStorageSync(key)
}
