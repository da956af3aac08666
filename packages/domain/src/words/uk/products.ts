import { wordMap } from "../lexicon.ts";

/** Names of products and parts of host names, as Ukrainian engineers say them. */
export const PRODUCTS = wordMap(`
  grafana = графана | prometheus = прометеус | alertmanager = алертменеджер | zabbix = забікс | nagios = нагіос | icinga = ісінга | datadog = датадог
  newrelic = ньюрелік | pagerduty = пейджердьюті | opsgenie = опсджіні | sentry = сентрі | kibana = кібана | elasticsearch = еластиксерч
  elastic = еластик | logstash = логстеш | loki = локі | kubernetes = кубернетіс | k8s = кубернетіс | kube = куб | docker = докер | helm = хелм
  terraform = тераформ | ansible = ансібл | jenkins = дженкінс | gitlab = гітлаб | github = гітхаб | git = гіт | argocd = арго сі ді | postgres = постгрес
  postgresql = постгрес | pg = постгрес | psql = постгрес | mysql = май ес кью ел | mariadb = марія ді бі | mongodb = монго ді бі | mongo = монго
  mssql = ем ес ес кью ел | sqlite = ес кью лайт | sql = ес кью ел | nosql = ноу ес кью ел | redis = редіс | memcached = мемкешд | kafka = кафка
  rabbitmq = реббіт ем кью | rabbit = реббіт | clickhouse = клікхаус | cassandra = касандра | etcd = етсіді | consul = консул | vault = волт
  nginx = енджінікс | apache = апач | haproxy = ха-проксі | traefik = трефік | envoy = енвой | istio = істіо | cloudflare = клаудфлер | azure = ежур
  google = гугл | amazon = амазон | lambda = лямбда | dynamodb = динамо ді бі | dynamo = динамо | s3 = ес 3 | ec2 = і сі 2 | cloudwatch = клаудвотч
  linux = лінукс | ubuntu = убунту | debian = дебіан | windows = віндовс | java = джава | javascript = джаваскрипт | nodejs = ноуд джей ес
  python = пайтон | ruby = рубі | slack = слак | telegram = телеграм | viber = вайбер | discord = діскорд | callping = колпінг | stripe = страйп | paypal = пейпал
  wordpress = вордпрес | jira = джира | vmware = ві ем вар | proxmox = проксмокс | hetzner = гецнер | pingdom = пінгдом | uptimerobot = аптаймробот
  systemd = систем ді | cron = крон | cronjob = крон | crontab = крон | celery = селері | airflow = еірфлоу | spark = спарк | hadoop = хадуп | minio = мініо
  ceph = цеф | wireguard = ваєргард | openvpn = опен ві пі ен | openssl = опен ес ес ел | fastly = фастлі | tomcat = томкет | liqpay = лікпей
  monobank = монобанк | privatbank = приватбанк | rozetka = розетка | novaposhta = нова пошта | prozorro = прозоро | diia = дія | json = джейсон
  yaml = ямл | graphql = граф кью ел | oauth = о аут | oauth2 = о аут 2 | ipv4 = ай пі версії 4 | ipv6 = ай пі версії 6 | wifi = вайфай | robot = робот
  devops = девопс | macos = мак оу ес | ios = ай оу ес | android = андроїд | chrome = хром | web = веб | www = веб | sda = ес ді ей | eth = етернет | var = вар
  etc = етсі | tmp = темп | usr = юзр | log = лог | logs = логи | lib = ліб | bin = бін | home = хоум | root = рут | data = дата | file = файл | files = файли
  exporter = експортер | ingress = інгрес | daemon = демон | shard = шард | bucket = бакет | token = токен | billing = білінг | search = серч
  cart = кошик | shop = шоп | crm = сі ар ем | erp = і ар пі | public = паблік | private = прайвіт | internal = інтернал | external = екстернал
  main = мейн | master = мастер | slave = слейв | core = кор | edge = едж | cloud = клауд | stack = стек | store = стор | example = екзампл | uk = ю кей | ua = ю ей
  crashed = впав | postgresqlreplica = репліка постгресу | replicaset = реплікасет | statefulset = стейтфулсет | daemonset = демонсет
  metrics = метрики | metric = метрика | dashboard = дашборд | scheduler = планувальник | controller = контролер | operator = оператор | agent = агент
  export = експорт | import = імпорт | report = звіт | invoice = інвойс | inventory = інвентар | notification = нотифікація | notifications = нотифікації
  nightly = нічний | daily = щоденний | hourly = щогодинний | weekly = щотижневий | monthly = щомісячний | active = активних
`);
