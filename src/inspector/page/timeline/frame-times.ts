/** How long drawing took, in the browser's own record of performance, where its tools and the benchmark find it. */

const NAME = 'timeline-frame';
const KEPT = 1000;

let measures = 0;

/** Draws, and records how long it took. */
export function measureFrame(draw: () => void): void {
  const start = performance.now();
  draw();
  if (measures >= KEPT) {
    performance.clearMeasures(NAME);
    measures = 0;
  }
  performance.measure(NAME, { start, end: performance.now() });
  measures += 1;
}
