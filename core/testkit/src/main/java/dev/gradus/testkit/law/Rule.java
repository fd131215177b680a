package dev.gradus.testkit.law;

import dev.gradus.testkit.cases.Draw;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the laws of ops and of models have in common.
 *
 * @param <C> the case in which the law is checked
 * @param sentence the law in words
 * @param draw where its cases are drawn
 * @param finder checks one case
 */
public record Rule<C>(String sentence, Draw draw, Function<C, Optional<Finding>> finder) {
    /**
     * The finding in one case. An exception is a finding too.
     *
     * @param refusal why the op or model of this case cannot be built, if it cannot
     * @param unbuilt the finding in words if it cannot
     */
    public Optional<Finding> find(C where, Optional<RuntimeException> refusal, String unbuilt) {
        if (refusal.isPresent()) {
            return Optional.of(thrown(unbuilt, refusal.get()));
        }
        try {
            return finder.apply(where);
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            return Optional.of(thrown("it throws where it should not", thrown));
        }
    }

    static Finding thrown(String what, Throwable thrown) {
        return thrown instanceof FoundException found
                ? found.finding()
                : Finding.of(what).with(thrown.getClass().getSimpleName(), String.valueOf(thrown.getMessage()));
    }
}
