import { describe, expect, it } from "vitest";
import { speakable } from "./speakable.ts";

/** Alert texts in German (invented) and what a person would say. Read aloud before a line is changed. */
const OWN: readonly [text: string, words: string][] = [
  ["Datenbank auf db-1 ist ausgefallen", "Datenbank auf D B 1 ist ausgefallen."],
  ["** PROBLEM Host-Alarm: web-01 ist DOWN **", "Problem Host Alarm: web 0 1 ist ausgefallen."],
  [
    "KRITISCH: HTTP 503 von checkout-svc seit 5 Min",
    "Kritisch: H T T P 5 0 3 von checkout Service seit 5 Minuten.",
  ],
  [
    "Festplatte /var/lib/postgresql/data zu 91,5 % belegt (Grenzwert 90 %)",
    "Festplatte postgres data zu 91 Komma 5 Prozent belegt, Grenzwert 90 Prozent.",
  ],
  [
    "CPU-Auslastung auf web-02.prod liegt bei 97,3 %",
    "C P U Auslastung auf web 0 2 Produktion liegt bei 97 Komma 3 Prozent.",
  ],
  [
    "Arbeitsspeicher 1,9 GiB/2 GiB belegt auf redis-cache-01",
    "Arbeitsspeicher 1 Komma 9 Gigabyte von 2 Gigabyte belegt auf Rediss Cache 0 1.",
  ],
  [
    "Warteschlange orders.queue: 1.234.567 Nachrichten",
    "Warteschlange orders Queue: 1 Komma 2 Millionen Nachrichten.",
  ],
  ["Latenz stieg von 120ms -> 1,2s", "Latenz stieg von 120 Millisekunden auf 1 Komma 2 Sekunden."],
  ["Fehler um 14:05 Uhr im Dienst auth-service", "Fehler um 14 Uhr 5 im Dienst Authentifizierung service."],
  [
    "Zertifikat für www.shop.example.de läuft in 3 Tagen ab (25.11.2026)",
    "Zertifikat für shop example läuft in 3 Tagen ab, fünfundzwanzigsten November.",
  ],
  ["Backup seit 1h30m überfällig", "Backup seit einer Stunde 30 Minuten überfällig."],
  ["Drücken Sie die 9, um diese Anrufe zu beenden. Festplatte voll.", "Festplatte voll."],
  ["Bitte drücken Sie jetzt die Eins! Server steht.", "Server steht."],
  ["Rufen Sie 030 1234567 an", "Rufen Sie an."],
  [
    "Temperatur im Serverraum: 31,5 °C > 28 °C",
    "Temperatur im Serverraum: 31 Komma 5 Grad liegt über 28 Grad.",
  ],
  ["USV auf Batteriebetrieb, Restlaufzeit 12 min", "U S V auf Batteriebetrieb, Restlaufzeit 12 Minuten."],
  [
    "Verbindung zu 10.0.0.12:5432 abgelehnt",
    "Verbindung zu Adresse 10 Punkt 0 Punkt 0 Punkt 12 Port 5432 abgelehnt.",
  ],
  [
    "Störung: Zahlungen schlagen fehl (Fehlerrate > 5 %)",
    "Störung: Zahlungen schlagen fehl, Fehlerrate liegt über 5 Prozent.",
  ],
  ["Replikationsverzug 45s auf pg-replica-2", "Replikationsverzug 45 Sekunden auf P G replica 2."],
  ["Passwort: geheim123 für bob@example.de falsch", "Passwort geschwärzt für E Mail Adresse falsch."],
  [
    "Anfrage 550e8400-e29b-41d4-a716-4466554406c5 fehlgeschlagen",
    "Anfrage Kennung mit Endung 6 C 5 fehlgeschlagen.",
  ],
  [
    "Kein Ping von 192.168.1.1 seit 22.11.2026 03:15",
    "Kein Ping von Adresse 192 Punkt 168 Punkt 1 Punkt 1 seit zweiundzwanzigsten November, 3 Uhr 15.",
  ],
  ["🔥 ❌ Deployment fehlgeschlagen ⚠️", "Fehlgeschlagen Deployment fehlgeschlagen Warnung."],
  ["Kosten heute 1.200,50 € statt 300 €", "Kosten heute 1200 Komma 5 Euro statt 300 Euro."],
  [
    "Der Dienst nginx auf web01 wurde 1x neu gestartet",
    "Der Dienst Endschin X auf web 0 1 wurde ein Mal neu gestartet.",
  ],
  ["1 Host nicht erreichbar, 21 Dienste betroffen", "1 Host nicht erreichbar, 21 Dienste betroffen."],
  ["Aufzug 2 in der Königstraße meldet Störung", "Aufzug 2 in der Königstraße meldet Störung."],
  ["Kühlhaus Süd: -12,5 °C statt -18 °C", "Kühlhaus Süd: minus 12 Komma 5 Grad statt minus 18 Grad."],
  ["Link: https://grafana.example.com/d/abc?token=xyz", "Link. Link zu grafana example."],
  ["Siehe https://wiki.example.com/runbook. Danke", "Siehe wiki example. Danke."],
  [
    "Version v1.2.3 ausgerollt, p95 = 3,2s",
    "Version 1 Punkt 2 Punkt 3 ausgerollt, P 95 ist 3 Komma 2 Sekunden.",
  ],
  ["MwSt-Dienst: 5xx auf /api/v1/steuer", "M W S T Dienst: 5 x x auf A P I Version 1 steuer."],
  ["Prüfsumme falsch in Commit a1b2c3d", "Prüfsumme falsch in Commit mit Endung C 3 D."],
  ["Öffnungszeiten-API antwortet nicht (SEV2)", "Öffnungszeiten A P I antwortet nicht, Schweregrad 2."],
];

/** English ones, for somebody who listens in German. */
const ENGLISH: readonly [text: string, words: string][] = [
  [
    "p99 latency 5xx on api-eu-west-1 > 2.5s (CRIT) https://grafana… node-03.prod 10.0.0.12",
    "P 99 Latenz, 5 x x, auf A P I E U west 1 liegt über 2 Komma 5 Sekunden, kritisch. Link zu grafana. Node 0 3 Produktion. Adresse 10 Punkt 0 Punkt 0 Punkt 12.",
  ],
  ["database primary is down on db-1", "Primäre Datenbank ist ausgefallen auf D B 1."],
  [
    "[FIRING:1] HighCPUUsage (node-exporter prod-web-02 critical)",
    "Ausgelöst 1, C P U Auslastung hoch, node exporter Produktion web 0 2 kritisch.",
  ],
  [
    "[RESOLVED] Disk usage on /var/lib/postgresql/data is 91.5% (threshold 90%)",
    "Behoben, Plattenbelegung auf postgres data ist 91 Komma 5 Prozent, Grenzwert 90 Prozent.",
  ],
  [
    "CRITICAL: HTTP 503 from checkout-svc for 5m",
    "Kritisch: H T T P 5 0 3 von checkout Service seit 5 Minuten.",
  ],
  [
    "Pod payment-api-7d9f8b6c5d-x2x4z OOMKilled in namespace k8s-prod",
    "Pod payment A P I beendet, Speicher voll in namespace kubernetes Produktion.",
  ],
  [
    "CrashLoopBackOff: pod billing-worker-5f6d7c8b9-abcde restarted 14 times",
    "Stürzt immer wieder ab: pod billing worker neu gestartet 14 Mal.",
  ],
  [
    "Connection to 10.0.0.12:5432 refused",
    "Verbindung zu Adresse 10 Punkt 0 Punkt 0 Punkt 12 Port 5432 abgelehnt.",
  ],
  ["We hit 500 errors in the last 5 minutes", "Wir haben 500 Fehler in den letzten 5 Minuten."],
  ["Press 9 to stop these calls. Disk is full.", "Festplatte ist voll."],
  [
    "SSL certificate for www.shop.example.com expires in 3 days (2026-11-25)",
    "S S L Zertifikat für shop example läuft in 3 Tagen ab, fünfundzwanzigsten November.",
  ],
  [
    "Error at 2026-11-22T14:05:33.123Z in auth-service",
    "Fehler am zweiundzwanzigsten November, 14 Uhr 5 U T C in Authentifizierung service.",
  ],
  [
    "Memory 1.9GiB/2GiB used on redis-cache-01",
    "Arbeitsspeicher 1 Komma 9 Gigabyte von 2 Gigabyte belegt auf Rediss Cache 0 1.",
  ],
  [
    "Queue depth 12,345,678 > 1,000,000 on orders.queue",
    "Länge der Warteschlange 12 Komma 3 Millionen liegt über eine Million auf orders Queue.",
  ],
  ["Latency rose from 120ms -> 1.2s", "Latenz gestiegen von 120 Millisekunden auf 1 Komma 2 Sekunden."],
  [
    '<b>Alert</b>: <a href="https://x.example/y">CPU load</a> is high &amp; rising',
    "Alarm: C P U Last ist hoch und steigt.",
  ],
  [
    ":fire: *Payment API* is _down_ <!here> <@U123ABC> <https://status.acme.io/x|status page>",
    "Zahlung A P I ist ausgefallen. Link zu status acme.",
  ],
  [
    "password=hunter2secret login failed for bob@example.com",
    "Passwort geschwärzt Anmeldung fehlgeschlagen für E Mail Adresse.",
  ],
  ["Request 550e8400-e29b-41d4-a716-4466554406c5 failed", "Anfrage Kennung mit Endung 6 C 5 fehlgeschlagen."],
  ["Temperature -5.5°C in rack A12", "Temperatur minus 5 Komma 5 Grad in rack A 12."],
  ['Job "nightly-backup" failed with exit code 137', "Job nightly backup fehlgeschlagen mit Fehlercode 137."],
  [
    "PostgreSQL replication lag 45s on pg-replica-2.eu-central-1",
    "Postgres Replikationsverzug 45 Sekunden auf P G replica 2 E U central 1.",
  ],
  [
    "Kafka consumer group billing lag > 10k messages",
    "Kafka Consumer Gruppe billing Rückstand liegt über 10 tausend Nachrichten.",
  ],
  [
    "Backup to s3://acme-backups/db failed: ENOSPC",
    "Backup zu acme backups fehlgeschlagen: kein Speicherplatz frei.",
  ],
  ["DNS NXDOMAIN for api.internal", "D N S Domain nicht gefunden für A P I internal."],
  ["ping 8.8.8.8: 80% packet loss", "Ping Adresse 8 Punkt 8 Punkt 8 Punkt 8: 80 Prozent Paketverlust."],
  [
    "Database connection pool exhausted (active=100, max=100)",
    "Datenbank Verbindungspool erschöpft, aktiv ist 100, Maximum ist 100.",
  ],
  [
    "SEV1: login broken for 100% of users in US",
    "Schweregrad 1: Anmeldung defekt für 100 Prozent der Benutzer in U S.",
  ],
  ["Traffic 120MB/s on eth0, 3x normal", "Verkehr 120 Megabyte pro Sekunde auf eth 0, 3 Mal normal."],
  ["UPS on battery power, 1 minute remaining", "U S V auf Batteriebetrieb, noch eine Minute."],
  [
    "Deployment web-frontend has 2 of 5 replicas available",
    "Deployment web frontend hat 2 von 5 Replikate verfügbar.",
  ],
  ["5xx rate above 1% for 10min", "5 x x Rate über ein Prozent seit 10 Minuten."],
  ["Host web-01 is unreachable", "Host web 0 1 ist nicht erreichbar."],
  [
    "Zabbix: High memory utilization (>90% for 5m) on srv-db-02",
    "Zabbix: Speicherauslastung hoch, liegt über 90 Prozent seit 5 Minuten, auf Server D B 0 2.",
  ],
  [
    "Free disk space is less than 10% on volume /data",
    "Freier Speicherplatz ist weniger als 10 Prozent auf Volume data.",
  ],
  [
    "x509: certificate has expired or is not yet valid",
    "X 509: Zertifikat ist abgelaufen oder ist noch nicht gültig.",
  ],
  [
    "GET https://shop.example.com/cart returned 504 Gateway Timeout",
    "Get shop example lieferte 504 Gateway Zeitüberschreitung.",
  ],
  ["No data from sensor cold-room-3 for 15 minutes", "Keine Daten von sensor cold room 3 seit 15 Minuten."],
  ["Elevator 2 is stuck between floors", "Aufzug 2 hängt zwischen zwei Stockwerken."],
  [
    "Too many open files on app-07 (1024 > 1000)",
    "Zu viele offene Dateien auf app 0 7, 1024 liegt über 1000.",
  ],
  [
    "Readiness probe failed: HTTP probe failed with statuscode: 503",
    "Bereitschaftsprüfung fehlgeschlagen: H T T P Prüfung fehlgeschlagen mit Statuscode: 503.",
  ],
  [
    "Payments API: error rate is 12.5% on /api/v1/orders (last 15m)",
    "Zahlungen A P I: Fehlerrate ist 12 Komma 5 Prozent auf A P I Version 1 orders, letzte 15 Minuten.",
  ],
  ["Load average is 7.5/8 cores on build-01", "Durchschnittslast ist 7 Komma 5 von 8 Kernen auf build 0 1."],
  ["Last backup of crm-db was 26h ago", "Letztes Backup von C R M D B war vor 26 Stunden."],
  [
    "Job etl-daily did not finish within 2 hours",
    "Job etl daily wurde nicht fertig innerhalb von 2 Stunden.",
  ],
  ["Domain example.com expires tomorrow", "Domain example com läuft morgen ab."],
  ["Node worker-4 is not ready (memory pressure)", "Knoten worker 4 ist nicht bereit, Speicher knapp."],
  ["Water leak detected in server room", "Wasserleck erkannt im Serverraum."],
];

describe("German words", () => {
  it.each(OWN)("%s", (text, words) => {
    expect(speakable(text, { language: "de", maxCharacters: 240 })).toBe(words);
  });

  it.each(ENGLISH)("from English: %s", (text, words) => {
    expect(speakable(text, { language: "de", maxCharacters: 240 })).toBe(words);
  });
});
