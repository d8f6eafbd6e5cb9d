import { actionRows } from "./action-row";

const assets = actionRows("assets", "asset", [
  ["asset.created", "create", "created {target}"],
  ["asset.updated", "update", "changed {target}"],
  ["asset.assigned", "update", "assigned {target}"],
  ["asset.archived", "archive", "archived {target}"],
  ["asset.restored", "restore", "restored {target}"],
  ["asset.deleted", "delete", "deleted {target}"],
]);

const certificates = actionRows("assets", "certificate", [
  ["certificate.created", "create", "created {target}"],
  ["certificate.updated", "update", "changed {target}"],
  ["certificate.renewed", "update", "renewed {target}"],
  ["certificate.deleted", "delete", "deleted {target}"],
]);

const credentials = actionRows("assets", "credential", [
  ["credential.created", "create", "created {target}", "notice"],
  ["credential.updated", "update", "changed {target}", "notice"],
  ["credential.rotated", "update", "rotated {target}", "notice"],
  ["credential.shared", "permission", "shared {target}"],
  ["credential.deleted", "delete", "deleted {target}"],
]);

const documents = actionRows("assets", "document", [
  ["document.created", "create", "created {target}"],
  ["document.updated", "update", "changed {target}"],
  ["document.archived", "archive", "archived {target}"],
  ["document.restored", "restore", "restored {target}"],
  ["document.deleted", "delete", "deleted {target}"],
]);

const domains = actionRows("assets", "domain", [
  ["domain.created", "create", "created {target}"],
  ["domain.updated", "update", "changed {target}"],
  ["domain.deleted", "delete", "deleted {target}"],
]);

const locations = actionRows("assets", "location", [
  ["location.created", "create", "created {target}"],
  ["location.updated", "update", "changed {target}"],
  ["location.deleted", "delete", "deleted {target}"],
]);

const networks = actionRows("assets", "network", [
  ["network.created", "create", "created {target}"],
  ["network.updated", "update", "changed {target}"],
  ["network.deleted", "delete", "deleted {target}"],
]);

const racks = actionRows("assets", "rack", [
  ["rack.created", "create", "created {target}"],
  ["rack.updated", "update", "changed {target}"],
  ["rack.deleted", "delete", "deleted {target}"],
]);

const software = actionRows("assets", "software", [
  ["software.created", "create", "created {target}"],
  ["software.updated", "update", "changed {target}"],
  ["software.deleted", "delete", "deleted {target}"],
]);

const tags = actionRows("assets", "tag", [
  ["tag.created", "create", "created {target}"],
  ["tag.updated", "update", "changed {target}"],
  ["tag.deleted", "delete", "deleted {target}"],
]);

const vendors = actionRows("assets", "vendor", [
  ["vendor.created", "create", "created {target}"],
  ["vendor.updated", "update", "changed {target}"],
  ["vendor.deleted", "delete", "deleted {target}"],
]);

export const assetActions = [
  ...assets,
  ...certificates,
  ...credentials,
  ...documents,
  ...domains,
  ...locations,
  ...networks,
  ...racks,
  ...software,
  ...tags,
  ...vendors,
];
