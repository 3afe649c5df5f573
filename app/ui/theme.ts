import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** Fairshare's green: calm enough for long tables, with a strong sixth shade for actions. */
const fair: MantineColorsTuple = [
  "#e9f8f1", "#d3efe2", "#a8dec6", "#79cda8", "#52be8e", "#38b47e", "#17805a", "#0f6b4a", "#0a573c", "#04412c",
]; // prettier-ignore

const ink: MantineColorsTuple = [
  "#f6f7f8", "#e9ecee", "#d3d8dc", "#b3bbc2", "#8b96a0", "#6b7782", "#525e69", "#3b454f", "#262e36", "#151b21",
]; // prettier-ignore

/** The dark scheme in the same cool grey as `ink`: text first, page last. Mantine reads borders, fields and text from these by place. */
const dark: MantineColorsTuple = [
  "#d6dbdf", "#bac2c9", "#a2abb3", "#6f7b86", "#37424c", "#2a333c", "#222a32", "#1a2027", "#141a20", "#10151a",
]; // prettier-ignore

export const theme = createTheme({
  primaryColor: "fair",
  // One shade in both schemes: white on it has a contrast of 5 to 1.
  primaryShade: { light: 6, dark: 6 },
  autoContrast: true,
  colors: { fair, ink, dark },
  black: "#151b21",
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: {
    fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.65rem", lineHeight: "1.25" },
      h2: { fontSize: "1.2rem", lineHeight: "1.35" },
      h3: { fontSize: "1.02rem", lineHeight: "1.4" },
    },
  },
  defaultRadius: "md",
  cursorType: "pointer",
  components: {
    Paper: { defaultProps: { withBorder: true, radius: "lg" } },
    Card: { defaultProps: { withBorder: true, radius: "lg", padding: "lg" } },
    Table: { defaultProps: { verticalSpacing: "sm", highlightOnHover: true } },
    Badge: {
      defaultProps: { variant: "light", radius: "sm", tt: "none", fw: 600, fz: "xs" },
      styles: { root: { flexShrink: 0 } },
    },
    Anchor: { defaultProps: { underline: "hover" } },
  },
});

/**
 * Where Mantine's own shades of text are too faint on their grounds. Everything here reaches the 4.5 to 1 that WCAG 2.2 asks of
 * text (criterion 1.4.3), on white, on the page's grey and on the tinted ground of badges and notices.
 */
export const readableColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5c6772",
    "--mantine-color-placeholder": "#69747e",
    "--mantine-color-error": "#c22f2f",
    "--mantine-color-gray-light-color": "#4a545e",
    "--mantine-color-gray-text": "#4a545e",
    "--mantine-color-yellow-light-color": "#7a4f00",
    "--mantine-color-red-light-color": "#b02525",
    "--mantine-color-red-outline": "#b02525",
    "--mantine-color-red-text": "#b02525",
    "--mantine-color-blue-light-color": "#1259a0",
    "--mantine-color-fair-light-color": "#0f6b4a",
    "--mantine-color-fair-text": "#0f6b4a",
    "--mantine-color-anchor": "#0f6b4a",
  },
  dark: {
    "--mantine-color-dimmed": "#a2abb3",
    "--mantine-color-placeholder": "#8d98a2",
    "--mantine-color-error": "#ff9a9a",
    "--mantine-color-gray-light-color": "#c3c9ce",
    "--mantine-color-yellow-light-color": "#ffd97a",
    "--mantine-color-red-light-color": "#ffb3b3",
    "--mantine-color-red-outline": "#ffb3b3",
    "--mantine-color-red-text": "#ffb3b3",
    "--mantine-color-blue-light-color": "#a5c8f5",
    "--mantine-color-fair-light-color": "#8fd9b6",
    "--mantine-color-fair-text": "#79cda8",
    "--mantine-color-anchor": "#79cda8",
  },
});
