/** What each theme's pages are painted on: components/ui/tokens.css, --background. */
export const backgrounds = { light: "#ffffff", dark: "#121312" } as const;
export const contrastMin = 4.5;

export const colourPattern = /^#[0-9a-f]{6}$/i;

/** WCAG 2.2, contrast ratio of two colours as #rrggbb. */
export function contrastOf(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminanceOf(one), luminanceOf(other)].sort(
    (left, right) => right - left,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

/** Why a colour cannot be read on a theme's pages, with the ratio it has; null when it can. */
export function describeContrast(
  colour: string,
  theme: keyof typeof backgrounds,
): string | null {
  const ratio = contrastOf(colour, backgrounds[theme]);
  if (ratio >= contrastMin) return null;
  const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
  return `has a contrast of ${shown}:1 on the ${theme} theme; ${contrastMin}:1 is needed to be read`;
}

function luminanceOf(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
