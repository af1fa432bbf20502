/** The distributed operating system: seven kinds of actor. */
export { cpu } from './cpu.ts';
export { fetch } from './fetch.ts';
export { files } from './files.ts';
export { instance } from './instance.ts';
export { process } from './process.ts';
export { shadow } from './shadow.ts';
export { terminal } from './terminal.ts';
