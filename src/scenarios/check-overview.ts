/** Whether what a scenario declares for drawing can be drawn: a page that has none of its code would only stand there, and not say why. */
import { z } from 'zod';
import { didYouMean } from './nearest.ts';
import { aProblem, type ScenarioProblem } from './scenario-problem.ts';

/** @param declared what `overview` gave */
export function checkOverview(declared: unknown, kinds: readonly string[]): readonly ScenarioProblem[] {
  const parsed = overview.safeParse(declared);
  if (!parsed.success)
    return [misshapen(['overview'], parsed.error, 'an overview: { panels: [{ kind, shows: [{ type, title, path }] }] }')];
  const used = parsed.data.panels.flatMap((panel) => [
    panel.kind,
    ...panel.shows.flatMap((show) => ('ref' in show && show.ref ? [show.ref.kind] : [])),
  ]);
  const unknown = used.find((kind) => !kinds.includes(kind));
  if (unknown === undefined) return [];
  return [
    aProblem(
      ['overview'],
      `the kind '${unknown}' in the overview, which there is not`,
      `one of ${kinds.join(', ')}`,
      didYouMean(unknown, kinds),
    ),
  ];
}

/** @param declared what `plots` gave */
export function checkPlots(declared: unknown): readonly ScenarioProblem[] {
  const parsed = plots.safeParse(declared);
  return parsed.success ? [] : [misshapen(['plots'], parsed.error, 'plots: [{ title, unit, series: [{ label, sample }] }]')];
}

const unit = z.enum(['bytes', 'seconds', 'milliseconds', 'words', 'share', 'count']);
const amount = z.union([z.number(), z.string()]);
const title = z.string();
const path = z.string();
const ref = z.strictObject({ name: path, kind: z.string(), list: path.optional(), key: path.optional() });

// As overview.ts declares them.
const show = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('value'), title, path, unit: unit.optional() }),
  z.strictObject({
    type: z.literal('gauge'),
    title,
    path,
    of: amount,
    unit: unit.optional(),
    sum: path.optional(),
    ref: ref.optional(),
    base: amount.optional(),
  }),
  z.strictObject({
    type: z.literal('items'),
    title,
    path,
    ref: ref.optional(),
    label: z.union([path, z.array(path)]),
    note: path.optional(),
    groupBy: path.optional(),
    groups: z.array(z.string()).optional(),
    empty: z.string().optional(),
  }),
]);

const panel = z.strictObject({
  kind: z.string(),
  title: title.optional(),
  compact: z.boolean().optional(),
  label: path.optional(),
  shows: z.array(show),
});

const overview = z.strictObject({ byPlace: z.boolean().optional(), panels: z.array(panel) });

const sample = z.custom<unknown>((value) => typeof value === 'function', 'Invalid input: expected a function');
const series = z.strictObject({ label: z.string(), as: z.enum(['level', 'rate']).optional(), sample });
const plots = z.array(z.strictObject({ title, unit, series: z.array(series) }));

/** The first thing that is wrong, with where in the value it is. */
function misshapen(member: readonly string[], { issues: [first] }: z.ZodError, expected: string): ScenarioProblem {
  const where = first?.path.map(String).join('.');
  return aProblem(member, `${where ? `${member.join('.')}.${where}` : member.join('.')} that does not fit (${first?.message})`, expected);
}
