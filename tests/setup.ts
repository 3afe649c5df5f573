import { afterAll } from "vitest";
import { closeTestDatabases } from "#tests/database/test-database.ts";

afterAll(closeTestDatabases);
