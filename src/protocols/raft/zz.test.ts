import { test } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import * as m from './mutants.test-data.ts';
import { sampleTurmoil } from './random.test-data.ts';
test('x',()=>{
 for (const rounds of [8,14,20])
 for (const [n,p] of [['orig',protocol],['commit',m.commitsAnyTerm],['votes',m.heedsStale('RequestVoteReply')],['conf',m.heedsStale('AppendEntriesReply')]] as const) {
  const t0=Date.now(); let k=0; const by: Record<string,number>={}; const notes: Record<string,number>={};
  for (const spec of sampleTurmoil(200,rounds)) { const t=simulate(p,spec).trace; const v=t.violations; for(const x of t.notes) notes[x.id]=(notes[x.id]??0)+1; if(v.length)k++; for(const x of v) by[x.property]=(by[x.property]??0)+1;}
  console.log(rounds,n,k,JSON.stringify(by),Date.now()-t0, n==='orig'?JSON.stringify(notes):'');
 }
}, 120000);
