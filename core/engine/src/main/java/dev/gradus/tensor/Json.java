package dev.gradus.tensor;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Writes plain values as JSON text (RFC 8259): maps are objects, iterables and arrays are arrays, and an empty optional is
 * null. Strings, numbers and booleans stand for themselves. JSON has no NaN and no infinities: they become the strings
 * "NaN", "Infinity" and "-Infinity". The text may be put into a script element of an HTML page.
 */
public final class Json {
    private static final double FIRST_INEXACT_WHOLE = 1e15;

    /** A double distinguishes all decimals of this number of digits. */
    private static final int SURE_DIGITS = 15;

    private static final int MOST_DIGITS = 17;

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /**
     * The JSON text of a value, in one line.
     *
     * @throws IllegalArgumentException if the value or a value inside it is of any other type
     */
    public static String of(Object value) {
        Json json = new Json();
        json.value(Objects.requireNonNull(value, "value"));
        return json.text.toString();
    }

    /**
     * An object with members in the given order. A member whose value is an empty optional is left out.
     *
     * @param namesAndValues a name, its value, the next name and so on
     */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            if (namesAndValues[i + 1] instanceof Optional<?> optional) {
                optional.ifPresent(value -> members.put(name, value));
            } else {
                members.put(name, namesAndValues[i + 1]);
            }
        }
        return members;
    }

    /**
     * Formats the fewest digits that identify the number, on every JVM. Before Java 19, Double.toString may return too many.
     */
    public static String shortest(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return String.valueOf(value); // a BigDecimal cannot represent −0
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        for (int precision = SURE_DIGITS; precision <= MOST_DIGITS && digits.precision() > SURE_DIGITS; precision++) {
            BigDecimal fewer = exact.round(new MathContext(precision));
            if (fewer.doubleValue() == value) {
                digits = fewer.stripTrailingZeros();
                break;
            }
        }
        String text = digits.toString().replace("E+", "E");
        return text.contains(".") || text.contains("E") ? text : text + ".0";
    }

    private void value(Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresentOrElse(this::value, () -> text.append("null"));
        } else if (value instanceof Map<?, ?> members) {
            separated("{", members.entrySet(), "}", member -> {
                string((String) member.getKey());
                text.append(':');
                value(member.getValue());
            });
        } else if (value instanceof Iterable<?> elements) {
            separated("[", elements, "]", this::value);
        } else if (value.getClass().isArray()) {
            List<Integer> indices =
                    IntStream.range(0, Array.getLength(value)).boxed().toList();
            separated("[", indices, "]", index -> value(Array.get(value, index)));
        } else if (value instanceof Double || value instanceof Float) {
            number(((Number) value).doubleValue());
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof String string) {
            string(string);
        } else {
            throw new IllegalArgumentException("JSON has no form for a value of " + value.getClass() + ": " + value);
        }
    }

    private <T> void separated(String open, Iterable<T> elements, String close, Consumer<? super T> write) {
        text.append(open);
        for (Iterator<T> rest = elements.iterator(); rest.hasNext(); ) {
            write.accept(rest.next());
            text.append(rest.hasNext() ? "," : "");
        }
        text.append(close);
    }

    private void number(double value) {
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < FIRST_INEXACT_WHOLE;
        if (!Double.isFinite(value)) {
            string(String.valueOf(value));
        } else if (isWhole && !(value == 0 && 1 / value < 0)) {
            text.append((long) value);
        } else {
            text.append(shortest(value));
        }
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
                // "<" could end the script element, and the two separators end a line in JavaScript before 2019.
                escape(c);
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private void escape(char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(Character.forDigit(c >> shift & 15, 16));
        }
    }
}
