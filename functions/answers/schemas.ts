/** What the calls about articles and questions take and answer, as schemas. */
import * as z from 'zod'
import { day, flag, oneOf, words } from '../../events/fields.ts'
import { codeOf } from '../../shared/codes/coded.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import { NATION, parseAdmdvs, poolingAreaOf, provinceArea } from '../../shared/codes/index.ts'
import { matterNames } from '../bundles/matters.ts'
import { called } from '../calls/called.ts'
import { code6, date, time } from '../calls/fields.ts'

/** The longest text of an article. */
const longestText = 5_000
/** The longest question, of an article or of somebody who asks. */
const longestQuestion = 200
/** Ways to ask for an article at most. */
const mostQuestions = 20

/** Text as it is written, with its line breaks: it is shown unchanged. */
const asWritten = (label: string, most: number) =>
  z
    .string({ error: `缺少${label}` })
    .refine((text) => text.trim() !== '' && [...text].length <= most, `${label}应为 1 至 ${most} 个字`)
    .refine((text) => !/[^\P{Cc}\n\r\t]|\p{Cs}/u.test(text), `${label}不能有控制字符`)
    .meta({ description: `${label}，1 至 ${most} 个字，原样显示` })

/** An area of an article: a pooling area by any code in it, a province (130000), or the nation (000000). */
const level = z
  .string({ error: '缺少地区' })
  .transform((code, context): Admdvs => {
    if (code === NATION) return NATION
    if (!parseAdmdvs(code)) {
      context.addIssue('应为统筹区、省（如 130000）或全国（000000）的代码')
      return z.NEVER
    }
    return code.endsWith('0000') ? provinceArea(code) : poolingAreaOf(code)
  })
  .meta({ description: '统筹区、省（130000）或全国（000000）', pattern: '^\\d{6}$' })

/** The same where it may be left out. */
export const areaAsked = level.optional()

/** `PUT /v1/articles/{article_id}`. */
export const newArticleSchema = called(
  'NewArticle',
  z
    .object({
      title: words('标题', longestQuestion),
      questions: z
        .array(words('问法', longestQuestion), { error: '缺少问法' })
        .min(1, '至少写一种问法')
        .max(mostQuestions, `最多 ${mostQuestions} 种问法`)
        .meta({ description: `大家会怎么问，1 至 ${mostQuestions} 种` }),
      text: asWritten('正文', longestText),
      matter: oneOf('事项', matterNames, 'matter'),
      admdvs: level,
      from: day('开始日期'),
      to: day('结束日期').optional(),
      source: words('依据'),
    })
    .refine(({ from, to }) => to === undefined || from <= to, { path: ['to'], error: '结束日期不能早于开始日期' }),
)

/** An article as it stands. */
export const articleSchema = called(
  'Article',
  z.object({
    article_id: z.string(),
    title: z.string(),
    questions: z.array(z.string()),
    text: z.string(),
    matter: codeOf(matterNames),
    admdvs: code6,
    from: date,
    to: date.optional(),
    source: z.string(),
  }),
)

/** `POST /v1/questions`. */
export const newQuestionSchema = called(
  'NewQuestion',
  z.object({ text: words('问题', longestQuestion), admdvs: areaAsked }),
)

/** What a question is answered by. */
export const answersSchema = called(
  'Answers',
  z.object({
    question_id: z.string().meta({ description: '转人工或评价时用' }),
    confident: z.boolean().meta({ description: '有没有找到回答' }),
    hand_over: z.boolean().meta({ description: '请转人工：登录后提交咨询，或者拨打 12393' }),
    answers: z.array(
      z.object({
        article_id: z.string(),
        title: z.string(),
        text: z.string().meta({ description: '整条知识的原文，不改写' }),
        source: z.string(),
        from: date,
        score: z
          .string()
          .regex(/^[01]\.\d{4}$/)
          .meta({ description: '和问题有多像' }),
      }),
    ),
  }),
)

/** `POST /v1/questions/{question_id}/helpful`. */
export const helpfulSchema = called('Helpful', z.object({ helpful: flag('有没有帮助') }))
/** What it answers. */
export const handOverSchema = called('HandOver', z.object({ hand_over: z.boolean() }))

/** `GET /v1/questions/unanswered`. */
export const unansweredSchema = called(
  'UnansweredQuestions',
  z.object({
    questions: z
      .array(z.object({ text: z.string(), count: z.int(), last_at: time }))
      .meta({ description: '没有答上、或者没帮上忙的，问得最多的在前' }),
  }),
)
