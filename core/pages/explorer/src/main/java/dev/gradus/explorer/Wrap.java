package dev.gradus.explorer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Cuts a long graph into rows of adjacent layers where the fewest values cross: after a residual connection, say, and not
 * within. A value that is needed late stands late.
 */
final class Wrap<T> {
    /** The most layers in a row. */
    static final int WIDEST = 12;

    private static final int LEAST = 4;
    private static final int MOST = 8;

    private final List<T> units;
    private final Predicate<T> isNamed;
    private final Map<T, Integer> layers = new HashMap<>();
    private final Map<T, Integer> lastUses = new HashMap<>();

    private Wrap(List<T> units, Function<T, ? extends Collection<T>> needs, Predicate<T> isNamed) {
        this.units = units;
        this.isNamed = isNamed;
        Map<T, Integer> toEnd = new HashMap<>();
        for (int i = units.size() - 1; i >= 0; i--) {
            int beyond = toEnd.computeIfAbsent(units.get(i), unit -> 0) + 1;
            needs.apply(units.get(i)).forEach(need -> toEnd.merge(need, beyond, Math::max));
        }
        int last = toEnd.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        units.forEach(unit -> layers.put(unit, last - toEnd.getOrDefault(unit, 0)));
        units.forEach(unit -> needs.apply(unit).forEach(need -> lastUses.merge(need, layer(unit), Math::max)));
    }

    /**
     * The units in rows.
     *
     * @param units in an order in which each needs only earlier ones
     * @param needs only units that are cut too
     * @param isNamed whether a unit's value has a name, by which it can be found again in the next row
     */
    static <T> List<List<T>> rows(List<T> units, Function<T, ? extends Collection<T>> needs, Predicate<T> isNamed) {
        return new Wrap<>(units, needs, isNamed).rows();
    }

    private List<List<T>> rows() {
        int layerCount = units.stream().mapToInt(this::layer).max().orElse(-1) + 1;
        List<List<T>> rows = new ArrayList<>();
        int start = 0;
        while (layerCount - start > WIDEST) {
            int end = bestEnd(start);
            rows.add(between(start, end));
            start = end;
        }
        rows.add(between(start, layerCount));
        return rows;
    }

    private int layer(T unit) {
        return layers.getOrDefault(unit, 0);
    }

    private int bestEnd(int start) {
        int best = start + MOST;
        for (int end = start + MOST - 1; end >= start + LEAST; end--) {
            best = crossing(end) < crossing(best) ? end : best;
        }
        return best;
    }

    /** The number of values that cross a cut before this layer; those without a name count a little more. */
    private double crossing(int end) {
        return units.stream()
                .filter(unit -> layer(unit) < end && lastUses.getOrDefault(unit, -1) >= end)
                .mapToDouble(unit -> isNamed.test(unit) ? 1 : 1.25)
                .sum();
    }

    private List<T> between(int start, int end) {
        return units.stream()
                .filter(unit -> layer(unit) >= start && layer(unit) < end)
                .toList();
    }
}
