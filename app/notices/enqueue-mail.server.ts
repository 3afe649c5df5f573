import { z } from "zod";
import { linkPath } from "#app/access/link-token.server.ts";
import type { Job } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { ComposedMail, MailLinks, MailTemplate } from "#emails/mail-template.ts";
import { mails, type MailName, type MailProps } from "./mails.server.ts";
import { sendMail } from "./send-mail.server.ts";

const mailNames = Object.keys(mails) as [MailName, ...MailName[]];

const payload = z.object({ name: z.enum(mailNames), to: z.email(), props: z.record(z.string(), z.unknown()) });

/** Sends one mail. A mail server that accepted a mail and then lost its answer gets it twice: better twice than never. */
export const sendMailJob: Job<z.infer<typeof payload>> = {
  name: "send-mail",
  payload,
  async run(services, { name, to, props }) {
    const { subject, body } = compose(services, name, props);
    await sendMail(services, { to, subject, element: body });
  },
};

/**
 * Adds a mail inside the caller's transaction: it is sent exactly when the change it speaks of is saved. `props` are checked here,
 * so that a mail that cannot be written fails its change and not, unseen, its job.
 */
export async function enqueueMail<Name extends MailName>(
  services: Services,
  tx: Tx,
  name: Name,
  to: string,
  props: MailProps<Name>,
): Promise<void> {
  await services.queue.enqueue(tx, sendMailJob, { name, to, props: mails[name].props.parse(props) });
}

/** A mail to one person. */
export interface AddressedMail<Name extends MailName> {
  readonly to: string;
  readonly props: MailProps<Name>;
}

/** Like `enqueueMail`, for thousands of people at once. */
export async function enqueueMails<Name extends MailName>(
  services: Services,
  tx: Tx,
  name: Name,
  addressed: readonly AddressedMail<Name>[],
): Promise<void> {
  const payloads = addressed.map(({ to, props }) => ({ name, to, props: mails[name].props.parse(props) }));
  await services.queue.enqueueAll(tx, sendMailJob, payloads);
}

function compose(services: Services, name: MailName, props: Record<string, unknown>): ComposedMail {
  // Each template checks what it is given with its own schema, so that the name alone decides.
  const template = mails[name] as MailTemplate<Record<string, unknown>>;
  return template.compose(template.props.parse(props), linksOf(services));
}

function linksOf(services: Services): MailLinks {
  return {
    page: (path) => services.origin + path,
    secret: (purpose, seed) => services.origin + linkPath(services, purpose, seed),
  };
}
