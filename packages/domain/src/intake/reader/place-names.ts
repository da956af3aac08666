const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Objects that tools wrap their alert in. Others are not trusted: a stray `order.status` is no alert's state. */
const WRAPPERS = set(
  "alert alerts alertgroup incident incidents issue issues event events data payload message messages body essentials context alertcontext alertdata " +
    "alertinfo detail details item items fault problem problems check checkrun checkresult monitor heartbeat trigger objectattributes " +
    "workflowrun workflowjob workflow job build run pipeline object error notification component componentupdate incidentupdate rule condition " +
    "metricalert alertrule eventdata eventinfo eventdefinition service host site outage securityadvisory execution triggeredcondition record records " +
    "sns attributes alarm alarms case ticket report scan test suite task backup device node entity endpoint finding violation " +
    "deployment deploy release stage state status currentstate newstate current",
);
/** What is watched: a host that is up says nothing of the disk that is full. */
const WATCHED = set(
  "host service device node entity endpoint site server rule environment object backup suite scan",
);
/** Parts of chat cards, whose items are all read: the text may be in any of them. */
const CARDS = set(
  "attachments embeds blocks sections cards cardsv2 card header content widgets elements markdown textparagraph decoratedtext columns body text " +
    "title head items messages msg post zhcn enus",
);
const LABELS = set(
  "labels tags commonlabels grouplabels annotations commonannotations fields customfields extras metadata customdetails extraproperties " +
    "properties dimensions facts extra additionaldata customdata custom userdata usertags",
);
/** Parts of what reports its health (Spring Boot, health+json): one that is down outweighs the whole that is up. */
const PARTS = set("components checks healthchecks services dependencies subsystems indicators entries");
/** People, places and plumbing: true of the alert, but never the alert. */
const CONTEXT = set(
  "user users sender owner owners author assignee assignees assignedto actor creator createdby updatedby repository repo project organization " +
    "organisation account team teams contact contacts customer config configuration settings request headers links images image agent installation " +
    "receiver webhook integration app application client commit commits headcommit parent scm page meta pusher ref branch git",
);

/** `webhook_event_data` and `incidentInfo` wrap an alert too; `user_data` does not. */
const WRAPS =
  /(?:alert|incident|event|issue|problem|alarm|payload|notifications?|exception|search|snitch|gate)$|(?:alert|incident|event|issue|problem|alarm|check|monitor|hook)(?:data|details|info)$|(?:alert|incident|deployment|commit|build)status$|(?:pipeline|workflow|test|build)run$/;
const OF_PEOPLE =
  /^(?:user|account|client|customer|team|org|project|repo|sender|meta|custom|host|device|page|http)/;

export const WRAPPER_NAMES = WRAPPERS;
export const CARD_NAMES = CARDS;
export const LABEL_NAMES = LABELS;
export const PART_NAMES = PARTS;

export const isWrapper = (name: string): boolean =>
  WRAPPERS.has(name) || CARDS.has(name) || (WRAPS.test(name) && !OF_PEOPLE.test(name));
export const isListed = (name: string): boolean => CARDS.has(name);
export const isLabelsName = (name: string): boolean => LABELS.has(name);
export const isContext = (name: string): boolean => CONTEXT.has(name);
export const isPartsName = (name: string): boolean => PARTS.has(name);
export const isWatched = (name: string): boolean => WATCHED.has(name);
