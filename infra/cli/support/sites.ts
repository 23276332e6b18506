/** Where the three sites are, and how one signs in to them on this machine. */
import { say } from './language.ts'

/** A line for each site; `psn_no`: somebody who may look at their own, where the registers hold anybody. */
export function sitesText(api: string, psn_no?: string): string {
  const entry = (to: string, who: Readonly<Record<string, string>>) =>
    `${api}/dev/sign-in?${new URLSearchParams({ ...who, to })}`
  const desk = entry('/desk', { role: 'supervisor', admdvs: '130100', staff_no: '1001' })
  const ops = entry('/ops', { role: 'operator' })
  const my =
    psn_no === undefined ? `${api}/dev/sign-in?role=citizen&psn_no=…&to=/my` : entry('/my', { role: 'citizen', psn_no })
  return say({
    zh: `经办台 ${api}/desk\n运行台 ${api}/ops\n我的医保 ${api}/my\n登录（本机）：\n  ${desk}\n  ${ops}\n  ${my}`,
    en: `Desk ${api}/desk\nOperation ${api}/ops\nCitizens ${api}/my\nSign in (local):\n  ${desk}\n  ${ops}\n  ${my}`,
  })
}
