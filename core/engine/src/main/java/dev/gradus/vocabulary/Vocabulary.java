package dev.gradus.vocabulary;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions of this library by topic. */
public final class Vocabulary {
    private Vocabulary() {}

    /** All functions, those that most programs use first. */
    public static List<Family> families() {
        return All.FAMILIES;
    }

    /** The functions of single elements: arithmetic, activations and comparisons. */
    public static Stream<Entry> ofElements() {
        return OfElements.FAMILIES.stream().flatMap(family -> family.entries().stream());
    }

    /** Those of them that are one op without attributes. They are ready before the others are. */
    public static List<Entry> ops() {
        return Plain.OPS;
    }

    /**
     * The function with this name of this library.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Entry find(String name) {
        return Optional.ofNullable(All.BY_NAME.get(Objects.requireNonNull(name, "name")))
                .orElseThrow(() -> new IllegalArgumentException("there is no function '" + name + "'"));
    }

    private static final class Plain {
        static final List<Entry> OPS = new PlainOps().entries();
    }

    private static final class OfElements {
        static final List<Family> FAMILIES =
                List.of(new ElementwiseFunctions(), new ActivationFunctions(), new Comparisons());
    }

    private static final class All {
        static final List<Family> FAMILIES = List.of(
                OfElements.FAMILIES.get(0),
                OfElements.FAMILIES.get(1),
                new LossFunctions(),
                new AxisFunctions(),
                new OrderFunctions(),
                new ShapeFunctions(),
                new IndexFunctions(),
                new MatrixFunctions(),
                new LayerFunctions(),
                OfElements.FAMILIES.get(2),
                new LoopFunctions(),
                new RuleFunctions());

        static final Map<String, Entry> BY_NAME = FAMILIES.stream()
                .flatMap(family -> family.entries().stream())
                .filter(entry -> !entry.names().isEmpty())
                .collect(Collectors.toUnmodifiableMap(entry -> entry.names().get(0), entry -> entry));
    }
}
