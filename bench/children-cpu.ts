/** CPU time of the processes that this one started and that have ended, and of those that they started. */
import { existsSync, readFileSync } from 'node:fs';

/** On Linux; undefined elsewhere. It counts hundredths of a second. */
export function childrenCpuMs(): number | undefined {
  if (!existsSync(STAT)) return undefined;
  // Behind the name of the program, which may have spaces and brackets in it.
  const fields = readFileSync(STAT, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[USER]) + Number(fields[SYSTEM])) * MS_A_TICK;
}

const STAT = '/proc/self/stat';

/** cutime and cstime are fields 16 and 17 of proc(5), and the first behind the name is field 3. */
const USER = 13;
const SYSTEM = 14;

const MS_A_TICK = 10;
