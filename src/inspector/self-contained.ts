/** The inspector's page with a run inside: one file that needs no server and asks nothing of anybody, to be mailed or kept. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMBEDDED_RUN_ID, LAYOUT_WORKER_ID, type EmbeddedRun } from './protocol/embedded.ts';

/** Where the built page is: index.html, main.js, style.css and layout-worker.js. */
export function selfContainedPage(pageFolder: string, run: EmbeddedRun): string {
  const read = (name: string): string => readFileSync(join(pageFolder, name), 'utf8');
  const style = read('style.css');
  const main = inScript(read('main.js'));
  const policy = [
    `default-src 'none'`,
    `script-src 'sha256-${hashOf(main)}'`,
    `style-src 'sha256-${hashOf(style)}'`,
    'worker-src blob:',
    'img-src data:',
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const json = JSON.stringify(run).replaceAll('<', '\\u003c');
  const title = `${escaped(run.about.title)} · Chartwright`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    '<noscript>This page draws a recorded run, and needs JavaScript for it.</noscript>',
    `<script type="application/json" id="${EMBEDDED_RUN_ID}">${json}</script>`,
    `<script type="text/plain" id="${LAYOUT_WORKER_ID}">${inScript(read('layout-worker.js'))}</script>`,
    `<script type="module">${main}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** What would end the element stands in strings and comments only, where a backslash changes nothing. */
function inScript(code: string): string {
  return code.replaceAll(/<(?=\/script|!--)/gi, '\\x3c');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
