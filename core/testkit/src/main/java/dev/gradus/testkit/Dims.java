package dev.gradus.testkit;

import dev.gradus.testkit.domain.CaseLayout;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The axes of one input of an op under test, as symbols: {@code dims("n", "k")} for x and {@code dims("k", "m")} for w
 * say that both share k.
 *
 * <p>An axis is a symbol, a number, or {@code "*"}. The size of a symbol is drawn and is the same wherever the symbol
 * occurs. A number is the size itself. {@code "*"} means any number of axes, the same ones in all inputs. Immutable.
 */
public final class Dims {
    private static final String ANY = CaseLayout.ANY;

    /** A size of an axis has at most nine digits, so it is an int. */
    private static final Pattern AXIS =
            Pattern.compile("\\*|[0-9]{1,9}|[\\p{L}_][\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{No}_]*");

    private final List<String> axes;
    private final boolean broadcastable;

    private Dims(List<String> axes, boolean broadcastable) {
        this.axes = axes;
        this.broadcastable = broadcastable;
    }

    /**
     * Axes from the left: symbols, numbers, or {@code "*"}. Without arguments, a scalar.
     *
     * @throws IllegalArgumentException if an axis is neither a symbol of letters, digits and underscores that does not
     *     begin with a digit, nor a size of at most nine digits, nor {@code "*"}, or if {@code "*"} occurs twice
     */
    public static Dims dims(String... axes) {
        Objects.requireNonNull(axes, "axes");
        List<String> list = List.of(axes);
        for (String axis : list) {
            if (!AXIS.matcher(axis).matches()) {
                throw new IllegalArgumentException("dims" + list + ": '" + axis
                        + "' is not an axis; an axis is a symbol" + " such as n or n_in, a size such as 3, or \"*\"");
            }
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
