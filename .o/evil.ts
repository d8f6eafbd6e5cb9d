import { redactText } from "@/lib/entries/redact-text";
import { secretPatterns } from "@/lib/entries/secret-patterns";
const size = 256*1024;
const fill=(u:string)=>u.repeat(Math.ceil(size/u.length)).slice(0,size);
const evil: Record<string,string> = {};
for (const p of secretPatterns) for (const l of p.literals) { evil[`${l} alone`]=fill(l); evil[`${l} spaced`]=fill(l+" "); evil[`${l}=`]=fill(l+"="); evil[`${l}:`]=fill(l+":"); evil[`${l} a-run`]=l+fill("a"); evil[`${l}-._`]=fill(l+"a-._"); }
const custom = ["a","0","0 ","0-","4111 ","eyJ","eyJa.","eyJaaaaaaaaaaaa.","-----BEGIN PRIVATE KEY-----","-----BEGIN ","-----BEGIN A PRIVATE KEY-----\nAAAAAAAAA","data:","data:;base64,","data:image/png;base64,AAAA","://","://a:","://a:b","http://a:b@","postgres://u:","password=\"","password='\"","password=\\\"","password=\\\\\"","pass\\","password: ","key=","key='key=\"","key=\"","api key: ","--password ","--password -","<password>","<password ","<password><![CDATA[","</<password>","authorization: ","authorization: bearer ","bearer a","basic AAAA","cookie: a=","cookie: ","set-cookie: a=b;","token,","token=a,","[1] token=","M.","MAAAAAAAAAAAAAAAAAAAAAAAA.","Aa1-","{\"password\":","[\"password\",","{\"auth\":{","\"\\\\","[\"a\\\"","{\"a\":\"{\\\"","%5B","a.b%[]-","-","- ","--a","sk-","sk-proj-","AZDO","+ASt","1:AA","123456:AA","Q~","000Q~","PuTTY-User-Key-File-1","\u0001","SG.","SG.a.","0000000000000","discord.com/api/webhooks/1/", "-us1", "abcdef0123456789abcdef0123456789-us", "token  =", "token\\\\\\\\\\\\\\\\"];
for (const c of custom) { evil["custom "+JSON.stringify(c)]=fill(c); evil["pw custom "+JSON.stringify(c)]="password sk- eyJ :// ;base64, -----BEGIN PRIVATE KEY----- . cookie "+fill(c); }
evil["deep json"]="["+'{"password":'.repeat(20000)+"1"+"}".repeat(20000)+"]";
evil["deep auth"]='{"auth":'.repeat(20000)+"1"+"}".repeat(20000);
evil["deep arr"]="[".repeat(size/2)+"]".repeat(size/2);
evil["deep arr pw"]='["password",'+"[".repeat(size/2)+"]".repeat(size/2)+"]";
let nested='{"password":"x"}'; while(nested.length*2<size) nested=JSON.stringify([nested]); evil["nested json"]=nested;
const times = Object.entries(evil).map(([n,t])=>{ redactText(t.slice(0,1000)); const s=process.cpuUsage().user; redactText(t); return [n,(process.cpuUsage().user-s)/1000] as const; }).sort((a,b)=>b[1]-a[1]);
console.log(times.length); for(const [n,t] of times.slice(0,25)) console.log(t.toFixed(1).padStart(10),"ms",n);
