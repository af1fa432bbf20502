/** What SCXML says and none of the SCION cases asks: found by breaking the tables on purpose. */
import { expect, test } from 'vitest';
import type { Case, Oracle } from './cases.ts';
import { enqueued } from './converter/enqueued.ts';
import { listed } from './converter/listed.ts';
import { oracleOf, playedByAll } from './playing.ts';

const own: Readonly<Record<string, { readonly xml: string; readonly oracle: Oracle }>> = {
  'of two eventless transitions in conflict, the one further inside is taken, though the other was found first': {
    xml: `<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="ecmascript">
      <datamodel><data id="moved" expr="0"/></datamodel>
      <state id="start"><transition event="go" target="both"/></state>
      <parallel id="both">
        <transition cond="moved == 0" target="outer"/>
        <state id="a"><state id="a1"/></state>
        <state id="b">
          <state id="b1"><transition target="b2"><assign location="moved" expr="1"/></transition></state>
          <state id="b2"/>
        </state>
      </parallel>
      <state id="outer"/>
    </scxml>`,
    oracle: { initialConfiguration: ['start'], events: [{ event: { name: 'go' }, nextConfiguration: ['a1', 'b2'] }] },
  },
};

test.each(Object.entries(own))('%s', (title, { xml, oracle }) => {
  const it: Case = { title, folder: import.meta.dirname, xml, oracle };
  for (const content of [enqueued, listed]) expect(playedByAll(it, content)).toEqual(oracleOf(it));
});
