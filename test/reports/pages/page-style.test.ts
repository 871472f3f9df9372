import { describe, expect, it } from 'vitest';
import { PAGE_STYLE } from '../../../shared/reports/pages/page-style.ts';

const [light = {}, dark = {}] = PAGE_STYLE.split('prefers-color-scheme:dark').map(colours);

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s scheme', (_, scheme) => {
  it.each([
    ['ink', 'paper'],
    ['ink', 'raised'],
    ['quiet', 'paper'],
    ['quiet', 'raised'],
    ['link', 'paper'],
    ['link', 'raised'],
    ['good', 'good-ground'],
    ['bad', 'bad-ground'],
    ['unsure', 'unsure-ground'],
  ])('shows %s on %s with AA contrast', (text, ground) => {
    expect(contrast(scheme[text] ?? '', scheme[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it('shows downtime on the strip with the contrast of graphics', () => {
    expect(contrast(scheme.down ?? '', scheme.paper ?? '')).toBeGreaterThanOrEqual(3);
  });
});

function colours(style: string): Record<string, string> {
  return Object.fromEntries(
    [...style.matchAll(/--([a-z-]+):(#[0-9a-f]{3,6})/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** WCAG 2: (lighter + 0.05) ÷ (darker + 0.05) of the relative luminances. */
function contrast(first: string, second: string): number {
  const [lighter = 0, darker = 0] = [luminance(first), luminance(second)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((it) => it + it).join('') : hex.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255)
    .map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
