import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export interface OutboxMail extends Mail {
  readonly id: string;
  readonly sentAt: string;
}

export interface Mailer {
  /** Hands one mail to the mail server, or writes it to the outbox. Rejects when it could not be handed in. */
  send(mail: Mail, sentAt: Date): Promise<void>;
  /** The newest mails of the outbox, newest first; empty with a real mail server. */
  outbox(limit: number): Promise<OutboxMail[]>;
}

export function createSmtpMailer(smtpUrl: string, from: string): Mailer {
  const transport = createTransport(smtpUrl);
  return {
    async send(mail) {
      await transport.sendMail({ from, ...mail });
    },
    outbox: () => Promise.resolve([]),
  };
}

/** Writes each mail as a JSON file: what development, the demo and the tests read instead of a mailbox. */
export function createOutboxMailer(directory: string): Mailer {
  return {
    async send(mail, sentAt) {
      await mkdir(directory, { recursive: true });
      const id = `${sentAt.toISOString().replace(/[:.]/g, "-")}-${randomUUID()}`;
      const content: OutboxMail = { id, sentAt: sentAt.toISOString(), ...mail };
      await writeFile(join(directory, `${id}.json`), JSON.stringify(content, null, 2), { mode: 0o600 });
    },
    async outbox(limit) {
      const names = await readdir(directory).catch(() => []);
      const newest = names
        .filter((name) => name.endsWith(".json"))
        .sort()
        .reverse()
        .slice(0, limit);
      return Promise.all(
        newest.map(async (name) => JSON.parse(await readFile(join(directory, name), "utf8")) as OutboxMail),
      );
    },
  };
}
