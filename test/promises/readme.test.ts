/** Every example of the README runs, and prints what the README says it prints. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chartwright, inFolder } from '../command-line.ts';
import { inspecting } from '../inspecting.ts';

const readme = readFileSync('README.md', 'utf8');

/** The blocks of a language, as they stand between their fences. */
function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
}

/** What differs from machine to machine: how long it took, and how much memory. */
function timeless(text: string): string {
  return text
    .replace(/ in [\d.:]+(?: s)?(?:, [\d,]+\/s)?$/gm, ' in …')
    .replace(/^ {2}(time|memory) {4,}.*$/gm, '  $1 …')
    .replace(/^( {2}(?:states|machine steps|risk of omission)) +/gm, '$1 ')
    .trimEnd();
}

describe('the README', () => {
  test.each(blocks('console'))('prints what it shows:\n%s', (block) => {
    const [first = '', ...output] = block.split('\n');
    const { out, err } = chartwright(first.replace('$ npx chartwright ', '').split(' '));
    expect(timeless(err + out)).toBe(timeless(output.join('\n')));
  });

  test('shows commands that run, one after the other', async () => {
    const commands = blocks('sh')
      .flatMap((block) => block.split('\n'))
      .filter((line) => line.startsWith('npx chartwright'))
      .map((line) =>
        line
          .replace(/\s*#.*/, '')
          .replace('npx chartwright ', '')
          .split(/\s+/),
      );
    expect(commands.length).toBeGreaterThan(4);
    await inFolder(
      async (folder) => {
        const job = (id: number): string => `${id} ${id * 60} -1 ${100 * id} 1 -1 -1 1 -1 -1 1 ${id % 3} 1 ${id % 2} 1 -1 -1 -1\n`;
        writeFileSync(join(folder, 'trace.swf.gz'), Array.from({ length: 20 }, (_, id) => job(id + 1)).join(''));
        for (const command of commands) {
          const [name, ...args] = command;
          // It serves until it is ended.
          const ran =
            name === 'inspect' ? { code: await (await inspecting([...args, '--no-open'], folder)).end() } : chartwright(command, folder);
          expect({ command, ...ran }).toMatchObject({ command, code: 0 });
        }
      },
      { examples: true },
    );
  });

  test('shows the thirty lines of examples/coffee-bar.ts as they are', () => {
    expect(blocks('ts').map((block) => block.trim())).toContain(readFileSync('examples/coffee-bar.ts', 'utf8').trim());
  });

  test('links only to what is there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(8);
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});
