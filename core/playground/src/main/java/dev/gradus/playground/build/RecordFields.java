package dev.gradus.playground.build;

import java.util.List;
import org.teavm.extension.spi.reflection.SimpleReflectionPolicy;

/**
 * Keeps the fields and accessors of records, which are looked up by name for an op's attributes. Records of packages that have
 * no ops are none of these, and what they alone reach is not compiled.
 */
public final class RecordFields extends SimpleReflectionPolicy {
    private static final List<String> WITHOUT_OPS =
            List.of("explain", "run", "plan", "lower", "kernel", "train", "check");

    @Override
    protected void setup() {
        selectClasses(type -> extending("java.lang.Record").test(type)
                        && WITHOUT_OPS.stream().noneMatch(name -> type.name().startsWith("dev.gradus." + name + ".")))
                .reflectableFields(field -> true)
                .reflectableMethods(withParameterCount(0));
    }
}
