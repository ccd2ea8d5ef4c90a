import { createTheme, type MantineColorsTuple, type MantineThemeOverride } from '@mantine/core';

/** A calm blue of its own, so that buttons and links do not look like every other dashboard. */
const ink: MantineColorsTuple = [
  '#eef2fc',
  '#dbe3f6',
  '#b6c6ed',
  '#8ea7e3',
  '#6c8cdb',
  '#577bd6',
  '#4a6fcf',
  '#3a5dbb',
  '#2b4a9b',
  '#1e3678',
];

/** Colours with one meaning each, everywhere: see `tone.ts`. */
export const TONE_COLOURS = {
  neutral: 'gray',
  info: 'ink',
  good: 'teal',
  warning: 'orange',
  bad: 'red',
} as const;
export type Tone = keyof typeof TONE_COLOURS;

const sans = '"Inter Variable", system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** The look of the dashboard. Colours are made readable by `contrast.ts`. */
export const theme: MantineThemeOverride = createTheme({
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: 8,
  autoContrast: true,
  luminanceThreshold: 0.179,
  fontFamily: sans,
  headings: {
    fontFamily: sans,
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: { defaultProps: { tt: 'none', variant: 'light', fw: 550, radius: 'sm' } },
    Button: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, maw: 320, multiline: true } },
    Table: { defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'sm' } },
    Modal: { defaultProps: { centered: true } },
    // Something else than an item that takes the focus is no part of a menu.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
});
