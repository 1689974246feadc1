package dev.muster.demo;

import dev.muster.demo.Deed.Move;
import dev.muster.demo.Province.Good;
import dev.muster.demo.Province.Kind;
import dev.muster.demo.Province.Place;
import dev.muster.demo.Scenario.IdMaker;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is there on the first day: warehouses too little of some things, in two lots and sometimes one that is near its
 * expiry; hospitals some days' need; and one lot that is held because its maker recalls it.
 */
final class FirstStock {

    /** Ends the lot number of recalled goods. */
    static final String RECALLED = "-R";

    private static final String RECALLED_GOOD = "TST-ANTIGEN";
    private static final String RECALLED_AT = "WH-01";
    private static final double SHORT_DATED_PART = 0.12;

    private final Province province;
    private final Needs needs;
    private final Chance chance;
    private final IdMaker ids;
    private final LocalDate firstDay;

    FirstStock(Province province, Chance chance, IdMaker ids, LocalDate firstDay) {
        this.province = province;
        this.needs = new Needs(province);
        this.chance = chance;
        this.ids = ids;
        this.firstDay = firstDay;
    }

    /** Receipts in any order. */
    List<Move> receipts() {
        List<Move> receipts = new ArrayList<>();
        for (Place place : province.places()) {
            if (place.stocked()) {
                province.keptBy(place).forEach(good -> receipts.addAll(receipts(place, good)));
            }
        }
        province.supplies().stream()
                .filter(good -> good.code().equals(RECALLED_GOOD))
                .forEach(good -> receipts.add(recalled("RECEIPT", good, null)));
        return receipts;
    }

    /** What is held, after the receipts. */
    List<Move> holds() {
        return province.supplies().stream()
                .filter(good -> good.code().equals(RECALLED_GOOD))
                .map(good -> recalled("HOLD", good, "recalled by its maker"))
                .toList();
    }

    /** Kits, after the receipts. */
    List<Move> kits() {
        return Kits.firstStock(new Crews(province).teamsByHome(), ids, firstDay);
    }

    private List<Move> receipts(Place place, Good good) {
        long par = Levels.par(place, good, needs);
        if (place.kind() != Kind.WAREHOUSE) {
            double part = chance.between(0.05, 0.8, "first", place.code(), good.code());
            return List.of(receipt(place, good, "A", 0.8, par * part));
        }
        double quantity =
                par * Math.min(1, good.initialPart() * chance.between(0.6, 1.4, "first", place.code(), good.code()));
        List<Move> receipts = new ArrayList<>();
        receipts.add(receipt(place, good, "A", 0.8, quantity * 0.65));
        receipts.add(receipt(place, good, "B", 0.5, quantity * 0.35));
        if (chance.in(SHORT_DATED_PART, "short-dated", place.code(), good.code())) {
            receipts.add(shortDated(place, good, quantity * 0.15));
        }
        return receipts;
    }

    private Move receipt(Place place, Good good, String lot, double lifeLeft, double quantity) {
        LocalDate expiry =
                good.shelfLifeDays() == null ? null : firstDay.plusDays(Math.round(good.shelfLifeDays() * lifeLeft));
        return move("RECEIPT", place.code(), good, lot, expiry, good.inPacks(quantity), null);
    }

    /** Too near its expiry to be given out, yet not expired. */
    private Move shortDated(Place place, Good good, double quantity) {
        LocalDate expiry = firstDay.plusDays(Math.max(3, good.minRemainingLifeDays() - 12L));
        return move("RECEIPT", place.code(), good, "S", expiry, good.inPacks(quantity), null);
    }

    private Move recalled(String kind, Good good, @Nullable String reason) {
        LocalDate expiry = firstDay.plusDays(300);
        return move(kind, RECALLED_AT, good, RECALLED.substring(1), expiry, good.inPacks(6_000), reason);
    }

    private Move move(
            String kind,
            String site,
            Good good,
            String lot,
            @Nullable LocalDate expiry,
            long quantity,
            @Nullable String reason) {
        String lotNumber = good.code().substring(good.code().indexOf('-') + 1) + "-" + lot;
        return new Move(
                ids.id(0, "first " + kind + " " + site + " " + lotNumber),
                kind,
                site,
                good.code(),
                lotNumber,
                expiry,
                quantity,
                reason);
    }
}
