import { wordMap } from "../lexicon.ts";

/** English idioms and small words. Ukrainian has no articles and no "is"; `#` is a number that was said already. */
export const GLOSSARY = wordMap(`
  is down = не працює | are down = не працюють | went down = перестав працювати | was down = не працював | has been down = не працює | is not down = працює
  is up = працює | is up again = знову працює | is back up = знову працює | is back online = знову в мережі | is back to normal = знову в нормі
  is offline = не в мережі | is online = у мережі | is unreachable = недоступний | is not reachable = недоступний | is unavailable = недоступний
  is not available = недоступний | is healthy = справний | is unhealthy = несправний | is not healthy = несправний | is degraded = працює з перебоями
  is not responding = не відповідає | not responding = не відповідає | does not respond = не відповідає | is not running = не запущено
  is not ready = не готово | not ready = не готово | not available = недоступно | not found = не знайдено | not working = не працює
  no data = немає даних | no response = немає відповіді | no space left = немає місця | on device = на пристрої | no such domain = домен не існує
  no heartbeat = немає сигналу | heartbeat missed = сигнал не надійшов | missed heartbeat = сигнал не надійшов | is missing = відсутній
  timed out = час очікування вичерпано | connection timed out = час з'єднання вичерпано | connection timeout = таймаут з'єднання
  gateway timeout = таймаут шлюзу | bad gateway = помилка шлюзу | service unavailable = сервіс недоступний | internal server error = внутрішня помилка сервера
  too many connections = забагато з'єднань | too many requests = забагато запитів | connection refused = відмова у з'єднанні
  connection reset = з'єднання розірвано | connection lost = з'єднання втрачено | connection pool = пул з'єднань | connection pool exhausted = пул з'єднань вичерпано
  connection failed = не вдалося з'єднатися | access denied = доступ заборонено | permission denied = доступ заборонено
  disk usage = використання диска | disk space = місце на диску | free disk space = вільне місце на диску | low disk space = мало місця на диску
  disk space low = мало місця на диску | disk is full = диск заповнений | disk full = диск заповнений | disk almost full = диск майже заповнений
  is full = заповнений | is almost full = майже заповнений | is nearly full = майже заповнений | full = заповнено | out of disk space = немає місця на диску
  cpu usage = використання CPU | cpu load = навантаження CPU | cpu utilization = завантаження CPU | high cpu usage = високе використання CPU
  high cpu load = високе навантаження CPU | high cpu = високе навантаження CPU | high load = високе навантаження | load average = середнє навантаження
  high load average = високе середнє навантаження | memory usage = використання пам'яті | high memory usage = високе використання пам'яті
  memory utilization = завантаження пам'яті | out of memory = брак пам'яті | low memory = мало пам'яті | memory leak = витік пам'яті
  high latency = висока затримка | high error rate = висока частка помилок | error rate = частка помилок | error budget = бюджет помилок
  response time = час відповіді | high response time = великий час відповіді | slow response = повільна відповідь | packet loss = втрата пакетів
  high traffic = великий трафік | queue depth = глибина черги | queue size = розмір черги | queue length = довжина черги | queue age = вік черги
  replication lag = відставання реплікації | consumer lag = відставання консюмера | consumer group = група консюмерів
  replication is broken = реплікацію порушено | status checks = перевірки стану | status code = код | exit code = код виходу
  failed with exit code = збій, код виходу | failed with = збій | failed to start = не запускається | failed to connect = не вдалося з'єднатися
  failed to = не вдалося | has failed = збій | login failed = не вдалося увійти | failed login = невдалий вхід | failed logins = невдалі входи
  backup failed = бекап не вдався | backup has failed = бекап не вдався | last backup = останній бекап | deploy failed = деплой не вдався
  deployment failed = деплоймент не вдався | build failed = збірка не вдалася | job failed = завдання не виконано | health check = перевірка стану
  health check failed = перевірка стану не пройшла | has been restarted = перезапущено | has just been restarted = щойно перезапущено
  was restarted = перезапущено | restarted = перезапущено | is restarting = перезапускається | restarting = перезапускається | restarted # times = перезапущено #
  rolled back = відкочено | rollout failed = розгортання не вдалося | has expired = прострочено | has exceeded = перевищує | exceeded = перевищує
  exceeds = перевищує | is expired = прострочено | expires in = спливає через | will expire in = спливе через | expiring in = спливає через
  expires on = спливає | expires = спливає | expire in = спливають через | ssl certificate = сертифікат SSL | tls certificate = сертифікат TLS
  is not yet valid = ще не чинний | is above = більше ніж | is below = менше ніж | is over = понад | is under = менше ніж | is greater than = більше ніж
  is higher than = більше ніж | is lower than = менше ніж | is less than = менше ніж | is more than = більше ніж | more than = більше ніж
  greater than = більше ніж | less than = менше ніж | at least = щонайменше | is at least = щонайменше | is at most = щонайбільше
  above threshold = вище порога | below threshold = нижче порога | above = більше ніж | below = менше ніж | over = понад | under = під
  is high = на високому рівні | is too high = на зависокому рівні | is low = на низькому рівні | is too low = на занизькому рівні | is critical = критично | is rising = зростає | is increasing = зростає
  rose from = зросла з | rose to = зросла до | dropped to = впала до | dropped from = впала з | went from = змінилося з | is very slow = дуже повільний | is slow = повільний
  for # = вже # | for more than # = уже понад # | for over # = уже понад # | for the last # = за останні # | in the last # = за останні #
  over the last # = за останні # | last # = за останні # | past # = за останні # | in the past # = за останні # | within # = протягом # | in # = за #
  after # = після # | every # = кожні # | since last backup = від останнього бекапу | since = від | ago = тому | at # відсотків = на рівні # відсотків | at # відсотки = на рівні # відсотки | at # відсоток = на рівні # відсоток | at # = о # | for # відсотків = для # відсотків | of users = користувачів | of requests = запитів | of customers = клієнтів | is # = # | is at # відсотків = на рівні # відсотків | at # відсотки = на рівні # відсотки | at # відсоток = на рівні # відсоток | at # = о # | for # відсотків = для # відсотків | of users = користувачів | of requests = запитів | of customers = клієнтів | reached # = сягнуло # | of # = з #
  the = | a = | an = | is = | are = | was = | were = | be = | been = | has = | have = | had = | has been = | have been = | this = це | that = що | it = | its =
  on = на | in = в | at = | of = | for = для | from = від | by = через | with = з | without = без | to = до | into = в | and = і | or = або | not = не | no = немає
  but = але | because = бо | due to = через | because of = через | as = як | all = усі | any = будь-який | again = знову | still = досі | now = зараз | just = щойно
  too many = забагато | too = надто | very = дуже | more = більше | less = менше | than = ніж | high = високий рівень | low = низький рівень | slow = повільно | new = новий
  please check = перевірте | please = | last = останній | first = перший | cannot = не може | could not = не вдалося | can't = не може | unable to = не вдалося | unable to connect = не вдалося з'єднатися
  cannot connect = не вдається з'єднатися | lost = втрачено | broken = зламано | detected = виявлено | returned = повернув | returns = повертає | used = використано | free = вільно
  remaining = залишилося | left = залишилося | started = почалося | ended = завершено | completed = завершено | changed = змінено | refused = відхилено | denied = заборонено
  rejected = відхилено | invalid = недійсний | unexpected = неочікуваний | killed = зупинено | has recovered = відновлено | is recovered = відновлено | login broken = вхід не працює
  seconds = секунд | minutes = хвилин | hours = годин | days = днів | percent = відсотків | times = разів | per second = на секунду | per minute = на хвилину | per hour = на годину
  exists = існує | does not exist = не існує | need attention = потребують уваги | needs attention = потребує уваги | high availability = висока доступність
  we hit # = у нас # | we hit = у нас | we = ми | you = ви | see = дивіться | thanks = дякуємо | help = допомога | today = сьогодні | cost = вартість | connect = з'єднання
  dial tcp = з'єднання TCP | last seen = востаннє помічено | retrying = повторна спроба | is live = працює | broke = зламав | rising = зростає | alertname = правило
  spike = стрибок | spiked = підскочила | anomaly = аномалія | unusual = незвично | capacity = місткість | quota = квота | reached = досягнуто | blocked = заблоковано
  throttled = обмежено | deadlock = взаємне блокування | slow query = повільний запит | slow queries = повільні запити | query = запит | queries = запити | table = таблиця
  session = сесія | sessions = сесії | hour = година | minute = хвилина | second = секунда | day = день | waiting = очікує | stuck = зависло | hung = зависло | skipped = пропущено
  dropped = впала | increased = зросла | decreased = зменшилася | requires = потребує | required = потрібно | manual = ручне | action = дія | intervention = втручання
  investigate = перевірте | immediately = негайно | urgent = терміново | before = до | during = під час | between = між | other = інше | only = лише | both = обидва
  when = коли | while = поки | if = якщо | then = тоді | will = | should = має | must = має | may = може | can = може | do = | does = | did = | been = | there = | here = тут | out = | off = вимкнено
  up to = до | down to = до | right = | my = мій | our = наш | your = ваш | their = їхній | which = який | who = хто | what = що | where = де | why = чому | how = як
  link down = немає лінку | high cpu utilization = високе завантаження CPU | high disk usage = високе використання диска | high memory utilization = високе завантаження пам'яті
  no data received = немає даних | no data received from = немає даних від | cluster health is = стан кластера | cluster health = стан кластера | cannot read = не вдалося прочитати
  unassigned shards = нерозподілених шардів | unassigned = нерозподілено | error rate alert = сповіщення про частку помилок | interface = інтерфейс | received = отримано
  good = добре | bad = погано | normal = норма | back to normal = знову в нормі | maintenance = технічні роботи | scheduled = заплановано
`);
