import json,sys,collections
p=json.load(open(sys.argv[1])); n={x['id']:x for x in p['nodes']}
c=collections.Counter()
for s,d in zip(p['samples'],p['timeDeltas']): f=n[s]['callFrame']; c[f['functionName']+':'+str(f['lineNumber'])]+=d
t=sum(c.values())
for k,v in c.most_common(16): print(f"{v/t*100:5.1f}% {k}")
