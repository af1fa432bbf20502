/** The links of a network file. */
import { didYouMean } from '../nearest.ts';
import type { Complaint } from '../reference.ts';
import type { Position } from '../source-position.ts';
import { bandwidthOf, latencyOf, nameOf, Unfit } from './network-amounts.ts';
import { readFields, readItems, type Fields } from './network-fields.ts';
import type { DistributedParameters } from './parameters.ts';
import type { Problems } from './network-problems.ts';
import type { Written } from './network-yaml.ts';

type LinkData = DistributedParameters['network']['links'][number];
type Wire = Pick<LinkData, 'latencyS' | 'bandwidthBytesPerS'>;

export interface Links {
  /** What holds between any two machines for which there is no link. */
  readonly usual: (Wire & { readonly at: Position }) | undefined;
  readonly links: readonly LinkData[];
}

/** @param sites those at which there are machines; undefined if that is not known */
export function readLinks(list: Written | undefined, sites: readonly string[] | undefined, problems: Problems): Links {
  let usual: Links['usual'];
  const links: LinkData[] = [];
  const pairs = new Map<string, Position>();
  const items = list && readItems(list, { key: 'links', item: 'link' }, problems);
  for (const item of items ?? []) {
    if (problems.areTooMany) break;
    const fields = readFields(item, LINK, problems);
    if (!fields) continue;
    const wire = readWire(fields);
    const between = fields.written('between');
    if (!between) {
      if (usual) problems.tell(fields.at, secondOf('link without between', 'one, for all that have no link of their own', usual.at));
      usual ??= { ...wire, at: fields.at };
      continue;
    }
    const pair = readPair(between, sites, problems);
    if (!pair) continue;
    const key = pair.toSorted().join(' ');
    const first = pairs.get(key);
    if (first) problems.tell(between.at, secondOf(`link between ${pair.join(' and ')}`, 'one link between two sites', first));
    else pairs.set(key, between.at);
    links.push({ between: pair, ...wire });
  }
  return { usual, links };
}

const LINK = {
  what: 'a link',
  example: '{ between: [here, lab], latency: 5ms, bandwidth: 10MB/s }',
  keys: ['between', 'latency', 'bandwidth'],
};

/** What is wrong was told, and the zeros that stand for it go nowhere. */
function readWire(fields: Fields): Wire {
  const bandwidthBytesPerS = fields.required('bandwidth', bandwidthOf, 'a link');
  return {
    latencyS: fields.required('latency', latencyOf, 'a link') ?? 0,
    bandwidthBytesPerS: bandwidthBytesPerS === undefined ? 0 : bandwidthBytesPerS,
  };
}

function readPair(between: Written, sites: readonly string[] | undefined, problems: Problems): [string, string] | undefined {
  const ends = between.items();
  const [one, other] = ends ?? [];
  if (ends?.length !== 2 || !one || !other) {
    const found = ends ? `a list of ${ends.length} for between` : `${between.words} for between`;
    problems.tell(between.at, { found, expected: 'two sites, as [here, lab], or the same one twice' });
    return undefined;
  }
  const [from, to] = [readSite(one, sites, problems), readSite(other, sites, problems)];
  return from === undefined || to === undefined ? undefined : [from, to];
}

function readSite(end: Written, sites: readonly string[] | undefined, problems: Problems): string | undefined {
  const site = nameOf(end.scalar);
  if (site instanceof Unfit) {
    problems.tell(end.at, { found: `${end.words} as a site`, ...site.what });
    return undefined;
  }
  if (sites && !sites.includes(site)) {
    const hint = didYouMean(site, sites);
    const found = `the site ${JSON.stringify(site)}, at which there is no machine`;
    problems.tell(end.at, { found, expected: listed(sites), ...(hint === undefined ? {} : { hint }) });
  }
  return site;
}

const LISTED_MAX = 10;

function listed(sites: readonly string[]): string {
  const [only] = sites;
  if (only !== undefined && sites.length === 1) return only;
  return sites.length <= LISTED_MAX
    ? `one of ${sites.join(', ')}`
    : `one of ${sites.length} sites (${sites.slice(0, LISTED_MAX).join(', ')}, …)`;
}

function secondOf(what: string, expected: string, first: Position): Complaint {
  return { found: `a second ${what}`, expected, hint: `The first is in line ${first.line}.` };
}
