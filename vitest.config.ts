import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/build.ts'],
    include: ['test/**/*.test.ts'],
    // All of them: what a test waits for is often another process, or a browser.
    maxWorkers: availableParallelism(),
    // A slow machine is no reason to fail: tests assert results, never times.
    testTimeout: 120_000 * Number(process.env['CHARTWRIGHT_SOAK'] ?? '1'),
    hookTimeout: 120_000,
  },
});
