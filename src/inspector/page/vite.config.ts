/** Builds the page into the package, under fixed names, so that the server can serve it, and one file can be made of it. */
import { join } from 'node:path';
import { defineConfig } from 'vite';

const fixedNames = {
  entryFileNames: '[name].js',
  assetFileNames: '[name][extname]',
  // One file: what is inlined into a page has nothing to load.
  codeSplitting: false,
} as const;

export default defineConfig({
  root: import.meta.dirname,
  // The page stands wherever its server, or its file, stands.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: join(import.meta.dirname, '../../../dist/inspector/page'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    cssCodeSplit: false,
    assetsDir: '',
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: { main: join(import.meta.dirname, 'index.html') }, output: fixedNames },
  },
  // A classic script: it can be started from text, where the page is a file.
  worker: { format: 'iife', rolldownOptions: { output: fixedNames } },
});
