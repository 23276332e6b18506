/** As much of S3's own protocol as a bucket of ours speaks; two keys a page. */
import { createServer, type Server } from 'node:http'

/** A server that answers; `objects`: what is kept in it, whatever the bucket. */
export function s3Server(objects = new Map<string, Buffer>()): Server {
  return createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3')
    const key = decodeURIComponent(pathname).split('/').slice(2).join('/')
    if (request.method === 'PUT') {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      objects.set(key, Buffer.concat(parts))
      response.end()
      return
    }
    if (searchParams.get('list-type') === '2') {
      const [prefix, after] = [searchParams.get('prefix') ?? '', searchParams.get('start-after') ?? '']
      const from = searchParams.get('continuation-token') ?? after
      const keys = [...objects.keys()].filter((one) => one.startsWith(prefix) && one > from).sort()
      const page = keys.slice(0, 2)
      const more = keys.length > 2 ? `<NextContinuationToken>${page[1]}</NextContinuationToken>` : ''
      const contents = page.map((one) => `<Contents><Key>${one}</Key></Contents>`).join('')
      response.end(`<?xml version="1.0"?><ListBucketResult>${contents}${more}</ListBucketResult>`)
      return
    }
    const held = objects.get(key)
    if (held) response.end(held)
    else response.writeHead(404).end('<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>')
  })
}
