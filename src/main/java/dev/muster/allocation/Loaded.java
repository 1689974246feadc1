package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.AllocationStore.SourcesOf;
import dev.muster.allocation.engine.World;
import dev.muster.request.Request;
import dev.muster.stock.KitStore;
import dev.muster.stock.StockBook;
import dev.muster.stock.StockStore.LotKey;
import dev.muster.stock.StockStore.Recorded;
import dev.muster.unit.UnitBook;
import dev.muster.unit.UnitStore;
import dev.muster.unit.UnitTerms;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** All that a batch knows, and may change: nobody else does until its transaction ends. */
final class Loaded {

    final Facts facts;
    final World world;

    /** The database's clock at the start of the transaction. */
    final Instant now;

    /** The items at stake, whose turn it is. */
    final Map<Integer, Availability.Item> items = new HashMap<>();

    /** Their stock. */
    final StockBook book = new StockBook();

    /** All units, where a command is about any, whose turn it is then. */
    UnitBook units = UnitBook.nobody();

    UnitTerms terms = UnitTerms.PLAIN;

    /** The most lines of one request, those of the parts of kits included. */
    int linesPerRequest = 5000;

    /** The numbers behind the names of units in commands. */
    Map<UnitStore.Name, Integer> unitIds = Map.of();

    /** Bookings that commands are about, by the unit that leads each. */
    final Map<UUID, Integer> bookings = new HashMap<>();

    /** Bookings whose time is over, by the unit that leads each. */
    final Map<UUID, Integer> overdueBookings = new HashMap<>();

    /** Units that officers took back from lines. */
    final Map<LineKey, Set<Integer>> takenBackUnits = new HashMap<>();

    Map<UUID, Request> requests = new LinkedHashMap<>();
    final Map<UUID, Allocation> allocations = new LinkedHashMap<>();
    Map<LineKey, SourcesOf> sources = new HashMap<>();
    Map<UUID, Recorded> movements = new HashMap<>();
    final Map<Integer, Map<String, LotKey>> namedLots = new HashMap<>();

    /** Numbers for the lots and positions of kits that are assembled, by movement. */
    final Map<UUID, KitStore.Numbers> kitNumbers = new HashMap<>();

    /** What comes out of kits that are broken, item ids. */
    final Set<Integer> outOfKits = new HashSet<>();

    /** What is in lots of kits, by lot id. */
    final Map<Long, KitStore.Contents> kitContents = new HashMap<>();

    /** What teams that do not leave without a kit may be asked for as, item ids by the kit's, of kits that have become free. */
    final Map<Integer, Set<Integer>> servedWithKit = new HashMap<>();

    /** What could be given at teams' homes of items whose turn may be another's. */
    final Map<KitsAtHome.Place, Long> kitStock = new HashMap<>();

    /** What teams are away with, by booking. */
    final Map<UUID, List<TeamKitStore.Gone>> kitsGone = new HashMap<>();

    /** Reservations whose time is over. */
    final Set<UUID> overdue = new HashSet<>();

    /** Items whose open short lines are to be looked at again. */
    final Set<Integer> lookAgain = new HashSet<>();

    /** Items of which more lines are short than were read, and so cannot be decided to the end in this batch. */
    final Set<Integer> moreShort = new HashSet<>();

    Loaded(Facts facts, World world, Instant now) {
        this.facts = facts;
        this.world = world;
        this.now = now;
    }

    void add(Availability.Item item) {
        items.put(item.stock.item(), item);
        book.add(item.stock);
    }

    /** Whether the item and all its substitutes are at stake, so that a line that wants it can be decided. */
    boolean decidable(int item) {
        return items.containsKey(item)
                && items.keySet().containsAll(facts.item(item).substitutes());
    }
}
