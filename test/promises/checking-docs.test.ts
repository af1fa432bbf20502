/** What docs/checking.md shows is what is there: the code of examples/checked, and what the checks of it say. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isIn, type SystemState } from '../../src/properties/property.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import type { AnyScenario } from '../../src/scenarios/scenario.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { coverageOf, machineAlone, system } from '../../src/vitest/index.ts';
import { chartwright, inFolder } from '../command-line.ts';
import { messageOf } from '../vitest/failure.ts';

const page = readFileSync('docs/checking.md', 'utf8');
const EXAMPLE = 'examples/checked';
const LOSSY = { network: { order: 'ordered', equalMax: 1, lossy: true } } as const;
const SOLD_ONCE = 'the seat is sold once';

function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text.trimEnd());
}

describe('the page on checking', () => {
  let hasty: AnyScenario;
  let careful: AnyScenario;

  beforeAll(async () => {
    hasty = (await loadScenario(join(EXAMPLE, 'hasty.ts'), [])).scenario;
    careful = (await loadScenario(EXAMPLE, [])).scenario;
  });

  test('shows code of the example as it is, and two of its files as a whole', () => {
    const files = readdirSync(EXAMPLE)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(EXAMPLE, name), 'utf8'));
    const shown = blocks('ts');
    expect(shown.filter((block) => !files.some((file) => file.includes(block)) && !block.startsWith('expect('))).toEqual([]);
    for (const name of ['hasty.ts', 'seat.test.ts']) expect(shown).toContain(readFileSync(join(EXAMPLE, name), 'utf8').trimEnd());
  });

  test('tells what the matchers say', () => {
    const asks = (state: SystemState): boolean => state.ofKind('clerk').some((it) => it.id === 'clerk-ada' && isIn(it, 'asking'));
    const answered = { when: asks, follows: (state: SystemState) => !asks(state), fairness: 'weak' } as const;
    const asked = { type: 'seat.asked', by: 'clerk-ada' };
    const told = [
      () => expect(system(hasty)).toHold(),
      () => expect(system(careful)).not.toHold(),
      () => expect(system(hasty, { faults: { loss: 1 } })).toHold('who asks is answered'),
      () => expect(system(careful, LOSSY)).toLeadTo('ada is answered', answered),
      () => expect(machineAlone(careful.kinds['hall']!, { events: [asked] })).toCoverEveryTransition(),
    ].map(messageOf);
    expect(blocks('text')).toEqual(told);
  });

  test('tells the figures as they are', () => {
    const { states, omissionProbability } = system(careful).promises();
    expect(page).toContain(`for the seat it is ${omissionProbability.toPrecision(1)}`);
    expect(coverageOf(system(careful)).states).toBe(states);
    const lossy = system(careful, LOSSY).named(SOLD_ONCE).states;
    const symmetric = system(careful, { ...LOSSY, symmetry: true }).named(SOLD_ONCE).states;
    expect(page).toContain(`the seat has ${lossy} states, and ${symmetric} with symmetry`);
  });

  test('says how seldom a run finds the bug', () => {
    const found = Array.from({ length: 20 }, (_, at) => at + 1).filter((seed) => {
      const simulation = simulate(hasty, { seed, checked: true });
      try {
        simulation.run();
        return false;
      } catch (cause) {
        expect(String(cause)).toContain(SOLD_ONCE);
        return true;
      }
    });
    expect(page).toContain(`Of the seeds from 1 to 20, only seed ${found.join(', ')} does`);
  });

  test('names commands that find what it says', () => {
    const commands = [...page.matchAll(/^ {4}npx chartwright (check .*)$/gm)].map(([, command = '']) => command.split(' '));
    expect(commands.map((command) => chartwright(command).code)).toEqual([1, 0]);
  });

  test('links only to what is there', () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(2);
    expect(links.filter((link) => !existsSync(join('docs', link)))).toEqual([]);
  });
});

test('the tests of the example pass where somebody has installed the package', async () => {
  await inFolder(
    (folder) => {
      for (const name of ['vitest', 'xstate']) link(resolve('node_modules', name), join(folder, 'node_modules', name));
      link(resolve('.'), join(folder, 'node_modules', 'chartwright'));
      // One of a folder above would hold.
      writeFileSync(join(folder, 'vitest.config.mjs'), 'export default {};\n');
      const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('node_modules/vitest/vitest.mjs'), 'run', EXAMPLE], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
      expect(stdout).toContain('8 passed');
    },
    { examples: true },
  );
});

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}
