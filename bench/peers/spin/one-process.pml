/*
 * Two-phase commit for Spin as one process, with the states of two-phase-commit.pml: without processes a state has no
 * counters of theirs in it, and sets of managers are masks, a bit each. N managers, at most 12 (spin -DN=8 -a one-process.pml).
 */
#ifndef N
#define N 3
#endif
#define WORKING 0
#define PREPARED 1
#define COMMITTED 2
#define ABORTED 3
#define UNDECIDED 0

byte rm[N];                          /* where each manager is */
short sentPrepared, heard;           /* masks: whose `prepared` there is, and whose the coordinator has */
byte coordinator;                    /* once it has decided, its message is there and stays */
byte nCommitted, nAborted;           /* follow from the others, and make no more states */

#define MANAGER(I) \
  :: d_step { rm[I] == WORKING -> rm[I] = PREPARED; sentPrepared = sentPrepared | (1 << I) } \
  :: d_step { rm[I] == WORKING -> rm[I] = ABORTED; nAborted++; assert(!(nCommitted && nAborted)) } \
  :: d_step { coordinator == COMMITTED && rm[I] != COMMITTED -> rm[I] = COMMITTED; nCommitted++; assert(!(nCommitted && nAborted)) } \
  :: d_step { coordinator == ABORTED && rm[I] != ABORTED -> rm[I] = ABORTED; nAborted++; assert(!(nCommitted && nAborted)) } \
  :: d_step { coordinator == UNDECIDED && (sentPrepared & (1 << I)) && !(heard & (1 << I)) -> heard = heard | (1 << I) }

active proctype Everybody() {
end: do
  MANAGER(0)
  MANAGER(1)
  MANAGER(2)
#if N > 3
  MANAGER(3)
#endif
#if N > 4
  MANAGER(4)
#endif
#if N > 5
  MANAGER(5)
#endif
#if N > 6
  MANAGER(6)
#endif
#if N > 7
  MANAGER(7)
#endif
#if N > 8
  MANAGER(8)
#endif
#if N > 9
  MANAGER(9)
#endif
#if N > 10
  MANAGER(10)
#endif
#if N > 11
  MANAGER(11)
#endif
  :: d_step { coordinator == UNDECIDED && heard == ((1 << N) - 1) -> coordinator = COMMITTED }
  :: d_step { coordinator == UNDECIDED -> coordinator = ABORTED }
  od
}
