package dev.muster.catalogue;

/** What a catalogue item is: counted in lots, single assets of a type, or people with a competency. */
public enum ItemKind {
    SUPPLY,
    EQUIPMENT,
    STAFF
}
