package dev.muster.unit;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All units as a batch of commands sees them: as they stood, and as the batch has changed them. For one thread. */
public final class UnitBook {

    private final Map<Integer, Unit> stood;
    private final Map<Integer, ? extends Map<Integer, ? extends Collection<Integer>>> serving;
    private final Map<Integer, ? extends Collection<Integer>> teams;
    private final Map<Integer, ? extends Collection<Integer>> kitted;
    private final Map<Integer, Unit> changed = new LinkedHashMap<>();

    /** Where no team must have a kit. */
    public UnitBook(
            Map<Integer, Unit> stood,
            Map<Integer, ? extends Map<Integer, ? extends Collection<Integer>>> serving,
            Map<Integer, ? extends Collection<Integer>> teams) {
        this(stood, serving, teams, Map.of());
    }

    /**
     * @param stood by id
     * @param serving for each item, for each site, ids of the units there that may be asked for as it
     * @param teams by member
     * @param kitted teams that do not leave without a kit, by home site
     */
    public UnitBook(
            Map<Integer, Unit> stood,
            Map<Integer, ? extends Map<Integer, ? extends Collection<Integer>>> serving,
            Map<Integer, ? extends Collection<Integer>> teams,
            Map<Integer, ? extends Collection<Integer>> kitted) {
        this.stood = stood;
        this.serving = serving;
        this.teams = teams;
        this.kitted = kitted;
    }

    /** The same, to try something out: what is changed there changes nothing here. */
    public UnitBook copy() {
        UnitBook copy = new UnitBook(stood, serving, teams, kitted);
        copy.changed.putAll(changed);
        return copy;
    }

    /** These units, as they stand. */
    public static UnitBook of(Collection<Unit> units) {
        Map<Integer, Unit> stood = new HashMap<>();
        Map<Integer, Map<Integer, TreeSet<Integer>>> serving = new HashMap<>();
        Map<Integer, TreeSet<Integer>> teams = new HashMap<>();
        Map<Integer, TreeSet<Integer>> kitted = new HashMap<>();
        for (Unit unit : units) {
            stood.put(unit.id(), unit);
            unit.serves()
                    .keySet()
                    .forEach(item -> serving.computeIfAbsent(item, i -> new HashMap<>())
                            .computeIfAbsent(unit.site(), s -> new TreeSet<>())
                            .add(unit.id()));
            unit.members()
                    .forEach(person ->
                            teams.computeIfAbsent(person, p -> new TreeSet<>()).add(unit.id()));
            if (!unit.requiredKits().isEmpty()) {
                kitted.computeIfAbsent(unit.home(), h -> new TreeSet<>()).add(unit.id());
            }
        }
        return new UnitBook(stood, serving, teams, kitted);
    }

    /** All of them. */
    public Collection<Unit> all() {
        return Collections.unmodifiableCollection(stood.values());
    }

    /** Where no command is about units. */
    public static UnitBook nobody() {
        return new UnitBook(Map.of(), Map.of(), Map.of());
    }

    public Unit unit(int id) {
        return Objects.requireNonNull(find(id), () -> "unit " + id);
    }

    public @Nullable Unit find(int id) {
        Unit now = changed.get(id);
        return now != null ? now : stood.get(id);
    }

    /** By site, units that may be asked for as an item, where they stood when the batch began. */
    public Map<Integer, ? extends Collection<Integer>> serving(int item) {
        Map<Integer, ? extends Collection<Integer>> at = serving.get(item);
        return at == null ? Map.of() : at;
    }

    public void put(Unit unit) {
        changed.put(unit.id(), unit);
    }

    /** Ids of the teams somebody is a member of. */
    public Collection<Integer> teamsOf(int person) {
        Collection<Integer> of = teams.get(person);
        return of == null ? List.of() : of;
    }

    /** All teams that do not leave without a kit. */
    public List<Unit> kitted() {
        return kitted.values().stream()
                .flatMap(Collection::stream)
                .map(this::unit)
                .toList();
    }

    /** Ids of the teams of a home that do not leave without a kit. */
    public Collection<Integer> kitted(int home) {
        Collection<Integer> of = kitted.get(home);
        return of == null ? List.of() : of;
    }

    public List<Unit> members(Unit team) {
        return team.members().stream().map(this::unit).toList();
    }

    /** Everybody who is booked by a booking: the unit that leads it, and who goes along. */
    public List<Unit> of(UUID booking, int lead) {
        Map<Integer, Unit> all = new LinkedHashMap<>();
        all.put(lead, unit(lead));
        unit(lead).members().forEach(id -> {
            Unit member = find(id);
            if (member != null && member.booking(booking) != null) {
                all.put(id, member);
            }
        });
        return List.copyOf(all.values());
    }

    /** What stood before the batch. */
    public @Nullable Unit before(int id) {
        return stood.get(id);
    }

    /** What the batch has changed. */
    public Map<Integer, Unit> changed() {
        return new HashMap<>(changed);
    }
}
