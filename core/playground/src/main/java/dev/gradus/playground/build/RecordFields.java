package dev.gradus.playground.build;

import org.teavm.extension.spi.reflection.SimpleReflectionPolicy;

/** Keeps the fields and accessors of records, which are looked up by name for an op's attributes. */
public final class RecordFields extends SimpleReflectionPolicy {
    @Override
    protected void setup() {
        selectClasses(extending("java.lang.Record"))
                .reflectableFields(field -> true)
                .reflectableMethods(withParameterCount(0));
    }
}
