/** The page of a live run, in all its views. */
import { describe } from 'vitest';
import { testAccess } from './access.ts';
import { testFigures } from './figures.ts';
import { describeInBrowser } from './in-browser.ts';
import { testSequence } from './sequence.ts';
import { shownLive } from './shown.ts';
import { testStatechart } from './statechart.ts';
import { testTime } from './time.ts';
import { testTimeline } from './timeline.ts';

// All of them look at the same two runs: whoever is first plays them to their ends.
describeInBrowser('the page of a live run', (open) => {
  const shop = shownLive({ reference: 'batch', seed: 9, decks: 'examples/decks' });
  const network = shownLive({ reference: 'distributed', seed: 9, untilS: 120 });

  describe('the run', () => {
    testTime(open, shop, network);
  });
  describe('the statechart', () => {
    testStatechart(open, shop);
  });
  describe('the sequence diagram', () => {
    testSequence(open, shop);
  });
  describe('the timeline', () => {
    testTimeline(open, network);
  });
  describe('the figures', () => {
    testFigures(open, shop);
  });
  describe('the page', () => {
    testAccess(open, shop);
  });
});
