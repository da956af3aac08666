import { describe, expect, it } from "vitest";
import { removeInstructions } from "./instructions.ts";

/** Orders to a listener in five languages: nothing of them may be heard. */
const ORDERS = [
  "Drück die 9",
  "Drücken Sie Stern",
  "Taste 9 drücken",
  "Bitte die 9 drücken",
  "Die Eins wählen",
  "Wählen Sie die Eins, um abzubestellen",
  "Drücke jetzt zweimal die Neun",
  "Wählen Sie 112",
  "Appuyez sur la touche étoile",
  "Faites le 9",
  "Tapez 1 pour arrêter",
  "Presser la touche 9",
  "Composez le 112",
  "Pulsa el 9",
  "Pulse la tecla asterisco",
  "Aprieta el 9",
  "Marca el 1 para cancelar",
  "Marque nueve",
  "Teclea 9",
  "Premi il tasto 9",
  "Prema asterisco",
  "Schiaccia 9",
  "Digita 9 per annullare",
  "Clicca 9",
  "Aperte 9",
  "Prima a tecla 9",
  "Carregue no 9",
  "Carregue na tecla nove",
  "Tecle 9",
  "Disque 9",
  "Digite um",
  "Clique no 9",
  "Aperta o 9",
  "Bitte jetzt die Taste 9 drücken, um abzumelden",
];

/** Alerts in words that look like orders: all of them must be heard. */
const ALERTS = [
  "Prima 3 tentativi falliti, poi timeout",
  "Cela fait 5 minutes que le serveur est en panne",
  "Le compteur fait 3 tours",
  "El sensor marca 31 grados en la sala",
  "Spazio libero: meno di 5",
  "Più di 5 per minuto",
  "La coda ha più di 3 e cresce",
  "Bei 3 Servern ausgefallen",
  "Wählt 3 Knoten neu",
  "Das Gerät gibt 3 Fehler aus",
  "Der Druck beträgt 9 bar",
  "Drucker 3 offline",
  "Wahl 2 fehlgeschlagen",
  "La presión es de 9 bar",
  "El pulso es 9",
  "Toques 3",
  "Um erro de 9 em 10",
  "Pressão 9 bar na bomba",
  "Aperto de 9 em 10",
  "Impulso 3 perdido",
  "Prima linea 9 guasta",
  "Prima di 5 minuti",
  "Elija 3 nodos",
  "Dites 3 erreurs",
  "Marque 3 en panne",
  "Digitale 9 guasto",
  "La marca 3 del producto",
  "Taste 9 defekt",
  "Presse 4 steht",
  "Presse 4 en panne",
  "La prensa 3 está parada",
  "Linha 3 parada",
  "Tape 3 failed in library",
];

describe("orders to the listener", () => {
  it.each(ORDERS)("never says: %s", (text) => {
    expect(removeInstructions(text).trim()).toBe("");
  });

  it.each(ALERTS)("keeps: %s", (text) => {
    expect(removeInstructions(text)).toBe(text);
  });
});
