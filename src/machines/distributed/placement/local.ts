/** Every command runs where it was typed. */
import type { Policy } from './policy.ts';

export const local: Policy = ({ view }) => ({ type: 'run', host: view.home.machine });
