import { describe, expect, it } from "vitest";
import { speakable } from "./speakable.ts";

/** Alert texts as tools and people write them (invented), and what a native would say. Read aloud before a line is changed. */
const GOLDEN: readonly [text: string, words: string][] = [
  [
    "p99 latency 5xx on api-eu-west-1 > 2.5s (CRIT) https://grafana… node-03.prod 10.0.0.12",
    "Pe 99 opóźnienie, 5 iks iks, na api e u łest 1 więcej niż 2 przecinek 5 sekundy, krytyczne. Link do grafana. Węzeł 0 3 produkcja. I pe 10 kropka 0 kropka 0 kropka 12.",
  ],
  ["database primary is down on db-1", "Baza danych główna nie działa na de be 1."],
  ["Serwer db-1 nie odpowiada od 5 min", "Serwer de be 1 nie odpowiada od 5 minut."],
  [
    "Baza danych jest niedostępna, 2 próby połączenia",
    "Baza danych jest niedostępna, dwie próby połączenia.",
  ],
  [
    "[FIRING:1] HighCPUUsage (node-exporter prod-web-02 critical)",
    "Aktywne 1, wysokie użycie ce pe u, węzeł eksporter produkcja łeb 0 2 krytyczne.",
  ],
  [
    "[RESOLVED] Disk usage on /var/lib/postgresql/data is 91.5% (threshold 90%)",
    "Rozwiązane, użycie dysku na postgres data wynosi 91 przecinek 5 procent, próg 90 procent.",
  ],
  ["Dysk /var zajęty w 91,5 % (próg 90 %)", "Dysk var zajęty w 91 przecinek 5 procent, próg 90 procent."],
  ["CRITICAL: HTTP 503 from checkout-svc for 5m", "Krytyczne: ha te te pe 503 z czekaut usługa od 5 minut."],
  [
    "Błąd HTTP 500 na https://sklep.example.pl/koszyk, 12 345 żądań na godzinę",
    "Błąd ha te te pe 500 na sklep przykład, 12345 żądań na godzinę.",
  ],
  [
    "CrashLoopBackOff: pod billing-worker-5f6d7c8b9-abcde restarted 14 times",
    "Pod bez przerwy się restartuje: pod billing łorker zrestartowany 14 razy.",
  ],
  [
    "Connection to 10.0.0.12:5432 refused",
    "Połączenie do i pe 10 kropka 0 kropka 0 kropka 12 port 5432 odrzucone.",
  ],
  ["We hit 500 errors in the last 5 minutes", "Mamy 500 błędów w ciągu ostatnich 5 minut."],
  ["Naciśnij 9, aby zakończyć te połączenia. Dysk pełny.", "Dysk pełny."],
  [
    "SSL certificate for www.shop.example.com expires in 3 days (2026-11-25)",
    "Certyfikat es es el dla shop przykład wygasa za 3 dni, dwudziesty piąty listopada.",
  ],
  [
    "Certyfikat api.example.pl wygasa za 1 dzień (25.11.2026)",
    "Certyfikat api przykład pe el wygasa za 1 dzień, dwudziesty piąty listopada.",
  ],
  [
    "Kopia zapasowa nie powiodła się 22.11.2026 o 03:15",
    "Kopia zapasowa nie powiodła się dwudziesty drugi listopada o trzecia 15.",
  ],
  [
    "Memory 1.9GiB/2GiB used on redis-cache-01",
    "Pamięć 1 przecinek 9 gigabajta z dwóch gigabajtów użyte na redis kesz 0 1.",
  ],
  [
    "Queue depth 12,345,678 > 1,000,000 on orders.queue",
    "Długość kolejki 12 przecinek 3 miliona więcej niż 1 milion na zamówienia kolejka.",
  ],
  ["W kolejce orders 1 000 000 wiadomości", "W kolejce zamówienia 1 milion wiadomości."],
  ["{{ $labels.instance }} is down", "Nie działa."],
  [
    "PROBLEM: High CPU utilization (over 90% for 5m) on srv-waw-01",
    "Problem: wysokie wykorzystanie ce pe u, ponad 90 procent od 5 minut, na serwer waw 0 1.",
  ],
  ["Temperatura w serwerowni 31,5 °C", "Temperatura w serwerowni 31 przecinek 5 stopnia."],
  [
    "password=hunter2secret login failed for bob@example.com",
    "Hasło ukryte nieudane logowanie dla adres e mail.",
  ],
  ["Hasło: qwerty12345 przyjęte dla olena@example.pl", "Hasło ukryte przyjęte dla adres e mail."],
  ["Zadzwoń +48 22 000 00 00", "Zadzwoń."],
  ["1h30m since last backup", "Jedna godzina 30 minut od ostatniej kopii zapasowej."],
  ["Ostatnia kopia zapasowa 2 dni 4 godz temu", "Ostatnia kopia zapasowa 2 dni 4 godziny temu."],
  [
    "Płatności nie działają: 22 błędy w ciągu 1 min",
    "Płatności nie działają: 22 błędy w ciągu jednej minuty.",
  ],
  ["Czekamy 2 minuty, 22 sekundy", "Czekamy dwie minuty, dwadzieścia dwie sekundy."],
  [
    "Replication lag is 1073741824 bytes on replica 2",
    "Opóźnienie replikacji wynosi 1 przecinek 1 gigabajta na replika 2.",
  ],
  [
    "Uptime Robot: Monitor is DOWN: www.example.com - Reason: HTTP 500",
    "Aptajm robot: Monitor nie działa: przykład, przyczyna: ha te te pe 500.",
  ],
  [
    "Load average is too high (per CPU load over 1.5 for 5m)",
    "Średnie obciążenie jest za wysokie, na obciążenie ce pe u ponad 1 przecinek 5 od 5 minut.",
  ],
  [
    "Nagios: PROBLEM Service Alert: db1/PostgreSQL is CRITICAL",
    "Nagios: problem usługa alert: de be 1 postgres jest w stanie krytycznym.",
  ],
  [
    "Kafka consumer group billing lag > 10k messages",
    "Kafka grupa konsumentów billing opóźnienie więcej niż 10000 wiadomości.",
  ],
  [
    "Backup to s3://acme-backups/db failed: ENOSPC",
    "Kopia zapasowa do akme kopie zapasowe niepowodzenie: brak miejsca na dysku.",
  ],
  [
    "No data received from sensor 7 in the last 15 minutes",
    "Brak danych z czujnik 7 w ciągu ostatnich 15 minut.",
  ],
  [
    "Checkout latency P95 = 3.2s, SLO 500ms",
    "Czekaut opóźnienie pe 95: 3 przecinek 2 sekundy, es el o 500 milisekund.",
  ],
  ["ping 8.8.8.8: 80% packet loss", "Ping i pe 8 kropka 8 kropka 8 kropka 8: 80 procent utrata pakietów."],
];

const say = (text: string) => speakable(text, { language: "pl", maxCharacters: 240 });

describe("Polish words", () => {
  it.each(GOLDEN)("%s", (text, words) => {
    expect(say(text)).toBe(words);
  });

  it.each(GOLDEN.map(([, words]) => [words]))("says the same again: %s", (words) => {
    expect(say(words)).toBe(words);
  });
});
