package dev.gradus.testkit.cases;

import dev.gradus.testkit.domain.Domain;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One input of an op under test.
 *
 * @param axes its axes as symbols, unless it broadcasts
 * @param isBroadcastable whether its shape broadcasts with those of the other such inputs
 * @param always the domain, if it does not depend on the attribute
 * @param given the domain, given the attribute
 */
public record InputSpec(
        String name,
        List<String> axes,
        boolean isBroadcastable,
        Optional<Domain> always,
        Function<Object, Domain> given,
        boolean hasDerivative) {
    /** The domain, given the attribute. */
    public Domain domain(Object attribute) {
        return given.apply(attribute);
    }
}
