package dev.gradus.csv;

import dev.gradus.data.Standardizer;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which columns of a table become which numbers, in this order from left to right. {@link #fit} learns from the training data
 * what has to be learnt: means, deviations and categories.
 *
 * <pre>{@code
 * Features features = Features.of().standardized("gre", "gpa").oneHot("rank").numbers("age");
 * Encoder encoder = features.fit(training);
 * Tensor x = encoder.apply(training), xTest = encoder.apply(test);        // with the means of the training data
 * }</pre>
 *
 * <p>Immutable: each method makes another one.
 */
public final class Features {
    /** More are probably a column of numbers, or of names. */
    private static final int MOST_CATEGORIES = 1000;

    private final List<Part> parts;

    /** Learns how to encode one column from some data, which may be gone through more than once. */
    private interface Part {
        Code fit(Iterable<Table> blocks);
    }

    private Features(List<Part> parts) {
        this.parts = parts;
    }

    /** No columns yet. */
    public static Features of() {
        return new Features(List.of());
    }

    private Features with(Stream<Part> more) {
        return new Features(Stream.concat(parts.stream(), more).toList());
    }

    private static Stream<String> names(String... columns) {
        Objects.requireNonNull(columns, "columns");
        return Arrays.stream(columns).map(column -> Objects.requireNonNull(column, "column"));
    }

    /** With these columns as the numbers that they are. */
    public Features numbers(String... columns) {
        return with(names(columns).map(column -> blocks -> numbers(column)));
    }

    private static Code numbers(String column) {
        return new Code(List.of(column), table -> new double[][] {table.numbers(column)});
    }

    /**
     * With these columns of numbers less their mean and divided by their standard deviation, both of the data that is
     * fitted: see {@link Standardizer}.
     */
    public Features standardized(String... columns) {
        List<String> all = names(columns).toList();
        return with(all.isEmpty() ? Stream.empty() : Stream.of(blocks -> standardized(all, blocks)));
    }

    /** All columns at once, so that a file is read no more often for many of them. */
    private static Code standardized(List<String> columns, Iterable<Table> blocks) {
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
                int half = names.length / 2; // one of both parts throws, and names the column
                standardized(columns.subList(0, half), blocks);
                return standardized(columns.subList(half, names.length), blocks);
            }
            throw new CsvException(
                    "The column " + Texts.plain(names[0]) + " cannot be standardized: " + noSpread.getMessage(),
                    noSpread);
        }
        return new Code(columns, table -> columnsOf(standardizer.apply(table.tensor(names))));
    }

    private static double[][] columnsOf(Tensor matrix) {
        double[] values = matrix.toArray();
        double[][] columns = new double[matrix.shape().size(1)][matrix.shape().size(0)];
        for (int i = 0; i < values.length; i++) {
            columns[i % columns.length][i / columns.length] = values[i];
        }
        return columns;
    }

    /**
     * With a column for each different text of this column, 1 where it is and 0 elsewhere. The texts are those of the data
     * that is fitted, sorted: as numbers if all are numbers, else letter by letter. Another text is refused later.
     */
    public Features oneHot(String column) {
        Objects.requireNonNull(column, "column");
        return with(Stream.of(blocks -> oneHot(column, categories(column, blocks))));
    }

    /** The same with these texts, in this order. */
    public Features oneHot(String column, String... texts) {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(texts, "texts");
        List<String> all = distinct(column, texts);
        return with(Stream.of(blocks -> oneHot(column, all)));
    }

    private static Code oneHot(String column, List<String> texts) {
        return new Code(texts.stream().map(text -> column + "=" + text).toList(), table -> {
            int[] indices = table.indices(column, texts);
            double[][] columns = new double[texts.size()][indices.length];
            for (int row = 0; row < indices.length; row++) {
                columns[indices[row]][row] = 1;
            }
            return columns;
        });
    }

    /**
     * With a column of class numbers: 0 for the first of these texts, 1 for the second and so on; those of the data that is
     * fitted, sorted, if none are given. For targets.
     */
    public Features labels(String column, String... texts) {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(texts, "texts");
        List<String> given = texts.length == 0 ? List.of() : distinct(column, texts);
        return with(Stream.of(blocks -> {
            List<String> all = given.isEmpty() ? categories(column, blocks) : given;
            return new Code(List.of(column), table -> new double[][] {
                IntStream.of(table.indices(column, all)).asDoubleStream().toArray()
            });
        }));
    }

    private static List<String> distinct(String column, String... texts) {
        List<String> all = List.of(texts);
        if (all.isEmpty() || all.stream().distinct().count() < all.size()) {
            throw new IllegalArgumentException("Features: the texts of the column " + Texts.quoted(column)
                    + " must differ, and there must be one, but they are " + Categories.listed(all));
        }
        return all;
    }

    private static List<String> categories(String column, Iterable<Table> blocks) {
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
        return Categories.sorted(texts);
    }

    /**
     * Learns from this table, the training data.
     *
     * @throws CsvException if a column is not there, a field is empty or no finite number where it should be one, or a column
     *     to be standardized has no deviation
     */
    public Encoder fit(Table training) {
        Objects.requireNonNull(training, "training");
        return fit(List.of(training));
    }

    /**
     * Learns from a whole file, of any size, going through it a few times. The bits are those of {@code fit(file.read())}.
     *
     * @throws CsvException for the reasons of {@link #fit(Table)}, and if it is no CSV
     * @throws IOException if it cannot be read
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
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("Features: there are no columns; say which, as with numbers(\"gre\")");
        }
        List<Code> codes = new ArrayList<>();
        parts.forEach(part -> codes.add(part.fit(blocks)));
        return new Encoder(codes);
    }
}
