package dev.gradus.testkit.law;

import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Draw;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a law says of an op, or of a model.
 *
 * @param sentence the law in words
 * @param draw where its cases are drawn
 * @param finder checks one case
 * @param share the tries that it makes
 * @param lookAt what to look at if the law is broken and no likely cause is known
 */
public record Rule(String sentence, Draw draw, Function<Case, Optional<Finding>> finder, Share share, String lookAt) {
    /** Packages that are not the user's. */
    private static final List<String> OTHERS = List.of("java.", "jdk.", "dev.gradus.");

    /** The finding in one case. An exception is a finding too. */
    public Optional<Finding> find(Case where) {
        if (where.refusal().isPresent()) {
            String made = where.spec().isModel() ? "built" : "constructed";
            String what = "it cannot be " + made + " from inputs that its spec allows";
            return Optional.of(thrown(what, where.refusal().get()));
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
