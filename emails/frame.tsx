import { Body, Button, Container, Head, Heading, Html, Preview, Section, Text } from "@react-email/components";
import type { CSSProperties, ReactNode } from "react";

const font = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const ink = "#151b21";
const muted = "#525e69";
const green = "#17805a";

const styles = {
  body: { backgroundColor: "#f6f7f8", fontFamily: font, margin: 0, padding: "32px 12px" },
  mark: {
    color: ink,
    fontSize: 18,
    fontWeight: 700,
    letterSpacing: "-0.03em",
    margin: "0 0 16px",
    textAlign: "center",
  },
  card: {
    backgroundColor: "#ffffff",
    border: "1px solid #e3e7ea",
    borderRadius: 14,
    maxWidth: 520,
    padding: "32px 32px 24px",
  },
  title: { color: ink, fontSize: 22, fontWeight: 650, lineHeight: "30px", margin: "0 0 16px" },
  text: { color: ink, fontSize: 15, lineHeight: "24px", margin: "0 0 14px" },
  button: {
    backgroundColor: green,
    borderRadius: 8,
    color: "#ffffff",
    fontSize: 15,
    fontWeight: 600,
    padding: "12px 22px",
  },
  small: { color: muted, fontSize: 13, lineHeight: "20px", margin: "18px 0 0", overflowWrap: "anywhere" },
  foot: { color: muted, fontSize: 12, lineHeight: "18px", margin: "20px auto 0", maxWidth: 520, textAlign: "center" },
} satisfies Record<string, CSSProperties>;

/** One paragraph of a mail. */
export function Paragraph({ children }: { children: ReactNode }) {
  return <Text style={styles.text}>{children}</Text>;
}

/** The frame of every mail: what it is about, what to know, the one thing to do, and why it came. */
export function Frame({
  title,
  preview,
  action,
  why,
  children,
}: {
  title: string;
  /** What a mailbox shows beside the subject. */
  preview: string;
  action?: { label: string; href: string };
  /** Why this person was written to. */
  why: string;
  children: ReactNode;
}) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{preview}</Preview>
      <Body style={styles.body}>
        <Text style={styles.mark}>
          <span style={{ color: green }}>◔</span> Fairshare
        </Text>
        <Container style={styles.card}>
          <Heading as="h1" style={styles.title}>
            {title}
          </Heading>
          {children}
          {action && (
            <Section style={{ marginTop: 22 }}>
              <Button href={action.href} style={styles.button}>
                {action.label}
              </Button>
              <Text style={styles.small}>If the button does not work, open this address: {action.href}</Text>
            </Section>
          )}
        </Container>
        <Text style={styles.foot}>{why}</Text>
      </Body>
    </Html>
  );
}
