package dev.gradus.testkit;

import java.util.Optional;
import java.util.function.Function;

/**
 * One input of an op under test.
 *
 * @param always the domain, if it is the same whatever attribute is drawn
 * @param given the domain, given the attribute
 */
record InputSpec(
        String name, Dims dims, Optional<Values> always, Function<Object, Values> given, boolean hasDerivative) {
    static InputSpec of(String name, Dims dims, Values values, boolean hasDerivative) {
        return new InputSpec(name, dims, Optional.of(values), attribute -> values, hasDerivative);
    }

    Values values(Object attribute) {
        return given.apply(attribute);
    }
}
