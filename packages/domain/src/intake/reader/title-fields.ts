import { namesOf } from "./names.ts";

/** Fields written to be read aloud, best first: titles, then messages. They are spoken as they stand. */
export const SENTENCES = namesOf(
  "alerttitle summarymessage problemtitle eventtitle incidenttitle issuetitle title summary alertsummary incidentsummary subject headline humanreadable " +
    "humanreadabledescription descriptiontitle eventdefinitiontitle errortitle detailtype eventmsg alertmessage notificationtitle alertsubject fallback " +
    "message msg eventmessage logmessage text plaintext plain content resultdescription shortmessage shortdescription notification themessage",
);
/** Fields that say what happened to something; spoken after its name. */
export const DETAILS = namesOf(
  "description alertdescription details alertdetails incidentreason reason errormessage error output serviceoutput hostoutput checkoutput longdescription " +
    "statereason newstatereason statusmessage statustext stateMessage lasterror cause rootcause info comment note observation result value lastvalue",
);
/** Names of what watches or is watched. */
export const NAMES = namesOf(
  "alertname ruledescription rulename alertrule alertrulename alertdefinition conditionname policyname checkname monitorname monitorfriendlyname searchname alarmname " +
    "sensorname triggername testname servicedescription alert alarm rule trigger event check monitor sensor " +
    "name displayname nodelabel friendlyname fullname jobname workflowname taskname servicename label hostname host device server website domain topic process",
);
/** Names of the thing on which a named check runs: `disk on db-1`. */
export const HOSTS = namesOf("hostname host hostalias device devicename server servername node instance");
/** What happened, as a machine says it: `radar.early_fraud_warning.created`. */
export const TYPES = namesOf(
  "eventname eventtype type event action alerttype notificationtype messagetype webhookevent objectkind kind category",
);
/** A state as it stands: `down`. */
export const STATES = namesOf(
  "conclusion state status currentstate currentstatus newstate newstatus alertstatus alertstate notificationtype level",
);
export const MESSAGES = namesOf(
  "message description details alertdetails body text longoutput output serviceoutput reason newstatereason statusmessage msg info annotation content errormessage",
);
/** Objects whose kind is part of what happened: `workflow build failed`. Others only wrap. */
const KINDS: ReadonlySet<string> = new Set(
  "workflow workflowrun workflowjob job build run checkrun pipeline deployment deploy component service host monitor check site task backup scan".split(
    " ",
  ),
);
export const isKind = (name: string): boolean => KINDS.has(name);
