package dev.gradus.playground.build;

import org.teavm.extension.spi.reflection.SimpleReflectionPolicy;

/** Keeps what is asked of an op's attributes by name: the fields and accessors of records. */
public final class RecordFields extends SimpleReflectionPolicy {
    @Override
    protected void setup() {
        selectClasses(extending("java.lang.Record"))
                .reflectableFields(field -> true)
                .reflectableMethods(withParameterCount(0));
    }
}
