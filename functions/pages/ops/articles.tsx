/** 「问答」: articles that somebody signs for, and what people ask that none of them answers. */
import { areaName } from '../../../shared/codes/index.ts'
import { newArticleSchema } from '../../answers/schemas.ts'
import type { Field } from '../frame/fields.ts'
import { Fields } from '../frame/form.tsx'
import type { Pages } from '../frame/serve.tsx'
import { moment } from '../frame/values.tsx'
import { Table } from '../frame/wide.tsx'
import { New, servedWhole, type Whole } from './whole.tsx'

const article: Whole = {
  path: '/ops/articles',
  noun: '文章',
  explains: '有人问到，就用文章的原文回答。这里没有文章清单：改旧文章，写原来的编号，整篇重写。',
  schema: newArticleSchema,
  written: {
    questions: { hint: '每行写一种问法，1 至 20 种' },
    text: { kind: 'long' },
    admdvs: { label: '地方', hint: '统筹区、省（如 130000）或全国（000000）的代码' },
  },
  // The API shows articles to who asks, and no list of them: an article is put anew as a whole.
  find: async () => ({}),
  unread: '这里看不到；编号已有的，整篇换掉',
  put: (visit, article_id, body) => visit.api.call('PUT /v1/articles/{article_id}', { path: { article_id }, body }),
  leads: () => '/ops/articles',
}

const where: Field = { name: 'admdvs', label: '哪里的', required: false, kind: 'text' }

/** The pages of articles. */
export function servedArticles(pages: Pages<'operator'>): void {
  pages.get('/ops/articles', async (visit) => {
    const { admdvs = '' } = visit.c.req.query()
    const found = await visit.api.call('GET /v1/questions/unanswered', { query: admdvs ? { admdvs } : {} })
    const questions = found.ok ? found.body.questions : []
    return {
      title: '问答',
      ...(found.ok ? {} : { fault: found.problem.detail, status: found.status || 503 }),
      body: (
        <>
          <section aria-label="答不上来的问题">
            <h2>答不上来的问题</h2>
            <p class="hint">写六位代码看那里的人问的；不写，看没说地方的。</p>
            <form method="get" action="/ops/articles" class="row" aria-label="看哪里的">
              <Fields fields={[where]} written={{ admdvs }} />
              <button type="submit">看</button>
            </form>
          </section>
          <Table
            label="答不上来的问题"
            heads={['问题', '问过几次', ['最近一次', 'whole']]}
            rows={questions.map(({ text, count, last_at }) => [text, count, moment(last_at, visit.now)])}
            empty={`${/^\d{6}$/.test(admdvs) ? areaName(admdvs as never) : '没说地方的'}：没有答不上来的问题。`}
          />
          <New {...article} />
        </>
      ),
    }
  })
  servedWhole(pages, article)
}
