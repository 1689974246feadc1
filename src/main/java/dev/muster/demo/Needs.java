package dev.muster.demo;

import dev.muster.demo.Province.Good;
import dev.muster.demo.Province.Kind;
import dev.muster.demo.Province.Norms;
import dev.muster.demo.Province.Place;
import java.util.HashMap;
import java.util.Map;

/**
 * What sites use per day at one moment: people there times consumption norms.
 *
 * <p>Hospital patients of a prefecture are spread over its beds; a clinic sees a part of its district's ill; a shelter
 * houses contacts, and in a flood the people of its prefecture.
 */
final class Needs {

    private static final double SEVERE_PART = 0.2;
    private static final double EVERYDAY_PATIENTS_PER_BED = 0.03;
    private static final double ILL_SEEN_BY_A_CLINIC = 0.004;
    private static final double CONTACTS_HOUSED_PER_EXPOSED = 0.01;
    private static final double FLOOD_OCCUPANCY = 0.95;
    /** Patients per bed that par levels are set for. */
    private static final double PLANNED_PATIENTS_PER_BED = 0.2;

    private final Province province;
    private final Map<String, String> prefectures = new HashMap<>();
    private final Map<String, Integer> wardBeds = new HashMap<>();

    Needs(Province province) {
        this.province = province;
        province.districts().forEach(d -> prefectures.put(d.code(), province.prefectureOf(d.code())));
        for (Place place : province.places()) {
            if (place.kind().hasWards()) {
                wardBeds.merge(prefecture(place), place.bedCount(), Integer::sum);
            }
        }
    }

    /** Base units of the good that the place uses per day. */
    double perDay(Place place, Good good, Epidemic epidemic, Flood flood) {
        Norms norms = good.norms();
        double staff = place.staff() * norms.perStaff() * 0.3;
        return switch (place.kind()) {
            case HOSPITAL, FIELD_HOSPITAL -> ward(place, good, patients(place, epidemic));
            case CLINIC -> staff + (1 + illOf(place, epidemic) * ILL_SEEN_BY_A_CLINIC) * norms.perPatient();
            case SHELTER -> staff + guests(place, epidemic, flood) * norms.perGuest();
            case RESCUE_STATION -> (flood.reaches(prefecture(place)) ? 4 : 1) * staff;
            case WAREHOUSE, SUPPLIER_DEPOT -> 0;
        };
    }

    /** What a hospital would use per day at the load its par levels are set for. */
    double plannedPerDay(Place place, Good good) {
        return ward(place, good, place.bedCount() * PLANNED_PATIENTS_PER_BED);
    }

    /** What all sites together use of the good per day. */
    double provincePerDay(Good good, Epidemic epidemic, Flood flood) {
        return province.places().stream()
                .filter(Place::asks)
                .mapToDouble(place -> perDay(place, good, epidemic, flood))
                .sum();
    }

    double patients(Place place, Epidemic epidemic) {
        String prefecture = prefecture(place);
        double inPrefecture = 0;
        for (int i = 0; i < epidemic.districtCount(); i++) {
            if (prefecture.equals(prefectures.get(epidemic.district(i)))) {
                inPrefecture += epidemic.inHospital(i);
            }
        }
        double share = place.bedCount() / (double) wardBeds.getOrDefault(prefecture(place), 1);
        double everyday = place.kind() == Kind.HOSPITAL ? place.bedCount() * EVERYDAY_PATIENTS_PER_BED : 0;
        return Math.min(place.bedCount(), everyday + inPrefecture * share);
    }

    private static double ward(Place place, Good good, double patients) {
        Norms norms = good.norms();
        double load = Math.min(1, 0.2 + 2 * patients / Math.max(1, place.bedCount()));
        return patients * (norms.perPatient() + SEVERE_PART * norms.perSevere())
                + place.staff() * load * norms.perStaff();
    }

    private double guests(Place place, Epidemic epidemic, Flood flood) {
        if (flood.reaches(prefecture(place))) {
            return place.bedCount() * FLOOD_OCCUPANCY;
        }
        double contacts = 0;
        for (int i = 0; i < epidemic.districtCount(); i++) {
            if (epidemic.district(i).equals(place.region())) {
                contacts = epidemic.exposed(i) * CONTACTS_HOUSED_PER_EXPOSED;
            }
        }
        return Math.min(place.bedCount() * 0.6, contacts);
    }

    private static double illOf(Place place, Epidemic epidemic) {
        for (int i = 0; i < epidemic.districtCount(); i++) {
            if (epidemic.district(i).equals(place.region())) {
                return epidemic.ill(i);
            }
        }
        return 0;
    }

    private String prefecture(Place place) {
        return prefectures.getOrDefault(place.region(), place.region());
    }
}
