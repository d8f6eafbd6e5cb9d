import { redactValue, redactEvent } from "@/lib/entries/redact";
const many = Object.fromEntries(Array.from({length:3500},(_,i)=>["field_"+i,{value:"text number "+i+" of the record",at:"2026-11-21T10:00:00Z"}]));
for(let i=0;i<300;i++) redactValue(many);
