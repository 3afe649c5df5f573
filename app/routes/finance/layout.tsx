import {
  IconArrowsDiff,
  IconBook,
  IconCalendarCheck,
  IconCalendarEvent,
  IconChecklist,
  IconCoins,
  IconListCheck,
  IconPackages,
  IconReportMoney,
  IconScale,
} from "@tabler/icons-react";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { otherSides } from "#app/access/sides.server.ts";
import { countOpenAppeals } from "#app/appeals/appeal-store.server.ts";
import { Shell, type NavigationItem } from "#app/ui/shell.tsx";

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId, person } = await requireStaff(args, ["preparer", "approver"]);
  const openAppealCount = await services.db.inPlatform((tx) => countOpenAppeals(tx, null));
  return { personName: person.name, openAppealCount, switchTo: await otherSides(services, userId, "/finance") };
}

const ICON_SIZE = 18;

const navigationOf = (openAppealCount: number): NavigationItem[] => [
  { label: "Review queue", to: "/finance", icon: <IconChecklist size={ICON_SIZE} aria-hidden />, isExact: true },
  {
    label: "Appeals",
    to: "/finance/appeals",
    icon: <IconScale size={ICON_SIZE} aria-hidden />,
    count: openAppealCount,
  },
  { label: "Brand funding", to: "/finance/funding", icon: <IconCoins size={ICON_SIZE} aria-hidden /> },
  { label: "Batches", to: "/finance/batches", icon: <IconPackages size={ICON_SIZE} aria-hidden /> },
  { label: "Payout terms", to: "/finance/payout-terms", icon: <IconCalendarEvent size={ICON_SIZE} aria-hidden /> },
  { label: "Ledger", to: "/finance/ledger", icon: <IconBook size={ICON_SIZE} aria-hidden /> },
  { label: "Reconciliation", to: "/finance/reconciliation", icon: <IconArrowsDiff size={ICON_SIZE} aria-hidden /> },
  { label: "Months", to: "/finance/months", icon: <IconCalendarCheck size={ICON_SIZE} aria-hidden /> },
  { label: "Approval rules", to: "/finance/approval", icon: <IconListCheck size={ICON_SIZE} aria-hidden /> },
  { label: "Tax", to: "/finance/tax", icon: <IconReportMoney size={ICON_SIZE} aria-hidden /> },
];

export default function FinanceLayout() {
  const { personName, openAppealCount, switchTo } = useLoaderData<typeof loader>();
  return (
    <Shell audience="Finance" personName={personName} navigation={navigationOf(openAppealCount)} switchTo={switchTo}>
      <Outlet />
    </Shell>
  );
}
