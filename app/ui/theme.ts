import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** Fairshare's green: calm enough for long tables, with a strong sixth shade for actions. */
const fair: MantineColorsTuple = [
  "#e9f8f1", "#d3efe2", "#a8dec6", "#79cda8", "#52be8e", "#38b47e", "#17805a", "#0f6b4a", "#0a573c", "#04412c",
]; // prettier-ignore

const ink: MantineColorsTuple = [
  "#f6f7f8", "#e9ecee", "#d3d8dc", "#b3bbc2", "#8b96a0", "#6b7782", "#525e69", "#3b454f", "#262e36", "#151b21",
]; // prettier-ignore

export const theme = createTheme({
  primaryColor: "fair",
  primaryShade: { light: 6, dark: 5 },
  autoContrast: true,
  colors: { fair, ink },
  black: "#151b21",
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: {
    fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.65rem", lineHeight: "1.25" }, h2: { fontSize: "1.2rem", lineHeight: "1.35" }, h3: { fontSize: "1.02rem", lineHeight: "1.4" } },
  },
  defaultRadius: "md",
  cursorType: "pointer",
  components: {
    Paper: { defaultProps: { withBorder: true, radius: "lg" } },
    Card: { defaultProps: { withBorder: true, radius: "lg", padding: "lg" } },
    Table: { defaultProps: { verticalSpacing: "sm", highlightOnHover: true } },
    Badge: { defaultProps: { variant: "light", radius: "sm", tt: "none", fw: 600 } },
  },
});
