import { Badge, createTheme, Menu, Modal, Paper, Table, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

// Spruce green for what can be done, paper and ink for everything else; amber is kept for hits.
const spruce: MantineColorsTuple = [
  '#eef5f3', '#dce9e6', '#b9d3ce', '#93bcb4', '#70a69c', '#548f85', '#3b786e', '#2a645b', '#215650', '#173f3b',
];
const stone: MantineColorsTuple = [
  '#f8f7f4', '#f1efea', '#e6e3db', '#d6d2c8', '#8e887a', '#7b7567', '#625d52', '#4e4a41', '#37342e', '#211f1b',
];
const ink: MantineColorsTuple = [
  '#e6e8e6', '#cfd3d1', '#aab1ae', '#8f9894', '#7f8a86', '#424a47', '#303735', '#222826', '#1a1f1e', '#131716',
];
const amber: MantineColorsTuple = [
  '#fff8e6', '#fdedc4', '#f9dc90', '#f3c858', '#e9b32e', '#cf9714', '#a87608', '#835a06', '#684807', '#4d3505',
];

export const theme = createTheme({
  primaryColor: 'spruce',
  primaryShade: { light: 8, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: { spruce, gray: stone, dark: ink, amber },
  fontFamily: '"Segoe UI Variable Text", "Segoe UI", "Noto Sans", system-ui, -apple-system, Roboto, "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "Noto Sans Mono", "DejaVu Sans Mono", Consolas, monospace',
  headings: { fontWeight: '600' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    // A dialog's head is no banner of the page, and a menu's first item takes the focus itself.
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: 'presentation' } } }, styles: { title: { fontWeight: 600 } } }),
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Paper: Paper.extend({ styles: { root: { borderColor: 'var(--archive-line)' } } }),
    Table: Table.extend({ defaultProps: { borderColor: 'var(--archive-line)' } }),
    // What a badge says must be legible whole.
    Badge: Badge.extend({ styles: { root: { height: 'auto', minHeight: 22 }, label: { whiteSpace: 'normal', overflow: 'visible' } } }),
  },
});

/** Mantine's own shades of these variables do not reach the contrast of WCAG AA on our grounds. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': stone[6],
    '--mantine-color-placeholder': '#6f6a5e',
    '--mantine-color-error': '#a8221c',
    '--mantine-color-anchor': spruce[8],
    '--mantine-color-default-border': stone[3],
    '--menu-item-hover': stone[1],
    '--archive-ground': stone[0],
    '--archive-panel': '#ffffff',
    '--archive-line': stone[3],
    '--archive-chrome': spruce[9],
    '--archive-chrome-text': '#f4f1ea',
    '--archive-chrome-dim': '#bcd3cd',
    '--archive-chrome-active': '#2a645b',
    '--archive-hit': '#ffe08a',
    '--archive-hit-text': '#2b2105',
    '--archive-doubt': '#9a3b12',
    '--archive-focus': '#b35c00',
  },
  dark: {
    '--mantine-color-body': ink[8],
    '--mantine-color-dimmed': ink[2],
    '--mantine-color-placeholder': '#a7b0ac',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-anchor': spruce[2],
    '--mantine-color-default-border': ink[5],
    '--menu-item-hover': ink[5],
    '--archive-ground': ink[9],
    '--archive-panel': ink[8],
    '--archive-line': ink[5],
    '--archive-chrome': '#0f1b19',
    '--archive-chrome-text': '#eceeec',
    '--archive-chrome-dim': '#a9bdb8',
    '--archive-chrome-active': '#24433e',
    '--archive-hit': '#7a5b00',
    '--archive-hit-text': '#fff6da',
    '--archive-doubt': '#ffb38a',
    '--archive-focus': '#ffb454',
  },
});
