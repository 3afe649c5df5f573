import { Anchor, Box, Button, Stack, Text } from "@mantine/core";
import { IconPlus, IconSpeakerphone } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { BudgetBar } from "#app/campaigns/budget-bar.tsx";
import { campaignStatuses, type CampaignStatus } from "#app/campaigns/campaign.ts";
import { listCampaigns, type CampaignRow } from "#app/campaigns/campaign-list-store.server.ts";
import { campaignStatusWords } from "#app/campaigns/campaign-words.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { formatCount } from "#app/ui/amount.tsx";
import { ChoiceBar } from "#app/ui/choice-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Day } from "#app/ui/moment.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Campaigns · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const search = new URL(args.request.url).searchParams;
  const status = campaignStatuses.find((word) => word === search.get("status")) ?? null;
  const page = pageNumber(search);
  const list = await services.db.inBrand(brand.id, (tx) =>
    listCampaigns(tx, brand.id, { status, page, pageSize: PAGE_SIZE }),
  );
  return { ...list, page, status, base: `/brands/${brand.slug}`, mayEdit: reachesRole(role, "manager") };
}

export default function CampaignsPage() {
  const { rows, total, page, status, base, mayEdit } = useLoaderData<typeof loader>();
  const newCampaign = mayEdit ? (
    <Button component={Link} to={`${base}/campaigns/new`} leftSection={<IconPlus size={16} aria-hidden />}>
      New campaign
    </Button>
  ) : null;
  return (
    <Page title="Campaigns" lead="What you ask creators for, what it costs and what it brings." actions={newCampaign}>
      <Panel flush>
        {(rows.length > 0 || status) && <StatusFilter status={status} />}
        <Records
          caption="Campaigns"
          rows={rows}
          rowKey={(row) => row.campaign.id}
          columns={columnsOf(base)}
          empty={
            <EmptyState
              icon={<IconSpeakerphone size={26} />}
              title={status ? "No campaign has this status" : "No campaigns yet"}
              action={newCampaign}
            >
              {status
                ? "Choose another status above to see the others."
                : "A campaign says what you want shown, what creators earn and how sales are credited. It stays a draft until you publish it."}
            </EmptyState>
          }
        />
        <Pages page={page} pageSize={PAGE_SIZE} total={total} />
      </Panel>
    </Page>
  );
}

function StatusFilter({ status }: { status: CampaignStatus | null }) {
  const choices = campaignStatuses.map((value) => ({ value: value as string, label: campaignStatusWords[value].word }));
  return (
    <Box px="lg" py="md">
      <ChoiceBar
        label="Status"
        name="status"
        value={status ?? "all"}
        choices={[{ value: "all", label: "All" }, ...choices]}
      />
    </Box>
  );
}

const BUDGET_BAR_PIXELS = 190;

function columnsOf(base: string): Column<CampaignRow>[] {
  return [
    {
      label: "Campaign",
      isMain: true,
      cell: ({ campaign }) => (
        <Stack gap={2}>
          <Anchor component={Link} to={`${base}/campaigns/${campaign.id}`} fw={600} c="inherit">
            {campaign.name}
          </Anchor>
          <Text size="sm" c="dimmed" fw={400}>
            from <Day at={campaign.startsAt} />
            {campaign.endsAt && (
              <>
                {" "}
                until <Day at={new Date(campaign.endsAt.getTime() - 1)} />
              </>
            )}
          </Text>
        </Stack>
      ),
    },
    {
      label: "Status",
      cell: ({ campaign }) => (
        <Status tone={campaignStatusWords[campaign.status].tone}>
          {campaign.pauseReason === "budget" ? "Budget used up" : campaignStatusWords[campaign.status].word}
        </Status>
      ),
    },
    {
      label: "Budget",
      cell: ({ campaign, spentMinor }) => (
        <Box miw={campaign.budgetMinor === null ? undefined : BUDGET_BAR_PIXELS}>
          <BudgetBar spentMinor={spentMinor} budgetMinor={campaign.budgetMinor} currency={campaign.currency} />
        </Box>
      ),
    },
    {
      label: "Creators",
      isFigure: true,
      cell: ({ partnerCount, applicationCount }) => (
        <Stack gap={0} align="flex-end">
          <span className="figure">{formatCount(partnerCount)}</span>
          {applicationCount > 0 && (
            <Anchor component={Link} to={`${base}/applications`} size="xs">
              {formatCount(applicationCount)} waiting
            </Anchor>
          )}
        </Stack>
      ),
    },
    {
      label: "Sales",
      isFigure: true,
      cell: ({ saleCount }) => <span className="figure">{formatCount(saleCount)}</span>,
    },
  ];
}
