/** How the portal looks: one column that grows to two, light or dark as the reader's system is, readable from 320 pixels on. */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b2321;--quiet:#54605d;--line:#d5dcda;--soft:#f2f6f5;--accent:#0a6155;--mark:#fff3c4}
@media (prefers-color-scheme:dark){:root{--paper:#121817;--ink:#e4eae8;--quiet:#a5b1ae;--line:#35413e;--soft:#1b2422;--accent:#6fd3c0;--mark:#4b4012}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.7 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem;padding:.6rem 1rem;background:var(--paper)}
.skip:focus{left:.5rem;top:.5rem;z-index:2}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;padding:.6rem 1rem;border-bottom:1px solid var(--line);background:var(--soft)}
header .home{font-weight:700;text-decoration:none;padding:.5rem 0}
header .tongue{margin-left:auto;padding:.5rem .2rem}
form{display:flex;flex:1 1 14rem;min-width:0;max-width:34rem;gap:.4rem}
input,button{font:inherit;color:inherit;border:1px solid var(--quiet);border-radius:6px;background:var(--paper);min-height:2.6rem;padding:.2rem .7rem}
input{flex:1;width:100%;min-width:0}button{cursor:pointer;white-space:nowrap}
#found{padding:0 1rem;max-width:60rem}
.hits{list-style:none;padding:0;margin:0}.hits li{border-bottom:1px solid var(--line)}
.hits a{display:block;padding:.5rem .3rem;text-decoration:none}.hits a:hover{background:var(--soft)}
.hits span{color:var(--quiet);font-size:.9rem;margin-left:.5rem}
#status:not(:empty){color:var(--quiet);padding:.6rem 0 .3rem}#status{margin:0}
.frame{display:block;max-width:84rem;margin:0 auto}
main{padding:0 1rem 4rem;min-width:0;max-width:60rem}
nav{padding:.3rem 1rem}
nav summary{font-weight:700}
nav p{margin:1rem 0 .2rem;color:var(--quiet);font-size:.88rem}
nav ul{list-style:none;padding:0;margin:0}
nav li a{display:block;padding:.3rem .6rem;border-radius:6px;text-decoration:none}
nav li a:hover{background:var(--soft)}
nav [aria-current]{background:var(--soft);font-weight:700;box-shadow:inset 3px 0 var(--accent)}
.here{padding:.6rem 1rem;background:var(--soft);border-radius:8px;margin:1.2rem 0}
.here p{margin:0;color:var(--quiet);font-size:.9rem}.here ul{margin:0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:0 1.2rem}
.here a{display:inline-block;padding:.3rem 0}
h1{font-size:1.75rem;line-height:1.35;margin:1.6rem 0 .4rem}h2{font-size:1.35rem;margin:2.6rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid var(--accent)}
h3{font-size:1.1rem;margin:1.8rem 0 .4rem}h4{margin:1.2rem 0 .3rem}
.lead{font-size:1.08rem;color:var(--quiet);margin:.2rem 0 1rem}.quiet{color:var(--quiet)}
code,pre{font-family:ui-monospace,SFMono-Regular,Consolas,"Liberation Mono",monospace;font-size:.88em}
code{background:var(--soft);border-radius:4px;padding:.1em .25em}
pre{background:var(--soft);border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;white-space:pre-wrap;line-height:1.55}pre code{background:none;padding:0}
table{border-collapse:collapse;width:100%;font-size:.94rem;margin:.6rem 0 1rem}
caption{text-align:left;color:var(--quiet);font-size:.88rem;padding:.2rem 0}
th,td{border-bottom:1px solid var(--line);padding:.45rem .6rem .45rem 0;text-align:left;vertical-align:top}
th,td{overflow-wrap:break-word}td code{overflow-wrap:anywhere}
th{font-size:.88rem;color:var(--quiet);border-bottom-width:2px}
tr:target,:target>summary,h2:target,h3:target{background:var(--mark)}
.wide{overflow-x:auto;margin:.6rem 0}.wide table{min-width:52rem}
details{border-bottom:1px solid var(--line)}nav details{border:0}
summary{cursor:pointer;padding:.55rem .2rem;min-height:2.6rem}
summary:hover{background:var(--soft)}
details>:not(summary){margin-left:.8rem}
nav details>:not(summary){margin-left:0}
.method{display:inline-block;min-width:4.4rem;font-weight:700;color:var(--accent)}
ul,ol{padding-left:1.5rem}li{margin:.2rem 0}
svg{min-width:30rem;max-width:100%;height:auto}svg text{font-size:14px;fill:currentColor}
svg .box{fill:var(--soft);stroke:var(--accent)}svg .way{fill:none;stroke:currentColor;opacity:.55}svg .head{fill:currentColor;opacity:.55}
footer{border-top:1px solid var(--line);padding:1rem;color:var(--quiet);font-size:.9rem}
footer a{display:inline-block;padding:.3rem .2rem}
@media (min-width:64rem){
.frame{display:grid;grid-template-columns:15rem minmax(0,1fr)}
nav{border-right:1px solid var(--line);padding-bottom:4rem}main{padding:0 2.5rem 4rem}
@supports selector(::details-content){nav summary{display:none}nav details::details-content{content-visibility:visible;height:auto}}
}
@media (max-width:44rem){
table.stacks,table.stacks tbody,table.stacks tr,table.stacks td,table.stacks caption{display:block}
table.stacks thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stacks tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
table.stacks td{border:0;padding:.1rem 0}
table.stacks td:not(:first-child)::before{content:attr(data-head) " · ";color:var(--quiet);font-size:.88rem}
table.stacks td:empty{display:none}
}
@media print{nav,form,.skip{display:none}}
`
