package dev.muster.allocation.plan;

import dev.muster.request.Urgency;

/**
 * A need of whole units (equipment, people, teams) at one place for one time. In a list of needs, those that stand earlier
 * come first within their class.
 *
 * @param level response level of the incident, 1 (Ⅰ, gravest) to 4 (Ⅳ); 5 without an incident
 * @param keySite whether the asking site is a key site
 * @param place number of the place where they are needed: needs with the same number are as far from every unit
 * @param held units it has, which may be moved
 * @param open units it lacks
 */
public record Duty(int level, Urgency urgency, boolean keySite, int place, int held, int open) {

    public Duty {
        if (held < 0 || open < 0) {
            throw new IllegalArgumentException(held + " units held, " + open + " open");
        }
    }

    DemandClass demandClass(boolean ofHeld) {
        return new DemandClass(level, urgency, ofHeld, keySite);
    }
}
