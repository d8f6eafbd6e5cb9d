/** Every zone of this platform, UTC first, as the options of a select. */
export function listTimeZones(): { value: string; label: string }[] {
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC");
  return ["UTC", ...zones].map((zone) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
  }));
}
