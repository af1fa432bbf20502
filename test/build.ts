/** Builds the package before the tests, so that those of the command line, and of the page, run what the source says. */
import { execFileSync } from 'node:child_process';

export default function build(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  execFileSync('npm', ['run', '--silent', 'build:page'], { stdio: 'inherit', shell: process.platform === 'win32' });
}
