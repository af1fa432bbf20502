/** A benchmark in which somebody fails, or that is stopped: what was measured before is not lost. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'chartwright-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** On a machine that does other things too. */
const TIMEOUT_MS = 300_000;

interface Printed {
  readonly rows: readonly { readonly work: string; readonly peer: string }[];
  readonly failed: readonly { readonly work: string; readonly why: string }[];
}

interface Ended extends Printed {
  readonly code: number | null;
  readonly stderr: string;
}

/** `ring`, then `check` beside a Spin that does what the script says when it is to make a verifier, then `step`. */
function bench(script: string, onProgress: (said: string, pid: number) => void = () => {}): Promise<Ended> {
  const spin = join(folder, 'spin');
  writeFileSync(spin, `#!/bin/sh\nif [ "$1" = -V ]; then echo 'Spin Version 0.0'; exit 0; fi\n${script}\n`);
  chmodSync(spin, 0o755);
  const args = ['ring', 'check', 'step', '--json', '--size', '0.0001', '--repeats', '1', '--peer', 'spin'];
  const child = spawn(process.execPath, ['node_modules/jiti/lib/jiti-cli.mjs', 'bench/bench.ts', ...args], {
    env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
    if (child.pid !== undefined) onProgress(stderr, child.pid);
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      const printed = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Printed; // What --json promises.
      resolve({ ...printed, code, stderr });
    });
  });
}

test(
  'a work in which a peer fails is told with the reason, and the others are measured',
  async () => {
    const { code, rows, failed, stderr } = await bench('echo "this is no model" >&2; exit 3');
    expect(code).toBe(1);
    expect([...new Set(rows.map(({ work }) => work.split(',')[0]))]).toEqual(['ring', 'check', 'step']);
    expect(rows.some(({ work }) => work === 'check, 3 managers')).toBe(false);
    const why: unknown = expect.stringMatching(/spin .* failed \(exit code 3\)[^]*this is no model/);
    expect(failed).toEqual(['check, 3 managers', 'check, 4 managers'].map((work) => ({ work, why })));
    expect(stderr).toContain('check, 3 managers failed: ');
    expect(stderr).toContain('spin takes no part in ring');
  },
  TIMEOUT_MS,
);

test(
  'a benchmark that is interrupted prints what is whole, and leaves no process behind',
  async () => {
    const pidFile = join(folder, 'pid');
    let isSent = false;
    let own = 0;
    const { code, rows, failed } = await bench(`echo $$ > ${pidFile}.new; mv ${pidFile}.new ${pidFile}; sleep 1000`, (said, pid) => {
      if (isSent || !said.includes('spin (processes, depth first)')) return;
      isSent = true;
      own = pid;
      const whenStarted = setInterval(() => {
        if (!existsSync(pidFile)) return;
        clearInterval(whenStarted);
        process.kill(pid, 'SIGINT');
      }, 50);
    });
    expect(code).toBe(130);
    expect(rows.map(({ work, peer }) => [work, peer])).toEqual([['ring', 'chartwright']]);
    const searches = ['3 managers', '4 managers', '3 managers, all events', '3 managers, enabled events'];
    expect(failed).toEqual([
      ...searches.map((search) => ({ work: `check, ${search}`, why: 'it was interrupted (SIGINT), after 0 of 1 repetitions' })),
      { work: 'step', why: 'it was interrupted (SIGINT), before it began' },
    ]);
    const spin = Number(readFileSync(pidFile, 'utf8'));
    expect(() => process.kill(spin, 0)).toThrow('ESRCH');
    expect(existsSync(`node_modules/.cache/chartwright-bench/run-${own}`)).toBe(false);
  },
  TIMEOUT_MS,
);
