import { describe, expect, test } from 'vitest';
import { SourceText } from '../../src/scenarios/source-position.ts';

const TEXT = `import { helper } from './helper.ts'; // kinds: nothing
/* kinds: { user: nothing } */
const note = 'kinds: { user }', pattern = /"kinds: [/'"] /, half = 1 / 2; // '
const kinds = { elsewhere: 1 };
export default scenarioFor<Shop>()({
  kinds: {
    user,
    'paying guest': guest,
  },
  delaysS: ({ user: { timeS } }) => ({ user: { waiting: timeS } }),
  *actors(plan: Plan) {
    yield { id: 'user' };
  },
});
`;

function at(path: readonly string[], text = TEXT): string | undefined {
  const position = new SourceText('shop.ts', text).key(path);
  return position && `${position.line}:${position.column}`;
}

describe('a key', () => {
  test.each([
    [['kinds'], '6:3'],
    [['kinds', 'user'], '7:5'],
    [['kinds', 'paying guest'], '8:5'],
    [['delaysS', 'user'], '10:40'],
    [['delaysS', 'user', 'waiting'], '10:48'],
    [['actors'], '11:4'],
    [['note'], undefined],
  ])('is found where the scenario has it, not in comments, texts, patterns and parameters: %j', (path, place) => {
    expect(at(path)).toBe(place);
  });

  test('that is not there leaves the nearest one around it', () => {
    expect(at(['kinds', 'nobody', 'user'])).toBe('6:3');
    expect(at(['nothing', 'kinds'])).toBeUndefined();
  });

  test('is found before the default export, where the scenario stands there', () => {
    expect(at(['title'], "const shop = {\n  title: 'A shop',\n};\nexport default shop;\n")).toBe('2:3');
  });
});

describe('a state', () => {
  test('is found in the chart of its machine, not in another one', () => {
    const text =
      "const a = createMachine({ id: 'a', states: { idle: {} } });\nconst b = createMachine({\n  id: 'b',\n  states: { idle: {} },\n});\n";
    const source = new SourceText('shop.ts', text);
    const at = (machine: string, key: string): object | undefined => source.state({ kind: 'some', machine, key });
    expect(at('b', 'idle')).toEqual({ file: 'shop.ts', line: 4, column: 13 });
    expect(at('b', 'b')).toEqual({ file: 'shop.ts', line: 3, column: 3 });
    expect(at('c', 'idle')).toBeUndefined();
  });

  test('of a chart without an id is found by the name of its constant', () => {
    const source = new SourceText(
      'shop.ts',
      'const a = createMachine({ states: { idle: {} } });\nconst b = setup({}).createMachine({ states: { idle: {} } });\n',
    );
    const at = (key: string): object | undefined => source.state({ kind: 'b', machine: '(machine)', key });
    expect(at('idle')).toEqual({ file: 'shop.ts', line: 2, column: 47 });
    expect(at('(machine)')).toEqual({ file: 'shop.ts', line: 2, column: 7 });
  });
});

test('imports are those of the text', () => {
  expect(new SourceText('shop.ts', TEXT).imports()).toEqual(['./helper.ts']);
});

test('a text of nothing but openings is read to its end', () => {
  expect(new SourceText('shop.ts', '/* \' " ` ( [ {').imports()).toEqual([]);
  expect(new SourceText('shop.ts', '\' " ` ( [ { /').key(['kinds'])).toBeUndefined();
});
