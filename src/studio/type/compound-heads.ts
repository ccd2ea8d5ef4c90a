/**
 * Second parts of common compounds, by language: a joint may be hyphenated before them. Data a native speaker could
 * correct. Longer forms need not be listed when a shorter one ends the word.
 */
export const COMPOUND_HEADS: Readonly<Record<string, readonly string[]>> = {
  de: (
    'abdeckung abend akku anlage antwort arbeit aufladung auflösung ausgleich auswahl auszeichnung bearbeitung begleiter ' +
    'bereich beratung bild bildschirm boden box creme datum dauer dienst druck einstellung energie entwicklung ' +
    'erfahrung erlebnis ersparnis fahrrad fahrt farbe fertigung feuchtigkeit flasche form freude funktion garantie ' +
    'büro gefühl gehäuse genuss gerät geräusch geschenk geschirr geschwindigkeit gesellschaft gesicht gespräch gespräche gestaltung gewicht ' +
    'glas haltung haus haut helm herstellung hilfe hülle jahr kabel kaffee kampagne karte kaffeemaschine kissen klang ' +
    'kleidung konzentration kopfhörer kosten kraft kunst ladegerät ladung lampe lautsprecher leistung licht lieferung ' +
    'linie lösung maschine material mischung mittel monat muster nacht nutzung öl pause pflege platz preis probe ' +
    'produkt programm prüfung qualität quelle raum reduzierung reihe reinigung reise rückgabe sauger schale schutz ' +
    'schicht schirm schuh seite sicherheit sommer speicher spiel stärke station steuerung stimme stoff stunde ' +
    'stunden system tag tage tasche tasse technik technologie temperatur test ton tuch übertragung uhr umgebung ' +
    'unterdrückung unterstützung verarbeitung verbindung verbrauch vergnügen versand versicherung versorgung ' +
    'verwaltung wagen wanne wärme wasser wechsel weihnachts welt werk werkstoff wetter widerstand wiedergabe wirkung ' +
    'woche zahlung zeit zimmer zubehör zufriedenheit zugang schifffahrt kapitän'
  ).split(' '),
  nl: (
    'aanbieding accu batterij bediening beeld bescherming bestelling beveiliging dag dagen duur ervaring fles garantie ' +
    'geluid geschenk gevoel glas huid hulp jaar kaart keuze klank klok koffie koptelefoon kracht kwaliteit lader ' +
    'lamp leven levering licht luidspreker machine materiaal nacht onderdrukking ontwerp oplossing product reiniging ' +
    'reis ruimte scherm seconden service speler stem stof systeem tas techniek technologie tijd uren verbinding ' +
    'verbruik vergadering verzending verzekering verzorging water weer week wereld winkel zekerheid'
  ).split(' '),
};

/** Endings of first parts that take a linking s: the joint stands behind it. */
export const LINKING_ENDINGS: Readonly<Record<string, readonly string[]>> = {
  de: ['ungs', 'heits', 'keits', 'schafts', 'ions', 'täts', 'lings', 'tums'],
  nl: ['ings', 'heids', 'teits'],
};
