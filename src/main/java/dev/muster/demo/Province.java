package dev.muster.demo;

import dev.muster.platform.Name;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The invented province, as its files under {@code demo/} say it.
 *
 * @param regions parents before children
 */
record Province(List<Region> regions, List<Place> places, List<Good> goods) {

    record Region(
            String code, @Nullable String parent, String level, Name name, long population, List<String> neighbours) {

        boolean isDistrict() {
            return level.equals("DISTRICT");
        }
    }

    enum Kind {
        HOSPITAL,
        FIELD_HOSPITAL,
        CLINIC,
        RESCUE_STATION,
        SHELTER,
        WAREHOUSE,
        SUPPLIER_DEPOT;

        boolean hasWards() {
            return this == HOSPITAL || this == FIELD_HOSPITAL;
        }
    }

    /**
     * A site.
     *
     * @param stocked whether its stock is kept in the system
     * @param share a warehouse's part of the province's reserve, 0 elsewhere
     */
    record Place(
            String code,
            Kind kind,
            Name name,
            double latitude,
            double longitude,
            String region,
            boolean keySite,
            @Nullable Integer beds,
            int staff,
            boolean stocked,
            double share) {

        boolean asks() {
            return kind != Kind.WAREHOUSE && kind != Kind.SUPPLIER_DEPOT;
        }

        int bedCount() {
            return beds == null ? 0 : beds;
        }
    }

    record Pack(String unit, long quantity) {}

    record Coding(String system, String code) {}

    /**
     * A catalogue item.
     *
     * @param norms what is used per day
     * @param reserve par level of all warehouses together, base units
     * @param initialPart how much of the reserve is there on the first day, 0 … 1
     */
    record Good(
            String code,
            String kind,
            Name name,
            String category,
            String baseUnit,
            List<Pack> packs,
            List<Coding> codings,
            String storageClass,
            @Nullable Integer shelfLifeDays,
            int minRemainingLifeDays,
            List<String> substitutes,
            boolean hospitalStock,
            Norms norms,
            long reserve,
            double initialPart) {

        boolean isSupply() {
            return kind.equals("SUPPLY");
        }

        /** The quantity rounded up to whole small packs. */
        long inPacks(double quantity) {
            long pack = packs.isEmpty() ? 1 : packs.get(0).quantity();
            return Math.max(pack, (long) Math.ceil(quantity / pack) * pack);
        }
    }

    /** Consumption in base units per day and patient, severe patient, member of staff, shelter guest. */
    record Norms(double perPatient, double perSevere, double perStaff, double perGuest) {}

    List<Region> districts() {
        return regions.stream().filter(Region::isDistrict).toList();
    }

    List<Good> supplies() {
        return goods.stream().filter(Good::isSupply).toList();
    }

    List<Place> warehouses() {
        return places.stream().filter(p -> p.kind() == Kind.WAREHOUSE).toList();
    }

    /** Hospitals and the like whose stock is kept in the system. */
    List<Place> stockedWards() {
        return places.stream()
                .filter(p -> p.stocked() && p.kind() != Kind.WAREHOUSE)
                .toList();
    }

    /** What a stocked site keeps. */
    List<Good> keptBy(Place place) {
        return place.kind() == Kind.WAREHOUSE
                ? supplies()
                : supplies().stream().filter(Good::hospitalStock).toList();
    }

    Map<String, Good> goodsByCode() {
        return goods.stream().collect(Collectors.toMap(Good::code, g -> g, (a, b) -> a, LinkedHashMap::new));
    }

    /** The district's prefecture: districts are grouped by it. */
    String prefectureOf(String region) {
        return regions.stream()
                .filter(r -> r.code().equals(region))
                .map(Region::parent)
                .findFirst()
                .map(parent -> parent == null ? region : parent)
                .orElseThrow(() -> new IllegalArgumentException("Unknown region " + region));
    }
}
