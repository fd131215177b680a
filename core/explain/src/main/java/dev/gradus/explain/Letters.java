package dev.gradus.explain;

import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Assigns an index letter to each axis: t over a batch, i over inputs, k over outputs. */
final class Letters {
    /** In the order in which mathematicians choose them, without l and o, which look like digits. */
    private static final List<String> POOL =
            List.of("i", "j", "k", "m", "p", "q", "r", "s", "u", "v", "w", "a", "b", "c", "d", "e", "f", "g", "h", "n");

    private static final Map<String, String> CUSTOM =
            Map.of("batch", "t", "in", "i", "out", "k", "hidden", "j", "classes", "k", "time", "s");

    private static final int SEVERAL = -1;

    /** The index along an axis of size 1 without a name. */
    static final String ONE = "1";

    private final Map<String, String> byName = new LinkedHashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    /** Assigns letters to the named axes of these nodes, excluding names of nodes. */
    Letters(Collection<Node> nodes) {
        nodes.forEach(node -> names.add(node.label()));
        for (Node node : nodes) {
            Shape shape = node.shape();
            for (int axis = 0; axis < shape.rank(); axis++) {
                String name = shape.name(axis);
                if (!name.isEmpty() && !byName.containsKey(name)) {
                    byName.put(name, letterFor(name));
                }
                if (!name.isEmpty()) {
                    sizes.merge(name, shape.size(axis), (one, other) -> one.equals(other) ? one : SEVERAL);
                }
            }
        }
    }

    /** Returns whether all axes with this name have one size, and the name denotes nothing else. */
    boolean isOneSize(String axisName) {
        return sizes.getOrDefault(axisName, SEVERAL) != SEVERAL && !names.contains(axisName);
    }

    private String letterFor(String axisName) {
        String customary = CUSTOM.getOrDefault(axisName.substring(axisName.lastIndexOf('_') + 1), "");
        Set<String> taken = new LinkedHashSet<>(byName.values());
        return customary.isEmpty() || taken.contains(customary) || names.contains(customary) ? free(taken) : customary;
    }

    /** Returns the index along an axis: an unused letter, or 1 if the axis has size 1 and no name. */
    String of(Shape shape, int axis, Collection<String> inUse) {
        if (shape.size(axis) == 1 && shape.name(axis).isEmpty()) {
            return ONE;
        }
        String usual = byName.getOrDefault(shape.name(axis), "");
        if (!usual.isEmpty() && !inUse.contains(usual)) {
            return usual;
        }
        Set<String> taken = new LinkedHashSet<>(inUse);
        taken.addAll(byName.values());
        return free(taken);
    }

    /** Returns an index for each axis: a letter, or 1 for an axis of size 1 without a name. */
    List<String> of(Shape shape) {
        List<String> index = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            index.add(of(shape, axis, index));
        }
        return List.copyOf(index);
    }

    private String free(Set<String> taken) {
        for (String letter : POOL) {
            if (!taken.contains(letter) && !names.contains(letter)) {
                return letter;
            }
        }
        int number = 1;
        while (taken.contains("i" + number)) {
            number++;
        }
        return "i" + number;
    }
}
