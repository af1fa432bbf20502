/** Whether what a scenario says of its wires, and of messages from outside, can be meant. */
import { z } from 'zod';
import { didYouMean } from './nearest.ts';
import { distribution } from './parameters.ts';
import { showValue } from './parameter-problems.ts';
import { aProblem, type ScenarioProblem } from './scenario-problem.ts';

const probability = z.number().min(0).max(1);

const policy = {
  from: z.string().optional(),
  to: z.string().optional(),
  latencyS: distribution.optional(),
  bandwidthBytesPerS: z.number().positive().optional(),
  loss: probability.optional(),
  duplication: probability.optional(),
  reordering: z.strictObject({ probability, byS: distribution }).optional(),
  faultsUntilS: z.number().nonnegative().optional(),
};

const aFunction = (of: string): z.ZodType => z.custom((value) => typeof value === 'function', `expected a function of ${of}`);

const wires = z.strictObject({
  rules: z.array(z.strictObject(policy)).optional(),
  partitions: z
    .array(z.strictObject({ fromS: z.number().nonnegative(), untilS: z.number().nonnegative(), groups: z.array(z.array(z.string())) }))
    .optional(),
  sizeBytes: aFunction('a message').optional(),
  placeOf: aFunction("an actor's id").optional(),
  between: aFunction('two places').optional(),
});

const KNOWN = [...Object.keys(wires.shape), ...Object.keys(policy)];

/** @param kinds of the scenario's actors */
export function checkWires(given: unknown, kinds: readonly string[]): readonly ScenarioProblem[] {
  const parsed = wires.safeParse(given);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => {
      const path = ['wires', ...issue.path.map(String)];
      if (issue.code !== 'unrecognized_keys')
        return aProblem(path, `${path.join('.')} that does not fit (${issue.message})`, 'as docs/scenarios.md says of wires');
      const [key = ''] = issue.keys;
      return aProblem(
        [...path, key],
        `the unknown member '${key}' of ${path.join('.')}`,
        `one of ${KNOWN.join(', ')}`,
        didYouMean(key, KNOWN),
      );
    });
  }
  const { rules = [], placeOf, between } = parsed.data;
  const unknownKinds = rules.flatMap((rule, index) =>
    ([rule.from, rule.to] as const).flatMap((kind) =>
      kind === undefined || kinds.includes(kind)
        ? []
        : [
            aProblem(
              ['wires', 'rules', String(index)],
              `a rule for the kind '${kind}', which there is not`,
              `one of ${kinds.join(', ')}`,
              didYouMean(kind, kinds),
            ),
          ],
    ),
  );
  if (between === undefined || placeOf !== undefined) return unknownKinds;
  return [
    ...unknownKinds,
    aProblem(['wires', 'between'], 'wires.between without wires.placeOf', 'placeOf as well: without it nobody is anywhere'),
  ];
}

const arrival = z.object({
  atMs: z.number().nonnegative(),
  to: z.union([z.string(), z.strictObject({ place: z.string() })]),
  message: z.looseObject({ type: z.string() }),
});

/** @param member `arrivals` or `faults` */
export function checkArrivals(member: string, given: readonly unknown[], kinds: readonly string[]): readonly ScenarioProblem[] {
  let lastMs = 0;
  for (const it of given) {
    const parsed = arrival.safeParse(it);
    if (!parsed.success)
      return [
        aProblem(
          [member],
          `${showValue(it)} among its ${member}`,
          "{ atMs, to, message: { type, … } }, with atMs a number from 0, and to an actor's id or { place }",
        ),
      ];
    const { atMs, to } = parsed.data;
    if (atMs < lastMs) return [aProblem([member], `${atMs} ms after ${lastMs} ms among its ${member}`, 'messages in order of time')];
    lastMs = atMs;
    // Whether anybody is at a place, only the run can tell.
    if (typeof to !== 'string') continue;
    const kind = to.split('-', 1)[0] ?? '';
    if (!kinds.includes(kind)) {
      return [
        aProblem(
          [member],
          `a message to '${to}' among its ${member}, whose kind '${kind}' there is not`,
          `an actor of kind ${kinds.join(', ')}`,
          didYouMean(kind, kinds),
        ),
      ];
    }
  }
  return [];
}
