import {
  IconClick,
  IconFileText,
  IconGift,
  IconHome,
  IconLink,
  IconPigMoney,
  IconReceipt,
  IconReportMoney,
  IconUserCircle,
  IconWallet,
  IconZoomQuestion,
} from "@tabler/icons-react";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { otherSides } from "#app/access/sides.server.ts";
import { Shell, type NavigationItem } from "#app/ui/shell.tsx";

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId, creator } = await requireCreator(args);
  return { creatorName: creator.name, switchTo: await otherSides(services, userId, "/creator") };
}

const ICON_SIZE = 18;

const navigation: readonly NavigationItem[] = [
  { label: "Overview", to: "/creator", icon: <IconHome size={ICON_SIZE} aria-hidden />, isExact: true },
  { label: "Offers", to: "/creator/offers", icon: <IconGift size={ICON_SIZE} aria-hidden /> },
  { label: "Partnerships", to: "/creator/partnerships", icon: <IconLink size={ICON_SIZE} aria-hidden /> },
  { label: "Clicks", to: "/creator/clicks", icon: <IconClick size={ICON_SIZE} aria-hidden /> },
  { label: "Sales", to: "/creator/sales", icon: <IconReceipt size={ICON_SIZE} aria-hidden /> },
  { label: "Missing sale", to: "/creator/missing-sale", icon: <IconZoomQuestion size={ICON_SIZE} aria-hidden /> },
  { label: "Earnings", to: "/creator/earnings", icon: <IconPigMoney size={ICON_SIZE} aria-hidden /> },
  { label: "Statements", to: "/creator/statements", icon: <IconFileText size={ICON_SIZE} aria-hidden /> },
  { label: "Profile", to: "/creator/profile", icon: <IconUserCircle size={ICON_SIZE} aria-hidden /> },
  { label: "Payee details", to: "/creator/payee", icon: <IconWallet size={ICON_SIZE} aria-hidden /> },
  { label: "Tax", to: "/creator/tax", icon: <IconReportMoney size={ICON_SIZE} aria-hidden /> },
];

export default function CreatorLayout() {
  const { creatorName, switchTo } = useLoaderData<typeof loader>();
  return (
    <Shell audience="Creator" personName={creatorName} navigation={navigation} switchTo={switchTo}>
      <Outlet />
    </Shell>
  );
}
