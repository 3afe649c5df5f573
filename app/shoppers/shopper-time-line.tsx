import { IconBuildingStore, IconClick, IconShoppingBag } from "@tabler/icons-react";
import { Anchor } from "@mantine/core";
import { Link } from "@remix-run/react";
import { formatAmount } from "../ui/amount.tsx";
import { Moment } from "../ui/moment.tsx";
import { TimeLine, type Moment as LineMoment } from "../ui/time-line.tsx";
import type { ShopperFacts } from "./load-shopper.server.ts";

const ICON_SIZE = 16;

/** Clicks, visits and orders of one shopper in order of time, across channels. @param base of the brand's pages. */
export function ShopperTimeLine({ facts, base }: { facts: ShopperFacts; base: string }) {
  const moments = [...facts.clicks.map(ofClick), ...facts.visits.map(ofVisit), ...facts.orders.map(ofOrder(base))];
  moments.sort((one, other) => one.at.getTime() - other.at.getTime());
  return <TimeLine label="What this shopper did, in order of time" moments={moments} />;
}

type DatedMoment = LineMoment & { readonly at: Date };

function ofClick(click: ShopperFacts["clicks"][number]): DatedMoment {
  const { id, occurredAt, creatorName, placement, network, device } = click;
  const words = [
    network,
    device === "other" ? "" : `on a ${device}`,
    placement === "" ? "" : `placement “${placement}”`,
  ];
  return {
    ...{
      key: `click ${id}`,
      at: occurredAt,
      icon: <IconClick size={ICON_SIZE} />,
      title: `Clicked a link of ${creatorName}`,
    },
    when: <Moment at={occurredAt} />,
    children: words.filter((word) => word !== "").join(", ") || undefined,
  };
}

function ofVisit(visit: ShopperFacts["visits"][number]): DatedMoment {
  const { id, occurredAt, pageHost, pagePath, codeKey, source } = visit;
  const teller = source === "pixel" ? "Seen by the pixel" : "Told by your server";
  return {
    ...{ key: `visit ${id}`, at: occurredAt, icon: <IconBuildingStore size={ICON_SIZE} />, title: "Visited the shop" },
    when: <Moment at={occurredAt} />,
    children: `${teller}${pageHost === "" ? "" : `, on ${pageHost}${pagePath}`}${codeKey === null ? "" : `, with code ${codeKey}`}.`,
  };
}

const ofOrder =
  (base: string) =>
  ({ id, name, placedAt, netMinor, currency, codes, decision }: ShopperFacts["orders"][number]): DatedMoment => ({
    ...{ key: `order ${id}`, at: placedAt, icon: <IconShoppingBag size={ICON_SIZE} />, isStrong: true },
    title: (
      <Anchor component={Link} to={`${base}/sales/${id}`} fw={600}>
        Order {name}
      </Anchor>
    ),
    when: (
      <>
        <Moment at={placedAt} /> · {formatAmount(netMinor, currency)} net
        {codes.length > 0 && ` · ${codes.length === 1 ? "code" : "codes"} ${codes.join(", ")}`}
      </>
    ),
    children: decision,
  });
