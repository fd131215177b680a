package dev.gradus.playground.bits;

import org.teavm.extension.spi.reflection.SimpleReflectionPolicy;

/** Takes every contract of an op into the compiled program, to be made by its class's name. */
public final class ContractsByName extends SimpleReflectionPolicy {
    @Override
    protected void setup() {
        selectClasses(extending("dev.gradus.testkit.OpContract"))
                .foundByName()
                .reflectableMethods(named("<init>")::test);
    }
}
