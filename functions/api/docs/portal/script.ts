/**
 * The one script of the portal, the same on every page: finds while one types, and opens what an address leads to. All it
 * does can be had without it: the form asks the page of everything that can be found.
 */
export const script = `
const box=document.getElementById('q'),status=document.getElementById('status'),hits=document.getElementById('hits')
const said=box.form.dataset
let all
const load=()=>all??=fetch(said.all).then(r=>r.text()).then(text=>{
const page=new DOMParser().parseFromString(text,'text/html')
return [...page.querySelectorAll('#everything li')].map(li=>[li.textContent.trim().toLowerCase(),li])})
const wordsIn=()=>box.value.toLowerCase().split(/\\s+/).filter(Boolean)
const show=async()=>{
const asked=box.value,words=wordsIn()
const entries=words.length?await load():[]
if(box.value!==asked)return
const is=entries.filter(([text])=>words.every(word=>text.includes(word)))
const rank=([text])=>text.startsWith(words[0])?0:1
is.sort((a,b)=>rank(a)-rank(b))
hits.replaceChildren(...is.slice(0,50).map(([,li])=>li.cloneNode(true)))
status.textContent=words.length?(is.length?said.some.replace('#',is.length):said.none):''}
box.addEventListener('input',show)
box.addEventListener('keydown',event=>{if(event.key==='Escape'){box.value='';show()}})
const open=()=>{
const at=location.hash.length>1&&document.getElementById(decodeURIComponent(location.hash.slice(1)))
for(let one=at;one;one=one.parentElement)if(one.tagName==='DETAILS')one.open=true
if(at)at.scrollIntoView()}
addEventListener('hashchange',open)
hits.addEventListener('click',()=>{box.value='';show();setTimeout(open)})
if(box.value)show()
open()
`
