/** A counterexample as a Vitest test that fails as long as it can be reproduced. */
import { visible } from '../scenarios/format.ts';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Path } from '../checker/path.ts';
import { story } from './story.ts';

export interface GeneratedTest {
  readonly scenario: { readonly builtIn: string } | { readonly module: string };
  readonly property: string;
  /** Else it is something that should be reached, and is. */
  readonly isViolated: boolean;
  readonly path: Path;
  /** As `system` takes them. */
  readonly options: object;
  /** Where the test will be. */
  readonly file: string;
}

/** The text of a module for Vitest. */
export function generatedTest({ scenario, property, isViolated, path, options, file }: GeneratedTest): string {
  const imported =
    'builtIn' in scenario
      ? `import { ${scenario.builtIn} as scenario } from 'chartwright';`
      : `import scenario from ${JSON.stringify(specifier(scenario.module, file))};`;
  const given = Object.keys(options).length === 0 ? 'scenario' : `scenario, ${literal(options)}`;
  return [
    '/*',
    ...comment(
      isViolated
        ? `Written by chartwright check. Fails as long as this can happen, against the promise that "${property}":`
        : `Written by chartwright check. Passes as long as it can be reached that "${property}", as by this:`,
    ),
    ' *',
    ...comment(story(path)),
    ' */',
    `import { expect, test } from 'vitest';`,
    `import { system } from 'chartwright/vitest';`,
    imported,
    '',
    `test(${JSON.stringify(property)}, () => {`,
    `  expect(system(${given})).toHold(${JSON.stringify(property)});`,
    '});',
    '',
  ].join('\n');
}

function comment(text: string): readonly string[] {
  return visible(text)
    .split('\n')
    .map((line) => ` * ${line.replaceAll('*/', '* /')}`.trimEnd());
}

/** Data as source; what fits into a line is in one. */
function literal(data: object): string {
  const text = JSON.stringify(data, null, 2).replace(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, '$1$2:');
  const inOneLine = text.replace(/\n\s*/g, ' ');
  return inOneLine.length <= LINE_MAX ? inOneLine : text.replaceAll('\n', '\n  ');
}

const LINE_MAX = 60;

/** The module, from where the test will be. */
function specifier(module: string, file: string): string {
  const path = relative(dirname(resolve(file)), resolve(module)).replaceAll(sep, '/');
  return path.startsWith('.') ? path : `./${path}`;
}
