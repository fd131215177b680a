package dev.gradus.playground.language;

import java.util.List;
import java.util.Map;

/** A statement of a program. */
sealed interface Statement {
    /** {@code name = value}, and where the whole value is written, with its parentheses. */
    record Assignment(String name, Span nameSpan, Expr value, Span whole) implements Statement {}

    /** {@code a, b = 1, 2}, as one assignment for each name. */
    record Several(List<Assignment> assignments) implements Statement {}

    /** {@code name += value}, and where the whole line is written. */
    record Update(String name, String sign, Expr value, Span whole, Span line) implements Statement {}

    /**
     * {@code def name(parameters): return body}.
     *
     * @param usual the values of parameters that a call need not give
     * @param locals the lines before the result
     */
    record Definition(
            String name,
            Span nameSpan,
            List<String> parameters,
            Map<String, Expr> usual,
            List<Assignment> locals,
            Expr body)
            implements Statement {}

    /** {@code grad name: rules}, one for each parameter of the definition. */
    record Rule(String name, Span nameSpan, List<Expr> rules, Span span) implements Statement {}
}
