/**
 * Calling codes that never reach an ordinary telephone: global services and codes the ITU has not assigned
 * (ITU-T E.164, list of assigned country codes). The library types some of them MOBILE, so they are refused by name.
 */
const GLOBAL_SERVICE_CODES = "800 808 870 875 876 877 878 879 881 882 883 888 979 991 999";
const UNASSIGNED_CODES =
  "210 214 215 217 219 259 384 388 422 424 693 694 801 851 854 857 858 859 884 889 969 978 990 997";

export const RESERVED_CODES: ReadonlySet<string> = new Set(
  `${GLOBAL_SERVICE_CODES} ${UNASSIGNED_CODES}`.split(" "),
);
