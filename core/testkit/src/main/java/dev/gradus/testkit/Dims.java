package dev.gradus.testkit;

import dev.gradus.testkit.domain.CaseLayout;
import java.util.List;
import java.util.Objects;

/**
 * The axes of one input of an op under test, as symbols: {@code dims("n", "k")} for x and {@code dims("k", "m")} for w
 * say that both share k.
 *
 * <p>An axis is a symbol, a number, or {@code "*"}. The size of a symbol is drawn and is the same wherever the symbol
 * occurs. A number is the size itself. {@code "*"} means any number of axes, the same ones in all inputs. Immutable.
 */
public final class Dims {
    private static final String ANY = CaseLayout.ANY;

    private final List<String> axes;
    private final boolean broadcastable;

    private Dims(List<String> axes, boolean broadcastable) {
        this.axes = axes;
        this.broadcastable = broadcastable;
    }

    /**
     * Axes from the left: symbols, numbers, or {@code "*"}. Without arguments, a scalar.
     *
     * @throws IllegalArgumentException if an axis is blank, or {@code "*"} occurs twice
     */
    public static Dims dims(String... axes) {
        Objects.requireNonNull(axes, "axes");
        List<String> list = List.of(axes);
        if (list.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("dims" + list + ": an axis is a symbol, a number or \"*\", not blank");
        }
        if (list.stream().filter(ANY::equals).count() > 1) {
            throw new IllegalArgumentException(
                    "dims" + list + ": \"*\" stands for any number of axes, it cannot stand there twice");
        }
        return new Dims(list, false);
    }

    /** Any shape, the same one in all inputs with these dims. */
    public static Dims anyShape() {
        return dims(ANY);
    }

    /** A shape that broadcasts with those of the other inputs with these dims, in every way that the engine allows. */
    public static Dims broadcastable() {
        return new Dims(List.of(), true);
    }

    List<String> axes() {
        return axes;
    }

    boolean isBroadcastable() {
        return broadcastable;
    }
}
