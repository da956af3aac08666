import { describe, expect, it } from "vitest";
import { speakable } from "./speakable.ts";

/** Alert texts in French (invented) and what a person would say. Read aloud before a line is changed. */
const OWN: readonly [text: string, words: string][] = [
  ["Base de données en panne sur db-1", "Base de données en panne sur D B 1."],
  [
    "CRITIQUE : HTTP 503 sur checkout-svc depuis 5 min",
    "Critique: H T T P 5 0 3 sur checkout service depuis 5 minutes.",
  ],
  ["** PROBLÈME : l'hôte web-01 est DOWN **", "Problème: l'hôte web 0 1 est en panne."],
  [
    "Utilisation CPU sur web-02.prod à 97,3 % (seuil 90 %)",
    "Utilisation C P U sur web 0 2 production à 97 virgule 3 pour cent, seuil 90 pour cent.",
  ],
  [
    "Le disque /var/lib/postgresql/data est plein à 91,5 %",
    "Le disque postgres data est plein à 91 virgule 5 pour cent.",
  ],
  [
    "File d'attente orders.queue : 1 234 567 messages",
    "File d'attente orders queue: 1 virgule 2 million messages.",
  ],
  ["La latence passe de 120ms -> 1,2s", "La latence passe de 120 millisecondes à 1 virgule 2 seconde."],
  [
    "Erreur à 14h05 dans le service auth-service",
    "Erreur à 14 heures 5 dans le service authentification service.",
  ],
  ["Sauvegarde en retard depuis 1h30m", "Sauvegarde en retard depuis une heure 30 minutes."],
  ["Appuyez sur la touche 9 pour arrêter ces appels. Disque plein.", "Disque plein."],
  ["Appelez le 01 99 00 12 34", "Appelez le."],
  [
    "Le certificat de www.boutique.example.fr expire le 25/11/2026",
    "Le certificat de boutique example expire le 25 novembre.",
  ],
  [
    "Température de la salle : 31,5 °C > 28 °C",
    "Température de la salle: 31 virgule 5 degrés dépasse 28 degrés.",
  ],
  ["Mot de passe : secret123 refusé pour anne@example.fr", "Mot de passe masqué refusé pour adresse mail."],
  [
    "Connexion à 10.0.0.12:5432 refusée",
    "Connexion à adresse 10 point 0 point 0 point 12 port 5432 refusée.",
  ],
  [
    "Mémoire 1,9 Go/2 Go sur redis-cache-01",
    "Mémoire 1 virgule 9 gigaoctet sur 2 gigaoctets sur redis cache 0 1.",
  ],
  ["Onduleur sur batterie, autonomie 1 min", "Onduleur sur batterie, autonomie une minute."],
];

/** English ones, for somebody who listens in French. */
const ENGLISH: readonly [text: string, words: string][] = [
  [
    "p99 latency 5xx on api-eu-west-1 > 2.5s (CRIT) https://grafana… node-03.prod 10.0.0.12",
    "P 99 latence, 5 x x, sur A P I E U west 1 dépasse 2 virgule 5 secondes, critique. Lien vers grafana. Node 0 3 production. Adresse 10 point 0 point 0 point 12.",
  ],
  ["database primary is down on db-1", "Base de données principale est en panne sur D B 1."],
  [
    "[FIRING:1] HighCPUUsage (node-exporter prod-web-02 critical)",
    "Alerte active 1, utilisation C P U élevée, node exporter production web 0 2 critique.",
  ],
  [
    "[RESOLVED] Disk usage on /var/lib/postgresql/data is 91.5% (threshold 90%)",
    "Résolu, utilisation du disque sur postgres data est 91 virgule 5 pour cent, seuil 90 pour cent.",
  ],
  [
    "CRITICAL: HTTP 503 from checkout-svc for 5m",
    "Critique: H T T P 5 0 3 de checkout service depuis 5 minutes.",
  ],
  [
    "Pod payment-api-7d9f8b6c5d-x2x4z OOMKilled in namespace k8s-prod",
    "Pod payment A P I arrêté, mémoire épuisée dans namespace kubernetes production.",
  ],
  [
    "CrashLoopBackOff: pod billing-worker-5f6d7c8b9-abcde restarted 14 times",
    "Plante en boucle: pod billing worker redémarré 14 fois.",
  ],
  ["We hit 500 errors in the last 5 minutes", "Nous avons 500 erreurs dans les 5 dernières minutes."],
  ["Press 9 to stop these calls. Disk is full.", "Le disque est plein."],
  [
    "SSL certificate for www.shop.example.com expires in 3 days (2026-11-25)",
    "Certificat S S L pour shop example expire dans 3 jours, 25 novembre.",
  ],
  [
    "Error at 2026-11-22T14:05:33.123Z in auth-service",
    "Erreur le 22 novembre, 14 heures 5 U T C dans authentification service.",
  ],
  [
    "Memory 1.9GiB/2GiB used on redis-cache-01",
    "Mémoire 1 virgule 9 gigaoctet sur 2 gigaoctets utilisés sur redis cache 0 1.",
  ],
  [
    "Queue depth 12,345,678 > 1,000,000 on orders.queue",
    "Longueur de la file d'attente 12 virgule 3 millions dépasse un million sur orders queue.",
  ],
  ["Latency rose from 120ms -> 1.2s", "Latence passe de 120 millisecondes à 1 virgule 2 seconde."],
  [
    '<b>Alert</b>: <a href="https://x.example/y">CPU load</a> is high &amp; rising',
    "Alerte: charge C P U est élevée et en hausse.",
  ],
  [
    "password=hunter2secret login failed for bob@example.com",
    "Mot de passe masqué échec de connexion pour adresse mail.",
  ],
  [
    "Request 550e8400-e29b-41d4-a716-4466554406c5 failed",
    "Requête identifiant finissant par 6 C 5 a échoué.",
  ],
  ["Temperature -5.5°C in rack A12", "Température moins 5 virgule 5 degrés dans rack A 12."],
  [
    'Job "nightly-backup" failed with exit code 137',
    "Tâche nightly backup a échoué avec le code de sortie 137.",
  ],
  [
    "PostgreSQL replication lag 45s on pg-replica-2.eu-central-1",
    "Postgres retard de réplication 45 secondes sur P G replica 2 E U central 1.",
  ],
  [
    "ping 8.8.8.8: 80% packet loss",
    "Ping adresse 8 point 8 point 8 point 8: 80 pour cent de perte de paquets.",
  ],
  ["UPS on battery power, 1 minute remaining", "Onduleur sur batterie, il reste une minute."],
  [
    "Deployment web-frontend has 2 of 5 replicas available",
    "Déploiement web frontend a 2 réplicas disponibles sur 5.",
  ],
  ["5xx rate above 1% for 10min", "Taux de 5 x x au dessus de 1 pour cent depuis 10 minutes."],
  ["Host web-01 is unreachable", "Hôte web 0 1 est injoignable."],
  [
    "No data from sensor cold-room-3 for 15 minutes",
    "Pas de données de capteur cold room 3 depuis 15 minutes.",
  ],
  ["Job etl-daily did not finish within 2 hours", "Tâche etl daily n'est pas terminé en 2 heures."],
  ["Node worker-4 is not ready (memory pressure)", "Nœud worker 4 n'est pas prêt, mémoire sous pression."],
];

describe("French words", () => {
  it.each(OWN)("%s", (text, words) => {
    expect(speakable(text, { language: "fr", maxCharacters: 240 })).toBe(words);
  });

  it.each(ENGLISH)("from English: %s", (text, words) => {
    expect(speakable(text, { language: "fr", maxCharacters: 240 })).toBe(words);
  });
});
