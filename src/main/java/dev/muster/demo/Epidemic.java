package dev.muster.demo;

import dev.muster.demo.Province.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One wave of an epidemic over the districts of a province, in steps of an hour.
 *
 * <p>Susceptible → exposed → infectious → recovered per district (SEIR, Kermack and McKendrick's compartments), mixing
 * within the district and, weaker, with its neighbours. Part of those who fall ill are admitted to hospital and leave it
 * later. The reproduction number starts high, and falls once measures bite. The figures are the scenario's, chosen for a
 * course of weeks that strains the province and then calms; they describe no real disease.
 */
final class Epidemic {

    /** Days until a wave has calmed and the next begins. */
    static final int WAVE_DAYS = 40;

    private static final double LATENT_DAYS = 3;
    private static final double INFECTIOUS_DAYS = 5;
    private static final double ADMITTED_PART = 0.09;
    private static final double STAY_DAYS = 9;
    private static final double MIXING_WITH_NEIGHBOURS = 0.12;
    private static final double FIRST_EXPOSED = 1_800;
    private static final double EXPOSED_ELSEWHERE = 90;
    private static final double HOUR = 1.0 / 24;

    private final List<Region> districts;
    private final int[][] neighbours;
    private final Chance chance;
    private final double highest;
    private final double measuresFromDay;
    private final People[] people;
    private double newIllPerDay;
    private int hours;

    /** Of one district, by how the epidemic has touched them; those who recovered are the rest of its population. */
    private static final class People {
        double susceptible;
        double exposed;
        double ill;
        double inHospital;

        /** Goes on by an hour; gives how many fell ill. */
        double advanceHour(double newlyExposed) {
            double newlyIll = exposed / LATENT_DAYS * HOUR;
            double recovered = ill / INFECTIOUS_DAYS * HOUR;
            susceptible -= newlyExposed;
            exposed += newlyExposed - newlyIll;
            ill += newlyIll - recovered;
            inHospital += newlyIll * ADMITTED_PART - inHospital / STAY_DAYS * HOUR;
            return newlyIll;
        }
    }

    /** The state at the wave's first hour. */
    Epidemic(Province province, long seed, int wave) {
        districts = province.districts();
        chance = new Chance(seed + 7919L * wave);
        highest = chance.between(3.0, 3.4, "reproduction");
        measuresFromDay = chance.between(5.5, 8, "measures");
        neighbours = neighbours(districts);
        int n = districts.size();
        people = new People[n];
        int first = chance.below(n, "origin");
        for (int i = 0; i < n; i++) {
            People here = new People();
            here.exposed = i == first ? FIRST_EXPOSED : EXPOSED_ELSEWHERE * chance.between(0.3, 1.7, "elsewhere", i);
            here.ill = here.exposed * 0.8;
            here.inHospital = here.ill * ADMITTED_PART;
            here.susceptible = districts.get(i).population() - here.exposed - here.ill;
            people[i] = here;
            newIllPerDay += here.exposed / LATENT_DAYS;
        }
    }

    private static int[][] neighbours(List<Region> districts) {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < districts.size(); i++) {
            index.put(districts.get(i).code(), i);
        }
        return districts.stream()
                .map(d -> d.neighbours().stream()
                        .mapToInt(code -> index.getOrDefault(code, -1))
                        .filter(i -> i >= 0)
                        .toArray())
                .toArray(int[][]::new);
    }

    void advanceHour() {
        double[] newlyExposed = new double[people.length];
        for (int i = 0; i < people.length; i++) {
            newlyExposed[i] = Math.min(1, force(i) * HOUR) * people[i].susceptible;
        }
        double fallenIll = 0;
        for (int i = 0; i < people.length; i++) {
            fallenIll += people[i].advanceHour(newlyExposed[i]);
        }
        newIllPerDay = fallenIll / HOUR;
        hours++;
    }

    /** New infections per susceptible person and day. */
    private double force(int i) {
        double prevalence = people[i].ill / districts.get(i).population();
        double around = 0;
        for (int j : neighbours[i]) {
            around += people[j].ill / districts.get(j).population() / neighbours[i].length;
        }
        double contacts = (1 - MIXING_WITH_NEIGHBOURS) * prevalence + MIXING_WITH_NEIGHBOURS * around;
        return reproduction() * chance.between(0.85, 1.15, "day", i, hours / 24) / INFECTIOUS_DAYS * contacts;
    }

    /** High at first; falls to well below one within eight days once measures begin. */
    private double reproduction() {
        double bite = Math.min(1, Math.max(0, (hours / 24.0 - measuresFromDay) / 8));
        return highest + (0.3 - highest) * bite;
    }

    int hours() {
        return hours;
    }

    int districtCount() {
        return districts.size();
    }

    String district(int i) {
        return districts.get(i).code();
    }

    double susceptible(int i) {
        return people[i].susceptible;
    }

    double exposed(int i) {
        return people[i].exposed;
    }

    double ill(int i) {
        return people[i].ill;
    }

    double inHospital(int i) {
        return people[i].inHospital;
    }

    /** People who fall ill per day in the whole province. */
    double newIllPerDay() {
        return newIllPerDay;
    }
}
