import { wordMap } from "../lexicon.ts";

/** What is said for a token in any text: states, severities, abbreviations, and nouns of monitoring, also inside names. */
export const WORDS = wordMap(`
  critical = критично | crit = критично | major = серйозно | minor = незначно | warning = попередження | warn = попередження
  info = інформація | emergency = аварія | fatal = фатально | severe = серйозно | sev = рівень | severity = рівень | priority = пріоритет
  error = помилка | err = помилка | errors = помилки | errs = помилки | failed = збій | failure = збій | failures = збої | fail = збій
  down = не працює | up = працює | offline = не в мережі | online = у мережі | unreachable = недоступно | unavailable = недоступно
  available = доступно | healthy = справно | unhealthy = несправно | degraded = погіршено | firing = активно | resolved = вирішено
  recovered = відновлено | recovery = відновлення | problem = проблема | ok = усе гаразд | okay = усе гаразд | unknown = невідомо
  pending = очікує | triggered = спрацювало | acknowledged = прийнято | expired = прострочено | timeout = таймаут | timeouts = таймаути
  notready = не готово | ready = готово | running = запущено | stopped = зупинено | missing = відсутнє | exhausted = вичерпано | closed = закрито
  alert = сповіщення | alerts = сповіщення | alarm = тривога | incident = інцидент | outage = аварія | monitor = монітор | check = перевірка
  database = база даних | databases = бази даних | server = сервер | servers = сервери | srv = сервер | service = сервіс | services = сервіси
  svc = сервіс | svcs = сервіси | host = хост | hosts = хости | node = нода | nodes = ноди | cluster = кластер | pod = под | pods = поди
  container = контейнер | containers = контейнери | instance = інстанс | instances = інстанси | namespace = неймспейс | ns = неймспейс
  deployment = деплоймент | deploy = деплой | replica = репліка | replicas = репліки | primary = праймарі | standby = стендбай | secondary = секондарі
  backup = бекап | backups = бекапи | queue = черга | queues = черги | cache = кеш | disk = диск | disks = диски | volume = том | memory = пам'ять
  mem = пам'ять | storage = сховище | filesystem = файлова система | load = навантаження | usage = використання | utilization = завантаження
  util = завантаження | latency = затримка | lag = відставання | delay = затримка | traffic = трафік | network = мережа | connection = з'єднання
  connections = з'єднання | conn = з'єднання | request = запит | requests = запити | req = запит | reqs = запити | response = відповідь
  resp = відповідь | rate = частота | average = середнє | avg = середнє | maximum = максимум | max = максимум | minimum = мінімум | min = мінімум
  threshold = поріг | limit = ліміт | value = значення | count = кількість | number = номер | total = усього | current = поточне | temperature = температура
  temp = температура | certificate = сертифікат | cert = сертифікат | certs = сертифікати | domain = домен | website = вебсайт | site = сайт | page = сторінка
  production = продакшн | prod = продакшн | prd = продакшн | staging = стейджинг | stg = стейджинг | development = розробка | dev = дев | test = тест
  environment = середовище | env = середовище | region = регіон | zone = зона | user = користувач | users = користувачі | customer = клієнт | customers = клієнти
  message = повідомлення | messages = повідомлення | msg = повідомлення | msgs = повідомлення | job = завдання | jobs = завдання | task = завдання
  consumer = консюмер | producer = продюсер | topic = топік | partition = партиція | worker = воркер | workers = воркери | thread = потік
  process = процес | port = порт | address = адреса | addr = адреса | device = пристрій | sensor = датчик | router = роутер | switch = комутатор
  gateway = гейтвей | firewall = фаєрвол | proxy = проксі | balancer = балансувальник | api = апі | backend = бекенд | frontend = фронтенд
  application = застосунок | app = ап | apps = апи | system = система | name = назва | status = стан | state = стан | reason = причина | summary = підсумок | description = опис
  packet = пакет | packets = пакети | loss = втрата | space = місце | replication = реплікація | repl = реплікація | transaction = транзакція
  payment = пеймент | payments = пейментс | checkout = чекаут | order = замовлення | orders = замовлення | login = логін | auth = авторизація
  authentication = автентифікація | config = конфігурація | cfg = конфігурація | conf = конфігурація | version = версія | build = збірка
  release = реліз | pipeline = пайплайн | group = група | project = проєкт | team = команда | owner = власник | time = час | uptime = аптайм
  downtime = простій | memoryusage = використання пам'яті | battery = батарея | power = живлення | ups = безперебійник | generator = генератор
  vs = проти | w/ = з | w/o = без | n/a = немає даних | i/o = ввід-вивід | io = ввід-вивід | ci/cd = сі ай сі ді | tcp/ip = ті сі пі ай пі
  oom = брак пам'яті | oomkilled = зупинено через брак пам'яті | crashloopbackoff = под безперервно перезапускається
  imagepullbackoff = не вдається завантажити образ | nxdomain = домен не існує | econnrefused = відмова у з'єднанні | econnreset = з'єднання розірвано
  etimedout = час очікування вичерпано | enospc = немає місця на диску | eai_again = адресу не знайдено | eof = кінець потоку
  inodes = айноди | swap = своп | heap = гіп | ping = пінг | token = токен | password = пароль | secret = секрет | key = ключ | email = пошта | mail = пошта
  redacted = приховано | bearer = бірер | authorization = авторизація | monday = понеділок | tuesday = вівторок | wednesday = середа
  thursday = четвер | friday = п'ятниця | saturday = субота | sunday = неділя | sync = синхронізація | read = читання | write = запис | exit = вихід | code = код
  restart = перезапуск | restarts = перезапуски | program = програма | rack = стійка | manager = менеджер | mgr = менеджер | ram = оперативна пам'ять | get = гет | post = пост | put = пут
  acme = акме | patch = патч | alertname = правило | label = мітка | labels = мітки | rule = правило | room = кімната | fan = вентилятор | exe = ексе | office = офіс | branch = філія | camera = камера
  interface = інтерфейс | link = лінк | target = ціль | type = тип | properties = властивості | undefined = не визначено | alerting = активно | health = стан
  red = червоний | yellow = жовтий | green = зелений | unassigned = нерозподілених | heartbeat = сигнал | received = отримано | kyiv = київ | kiev = київ | lviv = львів
  odesa = одеса | kharkiv = харків | dnipro = дніпро | warsaw = варшава | frankfurt = франкфурт | london = лондон | europe = європа | per = на | image = образ | hello = хелло
  west = вест | east = іст | north = норт | south = саут | central = сентрал | eu = і ю | us = ю ес
`);
