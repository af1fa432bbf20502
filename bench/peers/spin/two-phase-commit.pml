/*
 * Two-phase commit for Spin, with the states of examples/two-phase-commit: guarded steps over a set of
 * messages that stay. N managers (spin -DN=8 -a twophase.pml).
 */
#ifndef N
#define N 3
#endif
#define WORKING 0
#define PREPARED 1
#define COMMITTED 2
#define ABORTED 3
#define UNDECIDED 0

byte rm[N];                                /* where each manager is */
bit sentPrepared[N], sentCommit, sentAbort;  /* messages: they stay */
bit heard[N];                              /* whose `prepared` the coordinator has */
byte coordinator;
byte nHeard, nCommitted, nAborted;         /* follow from the others, and make no more states */

/* The pids of the managers are 0 to N-1: they are the first to be active. */
active [N] proctype Manager() {
end: do
  :: d_step { rm[_pid] == WORKING -> rm[_pid] = PREPARED; sentPrepared[_pid] = 1 }
  :: d_step { rm[_pid] == WORKING -> rm[_pid] = ABORTED; nAborted++; assert(!(nCommitted && nAborted)) }
  :: d_step { sentCommit && rm[_pid] != COMMITTED -> rm[_pid] = COMMITTED; nCommitted++; assert(!(nCommitted && nAborted)) }
  :: d_step { sentAbort && rm[_pid] != ABORTED -> rm[_pid] = ABORTED; nAborted++; assert(!(nCommitted && nAborted)) }
  /* A step of the coordinator, written here so that it need not look for the manager. */
  :: d_step { coordinator == UNDECIDED && sentPrepared[_pid] && !heard[_pid] -> heard[_pid] = 1; nHeard++ }
  od
}

active proctype Coordinator() {
end: do
  :: d_step { coordinator == UNDECIDED && nHeard == N -> coordinator = COMMITTED; sentCommit = 1 }
  :: d_step { coordinator == UNDECIDED -> coordinator = ABORTED; sentAbort = 1 }
  od
}
