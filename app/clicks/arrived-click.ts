import type { ClickClass, DeviceKind } from "./click.ts";

/** A click as the redirector saw it, before the visitor is looked up. Field meanings as in the table `clicks`. */
export interface ArrivedClick {
  readonly brandId: string;
  readonly id: string;
  /** Null for a slug that is unknown at the brand's short domain. */
  readonly linkId: string | null;
  readonly partnershipId: string | null;
  readonly occurredAt: Date;
  /** By its own signs; `counted` may still become `repeat`. */
  readonly class: ClickClass;
  readonly reason: string;
  readonly placement: string;
  readonly visitorKey: string;
  /**
   * By which the hour is kept: the visitor key of a browser that sent a cookie, else the keyed hash of address and agent.
   */
  readonly hourKey: string;
  readonly addressPrefix: string;
  readonly userAgent: string;
  readonly refererHost: string;
  readonly network: string;
  readonly country: string;
  readonly device: DeviceKind;
  readonly isScan: boolean;
}
