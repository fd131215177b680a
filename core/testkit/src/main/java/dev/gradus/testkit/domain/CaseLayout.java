package dev.gradus.testkit.domain;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shapes of the inputs of one case: the symbol of each axis, and the size of each symbol. Immutable. */
public final class CaseLayout {
    /** The symbol that stands for any number of axes. */
    public static final String ANY = "*";

    private final List<String> names;
    private final List<List<String>> axes;
    private final Map<String, Integer> sizes;

    public CaseLayout(List<String> names, List<List<String>> axes, Map<String, Integer> sizes) {
        this.names = names;
        this.axes = axes;
        this.sizes = sizes;
    }

    /**
     * The size of a symbol of the spec.
     *
     * @throws IllegalArgumentException if no input has such an axis
     */
    public int size(String symbol) {
        Integer size = sizes.get(symbol);
        if (size == null) {
            throw new IllegalArgumentException("No input has an axis '" + symbol + "'; there are " + sizes.keySet());
        }
        return size;
    }

    /**
     * The shape of the input with this name.
     *
     * @throws IllegalArgumentException if there is no such input
     */
    public Shape shape(String input) {
        int index = names.indexOf(input);
        if (index < 0) {
            throw new IllegalArgumentException("There is no input '" + input + "'; there are " + names);
        }
        return shape(index);
    }

    public Shape shape(int input) {
        return Shape.of(axes.get(input).stream().mapToInt(this::sizeOf).toArray());
    }

    /** The symbols, in the order of their first occurrence in the inputs. */
    public List<String> symbols() {
        return List.copyOf(sizes.keySet());
    }

    public List<String> axes(int input) {
        return axes.get(input);
    }

    public CaseLayout with(String symbol, int size) {
        Map<String, Integer> changed = new LinkedHashMap<>(sizes);
        changed.put(symbol, size);
        return new CaseLayout(names, axes, changed);
    }

    /** Removes the axes of a symbol that stands for any number of axes. */
    public CaseLayout without(String symbol) {
        Map<String, Integer> rest = new LinkedHashMap<>(sizes);
        rest.remove(symbol);
        List<List<String>> restOfAxes = new ArrayList<>();
        for (List<String> input : axes) {
            restOfAxes.add(input.stream().filter(axis -> !axis.equals(symbol)).toList());
        }
        return new CaseLayout(names, restOfAxes, rest);
    }

    /** Removes the first axis of these inputs. */
    public CaseLayout withoutLeadingAxes(List<Integer> inputs) {
        List<List<String>> all = new ArrayList<>(axes);
        inputs.forEach(input ->
                all.set(input, all.get(input).subList(1, all.get(input).size())));
        Map<String, Integer> used = new LinkedHashMap<>(sizes);
        used.keySet().removeIf(symbol -> all.stream().noneMatch(input -> input.contains(symbol)));
        return new CaseLayout(names, all, used);
    }

    public int inputs() {
        return axes.size();
    }

    private int sizeOf(String axis) {
        return isNumber(axis) ? Integer.parseInt(axis) : size(axis);
    }

    /** Whether an axis is given as its size. */
    public static boolean isNumber(String axis) {
        return axis.chars().allMatch(Character::isDigit);
    }

    /** Whether this symbol was made for {@code "*"} or for broadcasting. */
    public static boolean isAnonymous(String symbol) {
        return symbol.startsWith(ANY);
    }
}
