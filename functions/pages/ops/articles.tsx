/** 「问答」: articles that somebody signs for, and what people ask that none of them answers. */
import { newArticleSchema } from '../../answers/schemas.ts'
import { need } from '../frame/client.ts'
import type { Pages } from '../frame/serve.tsx'
import { moment } from '../frame/values.tsx'
import { Wide } from '../frame/wide.tsx'
import { New, servedWhole, type Whole } from './whole.tsx'

const article: Whole = {
  path: '/ops/articles',
  idName: '文章编号',
  schema: newArticleSchema,
  written: { text: { kind: 'long' } },
  // The API shows articles to who asks, and no list of them: an article is put anew as a whole.
  known: async () => undefined,
  put: (visit, article_id, body) => visit.api.call('PUT /v1/articles/{article_id}', { path: { article_id }, body }),
}

/** The pages of articles. */
export function servedArticles(pages: Pages<'operator'>): void {
  pages.get('/ops/articles', async (visit) => {
    const admdvs = visit.c.req.query('admdvs')
    const query = admdvs ? { admdvs } : {}
    const { questions } = need(await visit.api.call('GET /v1/questions/unanswered', { query }))
    return {
      title: '问答',
      body: (
        <>
          <New {...article} />
          {questions.length === 0 ? <p>没有答不上来的问题。</p> : null}
          {questions.length === 0 ? null : (
            <Wide label="答不上来的问题">
              <table>
                <caption>答不上来的问题，问得多的在前</caption>
                <thead>
                  <tr>
                    <th scope="col">问题</th>
                    <th scope="col">次数</th>
                    <th scope="col">最近一次</th>
                  </tr>
                </thead>
                <tbody>
                  {questions.map(({ text, count, last_at }) => (
                    <tr>
                      <td>{text}</td>
                      <td class="num">{count}</td>
                      <td>{moment(last_at, visit.now)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Wide>
          )}
        </>
      ),
    }
  })
  servedWhole(pages, article)
}
