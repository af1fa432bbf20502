import { describe, expect, test } from 'vitest';
import { stateColor } from '../../../src/inspector/page/model/colors.ts';

/** As WCAG 2 has it. @param color `hsl(0 0% 0%)` */
function luminance(color: string): number {
  const [, hue = 0, saturation = 0, lightness = 0] = (/^hsl\((\d+) (\d+)% (\d+)%\)$/.exec(color) ?? []).map(Number);
  const most = (saturation / 100) * Math.min(lightness / 100, 1 - lightness / 100);
  const channel = (from: number): number => {
    const at = (from + hue / 30) % 12;
    const value = lightness / 100 - most * Math.max(-1, Math.min(at - 3, 9 - at, 1));
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(4);
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const LABELS = Array.from({ length: 500 }, (_, at) => `state ${at}`);

describe('the colour of a state', () => {
  test.each([
    ['light', false, 'hsl(222 16% 12%)'],
    ['dark', true, 'hsl(220 15% 92%)'],
  ] as const)('lets words be read on it, in %s', (_, isDark, ink) => {
    const colors = [...new Set(LABELS.map((label) => stateColor(label, isDark)))];
    expect(colors.length).toBe(36);
    expect(colors.filter((color) => contrast(luminance(color), luminance(ink)) < 4.5)).toEqual([]);
  });

  test('is told by its name alone', () => {
    expect(stateColor('idle', true)).toBe(stateColor('idle', true));
    expect(new Set(['idle', 'waiting', 'punching', 'off'].map((label) => stateColor(label, false))).size).toBe(4);
  });
});
