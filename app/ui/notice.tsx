import { Alert } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";

const looks = {
  done: { color: "fair", icon: <IconCircleCheck aria-hidden />, role: "status" },
  problem: { color: "red", icon: <IconAlertTriangle aria-hidden />, role: "alert" },
  note: { color: "blue", icon: <IconInfoCircle aria-hidden />, role: "note" },
} as const;

/** A sentence above a form or list: it worked, it did not and why, or something worth knowing. */
export function Notice({ kind, title, children }: { kind: keyof typeof looks; title?: string; children: ReactNode }) {
  const look = looks[kind];
  return (
    <Alert color={look.color} icon={look.icon} role={look.role} {...(title ? { title } : {})}>
      {children}
    </Alert>
  );
}
