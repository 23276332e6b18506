/** 「谁看过我的信息」: everything that others have read and done, the latest first. */
import { roleNames } from '../../calls/access.ts'
import { need } from '../frame/client.ts'
import type { Pages } from '../frame/serve.tsx'
import { moment } from '../frame/values.tsx'
import { fewest, isElder, More } from './elder.tsx'
import { cursorIn } from './whose.ts'

/** The page `/my/access`. */
export function servedAccess(pages: Pages<'citizen'>): void {
  pages.get('/my/access', async (visit) => {
    const query = { limit: isElder(visit) ? fewest : 50, ...cursorIn(visit) }
    const { access, cursor } = need(await visit.api.call('GET /v1/me/access', { query }))
    return {
      title: '谁看过我的信息',
      body: (
        <>
          <p>医院、经办人员和帮您办事的人，每看一次、每办一次，都记在这里。</p>
          {access.length === 0 ? <p>还没有人看过。</p> : null}
          <ul class="cases">
            {access.map(({ at, role, place, what }) => (
              <li class="card">
                <span class="strong">{what}</span>
                <span>
                  {nameOf(role)} {place}
                </span>
                <span class="hint">{moment(at, visit.now)}</span>
              </li>
            ))}
          </ul>
          <More show={cursor !== undefined} href={`/my/access?cursor=${cursor}`}>
            再看以前的
          </More>
        </>
      ),
    }
  })
}

const nameOf = (role: string): string => ({ ...roleNames, helper: '帮办家人' })[role as keyof typeof roleNames] ?? role
