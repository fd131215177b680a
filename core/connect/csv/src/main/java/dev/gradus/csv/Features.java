package dev.gradus.csv;

import dev.gradus.data.Standardizer;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Describes how columns of a table become numbers, from left to right. {@link #fit} learns the means, deviations and
 * categories from the training data.
 *
 * <pre>{@code
 * Features features = Features.of().standardized("gre", "gpa").oneHot("rank").numbers("age");
 * Encoder encoder = features.fit(training);
 * Tensor x = encoder.apply(training), xTest = encoder.apply(test);        // with the means of the training data
 * }</pre>
 *
 * <p>An empty field is rejected unless the column has an {@link #impute imputer}. A text that is not one of the
 * categories is rejected unless the column accepts {@link #unknown} texts:
 *
 * <pre>{@code
 * Features.of().missing("age").standardized("age").oneHot("city")
 *         .impute(Imputer.median(), "age").impute(Imputer.constant("none"), "city").unknown("city");
 * }</pre>
 *
 * <p>Immutable: each method returns a new object.
 */
public final class Features {
    /** More are probably a column of numbers, or of names. */
    private static final int MOST_CATEGORIES = 1000;

    private final List<Part> parts;
    private final Map<String, Imputer> imputers;

    /** Columns whose other texts are one more category. */
    private final Set<String> unknown;

    private enum Kind {
        NUMBERS,
        CATEGORIES,
        INDICATORS
    }

    /** How some columns are encoded. */
    private record Part(List<String> columns, Kind kind, Fitting fitting) {}

    /** Learns how to encode the columns of a part from some data, which may be iterated more than once. */
    private interface Fitting {
        List<Code> fit(Features features, Iterable<Table> imputed);
    }

    private Features(List<Part> parts, Map<String, Imputer> imputers, Set<String> unknown) {
        this.parts = parts;
        this.imputers = imputers;
        this.unknown = unknown;
    }

    /** Returns features without columns. */
    public static Features of() {
        return new Features(List.of(), Map.of(), Set.of());
    }

    private Features with(List<String> columns, Kind kind, Fitting fitting) {
        Part part = new Part(columns, kind, fitting);
        return new Features(Stream.concat(parts.stream(), Stream.of(part)).toList(), imputers, unknown);
    }

    private static List<String> names(String... columns) {
        Objects.requireNonNull(columns, "columns");
        return Arrays.stream(columns)
                .map(column -> Objects.requireNonNull(column, "column"))
                .toList();
    }

    /** Adds columns whose numbers are used unchanged. */
    public Features numbers(String... columns) {
        List<String> all = names(columns);
        return with(
                all,
                Kind.NUMBERS,
                (features, imputed) -> all.stream().<Code>map(Code.Numbers::new).toList());
    }

    /** Adds a column {@code age=missing} for each of these columns: 1 where its field is empty, otherwise 0. */
    public Features missing(String... columns) {
        List<String> all = names(columns);
        return with(
                all,
                Kind.INDICATORS,
                (features, imputed) -> all.stream().<Code>map(Code.Missing::new).toList());
    }

    /**
     * Adds columns of numbers, minus their mean and divided by their standard deviation. Both are those of the training
     * data; see {@link Standardizer}.
     */
    public Features standardized(String... columns) {
        List<String> all = names(columns);
        return with(all, Kind.NUMBERS, (features, imputed) -> all.isEmpty() ? List.of() : standardized(all, imputed));
    }

    /** All columns at once, so that a file is read no more often for many of them. */
    private static List<Code> standardized(List<String> columns, Iterable<Table> blocks) {
        String[] names = columns.toArray(String[]::new);
        Iterable<Tensor> numbers = () -> StreamSupport.stream(blocks.spliterator(), false)
                .map(block -> block.tensor(names))
                .iterator();
        Standardizer standardizer;
        try {
            standardizer = Standardizer.of(numbers);
        } catch (CsvException noNumber) {
            throw noNumber;
        } catch (IllegalArgumentException noSpread) {
            if (names.length > 1) {
                // One of both halves throws, and names the column.
                int half = names.length / 2;
                standardized(columns.subList(0, half), blocks);
                return standardized(columns.subList(half, names.length), blocks);
            }
            throw new CsvException(
                    "The column " + Texts.plain(names[0]) + " cannot be standardized: " + noSpread.getMessage(),
                    noSpread);
        }
        return IntStream.range(0, names.length)
                .<Code>mapToObj(i -> new Code.Standardized(
                        names[i],
                        standardizer.mean().get(i),
                        standardizer.deviation().get(i)))
                .toList();
    }

    /**
     * Adds a column for each distinct text of this column: 1 where the text occurs, otherwise 0. The texts are those of
     * the training data, sorted as numbers if all of them are numbers, otherwise alphabetically. Any other text is
     * rejected later.
     */
    public Features oneHot(String column) {
        return categorical(column, List.of(), Code.OneHot::new);
    }

    /**
     * Adds the same columns for these texts, in this order.
     *
     * @throws IllegalArgumentException if there is no text, or a text is repeated, empty or has spaces around it
     */
    public Features oneHot(String column, String... texts) {
        return categorical(column, distinct(column, texts), Code.OneHot::new);
    }

    /**
     * Adds a column of class numbers, for targets: 0 for the first of these texts, 1 for the second, and so on. Without
     * texts, they are those of the training data, sorted.
     *
     * @throws IllegalArgumentException if a text is repeated, empty or has spaces around it
     */
    public Features labels(String column, String... texts) {
        Objects.requireNonNull(texts, "texts");
        return categorical(column, texts.length == 0 ? List.of() : distinct(column, texts), Code.Labels::new);
    }

    private interface Categorical {
        Code of(String column, List<String> categories, boolean hasUnknown);
    }

    private Features categorical(String column, List<String> given, Categorical code) {
        return with(
                List.of(Objects.requireNonNull(column, "column")),
                Kind.CATEGORIES,
                (features, imputed) -> List.of(code.of(
                        column, features.categories(column, given, imputed), features.unknown.contains(column))));
    }

    private List<String> categories(String column, List<String> given, Iterable<Table> imputed) {
        Optional<String> constant = Optional.ofNullable(imputers.get(column)).flatMap(Imputer::constant);
        if (given.isEmpty()) {
            return categories(column, constant, imputed);
        }
        constant.filter(text -> !given.contains(text) && !unknown.contains(column))
                .ifPresent(text -> {
                    throw new IllegalArgumentException("Features: impute(…) gives the column " + Texts.quoted(column)
                            + " the text " + Texts.quoted(text) + ", which is none of its texts "
                            + Categories.listed(given) + "; add it to them");
                });
        return given;
    }

    /**
     * Sets the imputer of these columns, whose value replaces empty fields wherever the columns are encoded. It
     * replaces an earlier imputer. A column of categories accepts only a constant.
     */
    public Features impute(Imputer imputer, String... columns) {
        Objects.requireNonNull(imputer, "imputer");
        Map<String, Imputer> all = new LinkedHashMap<>(imputers);
        names(columns).forEach(column -> all.put(column, imputer));
        return new Features(parts, all, unknown);
    }

    /**
     * Adds a category to these columns for texts that are not one of the others: a last column {@code city=unknown} of
     * {@link #oneHot}, or the class number after the last of {@link #labels}. The training data contain no such text
     * unless the categories are given. If {@code unknown} is itself a category, the last column has {@link
     * Encoder#columns another name}.
     */
    public Features unknown(String... columns) {
        Set<String> all = new LinkedHashSet<>(unknown);
        all.addAll(names(columns));
        return new Features(parts, imputers, all);
    }

    private static List<String> distinct(String column, String... texts) {
        Objects.requireNonNull(column, "column");
        List<String> all = List.of(Objects.requireNonNull(texts, "texts"));
        if (all.isEmpty() || all.stream().distinct().count() < all.size()) {
            throw new IllegalArgumentException("Features: the texts of the column " + Texts.quoted(column)
                    + " must differ, and there must be one, but they are " + Categories.listed(all));
        }
        all.stream()
                .filter(text -> text.isEmpty() || !text.equals(text.strip()))
                .findFirst()
                .ifPresent(text -> {
                    throw new IllegalArgumentException("Features: no field of the column " + Texts.quoted(column)
                            + " can be " + Texts.quoted(text) + ", as fields have no spaces around them and an empty"
                            + " one is a missing value; name texts without spaces around them");
                });
        return all;
    }

    /** The texts of the data, and the constant that stands for empty fields even if the data has none. */
    private static List<String> categories(String column, Optional<String> constant, Iterable<Table> blocks) {
        TreeSet<String> texts = new TreeSet<>();
        String file = "";
        for (Table block : blocks) {
            file = block.file();
            texts.addAll(block.checkedTexts(column));
            if (texts.size() > MOST_CATEGORIES) {
                throw new CsvException(
                        file + ": the column " + Texts.quoted(column) + " has more than " + MOST_CATEGORIES
                                + " different texts, too many for classes; take its numbers(…), or leave it out");
            }
        }
        if (texts.isEmpty()) {
            throw new CsvException("The column " + Texts.quoted(column) + " has no texts, as there are no rows");
        }
        constant.ifPresent(texts::add);
        return Categories.sorted(texts);
    }

    /**
     * Learns from a table, the training data.
     *
     * @throws CsvException if a column is missing, a field is empty or not a finite number where a number is required,
     *     or the standard deviation of a column to be standardized is 0
     */
    public Encoder fit(Table training) {
        Objects.requireNonNull(training, "training");
        return fit(List.of(training));
    }

    /**
     * Learns from a whole file of any size, which it reads several times. The bits equal those of {@code
     * fit(file.read())}.
     *
     * @throws CsvException for the reasons of {@link #fit(Table)}, or if the file is not valid CSV
     * @throws IOException if the file cannot be read
     */
    public Encoder fit(Csv training) throws IOException {
        Objects.requireNonNull(training, "training");
        try {
            return fit(training.blocks());
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
    }

    private Encoder fit(Iterable<Table> blocks) {
        if (parts.stream().allMatch(part -> part.columns().isEmpty())) {
            throw new IllegalArgumentException("Features: there are no columns; say which, as with numbers(\"gre\")");
        }
        imputers.forEach((column, imputer) -> {
            if (imputer.constant().isEmpty() && isOf(column, Kind.CATEGORIES)) {
                throw new IllegalArgumentException(
                        "Features: the column " + Texts.quoted(column) + " becomes categories, which"
                                + " have no mean and no median; impute a constant, such as Imputer.constant(\"missing\")");
            }
            if (!isOf(column, Kind.NUMBERS) && !isOf(column, Kind.CATEGORIES)) {
                throw notEncoded("impute", column, "numbers(…)");
            }
        });
        unknown.stream()
                .filter(column -> !isOf(column, Kind.CATEGORIES))
                .findFirst()
                .ifPresent(column -> {
                    throw notEncoded("unknown", column, "oneHot(…)");
                });
        Map<String, String> texts = Imputer.fit(imputers, blocks);
        Iterable<Table> imputed = () -> StreamSupport.stream(blocks.spliterator(), false)
                .map(block -> block.imputed(texts))
                .iterator();
        List<Code> codes = new ArrayList<>();
        parts.forEach(part -> codes.addAll(part.fitting().fit(this, imputed)));
        return new Encoder(codes, texts);
    }

    private boolean isOf(String column, Kind kind) {
        return parts.stream()
                .anyMatch(part -> part.kind() == kind && part.columns().contains(column));
    }

    private static IllegalArgumentException notEncoded(String method, String column, String remedy) {
        return new IllegalArgumentException("Features: " + method + "(…) names the column " + Texts.quoted(column)
                + ", but no " + remedy + " does; add one, or leave it out");
    }
}
