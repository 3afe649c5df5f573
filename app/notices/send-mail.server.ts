import { render } from "@react-email/render";
import type { ReactElement } from "react";
import type { Services } from "#app/platform/services.server.ts";

export interface MailToSend {
  readonly to: string;
  readonly subject: string;
  readonly element: ReactElement;
}

/** Writes a mail as HTML and as plain text and hands it in. Use cases call `enqueueMail`; only jobs send. */
export async function sendMail(services: Services, { to, subject, element }: MailToSend): Promise<void> {
  const html = await render(element);
  const text = await render(element, { plainText: true });
  await services.mailer.send({ to, subject, html, text }, services.clock.now());
}
