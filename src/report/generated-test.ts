/** A counterexample as a Vitest test that fails as long as it can be reproduced. */
import { dirname, relative, resolve, sep } from 'node:path';
import type { Path } from '../checker/path.ts';
import { story } from './story.ts';

export interface GeneratedTest {
  readonly scenario: { readonly builtIn: string } | { readonly module: string };
  readonly property: string;
  readonly path: Path;
  /** As `system` takes them. */
  readonly options: object;
  /** Where the test will be. */
  readonly file: string;
}

export function generatedTest({ scenario, property, path, options, file }: GeneratedTest): string {
  const imported =
    'builtIn' in scenario
      ? `import { ${scenario.builtIn} as scenario } from 'chartwright';`
      : `import scenario from '${specifier(scenario.module, file)}';`;
  const given = Object.entries(options).filter(([, value]) => typeof value !== 'object' || Object.keys(value ?? {}).length > 0);
  const asked = given.length === 0 ? 'scenario' : `scenario, ${JSON.stringify(Object.fromEntries(given))}`;
  return [
    '/*',
    ` * ${property.replaceAll('*/', '* /')}`,
    ' *',
    ...story(path)
      .split('\n')
      .map((line) => ` * ${line.replaceAll('*/', '* /')}`.trimEnd()),
    ' */',
    `import { expect, test } from 'vitest';`,
    `import { system } from 'chartwright/vitest';`,
    imported,
    '',
    `test(${JSON.stringify(property)}, () => {`,
    `  expect(system(${asked})).toHold(${JSON.stringify(property)});`,
    '});',
    '',
  ].join('\n');
}

/** The module, from where the test will be. */
function specifier(module: string, file: string): string {
  const path = relative(dirname(resolve(file)), resolve(module)).replaceAll(sep, '/');
  return path.startsWith('.') ? path : `./${path}`;
}
