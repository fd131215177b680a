package dev.gradus.playground.language;

import dev.gradus.nn.Initializers;
import dev.gradus.random.NumpyRandom;
import dev.gradus.random.RandomTensors;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The functions that return initial weights of a given shape. */
final class InitialValues {
    private interface Maker {
        Tensor make(NumpyRandom random, WrittenArguments a);
    }

    private record Entry(String parameters, boolean isRandom, Maker make) {}

    private static final Map<String, Entry> BY_NAME = new LinkedHashMap<>();

    /** Functions that turn their argument into a parameter. */
    static final Set<String> PARAMETER = Set.of("parameter", "Parameter", "param");

    /** Functions that turn a list into an array. */
    static final Set<String> ARRAY = Set.of("array", "asarray", "tensor");

    static {
        random("randn standard_normal", "sizes*", (r, a) -> r.normal(0, 1, shape(a)));
        random("rand random random_sample", "sizes*", (r, a) -> r.uniform(0, 1, shape(a)));
        random(
                "uniform",
                "low high sizes*",
                (r, a) -> RandomTensors.uniform(r, a.number("low"), a.number("high"), shape(a)));
        random(
                "normal",
                "mean deviation sizes*",
                (r, a) -> RandomTensors.normal(r, a.number("mean"), a.number("deviation"), shape(a)));
        random("xavier xavierNormal glorot", "sizes*", (r, a) -> Initializers.xavierNormal(r, shape(a)));
        random("xavierUniform", "sizes*", (r, a) -> Initializers.xavierUniform(r, shape(a)));
        random("he heNormal kaiming", "sizes*", (r, a) -> Initializers.heNormal(r, shape(a)));
        random("heUniform", "sizes*", (r, a) -> Initializers.heUniform(r, shape(a)));
        plain("zeros", "sizes*", (r, a) -> Tensor.zeros(shape(a)));
        plain("ones", "sizes*", (r, a) -> Tensor.ones(shape(a)));
        plain("full", "sizes value", (r, a) -> Tensor.full(shape(a), a.number("value")));
    }

    private InitialValues() {}

    private static Shape shape(WrittenArguments a) {
        return a.has("sizes") ? a.sizes("sizes").shape() : Shape.scalar();
    }

    private static void random(String names, String parameters, Maker make) {
        Entry entry = new Entry(parameters, true, make);
        for (String name : names.split(" ", -1)) {
            BY_NAME.put(name, entry);
        }
    }

    private static void plain(String name, String parameters, Maker make) {
        BY_NAME.put(name, new Entry(parameters, false, make));
    }

    static boolean has(String name) {
        return BY_NAME.containsKey(name);
    }

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** The names, with those of one function together. */
    static Collection<List<String>> groups() {
        return BY_NAME.keySet().stream()
                .collect(Collectors.groupingBy(InitialValues::find, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    /** The names of the arguments, in order. */
    static String[] parameters(String name) {
        return find(name).parameters().split(" ");
    }

    private static Entry find(String name) {
        return Optional.ofNullable(BY_NAME.get(name)).orElseThrow();
    }

    static boolean isRandom(String name) {
        return find(name).isRandom();
    }

    static Tensor make(String name, NumpyRandom random, WrittenArguments arguments) {
        return find(name).make().make(random, arguments);
    }
}
