import { wordMap } from "../lexicon.ts";

/** What is said for a token in any text: states, abbreviations, nouns of monitoring. None of them is a Polish word. */
export const WORDS = wordMap(`
  critical = krytyczne | crit = krytyczne | major = poważne | minor = drobne | warning = ostrzeżenie | warn = ostrzeżenie | info = informacja | emergency = awaria
  fatal = błąd krytyczny | severity = poziom | sev = poziom | priority = priorytet | error = błąd | err = błąd | errors = błędy | errs = błędy | failed = niepowodzenie
  failure = awaria | failures = awarie | fail = niepowodzenie | down = nie działa | up = działa | offline = niedostępne | online = dostępne | unreachable = nieosiągalne
  unavailable = niedostępne | available = dostępne | healthy = sprawne | unhealthy = niesprawne | degraded = pogorszone | firing = aktywne | resolved = rozwiązane
  recovered = przywrócone | recovery = przywrócenie | ok = w porządku | okay = w porządku | unknown = nieznane | pending = oczekuje | triggered = wyzwolone | expired = wygasło
  timeout = tajmaut | timeouts = tajmauty | notready = niegotowe | ready = gotowe | running = uruchomione | stopped = zatrzymane | missing = brak | exhausted = wyczerpane
  alarm = alarm | alerts = alerty | alerting = aktywne | incident = incydent | outage = awaria | check = test | database = baza danych | databases = bazy danych
  server = serwer | servers = serwery | srv = serwer | service = usługa | services = usługi | svc = usługa | node = węzeł | nodes = węzły | cluster = klaster
  pods = pody | container = kontener | containers = kontenery | instance = instancja | instances = instancje | namespace = przestrzeń nazw | deployment = wdrożenie
  deploy = wdrożenie | replica = replika | replicas = repliki | primary = główna | standby = zapasowa | backup = kopia zapasowa | backups = kopie zapasowe | queue = kolejka
  queues = kolejki | cache = kesz | disk = dysk | disks = dyski | volume = wolumin | memory = pamięć | mem = pamięć | storage = pamięć masowa | filesystem = system plików
  load = obciążenie | usage = użycie | utilization = wykorzystanie | util = wykorzystanie | latency = opóźnienie | delay = opóźnienie | traffic = ruch | network = sieć
  connection = połączenie | connections = połączenia | conn = połączenie | request = żądanie | requests = żądania | req = żądanie | response = odpowiedź | resp = odpowiedź
  rate = częstość | average = średnia | avg = średnia | maximum = maksimum | max = maksimum | minimum = minimum | min = minimum | threshold = próg | value = wartość
  count = liczba | number = numer | total = razem | current = bieżące | temperature = temperatura | temp = temperatura | certificate = certyfikat | cert = certyfikat
  certs = certyfikaty | domain = domena | website = strona | site = strona | page = strona | production = produkcja | prod = produkcja | prd = produkcja
  staging = stejdżing | stg = stejdżing | development = rozwój | environment = środowisko | env = środowisko | user = użytkownik | users = użytkownicy | customer = klient
  message = wiadomość | messages = wiadomości | msg = wiadomość | job = zadanie | jobs = zadania | task = zadanie | worker = łorker | workers = łorkery | thread = wątek
  process = proces | address = adres | addr = adres | device = urządzenie | sensor = czujnik | router = ruter | switch = przełącznik | gateway = gejtłej | firewall = fajerłol
  proxy = proksy | api = api | backend = bakend | frontend = frontend | application = aplikacja | app = aplikacja | apps = aplikacje | status = stan | state = stan
  reason = przyczyna | summary = podsumowanie | description = opis | packet = pakiet | packets = pakiety | loss = utrata | space = miejsce | replication = replikacja
  transaction = transakcja | payment = płatność | payments = płatności | checkout = czekaut | order = zamówienie | orders = zamówienia | login = logowanie
  auth = autoryzacja | authentication = uwierzytelnianie | authorization = autoryzacja | config = konfiguracja | cfg = konfiguracja | version = wersja | build = bild
  release = wydanie | pipeline = pajplajn | group = grupa | project = projekt | team = zespół | uptime = aptajm | downtime = przestój | power = zasilanie | vs = kontra
  w/ = z | w/o = bez | n/a = brak danych | i/o = wejście wyjście | ci/cd = ce i ce de | tcp/ip = te ce pe i pe | oom = brak pamięci | oomkilled = zabity z braku pamięci
  crashloopbackoff = pod bez przerwy się restartuje | imagepullbackoff = nie można pobrać obrazu | nxdomain = domena nie istnieje | econnrefused = odmowa połączenia
  econnreset = połączenie zerwane | etimedout = upłynął limit czasu | enospc = brak miejsca na dysku | password = hasło | token = token | secret = sekret | redacted = ukryte
  email = e-mail | acme = akme | web = łeb | west = łest | east = ist | example = przykład | crashed = padł | restart = restart | restarts = restarty | interface = interfejs
  grafana = grafana | prometheus = prometeusz | alertmanager = alert menedżer | zabbix = zabiks | kubernetes = kubernetes | k8s = kubernetes | kube = kub | nginx = endżin iks
  github = githab | jenkins = dżenkins | elasticsearch = elastiksercz | postgresql = postgres | postgres = postgres | pg = postgres | mysql = maj es ku el | mariadb = maria de be
  mongodb = mongo de be | sql = es ku el | rabbitmq = rabit em ku | clickhouse = klikhaus | cloudflare = klaudfler | haproxy = ha proksy | s3 = es 3 | ec2 = e ce 2 | json = dżejson
  yaml = jamel | linux = linuks | windows = łindołs | javascript = dżawaskrypt | java = dżawa | callping = kolping | pagerduty = pejdżerdiuti | graphql = graf ku el | oauth = o auth
  ipv4 = i pe wersja 4 | ipv6 = i pe wersja 6 | wifi = wifi | slack = slak | stripe = strajp | kafka = kafka | azure = ażur | google = gugiel | gitlab = gitlab | datadog = datadog
  cloud = klaud | exporter = eksporter | manager = menedżer | robot = robot | target = cel | heartbeat = sygnał | inodes = inody | swap = słap | heap = sterta | sync = synchronizacja
`);
