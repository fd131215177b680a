package dev.gradus.playground.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An expression as written. */
public sealed interface Expr {
    /** Where it is written. */
    Span span();

    /** A number, with its digits as written. */
    record Numeral(double value, String text, Span span) implements Expr {}

    /** A name, {@code True}, {@code None}, {@code ...}. */
    record Name(String text, Span span) implements Expr {}

    /** Text between quotes. */
    record Text(String text, Span span) implements Expr {}

    /** {@code [a, b]} or {@code (a, b)}. */
    record Items(List<Expr> items, boolean isTuple, Span span) implements Expr {}

    /** {@code -x}. */
    record Unary(String sign, Expr x, Span span) implements Expr {}

    /** {@code a + b}, also comparisons. */
    record Binary(String sign, Expr left, Expr right, Span signSpan, Span span) implements Expr {}

    /** {@code f(a, axis=1)}. */
    record Call(Expr function, List<Expr> arguments, Map<String, Expr> keywords, Span span) implements Expr {}

    /** {@code x.name}. */
    record Member(Expr of, String name, Span nameSpan, Span span) implements Expr {}

    /** {@code x[i, 1:3]}. */
    record Index(Expr of, List<Expr> subscripts, Span span) implements Expr {}

    /** {@code 1:3:2} within brackets. */
    record Range(Optional<Expr> from, Optional<Expr> to, Optional<Expr> step, Span span) implements Expr {}

    /**
     * The mean of a loss over a batch as NumPy code writes it. It is the loss only if the divisor is the size of the batch,
     * which is known only once shapes are.
     */
    record Mean(Expr loss, Expr of, double divisor, Expr asWritten, Span span) implements Expr {}
}
