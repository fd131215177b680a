package dev.gradus.playground.build;

import java.util.List;
import org.teavm.extension.spi.reflection.SimpleReflectionPolicy;

/**
 * Keeps the fields and accessors of records, which are looked up by name for an op's attributes. Records of packages that have
 * no ops are none of these, and what they alone reach is not compiled. The playground's language has one op, with {@code
 * Attributes}.
 */
public final class RecordFields extends SimpleReflectionPolicy {
    private static final List<String> WITHOUT_OPS = List.of(
            "check", "explain", "file", "graph", "kernel", "lower", "plan", "random", "run", "store", "tensor",
            "train");

    private static final List<String> NO_ACCESSORS = List.of("toString", "hashCode");

    @Override
    protected void setup() {
        selectClasses(type -> extending("java.lang.Record").test(type) && isOfOps(type.name()))
                .reflectableFields(field -> true)
                .reflectableMethods(withParameterCount(0).and(method -> !NO_ACCESSORS.contains(method.name())));
    }

    private static boolean isOfOps(String name) {
        return WITHOUT_OPS.stream().noneMatch(part -> name.startsWith("dev.gradus." + part + "."))
                && (!name.startsWith("dev.gradus.playground.") || name.endsWith("$Attributes"));
    }
}
