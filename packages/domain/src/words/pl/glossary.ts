import { wordMap } from "../lexicon.ts";

/** English idioms and small words in sentences that are not Polish; `#` is a number that was said already. */
export const GLOSSARY = wordMap(`
  is down = nie działa | are down = nie działają | went down = przestał działać | has been down = nie działa | is up = działa | is back up = znów działa | is back online = znów działa
  is back to normal = wrócił do normy | is offline = jest niedostępny | is unreachable = jest nieosiągalny | is not reachable = jest nieosiągalny | is unavailable = jest niedostępny
  is not available = jest niedostępny | is healthy = jest sprawny | is unhealthy = jest niesprawny | is degraded = działa gorzej | is not responding = nie odpowiada
  not responding = nie odpowiada | is not running = nie działa | is not ready = nie jest gotowy | not ready = niegotowy | not found = nie znaleziono | not working = nie działa
  no data = brak danych | no data received = brak danych | no data received from = brak danych z | no response = brak odpowiedzi | no space left = brak miejsca | on device = na urządzeniu
  no such domain = domena nie istnieje | link down = brak łącza | timed out = upłynął limit czasu | connection timed out = upłynął limit czasu połączenia | gateway timeout = tajmaut bramy
  bad gateway = błąd bramy | service unavailable = usługa niedostępna | internal server error = wewnętrzny błąd serwera | too many connections = za dużo połączeń
  too many requests = za dużo żądań | connection refused = odmowa połączenia | connection reset = połączenie zerwane | connection lost = utracono połączenie
  connection pool = pula połączeń | connection pool exhausted = pula połączeń wyczerpana | access denied = odmowa dostępu | permission denied = odmowa dostępu
  disk usage = użycie dysku | disk space = miejsce na dysku | free disk space = wolne miejsce na dysku | low disk space = mało miejsca na dysku | disk space low = mało miejsca na dysku
  disk is full = dysk jest pełny | disk full = dysk pełny | disk almost full = dysk prawie pełny | is full = jest pełny | is almost full = jest prawie pełny | full = pełny
  cpu usage = użycie CPU | cpu load = obciążenie CPU | cpu utilization = wykorzystanie CPU | high cpu usage = wysokie użycie CPU | high cpu load = wysokie obciążenie CPU
  high cpu utilization = wysokie wykorzystanie CPU | high cpu = wysokie obciążenie CPU | high load = wysokie obciążenie | load average = średnie obciążenie | memory usage = użycie pamięci
  high memory usage = wysokie użycie pamięci | out of memory = brak pamięci | memory leak = wyciek pamięci | high latency = duże opóźnienie | high error rate = wysoki odsetek błędów
  error rate = odsetek błędów | response time = czas odpowiedzi | high response time = długi czas odpowiedzi | packet loss = utrata pakietów | queue depth = długość kolejki
  queue size = długość kolejki | queue age = wiek kolejki | replication lag = opóźnienie replikacji | consumer lag = opóźnienie konsumenta | consumer group = grupa konsumentów
  lag = opóźnienie | status checks = testy stanu | exit code = kod wyjścia | failed with exit code = niepowodzenie, kod wyjścia | failed to start = nie uruchamia się
  failed to connect = nie udało się połączyć | failed to = nie udało się | has failed = niepowodzenie | login failed = nieudane logowanie | backup failed = kopia zapasowa nie powiodła się
  last backup = ostatnia kopia zapasowa | deploy failed = wdrożenie nie powiodło się | deployment failed = wdrożenie nie powiodło się | build failed = bild nie powiódł się
  health check = test stanu | health check failed = test stanu nie powiódł się | has been restarted = zrestartowany | was restarted = zrestartowany | restarted = zrestartowany
  restarted # times = zrestartowany # | rolled back = wycofano | rollout failed = wdrożenie nie powiodło się | has expired = wygasł | is expired = wygasł | expires in = wygasa za
  will expire in = wygaśnie za | expiring in = wygasa za | expires on = wygasa | expires = wygasa | ssl certificate = certyfikat SSL | tls certificate = certyfikat TLS
  is not yet valid = jeszcze nie jest ważny | exceeded = przekroczono | exceeds = przekracza | has exceeded = przekracza | is above = wynosi więcej niż | is below = wynosi mniej niż
  is over = wynosi ponad | more than = więcej niż | less than = mniej niż | greater than = więcej niż | is less than = wynosi mniej niż | is greater than = wynosi więcej niż
  at least = co najmniej | above = więcej niż | below = mniej niż | over = ponad | under = pod | is high = jest na wysokim poziomie | is too high = jest za wysokie | is low = jest na niskim poziomie
  is critical = jest w stanie krytycznym | is rising = rośnie | rising = rośnie | rose from = wzrosło z | rose to = wzrosło do | dropped to = spadło do | is slow = działa wolno
  for # = od # | for more than # = od ponad # | in the last # = w ciągu ostatnich # | over the last # = w ciągu ostatnich # | last # = ostatnie # | within # = w ciągu # | in # = za #
  after # = po # | every # = co # | since last backup = od ostatniej kopii zapasowej | since = od | ago = temu | at # procent = na poziomie # procent | at # = o # | is # = wynosi # | is at # = wynosi # | reached # = osiągnęło # | for # procent = dla # procent
  of # = z # | of users = użytkowników | of requests = żądań | we hit # = mamy # | we = my | hit = ma | the = | a = | an = | is = jest | are = są | was = był | were = były | has = ma | have = mają
  has been = został | this = to | that = że | its = jego | on = na | in = w | at = w | of = | for = dla | from = z | by = przez | with = z | without = bez | to = do | into = do | and = i | or = lub | not = nie
  no = brak | but = ale | because = bo | due to = z powodu | because of = z powodu | all = wszystkie | again = znowu | still = nadal | now = teraz | just = właśnie | too many = za dużo | too = zbyt
  very = bardzo | more = więcej | less = mniej | than = niż | high = wysokie | low = niskie | slow = wolno | new = nowe | last = ostatnie | first = pierwsze | please check = sprawdź | please =
  could not = nie udało się | unable to = nie udało się | unable to connect = nie udało się połączyć | cannot connect = nie można połączyć | cannot = nie może | lost = utracono | broken = zepsute
  detected = wykryto | returned = zwrócił | used = użyte | free = wolne | remaining = pozostało | left = pozostało | started = rozpoczęto | completed = zakończono | refused = odrzucone
  denied = odmowa | rejected = odrzucone | invalid = nieprawidłowe | unexpected = nieoczekiwane | killed = zabity | has recovered = działa ponownie | does not exist = nie istnieje
  maintenance = prace serwisowe | normal = norma | name = nazwa | host = host | port = port | last seen = ostatnio widziany | is live = działa | per = na | dial tcp = połączenie TCP
  connect = połączenie | problem = problem | alert = alert | broke = zepsuł | active = aktywne | program = program | limit = limit | main = mejn | login broken = logowanie nie działa
`);
