/** Sharing on commitment: no documents, no clerk, at once (RULES.md 2.1). Pure. */
import type { Day } from '../../../../shared/calendar/index.ts'
import { bundleOff, openingOf } from '../../../../shared/chain/switches/switches.ts'
import { type Admdvs, NATION } from '../../../../shared/codes/index.ts'
import type { Fen } from '../../../../shared/money/index.ts'
import type { Apply, ApplyResult, Told } from '../../../../shared/registers/applying.ts'
import type { BirthCases } from '../../../../shared/registers/family/birth-notices.ts'
import { guardianTo } from '../../../../shared/registers/family/guardians.ts'
import { isActive, sharesAs, sharesWith } from '../../../../shared/registers/family/shares.ts'
import { type PersonFile, put } from '../../../../shared/registers/file.ts'
import { type Pid, type Ref, refOf } from '../../../../shared/registers/ids.ts'
import type { At } from '../../../../shared/registers/look.ts'
import type { Share, ShareRelation } from '../../../../shared/registers/rows.ts'
import type { Notice } from '../../../../shared/tasks/notice.ts'
import { address, registeredGuardians } from '../../../acts/guardians.ts'
import { type ShareScope, shareMaxUsers, shareRelations, shareScope, valueIn } from '../parameters.ts'
import { familySharingBundle } from '../reference.ts'
import { notices, texts } from '../texts.ts'
import { holderArea, userAreaToBe } from './places.ts'

/** What a holder asks for. */
export interface ShareAsked {
  user: Pid
  relation: ShareRelation
  /** In fen a calendar year. */
  limit?: Fen | undefined
  /** The relation is true, the holder says. */
  commitment: boolean
}

/** All that is looked at before a share is granted. */
export interface Grant {
  isUserAlive: boolean
  isSelf: boolean
  commitment: boolean
  /** The registers know that the user is that to the holder. */
  isKnown: boolean
  relation: ShareRelation
  /** What the parameters of the holder's area say on the day. */
  relations: readonly ShareRelation[]
  maxUsers: number
  scope: ShareScope
  holderArea: Admdvs | undefined
  userArea: Admdvs | undefined
  isSameProvince: boolean
  isShared: boolean
  /** Users of the account now. */
  users: number
}

/** Why a share is not granted. */
export interface ShareRefusal {
  status: 400 | 404 | 409
  code: string
  detail: string
  field?: string
}

/** The refusals in their order, each with when it fits (RULES.md 2.2). */
const refusals: readonly (ShareRefusal & { fits(of: Grant): boolean })[] = [
  {
    status: 404,
    code: 'person-unknown',
    detail: '没有查到这个人，请核对编号或证件号码和姓名。',
    fits: ({ isUserAlive }) => !isUserAlive,
  },
  { status: 400, code: 'bad-request', detail: '不能给自己', field: 'relation', fits: ({ isSelf }) => isSelf },
  {
    status: 400,
    code: 'bad-request',
    detail: '请承诺所填的亲属关系属实',
    field: 'commitment',
    fits: ({ commitment, isKnown }) => !commitment && !isKnown,
  },
  {
    status: 409,
    code: 'relation-not-shared',
    detail: '您的参保地还没有把个人账户共济开到这种亲属。',
    fits: ({ relation, relations }) => !relations.includes(relation),
  },
  {
    status: 409,
    code: 'no-account',
    detail: '没有查到您的职工医保，没有可以共济的个人账户。',
    fits: (of) => of.holderArea === undefined,
  },
  {
    status: 409,
    code: 'user-not-insured',
    detail: '对方现在没有参保，参保以后才能用您的个人账户。',
    fits: (of) => of.userArea === undefined,
  },
  {
    status: 409,
    code: 'out-of-scope',
    detail: '对方参保的地方还不能和您的参保地共济。',
    fits: (of) => !(of.holderArea === of.userArea || (of.scope === 'province' && of.isSameProvince)),
  },
  {
    status: 409,
    code: 'already-shared',
    detail: '您的个人账户已经给这个人用了。',
    fits: ({ isShared }) => isShared,
  },
  {
    status: 409,
    code: 'too-many-users',
    detail: '用您个人账户的家人已经够多了，先结束一个才能再加。',
    fits: ({ users, maxUsers }) => users >= maxUsers,
  },
]

/** Why a share is not granted, the first reason that fits; undefined if it is. */
export function whyNot(of: Grant): ShareRefusal | undefined {
  const found = refusals.find(({ fits }) => fits(of))
  if (!found) return undefined
  const { fits: _fits, ...refusal } = found
  return refusal
}

function grantOf(holder: PersonFile, asked: ShareAsked, at: At, births: BirthCases): Grant {
  const { look, today } = at
  const user = look.file(asked.user)
  const area = holderArea(holder, today)
  const to = userAreaToBe(user, today)
  const ruled = area ?? NATION
  return {
    isUserAlive: user.person !== undefined && user.died === undefined,
    isSelf: user.pid === holder.pid,
    commitment: asked.commitment,
    isKnown: asked.relation === 'child' && guardianTo(user, holder, today, births) !== undefined,
    relation: asked.relation,
    relations: valueIn(look, shareRelations, ruled, today),
    maxUsers: valueIn(look, shareMaxUsers, ruled, today),
    scope: valueIn(look, shareScope, ruled, today),
    holderArea: area,
    userArea: to,
    isSameProvince: area?.slice(0, 2) === to?.slice(0, 2),
    isShared: sharesWith(holder, user).some((share) => isActive(share, holder, user)),
    users: sharesAs('holder', holder).filter((share) => isActive(share, holder, look.file(share.user))).length,
  }
}

/** The id of the `number`th share of a holder with a user. */
const shareIdOf = (holder: PersonFile, user: PersonFile, number: number): Ref =>
  refOf('SH', holder.pid, `${user.pid}#${number}`)

/** The share that the holder granted this user last. */
export const lastShare = (holder: PersonFile, user: PersonFile): Share | undefined =>
  holder.one('share', shareIdOf(holder, user, sharesWith(holder, user).length - 1))

/**
 * Grants a share; put to the holder's file. One commit writes both files, so that no two can pass a limit together
 * (RULES.md 2.6).
 */
export const grant =
  (asked: ShareAsked, births: BirthCases): Apply =>
  (holder, at) => {
    const of = grantOf(holder, asked, at, births)
    const refused = whyNot(of)
    if (refused) return { refused }
    const area = of.holderArea as Admdvs
    const opening = openingOf(holder, familySharingBundle.bundle, { admdvs: area, begins: at.today }, at)
    if (opening !== 'open') return { refused: bundleOff }
    const user = at.look.file(asked.user)
    const { relation, limit } = asked
    const share: Share = {
      share_id: shareIdOf(holder, user, sharesWith(holder, user).length),
      holder: holder.pid,
      user: user.pid,
      relation,
      from: at.today,
      made_at: at.now,
      ...(limit === undefined ? {} : { limit }),
    }
    const change = [put('share', share)]
    const told = { notice: notices.shared, about: share.share_id }
    return {
      ok: {
        change,
        tell: [{ ...told, text: texts.given(nameOf(user), limit) }],
        alongside: [
          {
            file: user,
            change,
            tell: toUser(user, holder, { ...told, text: texts.got(nameOf(holder), limit) }, at, births),
          },
        ],
      },
    }
  }

const nameOf = ({ person }: PersonFile): string => person?.private.psn_name ?? ''

/** Of a child its guardians are told, but for the holder, who knows (RULES.md 2.1). */
function toUser(
  user: PersonFile,
  holder: PersonFile,
  told: { notice: Notice; about: Ref; text: string },
  { look, today }: At,
  births: BirthCases,
): Told[] {
  const guardians = registeredGuardians({ file: user, look, today }, births).filter(({ person }) => !person.death)
  if (guardians.length === 0) return [told]
  const others = guardians.filter(({ pid }) => pid !== holder.pid)
  return others.length === 0 ? [] : [{ ...told, to: others.map(({ person }) => address(person)) }]
}

/** Ends a share, to the end of the day; put to the holder's file (RULES.md 2.3). */
export const endShare =
  (shareId: string, births: BirthCases): Apply =>
  (holder, at): ApplyResult => {
    const share = holder.one('share', shareId)
    if (!share) return { refused: { status: 404, code: 'not-found', detail: '没有找到，或者不是您的。' } }
    const user = at.look.file(share.user)
    if (!isActive(share, holder, user)) {
      return { refused: { status: 409, code: 'share-ended', detail: '这个共济已经结束了。' } }
    }
    const to: Day = at.today
    const { used: _used, ...plain } = share
    const told = {
      notice: notices.ended,
      about: share.share_id,
      text: texts.ended(nameOf(holder), nameOf(user), to),
    }
    return {
      ok: {
        change: [put('share', { ...share, to })],
        tell: [told],
        alongside: [
          { file: user, change: [put('share', { ...plain, to })], tell: toUser(user, holder, told, at, births) },
        ],
      },
    }
  }
