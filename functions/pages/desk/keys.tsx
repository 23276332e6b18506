/** 「快捷键」: which keys there are, and whether they are on: who is bothered by them switches them off (WCAG 2.1.4). */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { Dialog } from '../frame/form.tsx'
import type { Pages } from '../frame/serve.tsx'
import type { Officer } from './tasks.ts'

const cookie = 'desk-keys'
const year = 365 * 86_400

const keys = [
  ['j、k', '下一行、上一行'],
  ['回车', '打开'],
  ['c', '认领或放回'],
  ['a', '同意'],
  ['r', '不同意（先到理由）'],
  ['/', '查找'],
  ['?', '快捷键'],
] as const

/** The button and its dialog. */
export function Keys({ c }: { c: Context }) {
  const isOn = getCookie(c, cookie) !== 'off'
  return (
    <div class="keys" data-keys={isOn ? 'on' : 'off'}>
      <button type="button" data-opens="keys" id="keys-button">
        快捷键
      </button>
      <Dialog id="keys" title="快捷键">
        <dl class="facts">
          {keys.map(([key, what]) => (
            <>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </>
          ))}
        </dl>
        <form method="post" action="/desk/keys" id="keys-form">
          <label class="tick">
            <input type="checkbox" name="on" value="on" checked={isOn} id="keys-on" />
            启用快捷键
          </label>
          <div class="row">
            <button type="submit" data-closes>
              关闭
            </button>
          </div>
        </form>
      </Dialog>
    </div>
  )
}

/** Keeps the choice: in a cookie that says nothing of anybody. */
export function serveKeys(pages: Pages<Officer>): void {
  pages.post('/desk/keys', (visit, form) => {
    const value = form.written.on === 'on' ? 'on' : 'off'
    setCookie(visit.c, cookie, value, { path: '/desk', maxAge: year, secure: true, httpOnly: true, sameSite: 'Lax' })
    // A script needs no page to go to.
    return visit.c.req.header('accept')?.includes('text/html') ? visit.go('/desk') : visit.c.body(null, 204)
  })
}
