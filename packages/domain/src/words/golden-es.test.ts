import { describe, expect, it } from "vitest";
import { speakable } from "./speakable.ts";

/** Alert texts in Spanish (invented) and what a person would say. Read aloud before a line is changed. */
const OWN: readonly [text: string, words: string][] = [
  ["Base de datos en db-1 fuera de servicio", "Base de datos en D B 1 fuera de servicio."],
  [
    "CRÍTICO: HTTP 503 en checkout-svc desde hace 5 min",
    "Crítico: H T T P 5 0 3 en checkout servicio desde hace 5 minutos.",
  ],
  ["** PROBLEMA: el host web-01 está DOWN **", "Problema: el host web 0 1 está fuera de servicio."],
  [
    "Uso de CPU en web-02.prod al 97,3 % (umbral 90 %)",
    "Uso de C P U en web 0 2 producción al 97 coma 3 por ciento, umbral 90 por ciento.",
  ],
  [
    "El disco /var/lib/postgresql/data está al 91,5 %",
    "El disco postgres data está al 91 coma 5 por ciento.",
  ],
  [
    "Cola orders.queue: 1.234.567 mensajes pendientes",
    "Cola orders queue: 1 coma 2 millones mensajes pendientes.",
  ],
  ["La latencia subió de 120ms -> 1,2s", "La latencia subió de 120 milisegundos a 1 coma 2 segundos."],
  [
    "Error a las 14:05 en el servicio auth-service",
    "Error a las 14 y 5 en el servicio autenticación service.",
  ],
  [
    "Copia de seguridad atrasada desde hace 1h30m",
    "Copia de seguridad atrasada desde hace una hora 30 minutos.",
  ],
  ["Pulse 9 para cancelar estas llamadas. Disco lleno.", "Disco lleno."],
  ["Llame al 912 345 678 ahora", "Llame al ahora."],
  [
    "Certificado de www.tienda.example.es caduca el 25/11/2026",
    "Certificado de tienda example caduca el 25 de noviembre.",
  ],
  ["Temperatura en la sala: 31,5 °C > 28 °C", "Temperatura en la sala: 31 coma 5 grados supera 28 grados."],
  [
    "Contraseña: secreta123 incorrecta para ana@example.es",
    "Contraseña oculta incorrecta para correo electrónico.",
  ],
  [
    "Conexión con 10.0.0.12:5432 rechazada",
    "Conexión con dirección 10 punto 0 punto 0 punto 12 puerto 5432 rechazada.",
  ],
  [
    "Sin respuesta de 192.168.1.1 desde el 22/11/2026 03:15",
    "Sin respuesta de dirección 192 punto 168 punto 1 punto 1 desde el 22 de noviembre, 3 y 15.",
  ],
  ["SAI con batería, autonomía 1 min", "S A I con batería, autonomía un minuto."],
];

/** English ones, for somebody who listens in Spanish. */
const ENGLISH: readonly [text: string, words: string][] = [
  [
    "p99 latency 5xx on api-eu-west-1 > 2.5s (CRIT) https://grafana… node-03.prod 10.0.0.12",
    "P 99 latencia, 5 equis equis, en A P I E U west 1 supera 2 coma 5 segundos, crítico. Enlace hacia grafana. Node 0 3 producción. Dirección 10 punto 0 punto 0 punto 12.",
  ],
  ["database primary is down on db-1", "Base de datos principal está fuera de servicio en D B 1."],
  [
    "[FIRING:1] HighCPUUsage (node-exporter prod-web-02 critical)",
    "Alerta activa 1, uso de C P U alto, node exporter producción web 0 2 crítico.",
  ],
  [
    "[RESOLVED] Disk usage on /var/lib/postgresql/data is 91.5% (threshold 90%)",
    "Resuelto, uso de disco en postgres data está 91 coma 5 por ciento, umbral 90 por ciento.",
  ],
  [
    "CRITICAL: HTTP 503 from checkout-svc for 5m",
    "Crítico: H T T P 5 0 3 de checkout servicio desde hace 5 minutos.",
  ],
  [
    "Pod payment-api-7d9f8b6c5d-x2x4z OOMKilled in namespace k8s-prod",
    "Pod payment A P I terminado, sin memoria en namespace kubernetes producción.",
  ],
  [
    "CrashLoopBackOff: pod billing-worker-5f6d7c8b9-abcde restarted 14 times",
    "Se cae una y otra vez: pod billing worker reiniciado 14 veces.",
  ],
  ["We hit 500 errors in the last 5 minutes", "Tenemos 500 errores en los últimos 5 minutos."],
  ["Press 9 to stop these calls. Disk is full.", "El disco está lleno."],
  [
    "SSL certificate for www.shop.example.com expires in 3 days (2026-11-25)",
    "Certificado S S L para shop example caduca en 3 días, 25 de noviembre.",
  ],
  [
    "Error at 2026-11-22T14:05:33.123Z in auth-service",
    "Error el 22 de noviembre, 14 y 5 U T C en autenticación service.",
  ],
  [
    "Memory 1.9GiB/2GiB used on redis-cache-01",
    "Memoria 1 coma 9 gigabytes de 2 gigabytes usados en redis caché 0 1.",
  ],
  [
    "Queue depth 12,345,678 > 1,000,000 on orders.queue",
    "Longitud de la cola 12 coma 3 millones supera un millón en orders queue.",
  ],
  ["Latency rose from 120ms -> 1.2s", "Latencia ha subido de 120 milisegundos a 1 coma 2 segundos."],
  [
    '<b>Alert</b>: <a href="https://x.example/y">CPU load</a> is high &amp; rising',
    "Alerta: carga de C P U supera lo normal y sube.",
  ],
  [
    "password=hunter2secret login failed for bob@example.com",
    "Contraseña oculta inicio de sesión fallido para correo electrónico.",
  ],
  ["Request 550e8400-e29b-41d4-a716-4466554406c5 failed", "Petición identificador final 6 C 5 ha fallado."],
  ["Temperature -5.5°C in rack A12", "Temperatura menos 5 coma 5 grados en rack A 12."],
  [
    'Job "nightly-backup" failed with exit code 137',
    "Tarea nightly backup ha fallado con código de salida 137.",
  ],
  [
    "PostgreSQL replication lag 45s on pg-replica-2.eu-central-1",
    "Postgres retraso de replicación 45 segundos en P G replica 2 E U central 1.",
  ],
  [
    "ping 8.8.8.8: 80% packet loss",
    "Ping dirección 8 punto 8 punto 8 punto 8: 80 por ciento de pérdida de paquetes.",
  ],
  ["UPS on battery power, 1 minute remaining", "S A I funciona con batería, queda un minuto."],
  [
    "Deployment web-frontend has 2 of 5 replicas available",
    "Despliegue web frontend tiene 2 de 5 réplicas disponibles.",
  ],
  ["5xx rate above 1% for 10min", "Tasa de 5 equis equis por encima de 1 por ciento desde hace 10 minutos."],
  ["Host web-01 is unreachable", "Host web 0 1 está inaccesible."],
  [
    "No data from sensor cold-room-3 for 15 minutes",
    "Sin datos de sensor cold room 3 desde hace 15 minutos.",
  ],
  ["Job etl-daily did not finish within 2 hours", "Tarea etl daily no ha terminado en 2 horas."],
  ["Node worker-4 is not ready (memory pressure)", "Nodo worker 4 no está listo, presión de memoria."],
];

describe("Spanish words", () => {
  it.each(OWN)("%s", (text, words) => {
    expect(speakable(text, { language: "es", maxCharacters: 240 })).toBe(words);
  });

  it.each(ENGLISH)("from English: %s", (text, words) => {
    expect(speakable(text, { language: "es", maxCharacters: 240 })).toBe(words);
  });
});
