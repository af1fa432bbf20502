/** The machines of a network file. */
import type { Position } from '../source-position.ts';
import { bytesOf, countFrom, nameOf, speedOf } from './network-amounts.ts';
import { readFields, readItems, type Fields } from './network-fields.ts';
import type { MachineData } from './network.ts';
import type { Problems } from './network-problems.ts';
import type { Written } from './network-yaml.ts';

export interface Machines {
  /** In the order of the file, those with a count one after the other. */
  readonly machines: readonly MachineData[];
  /** Each once, in the order in which they occur. */
  readonly sites: readonly string[];
  /** Whether the sites are all that the file means, and not only those that could be read. */
  readonly isWhole: boolean;
}

/** As many as the parameters allow of machines that are all alike. */
const MACHINES_MAX = 10_000;

/** @param start where to say that there are none, if nothing says so itself */
export function readMachines(list: Written | undefined, start: Position, problems: Problems): Machines {
  const found = new Map<string, MachineData>();
  const reader: Reader = { found, places: new Map(), problems };
  const items = list && readItems(list, { key: 'machines', item: 'machine' }, problems);
  if (items?.length === 0 || !list) problems.tell(list?.at ?? start, NONE);
  const sites = new Set<string>();
  let isWhole = items !== undefined && items.length > 0;
  let isFull = false;
  for (const item of items ?? []) {
    if (problems.areTooMany) break;
    const entry = readEntry(item, problems);
    if (entry?.machine.site === undefined) isWhole = false;
    else sites.add(entry.machine.site);
    if (!entry || isFull) continue;
    isFull = found.size + entry.count > MACHINES_MAX;
    if (isFull) tellTooMany(entry, found.size, problems);
    else add(entry, reader);
  }
  return { machines: [...found.values()], sites: [...sites], isWhole };
}

const NONE = {
  found: 'no machines',
  expected: 'a list of them',
  hint: 'Write machines: and below it a line - { name: desk, count: 4 } or several.',
};

const MACHINE = {
  what: 'a machine',
  example: '{ name: desk1, cores: 2, memory: 4GB }',
  keys: ['name', 'count', 'cores', 'speed', 'memory', 'cache', 'site'],
};

/** What one element of the list says; a value that is wrong was told, and a default stands for it. */
interface Entry {
  readonly fields: Fields;
  readonly name: string | undefined;
  /** Without a count, the name stands as it is. */
  readonly isCounted: boolean;
  readonly count: number;
  readonly machine: Omit<MachineData, 'name' | 'site'> & { readonly site: string | undefined };
}

function readEntry(item: Written, problems: Problems): Entry | undefined {
  const fields = readFields(item, MACHINE, problems);
  if (!fields) return undefined;
  return {
    fields,
    name: fields.required('name', nameOf, 'a machine'),
    isCounted: fields.written('count') !== undefined,
    count: fields.optional('count', countFrom(1), 1) ?? 1,
    machine: {
      cores: fields.optional('cores', countFrom(1), 1) ?? 1,
      speed: fields.optional('speed', speedOf, 1) ?? 1,
      memoryBytes: fields.optional('memory', bytesOf, 1_000_000_000) ?? 0,
      cacheBytes: fields.optional('cache', bytesOf, 200_000_000) ?? 0,
      site: fields.optional('site', nameOf, 'here'),
    },
  };
}

interface Reader {
  readonly found: Map<string, MachineData>;
  /** Where each name was given. */
  readonly places: Map<string, Position>;
  readonly problems: Problems;
}

/** One problem an entry is enough: of counted ones, often all names are taken. */
function add({ fields, name, isCounted, count, machine }: Entry, { found, places, problems }: Reader): void {
  if (name === undefined) return;
  const at = fields.written('name')?.at ?? fields.at;
  const names = isCounted ? Array.from({ length: count }, (_, index) => `${name}${index + 1}`) : [name];
  const taken = names.find((it) => places.has(it));
  if (taken !== undefined) {
    const found = `the name ${JSON.stringify(taken)} a second time`;
    problems.tell(at, { found, expected: 'a name that no other machine has', hint: `Line ${places.get(taken)?.line} gives it first.` });
  }
  for (const it of names) {
    if (places.has(it)) continue;
    places.set(it, at);
    found.set(it, { ...machine, name: it, site: machine.site ?? 'here' });
  }
}

function tellTooMany({ fields, count }: Entry, before: number, problems: Problems): void {
  const at = fields.written('count')?.at ?? fields.at;
  problems.tell(at, { found: `${before + count} machines up to here`, expected: `at most ${MACHINES_MAX}` });
}
