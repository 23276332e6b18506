/**
 * The one seam to whoever knows the citizen: where a login of WeChat becomes a token of the API. The API itself gives
 * none; a bureau's sign-in service checks the code with WeChat, knows (or asks once) whose insurance it is, and signs.
 */
import { config } from '../config'

/**
 * A new token; undefined if there is none to be had. `psnNo` is used by the local stack alone, which believes whoever
 * asks. Never throws: what fails here is shown as "please sign in".
 */
export async function askForToken(psnNo: string): Promise<string | undefined> {
  if (config.signIn.by === 'local') return post(`${config.baseUrl}/dev/token`, { role: 'citizen', psn_no: psnNo })
  const { url } = config.signIn
  const code = await loginCode()
  return code === undefined ? undefined : post(url, { code })
}

/** WeChat's own proof of who holds the phone: good for five minutes, once. */
const loginCode = () =>
  new Promise<string | undefined>((resolve) => {
    wx.login({ success: ({ code }) => resolve(code || undefined), fail: () => resolve(undefined) })
  })

const post = (url: string, data: Record<string, string>) =>
  new Promise<string | undefined>((resolve) => {
    wx.request<{ token?: string }>({
      url,
      method: 'POST',
      data,
      header: { 'content-type': 'application/json' },
      success: ({ statusCode, data: answer }) => resolve(statusCode < 300 ? answer?.token : undefined),
      fail: () => resolve(undefined),
    })
  })
