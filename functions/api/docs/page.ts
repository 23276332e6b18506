/**
 * The docs page: how each matter goes, every call and every event, for people. It is made of the catalogue of services,
 * the chains and the two documents for programs, so that it says what they say. Loaded when it is asked for.
 */
import { html, raw } from 'hono/html'
import { asyncApi } from '../../../events/asyncapi.ts'
import { catalogue } from '../../bundles/catalogue.ts'
import type { Route } from '../../calls/route.ts'
import { openApi } from './openapi.ts'
import { accessTable, apiReference, codesTable } from './page-calls.ts'
import { eventReference } from './page-events.ts'
import { flows } from './page-flows.ts'

const style = `
:root{color-scheme:light dark;--line:#8884;--soft:#8881;--accent:#0a6b5e}
body{margin:0 auto;max-width:60rem;padding:1rem 1rem 4rem;font:16px/1.7 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.7rem}h2{margin-top:3rem;border-bottom:2px solid var(--accent)}h3{margin-top:2.2rem}
a{color:var(--accent)}nav ul{columns:2;padding-left:1.2rem}
table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.6rem 0}
th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}
th{background:var(--soft)}code,pre{font-family:ui-monospace,Consolas,monospace;font-size:.88rem}
pre{background:var(--soft);padding:.7rem;overflow:auto}code{overflow-wrap:anywhere}
.method{display:inline-block;min-width:4.2rem;font-weight:700;color:var(--accent)}
details{margin:.4rem 0}summary{cursor:pointer}.quiet{opacity:.75}
svg{max-width:100%;height:auto}svg text{font-size:14px;fill:currentColor}
svg .box{fill:var(--soft);stroke:var(--accent)}svg .way{fill:none;stroke:currentColor;opacity:.55}svg .head{fill:currentColor;opacity:.55}
`

/** The page of these routes, whole, as HTML text. */
export function docsPage(routes: readonly Route[]): string {
  const api = openApi(routes)
  const events = asyncApi(catalogue)
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>免申即享：文档</title>
<style>${raw(style)}</style>
</head>
<body>
<h1>医保“免申即享”：文档</h1>
<p>条件具备时系统自动办，人只在必须由人决定的地方被问到。这一页给对接的人看；给程序看的是
<a href="/openapi.json">openapi.json</a>（接口）和 <a href="/asyncapi.json">asyncapi.json</a>（事件），内容与实际校验用的是同一份。</p>
<nav><ul>
<li><a href="#flows">每件事怎么办</a></li>
<li><a href="#api">接口</a></li>
<li><a href="#access">谁能用、能看到谁的</a></li>
<li><a href="#codes">错误编号</a></li>
<li><a href="#events">事件</a></li>
<li><a href="#signing">签名</a></li>
</ul></nav>
<h2 id="flows">每件事怎么办</h2>
${flows()}
<h2 id="api">接口</h2>
${apiReference(api)}
<h3 id="access">谁能用、能看到谁的</h3>
${accessTable(routes)}
<h3 id="codes">错误编号</h3>
${codesTable(routes)}
<h2 id="events">事件</h2>
${eventReference(events)}
</body>
</html>
`
  return String(page)
}
