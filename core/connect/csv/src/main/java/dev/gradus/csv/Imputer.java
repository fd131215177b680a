package dev.gradus.csv;

import dev.gradus.tensor.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Determines what replaces an empty field before its column is encoded; see {@link Features#impute}. The mean and the
 * median are those of the nonempty fields of the training data.
 */
public final class Imputer {
    /** Empty if there is a constant. */
    private final Optional<Supplier<Statistic>> statistic;

    /** Empty if there is a statistic. */
    private final Optional<String> constant;

    private Imputer(Optional<Supplier<Statistic>> statistic, Optional<String> constant) {
        this.statistic = statistic;
        this.constant = constant;
    }

    /** Imputes the mean of the numbers of the column, summed in row order with compensation (Kahan 1965). */
    public static Imputer mean() {
        return new Imputer(Optional.of(Statistic.Mean::new), Optional.empty());
    }

    /** Imputes the median of the numbers of the column; for an even count, the mean of the two in the middle. */
    public static Imputer median() {
        return new Imputer(Optional.of(Statistic.Median::new), Optional.empty());
    }

    /**
     * Imputes a number.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public static Imputer constant(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("Imputer: the constant must be finite, but it is " + number);
        }
        return constant(Json.shortest(number));
    }

    /**
     * Imputes a text, such as a category of its own: {@code Imputer.constant("missing")}.
     *
     * @throws IllegalArgumentException if the text is empty or has spaces around it, because no field of a table does
     */
    public static Imputer constant(String text) {
        Objects.requireNonNull(text, "text");
        if (text.isEmpty() || !text.equals(text.strip())) {
            throw new IllegalArgumentException(
                    "Imputer: the constant must be a text without spaces around it, but it is " + Texts.quoted(text)
                            + "; give one such as \"missing\"");
        }
        return new Imputer(Optional.empty(), Optional.of(text));
    }

    /** The text, unless it is computed. */
    Optional<String> constant() {
        return constant;
    }

    /**
     * Computes the texts for the empty fields of each column.
     *
     * @throws CsvException if a column has no number, or a field that is neither empty nor a number
     */
    static Map<String, String> fit(Map<String, Imputer> imputers, Iterable<Table> blocks) {
        Map<String, Statistic> statistics = new LinkedHashMap<>();
        imputers.forEach(
                (column, imputer) -> imputer.statistic.ifPresent(statistic -> statistics.put(column, statistic.get())));
        Map<String, Statistic> unfinished = new LinkedHashMap<>(statistics);
        while (!unfinished.isEmpty()) {
            for (Table block : blocks) {
                unfinished.forEach((column, each) ->
                        Arrays.stream(block.presentNumbers(column)).forEach(each::add));
            }
            unfinished.entrySet().removeIf(each -> {
                if (each.getValue().isEmpty()) {
                    throw new CsvException("The column " + Texts.quoted(each.getKey())
                            + " has no numbers to impute from; use Imputer.constant(…) for it, or leave it out");
                }
                return !each.getValue().endPass();
            });
        }
        Map<String, String> texts = new LinkedHashMap<>();
        imputers.forEach((column, imputer) -> texts.put(
                column,
                imputer.constant.orElseGet(() -> Json.shortest(
                        Objects.requireNonNull(statistics.get(column)).value()))));
        return texts;
    }
}
