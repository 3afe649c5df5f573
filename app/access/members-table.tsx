import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { Form } from "@remix-run/react";
import { Day } from "#app/ui/moment.tsx";
import { Records } from "#app/ui/records.tsx";
import type { Member } from "./member-store.server.ts";
import { brandRoles } from "./roles.ts";

/** The members of a brand; an owner changes roles and removes people in place. */
export function MembersTable({
  members,
  ownUserId,
  mayChange,
}: {
  members: readonly Member[];
  ownUserId: string;
  mayChange: boolean;
}) {
  return (
    <Records
      caption="Members"
      rows={members}
      rowKey={(member) => member.userId}
      empty={null}
      columns={[
        {
          label: "Name",
          isMain: true,
          cell: (member) => (
            <Stack gap={0}>
              <Text inherit>
                {member.name}
                {member.userId === ownUserId && " (you)"}
              </Text>
              <Text size="sm" c="dimmed" fw={400}>
                {member.email}
              </Text>
            </Stack>
          ),
        },
        { label: "Since", cell: (member) => <Day at={member.createdAt} /> },
        { label: "Role", cell: (member) => (mayChange ? <RoleForm member={member} /> : member.role) },
        ...(mayChange ? [{ label: "", isFigure: true, cell: (member: Member) => <RemoveForm member={member} /> }] : []),
      ]}
    />
  );
}

function RoleForm({ member }: { member: Member }) {
  return (
    <Form method="post">
      <input type="hidden" name="memberId" value={member.userId} />
      <Group gap="xs" wrap="nowrap">
        {/* The key brings the select back to what was saved, also after a change that was refused. */}
        <NativeSelect
          key={member.role}
          name="role"
          size="xs"
          aria-label={`Role of ${member.name}`}
          data={[...brandRoles]}
          defaultValue={member.role}
        />
        <Button
          type="submit"
          name="intent"
          value="change-role"
          variant="default"
          size="xs"
          aria-label={`Save the role of ${member.name}`}
        >
          Save
        </Button>
      </Group>
    </Form>
  );
}

function RemoveForm({ member }: { member: Member }) {
  return (
    <Form method="post">
      <input type="hidden" name="memberId" value={member.userId} />
      <Button
        type="submit"
        name="intent"
        value="remove"
        variant="subtle"
        color="red"
        size="compact-sm"
        aria-label={`Remove ${member.name}`}
      >
        Remove
      </Button>
    </Form>
  );
}
