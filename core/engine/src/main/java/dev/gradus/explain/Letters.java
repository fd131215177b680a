package dev.gradus.explain;

import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The index letter of each axis: t over a batch, i over inputs, k over outputs. */
final class Letters {
    /** In the order in which mathematicians choose them; neither l nor o, which look like digits. */
    private static final List<String> POOL =
            List.of("i", "j", "k", "m", "p", "q", "r", "s", "u", "v", "w", "a", "b", "c", "d", "e", "f", "g", "h", "n");

    private static final Map<String, String> CUSTOM =
            Map.of("batch", "t", "in", "i", "out", "k", "hidden", "j", "classes", "k", "time", "s");

    private final Map<String, String> byName = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    /** Letters for the named axes of these nodes, except names of nodes. */
    Letters(Collection<Node> nodes) {
        nodes.forEach(node -> names.add(node.label()));
        for (Node node : nodes) {
            Shape shape = node.shape();
            for (int axis = 0; axis < shape.rank(); axis++) {
                String name = shape.name(axis);
                if (!name.isEmpty() && !byName.containsKey(name)) {
                    byName.put(name, letterFor(name));
                }
            }
        }
    }

    private String letterFor(String axisName) {
        String customary = CUSTOM.getOrDefault(axisName.substring(axisName.lastIndexOf('_') + 1), "");
        Set<String> taken = new LinkedHashSet<>(byName.values());
        return customary.isEmpty() || taken.contains(customary) || names.contains(customary) ? free(taken) : customary;
    }

    /** The letter for an axis, other than those in use. */
    String of(Shape shape, int axis, Collection<String> inUse) {
        String usual = byName.getOrDefault(shape.name(axis), "");
        if (!usual.isEmpty() && !inUse.contains(usual)) {
            return usual;
        }
        Set<String> taken = new LinkedHashSet<>(inUse);
        taken.addAll(byName.values());
        return free(taken);
    }

    List<String> of(Shape shape) {
        Set<String> letters = new LinkedHashSet<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            letters.add(of(shape, axis, letters));
        }
        return List.copyOf(letters);
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
