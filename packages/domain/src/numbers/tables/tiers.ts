/**
 * Which regions a plan may call, by the fraud that is known of them; regions on no list are tier C. Reviewed 2026-11-21.
 * Sources of the high-risk ones: TransNexus on what carriers block by default (2014), Commsrisk on the destinations of
 * international revenue share fraud, iconectiv's figures of advertised premium numbers (2021), the FTC's one-ring area codes.
 */
export const REGIONS_OF_TIER = {
  A:
    "AT AU BE BG CA CH CY CZ DE DK ES FI FR GB GR HK HR HU IE IL IS IT JP KR LU MT NL NO NZ PL PT RO SE " +
    "SG SI SK TW UA US",
  B:
    "AE AL AM AR AX BH BN BR CL CN CO CR EC EE EG GE GF GG GI GP GU ID IM IN JE JO KE KW KZ LI LT LV MA " +
    "MD ME MK MO MQ MX MY NG OM PA PE PH PK PR PY QA RE RS SA SJ SM TH TR UY VA VI VN XK ZA",
  /** `001` are the global services, which are of no country. */
  X: "001 KP",
} as const;
