import { wordSet } from "../lexicon.ts";

/** Spelled in any case: none of them is an English word. */
export const ACRONYMS = wordSet(`
  ack acl amqp api apm arn asg aws az bgp cdn cdr cgi cicd ci cpu crc crl csv db ddos dhcp dlq dns ebs ec ecs efs eks elb eof
  eu fs gc gcp gke gpu grpc gui ha hdd hpa hsts html http https iam icmp id ids imap io iops ip ipv jdbc jms jvm jwt kms kpi kv
  lb ldap lvm lxc mq mtls mtu nat nfs nic nlb nlp ntp odbc oidc okr os otp pdf pid pki php pr pvc pv qa qps rabbitmq raid rbac
  rc rds rpc rps rss rtt sdk sftp sip sla slo sli sms smtp smtps sns sqs ssd sse ssh ssl sso svn tcp tls tpm ttl udp ui uid uk
  uri url usb utc utf uuid vip vlan vm vms vpc vpn vps waf wan wal wss www xml
`);

/** English words elsewhere, regions or clouds inside an identifier. */
export const ACRONYMS_IN_IDENTIFIERS = wordSet("us ap sa af ca me it pg");

/** Words that stay words in capitals; other tokens of two or three capitals are spelled. */
export const SHORT_WORDS = wordSet(`
  a add age ago all an and any app are as ask at bad be big bin bit box bug bus but by can car cat cut day did do down dry due
  end eye far few fix fly for from full gap gas get go got had has hit hot how i if in is it its job just key lag let log lot
  low map may me mem mid more my net new no node nor not now of off old on one or our out own pay per pod pop put ram ran raw
  red run sat saw see set she sit six so sum sun tag tap tax ten test the to too top try two up use via was way we web who
  why yes yet you zip
`);

/** After these a link or an address continues the sentence. */
export const LEAD_INS = wordSet(`
  a the this at on to from by of in for via with is see check open visit host node server ip address link and or against
  through behind between near view read instance target endpoint peer client upstream dial tcp udp get post put patch delete ping monitor
`);
