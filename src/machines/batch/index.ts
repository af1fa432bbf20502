/** The batch processing system: four kinds of actor. */
export { memory } from './memory.ts';
export { operator } from './operator.ts';
export { processor } from './processor.ts';
export { user } from './user.ts';
