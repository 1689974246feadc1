package dev.muster.demo;

import dev.muster.demo.Deed.Move;
import dev.muster.demo.Picture.Shelf;
import dev.muster.demo.Province.Good;
import dev.muster.demo.Province.Place;
import dev.muster.demo.Scenario.IdMaker;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How stock moves at a step besides requests: suppliers deliver to warehouses, sometimes late or short; hospitals use up
 * what they have; officers hold and free lots; what has expired or broken is written off.
 */
final class Supplying {

    private static final int DELIVERY_DAYS = 5;
    private static final int USE_DAYS = 3;
    private static final double LATE_PART = 0.2;
    private static final int LATE_STEPS = 150;
    private static final double SHORT_PART = 0.25;
    /** Suppliers know the need of some days ago, and each wave some goods are scarcer than others. */
    private static final double DELIVERED_PART_OF_SCARCEST = 0.15;

    private static final double DELIVERED_PART_OF_PLENTIEST = 0.7;
    private static final double REFILL_PART = 0.03;
    private static final double MOST_PART_OF_PAR = 1.25;
    private static final double HOLDS_PER_STEP = 0.012;
    private static final double FREED_PER_STEP = 0.008;
    private static final double BREAKAGES_PER_STEP = 0.01;

    private final Province province;
    private final IdMaker ids;
    private final Chance chance;

    Supplying(Province province, IdMaker ids, Chance chance) {
        this.province = province;
        this.ids = ids;
        this.chance = chance;
    }

    List<Deed> deeds(Course course, Picture stock, LocalDate today) {
        List<Deed> deeds = new ArrayList<>();
        for (Place warehouse : province.warehouses()) {
            for (Good good : province.supplies()) {
                if (isDelivered(warehouse, good, course.step())) {
                    addDelivery(deeds, warehouse, good, course, stock, today);
                }
            }
        }
        for (Place ward : province.stockedWards()) {
            for (Good good : province.keptBy(ward)) {
                if (isSlot(course.step(), USE_DAYS, "use", ward, good)) {
                    addUse(deeds, ward, good, course, stock);
                }
            }
        }
        stock.shelves().forEach(shelf -> addCare(deeds, shelf, course, today));
        return deeds;
    }

    private boolean isSlot(long step, int days, String what, Place place, Good good) {
        int period = days * Course.STEPS_PER_DAY;
        return Math.floorMod(step - chance.below(period, what, place.code(), good.code()), period) == 0;
    }

    /** Due now and in time, or due a while ago and late. */
    private boolean isDelivered(Place warehouse, Good good, long step) {
        return isSlot(step, DELIVERY_DAYS, "delivery", warehouse, good) && !isLate(warehouse, good, step)
                || isSlot(step - LATE_STEPS, DELIVERY_DAYS, "delivery", warehouse, good)
                        && step >= LATE_STEPS
                        && isLate(warehouse, good, step - LATE_STEPS);
    }

    private boolean isLate(Place warehouse, Good good, long step) {
        return chance.in(LATE_PART, "late", step, warehouse.code(), good.code());
    }

    private void addDelivery(
            List<Deed> deeds, Place warehouse, Good good, Course course, Picture stock, LocalDate today) {
        long par = Levels.par(warehouse, good, course.needs());
        double delivered = chance.between(
                DELIVERED_PART_OF_SCARCEST, DELIVERED_PART_OF_PLENTIEST, "scarce", course.wave(), good.code());
        double missing = par - stock.onHand(warehouse.code(), good.code());
        double ordered = course.useKnownToSuppliers(good) * DELIVERY_DAYS * warehouse.share() * delivered
                + Math.max(0, missing) * REFILL_PART;
        double part = chance.between(0.85, 1.1, "part", course.step(), warehouse.code(), good.code());
        if (chance.in(SHORT_PART, "short", course.step(), warehouse.code(), good.code())) {
            part *= 0.45;
        }
        double room = missing + par * (MOST_PART_OF_PAR - 1);
        double quantity = Math.min(ordered * part, room);
        if (quantity >= 1) {
            deeds.add(new Move(
                    id(course, "deliver", warehouse.code(), good.code()),
                    "RECEIPT",
                    warehouse.code(),
                    good.code(),
                    deliveredLot(good, today),
                    deliveredExpiry(good, today),
                    good.inPacks(quantity),
                    null));
        }
    }

    /** One lot per item and (real) day, so that lots do not multiply. */
    static String deliveredLot(Good good, LocalDate today) {
        return good.code().substring(good.code().indexOf('-') + 1)
                + today.format(DateTimeFormatter.ofPattern("-yyMMdd", Locale.ROOT));
    }

    private static @Nullable LocalDate deliveredExpiry(Good good, LocalDate today) {
        return good.shelfLifeDays() == null ? null : today.plusDays(good.shelfLifeDays() * 9L / 10);
    }

    private void addUse(List<Deed> deeds, Place ward, Good good, Course course, Picture stock) {
        long used = Math.round(course.usePerDay(ward, good) * USE_DAYS);
        long possible = Math.min(used, stock.available(ward.code(), good.code()));
        if (possible > 0) {
            deeds.add(new Move(
                    id(course, "use", ward.code(), good.code()),
                    "ISSUE",
                    ward.code(),
                    good.code(),
                    null,
                    null,
                    possible,
                    null));
        }
    }

    private void addCare(List<Deed> deeds, Shelf shelf, Course course, LocalDate today) {
        boolean expired = shelf.expiry() != null && shelf.expiry().isBefore(today);
        if (expired && shelf.available() > 0) {
            deeds.add(care(course, "WRITE_OFF", shelf, shelf.available(), "expired"));
        } else if (shelf.held() > 0 && !isRecalled(shelf) && isChosen(FREED_PER_STEP, "free", course, shelf)) {
            deeds.add(care(course, "UNHOLD", shelf, shelf.held(), "quality check passed"));
        } else if (shelf.available() > 10 && isChosen(HOLDS_PER_STEP / 600, "hold", course, shelf)) {
            deeds.add(care(course, "HOLD", shelf, shelf.available() / 2, "quality check"));
        } else if (shelf.available() > 200 && isChosen(BREAKAGES_PER_STEP / 600, "break", course, shelf)) {
            deeds.add(care(course, "WRITE_OFF", shelf, shelf.available() / 50, "damaged in storage"));
        }
    }

    private static boolean isRecalled(Shelf shelf) {
        return shelf.lot() != null && shelf.lot().endsWith(FirstStock.RECALLED);
    }

    private boolean isChosen(double probability, String what, Course course, Shelf shelf) {
        return chance.in(probability, what, course.step(), shelf.site(), shelf.item(), String.valueOf(shelf.lot()));
    }

    private Move care(Course course, String kind, Shelf shelf, long quantity, String reason) {
        return new Move(
                id(course, kind, shelf.site(), shelf.item() + " " + shelf.lot()),
                kind,
                shelf.site(),
                shelf.item(),
                shelf.lot(),
                shelf.expiry(),
                quantity,
                reason);
    }

    private UUID id(Course course, String what, String site, String subject) {
        return ids.id(course.step(), what + " " + site + " " + subject);
    }
}
