import {
  IconBook,
  IconBuildingStore,
  IconClick,
  IconCoins,
  IconHistory,
  IconLink,
  IconHome,
  IconListCheck,
  IconMailOpened,
  IconReceipt,
  IconReportAnalytics,
  IconScale,
  IconSettings,
  IconSpeakerphone,
  IconTicket,
  IconUsers,
  IconZoomQuestion,
} from "@tabler/icons-react";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { otherSides } from "#app/access/sides.server.ts";
import { countOpenAppeals } from "#app/appeals/appeal-store.server.ts";
import { countOpenInquiries } from "#app/inquiries/inquiry-store.server.ts";
import { Shell, type NavigationItem } from "#app/ui/shell.tsx";

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId, person, brand } = await requireBrandMember(args, "analyst");
  return {
    brand,
    personName: person.name,
    openInquiryCount: await services.db.inBrand(brand.id, (tx) => countOpenInquiries(tx, brand.id)),
    openAppealCount: await services.db.inBrand(brand.id, (tx) => countOpenAppeals(tx, brand.id)),
    switchTo: await otherSides(services, userId, `/brands/${brand.slug}`),
  };
}

const ICON_SIZE = 18;

function navigationOf(slug: string, openInquiryCount: number, openAppealCount: number): NavigationItem[] {
  const base = `/brands/${slug}`;
  return [
    { label: "Overview", to: base, icon: <IconHome size={ICON_SIZE} aria-hidden />, isExact: true },
    { label: "Campaigns", to: `${base}/campaigns`, icon: <IconSpeakerphone size={ICON_SIZE} aria-hidden /> },
    { label: "Applications", to: `${base}/applications`, icon: <IconMailOpened size={ICON_SIZE} aria-hidden /> },
    { label: "Links", to: `${base}/links`, icon: <IconLink size={ICON_SIZE} aria-hidden /> },
    { label: "Codes", to: `${base}/codes`, icon: <IconTicket size={ICON_SIZE} aria-hidden /> },
    { label: "Clicks", to: `${base}/clicks`, icon: <IconClick size={ICON_SIZE} aria-hidden /> },
    { label: "Sales", to: `${base}/sales`, icon: <IconReceipt size={ICON_SIZE} aria-hidden /> },
    { label: "Replays", to: `${base}/replays`, icon: <IconHistory size={ICON_SIZE} aria-hidden /> },
    {
      label: "Inquiries",
      to: `${base}/inquiries`,
      icon: <IconZoomQuestion size={ICON_SIZE} aria-hidden />,
      count: openInquiryCount,
    },
    {
      label: "Appeals",
      to: `${base}/appeals`,
      icon: <IconScale size={ICON_SIZE} aria-hidden />,
      count: openAppealCount,
    },
    { label: "Approval", to: `${base}/approval`, icon: <IconListCheck size={ICON_SIZE} aria-hidden /> },
    { label: "Reports", to: `${base}/reports`, icon: <IconReportAnalytics size={ICON_SIZE} aria-hidden /> },
    { label: "Ledger", to: `${base}/ledger`, icon: <IconBook size={ICON_SIZE} aria-hidden /> },
    { label: "Stores", to: `${base}/stores`, icon: <IconBuildingStore size={ICON_SIZE} aria-hidden /> },
    { label: "Balance", to: `${base}/balance`, icon: <IconCoins size={ICON_SIZE} aria-hidden /> },
    { label: "Members", to: `${base}/members`, icon: <IconUsers size={ICON_SIZE} aria-hidden /> },
    { label: "Settings", to: `${base}/settings`, icon: <IconSettings size={ICON_SIZE} aria-hidden /> },
  ];
}

export default function BrandLayout() {
  const { brand, personName, openInquiryCount, openAppealCount, switchTo } = useLoaderData<typeof loader>();
  return (
    <Shell
      audience={brand.name}
      personName={personName}
      navigation={navigationOf(brand.slug, openInquiryCount, openAppealCount)}
      switchTo={switchTo}
    >
      <Outlet />
    </Shell>
  );
}
