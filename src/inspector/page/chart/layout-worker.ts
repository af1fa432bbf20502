/**
 * Lays out charts beside the page, so that the page does not stand still meanwhile. In a worker, ELK takes messages by itself:
 * `{ id, cmd: 'register', algorithms }` and `{ id, cmd: 'layout', graph }`, answered by `{ id, data }` or `{ id, error }`.
 */
import 'elkjs/lib/elk-worker.min.js';
