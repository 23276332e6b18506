/** 「附近网点」: where somebody helps with a matter; drawn from coordinates, nearest first where one says where one is. */
import { scaleLinear } from 'd3-scale'
import type { Points } from '../../../shared/client/index.ts'
import { parseAdmdvs, poolingAreaOf } from '../../../shared/codes/index.ts'
import { houseMatters } from '../../../shared/points/point.ts'
import { bundleTitles } from '../../bundles/all.ts'
import { need } from '../frame/client.ts'
import { Fields, Form } from '../frame/form.tsx'
import { type Again, again } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { fewest, isElder } from './elder.tsx'
import type { Citizen } from './whose.ts'

type Point = Points['points'][number]

/** The page `/my/points`. Where somebody is stands in no address. */
export function servedPoints(pages: Pages<'citizen'>): void {
  pages.get('/my/points', async (visit) => drawPoints(visit, { matter: 'enrolment' }))

  pages.post('/my/points', async (visit, form) => {
    const { matter = '', lng, lat } = form.written
    return drawPoints(visit, { matter, ...(lng && lat ? { lng, lat } : {}) }, form)
  })
}

interface Wanted {
  readonly matter: string
  readonly lng?: string
  readonly lat?: string
}

async function drawPoints(visit: Citizen, wanted: Wanted, form?: Parameters<typeof again>[0]): Promise<Drawn> {
  const area = await ownArea(visit)
  const limit = isElder(visit) ? fewest - 1 : 20
  const place = wanted.lng === undefined ? (area === undefined ? {} : { admdvs: area }) : wanted
  const found = await visit.api.call('GET /v1/points', {
    query: { ...place, matter: wanted.matter, limit } as never,
  })
  const refused = found.ok || !form ? undefined : again(form, found)
  const points = found.ok ? found.body.points : []
  const isDrawn = points.length > 1 && !isElder(visit)
  return {
    title: '附近网点',
    ...(refused ? { fault: refused.detail, status: refused.status } : {}),
    body: (
      <>
        <Asked matter={wanted.matter} refused={refused} />
        {found.ok && found.body.online ? <p>这件事网上就能办，不用跑。</p> : null}
        {points.length === 0 ? <p>没有找到能办这件事的网点，可以打 12393 问一问。</p> : null}
        {isDrawn ? <Drawing points={points} me={wanted} /> : null}
        <ol class="cases">
          {points.map((point, index) => (
            <OnePoint point={point} number={isDrawn ? `${index + 1}. ` : ''} />
          ))}
        </ol>
      </>
    ),
  }
}

function Asked({ matter, refused }: { matter: string; refused: Again | undefined }) {
  const field = {
    name: 'matter',
    label: '要办什么',
    required: true,
    kind: 'choice',
    options: Object.entries({ ...bundleTitles, ...houseMatters }),
  } as const
  return (
    <Form action="/my/points" again={refused} label="找网点">
      <Fields fields={[field]} written={{ matter }} again={refused} />
      <input type="hidden" name="lng" />
      <input type="hidden" name="lat" />
      <div class="row">
        <button type="submit" class="main">
          找网点
        </button>
        <button type="submit" data-locate hidden>
          找离我近的
        </button>
      </div>
    </Form>
  )
}

/** `number`: as in the drawing, if there is one. */
function OnePoint({ point, number }: { point: Point; number: string }) {
  const { name, address, tel, open_now, distance_m } = point
  return (
    <li class="card">
      <span class="strong">
        {number}
        {name}
      </span>
      <span>{address}</span>
      <span>
        {open_now ? '现在开门' : '现在没开门'}
        {distance_m === undefined ? '' : `，离您${distanceInWords(distance_m)}`}
      </span>
      <a class="button" href={`tel:${tel}`} aria-label={`打电话 ${tel}，${name}`}>
        打电话 {tel}
      </a>
    </li>
  )
}

const distanceInWords = (metres: number) => (metres < 1000 ? `${metres}米` : `${(metres / 1000).toFixed(1)}公里`)

const size = { width: 360, height: 200, edge: 24 } as const

/** The points where they lie, north above, numbered as in the list; a degree of longitude as wide as it is there. */
function Drawing({ points, me }: { points: readonly Point[]; me: Wanted }) {
  const own = me.lng === undefined || me.lat === undefined ? [] : [{ lng: Number(me.lng), lat: Number(me.lat) }]
  const all = [...points.map(({ lng, lat }) => ({ lng: Number(lng), lat: Number(lat) })), ...own]
  const [west, east] = [Math.min(...all.map(({ lng }) => lng)), Math.max(...all.map(({ lng }) => lng))]
  const [south, north] = [Math.min(...all.map(({ lat }) => lat)), Math.max(...all.map(({ lat }) => lat))]
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  // As many degrees a pixel in both directions, so that nothing looks nearer than it is.
  const span = Math.max(
    ((east - west) * shrink) / (size.width - 2 * size.edge),
    (north - south) / (size.height - 2 * size.edge),
    1e-6,
  )
  const half = { lng: (span * size.width) / 2 / shrink, lat: (span * size.height) / 2 }
  const centre = { lng: (west + east) / 2, lat: (south + north) / 2 }
  const x = scaleLinear([centre.lng - half.lng, centre.lng + half.lng], [0, size.width])
  const y = scaleLinear([centre.lat - half.lat, centre.lat + half.lat], [size.height, 0])
  return (
    <svg
      class="map"
      role="img"
      aria-label="网点的位置，编号和下面的列表一样"
      viewBox={`0 0 ${size.width} ${size.height}`}
    >
      <rect width={size.width} height={size.height} class="ground" />
      {points.map(({ lng, lat }, index) => (
        <g>
          <circle cx={round(x(Number(lng)))} cy={round(y(Number(lat)))} r="13" class="point" />
          <text x={round(x(Number(lng)))} y={round(y(Number(lat)) + 5)} text-anchor="middle" class="number">
            {index + 1}
          </text>
        </g>
      ))}
      {own.map(({ lng, lat }) => (
        <circle cx={round(x(lng))} cy={round(y(lat))} r="7" class="me" />
      ))}
    </svg>
  )
}

const round = (pixels: number) => Math.round(pixels * 10) / 10

/** The pooling area one is insured in. */
async function ownArea(visit: Citizen): Promise<string | undefined> {
  const { relations } = need(await visit.api.call('GET /v1/me'))
  const code = (relations.find(({ psn_insu_stas }) => psn_insu_stas === '1') ?? relations[0])?.insu_admdvs
  const area = parseAdmdvs(code)
  return area && poolingAreaOf(area)
}
