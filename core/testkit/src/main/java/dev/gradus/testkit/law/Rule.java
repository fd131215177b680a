package dev.gradus.testkit.law;

import dev.gradus.testkit.cases.Draw;
import java.util.Arrays;
import java.util.List;
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
    /** Packages that are not the user's. */
    private static final List<String> OTHERS = List.of("java.", "jdk.", "dev.gradus.");

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
        if (thrown instanceof FoundException found) {
            return found.finding();
        }
        Finding finding = Finding.of(what).with(thrown.getClass().getSimpleName(), String.valueOf(thrown.getMessage()));
        return thrownAt(thrown)
                .map(frame -> finding.with("look at", frame + ", which threw it"))
                .orElse(finding);
    }

    /** The user's line that threw the exception or what caused it, if the user's code did. */
    private static Optional<String> thrownAt(Throwable thrown) {
        Optional<String> cause = Optional.ofNullable(thrown.getCause()).flatMap(Rule::thrownAt);
        return cause.or(() -> Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith(Rule.class.getPackageName()))
                .filter(frame -> OTHERS.stream().noneMatch(frame.getClassName()::startsWith))
                .map(StackTraceElement::toString)
                .findFirst());
    }
}
