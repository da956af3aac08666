/** Programs that fetch a link to show a preview of it. They GET what somebody pasted in a chat; nothing is wrong. */
const PREVIEW_ROBOTS =
  /slackbot|slack-imgproxy|twitterbot|facebookexternalhit|facebot|whatsapp|telegrambot|discordbot|linkedinbot|skypeuripreview|microsoftpreview|bingpreview|bingbot|googlebot|google-pagerenderer|google-inspectiontool|applebot|redditbot|embedly|iframely|mattermost-bot|pinterest|vkshare|yandexbot|duckduckbot|viberbot|line-poker/i;

const READING_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** A preview robot, or a browser asking what it may do: neither an alert nor a sign of life. */
export function isLookingOnly(method: string, userAgent: string): boolean {
  const verb = method.toUpperCase();
  return verb === "OPTIONS" || (READING_METHODS.has(verb) && PREVIEW_ROBOTS.test(userAgent));
}

/** Why a request is no alert but somebody looking at the address; `null` when it is to ring. */
export function reasonToExplain(method: string, userAgent: string, isEmpty: boolean): string | null {
  const verb = method.toUpperCase();
  if (verb === "HEAD" || verb === "OPTIONS") return `${verb} requests never ring.`;
  if (READING_METHODS.has(verb) && PREVIEW_ROBOTS.test(userAgent)) return "Link previews never ring.";
  if ((verb === "GET" || verb === "DELETE") && isEmpty)
    return `A ${verb} request with neither body nor query never rings.`;
  return null;
}
