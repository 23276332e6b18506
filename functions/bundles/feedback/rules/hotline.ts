/** What the hotline hears of its tickets: each step once, and in order (RULES.md 1.9). */
import type { OutboundData } from '../../../../events/index.ts'
import type { Send } from '../../../../shared/chain/chain.ts'
import type { FeedbackCtx, FeedbackState, TicketTold } from '../state.ts'
import { texts } from '../texts.ts'

type Status = OutboundData<'ticket.answered'>['status']
const inTurn = ['accepted', 'answered', 'closed'] as const satisfies readonly Status[]

/** What there is to be told by now, by status. */
function wordsFor({ respondedAt, first }: FeedbackState, closing: string | undefined) {
  return {
    ...(respondedAt === undefined ? {} : { accepted: texts.accepted() }),
    ...(first === undefined ? {} : { answered: texts.answer(first) }),
    ...(closing === undefined ? {} : { closed: closing }),
  }
}

/**
 * The messages that its tickets have not led to yet, with what the case then remembers of them. `closing`: the case ends,
 * and what is said of it.
 */
export function ticketNews(
  { case: { case_id } }: Pick<FeedbackCtx, 'case'>,
  state: FeedbackState,
  closing?: string,
): { send: Send[]; tickets: TicketTold[] } {
  const words: Partial<Record<Status, string>> = wordsFor(state, closing)
  const send: Send[] = []
  const tickets = state.tickets.map((ticket): TicketTold => {
    const since = ticket.told === undefined ? 0 : inTurn.indexOf(ticket.told) + 1
    const news = inTurn.slice(since).filter((status) => words[status] !== undefined)
    for (const status of news) {
      const data = { ticket_no: ticket.ticket_no, case_id, status, text: words[status] ?? '' }
      send.push({ type: 'ticket.answered', data })
    }
    const last = news.at(-1)
    return last === undefined ? ticket : { ...ticket, told: last }
  })
  return { send, tickets }
}
