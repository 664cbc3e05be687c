/**
 * What the compressor of links has already seen: fragments of typical documents in canonical form, the likeliest last, where
 * pointing back costs least. FROZEN: a link can only be unpacked with the very text it was packed with. Better words need a
 * new constant and a new link version; the old ones stay for ever.
 */

/** Of links of version 1. */
export const DICTIONARY_1 = [
  ',"key":"y","type":"cas","value":1,"type":"read","command":{"key":"x","type":"read","via":"S1"},"node":"C2"}',
  ',"preVote":true,"checkQuorum":false,"timeout":100000,"interval":20000,"maxEntries":1,"noOpOnElection":false',
  ',"params":{"clientBackoff":30000,"clientTimeout":400000,"electionTimeout":[150000,300000],"heartbeatInterval":50000',
  ',"loss":0.1},"protocol":"raft","latency":[10000,30000],"variants":["volatileVote","noVoteLogCheck"]',
  '{"at":0,"fault":{"driftPpm":300000,"node":"S5","offset":-1000000,"type":"clock","until":',
  '{"at":0,"fault":{"from":"*","latency":[10000,50000],"loss":0.5,"to":"*","type":"link","until":',
  '000,"fault":{"by":100000,"from":"S1","nth":1,"to":"S2","type":"delay"}},{"at":1',
  '000,"fault":{"from":"S3","nth":2,"to":"S1","type":"duplicate"}},{"at":2',
  '000,"fault":{"from":"S1","to":"S3","type":"block","until":1000000}},{"at":3',
  '000,"fault":{"from":"C1","nth":3,"to":"S5","type":"drop"}},{"at":4',
  '000,"fault":{"node":"S4","type":"pause","until":6',
  '000,"fire":{"node":"S2","timer":"election"}},{"at":5',
  '000,"fault":{"groups":[["C1","S1","S2"],["S3","S4","S5"]],"type":"partition"}},{"at":',
  '000,"fault":{"groups":[["S1"],["S2","S3"]],"type":"partition"}},{"at":',
  '000,"command":{"key":"x","type":"write","value":1},"node":"C1"},{"at":',
  '"notes":[{"at":"S3#17","text":"The leader of term 2 cannot commit an entry, because a majority of the servers "},{"at":1',
  '000,"text":"","title":"A deposed leader ',
  '"view":{"from":0,"to":',
  '000,"command":{"key":"y","type":"write","value":3,"via":"S2"},"node":"C1"},{"at":',
  '000,"command":{"key":"x","type":"write","value":2,"via":"S1"},"node":"C1"},{"at":',
  '000,"fault":{"node":"S1","type":"crash","until":900000}},{"at":',
  '000,"fault":{"node":"S3","type":"crash"}},{"at":',
  '000,"fault":{"groups":[["S1","S2"],["S3","S4","S5"]],"type":"partition","until":600000}},{"at":',
  '[1,{"claim":"","cursor":{"time":0},"kind":"run","spec":{"inputs":[],"nodes":{"replica":4,"session":2,"client":1,"server":3},"params":{',
  '[1,{"cursor":{"time":100',
  '000},"kind":"run","notes":[{"at":',
  '[1,{"kind":"run","spec":{"inputs":[{"at":1',
  '000}}],"nodes":{"client":1,"server":5},"params":{},"protocol":"raft","schema":1,"seed":1,"until":3000000,"variants":["',
  '"until":600',
  '000},"node":"C1"}],"nodes":{"client":1,"server":5},"params":{},"protocol":"raft","schema":1,"seed":7,"until":900000,"variants":[]}}]',
].join('');

/** Of links of version 2: the words of every kind of fault, farther away than what most runs say. */
export const DICTIONARY_2 = [
  ',"checksums":false,"diskChecksums":false,"fifo":true,"fsync":[1000,5000]',
  '{"at":0,"fault":{"behaviour":"equivocate","node":"S4","options":{"to":"S1"},"type":"byzantine","until":',
  '{"at":0,"fault":{"corrupt":0.1,"duplicate":0.1,"from":"*","reorder":0.1,"to":"*","type":"link","until":',
  '{"at":0,"fault":{"flap":{"down":50000,"up":50000},"from":"S1","to":"S2","type":"block","until":',
  '000,"fault":{"flap":{"down":100000,"up":100000},"groups":[["S1"],["S2","S3"]],"oneWay":true,"type":"partition","until":',
  '000,"fault":{"links":[["S1","S2"],["S1","S3"],["S2","S3"]],"type":"partial","until":',
  '000,"fault":{"node":"S3","record":"votedFor","type":"bitRot"}},{"at":5',
  '000,"fault":{"node":"S2","record":"log[0]","type":"latentError"}},{"at":6',
  '000,"fault":{"kept":1,"node":"S1","nth":1,"type":"tornWrite","until":7',
  '000,"fault":{"node":"S1","nth":1,"type":"misdirectedWrite"}},{"at":8',
  '000,"fault":{"node":"S1","nth":1,"type":"lostWrite"}},{"at":9',
  '000,"fault":{"by":[20000,50000],"node":"S1","type":"slowFsync","until":',
  '000,"fault":{"node":"S1","type":"diskFull","until":',
  '000,"fault":{"node":"S5","step":-1000000,"type":"clock"}},{"at":1',
  '000,"fault":{"node":"S5","stop":true,"type":"clock","until":',
  '000,"fault":{"from":"S1","nth":1,"to":"S2","type":"corrupt"}},{"at":2',
  '000,"fault":{"from":"S2","nth":1,"to":"S1","type":"reorder"}},{"at":3',
  '000,"fault":{"each":[20000,50000],"node":"S1","type":"slow","until":',
  '000,"fault":{"nodes":["S1","S2"],"type":"outage","until":',
  '000,"fault":{"node":"S2","type":"amnesia","until":',
  DICTIONARY_1,
].join('');
