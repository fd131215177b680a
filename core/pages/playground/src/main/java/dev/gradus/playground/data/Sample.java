package dev.gradus.playground.data;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows of data that a page trains on, those that it holds out, and the mini-batches. The seed of the data decides about
 * noise and held-out rows, so that other initial weights meet the same examples; the seed of the program decides about the
 * order of the batches. In each pass over the data, every row is in one batch at most, in an order of its own.
 */
public final class Sample {
    /** Only rows of this axis are examples; a text's positions belong together. */
    private static final String EXAMPLES = "n_batch";

    private final DataSet all;
    private final int seed;
    private final int[] trained;
    private final int[] heldOut;
    private final int batch;
    private int shuffledFor = -1;
    private int[] order = {};

    private Sample(DataSet all, int seed, int heldOut, int batch) {
        this.all = all;
        this.seed = seed;
        int[] byChance = ranked(random(all.seed(), 1), all.rows());
        this.heldOut = Arrays.stream(byChance).limit(heldOut).sorted().toArray();
        this.trained = Arrays.stream(byChance).skip(heldOut).sorted().toArray();
        this.batch = batch == 0 ? trained.length : Math.min(batch, trained.length);
    }

    /** @param seed the seed of the program */
    public static Sample of(DataSet given, Sampling sampling, int seed) {
        if (!isPossible(given)) {
            return whole(given);
        }
        int heldOut = Math.min(given.rows() - 1, Math.round(given.rows() * sampling.heldOut() / 100f));
        return new Sample(noisy(given, sampling.noise()), seed, heldOut, sampling.batch());
    }

    /** All rows at once, as they are. */
    public static Sample whole(DataSet all) {
        return new Sample(all, 0, 0, 0);
    }

    /** Whether the rows are examples, so that some can be left out. */
    public static boolean isPossible(DataSet data) {
        return data.rows() > 1
                && data.tensors().values().stream()
                        .allMatch(tensor -> tensor.shape().rank() > 0
                                && tensor.shape().name(0).equals(EXAMPLES)
                                && tensor.shape().size(0) == data.rows());
    }

    private static NumpyRandom random(int seed, int use) {
        return NumpyRandom.seed((seed * 2654435761L + use) & 0xffff_ffffL);
    }

    /** The rows in the order of a random number each, so that a further row changes little. */
    private static int[] ranked(NumpyRandom random, int rows) {
        double[] numbers = random.randomSample(Shape.of(rows)).toArray();
        return IntStream.range(0, rows)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> numbers[row]))
                .mapToInt(row -> row)
                .toArray();
    }

    /** Adds noise to the points of a plane, or to the values of a function. */
    private static DataSet noisy(DataSet data, int percent) {
        if (percent == 0 || !(data.isPlane() || data.isFit())) {
            return data;
        }
        String name = data.isPlane() ? "x" : "y";
        double[] numbers = data.get(name).toArray();
        double mean = Arrays.stream(numbers).sum() / numbers.length;
        double variance = 0;
        for (double number : numbers) {
            variance += (number - mean) * (number - mean) / numbers.length;
        }
        double deviation = Math.sqrt(variance) * percent / 100;
        NumpyRandom random = random(data.seed(), 2);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += random.normal(0, deviation);
        }
        return data.numbers(name, numbers);
    }

    /** All rows, with noise. */
    public DataSet all() {
        return all;
    }

    /** Whether each iteration computes with all rows. */
    public boolean isWhole() {
        return batch == all.rows();
    }

    /** Whether an iteration computes with a part of the trained rows. */
    public boolean isBatched() {
        return batch < trained.length;
    }

    /** The number of batches of one pass over the data. */
    int batches() {
        return isBatched() ? trained.length / batch : 1;
    }

    /** The rows that an iteration computes with. */
    public DataSet at(int iteration) {
        return isWhole() ? all : all.rows(rowsAt(iteration));
    }

    private int[] rowsAt(int iteration) {
        if (!isBatched()) {
            return trained;
        }
        int pass = iteration / batches();
        if (pass != shuffledFor) {
            order = trained.clone();
            random(seed, 3 + pass).shuffle(order);
            shuffledFor = pass;
        }
        int from = iteration % batches() * batch;
        return Arrays.copyOfRange(order, from, from + batch);
    }

    /** All rows that are not held out. */
    public DataSet trainedRows() {
        return trained.length == all.rows() ? all : all.rows(trained);
    }

    /** The indices of the rows that are held out. */
    public int[] heldOut() {
        return heldOut.clone();
    }

    /** The rows that are held out; empty if there are none. */
    public Optional<DataSet> heldOutRows() {
        return heldOut.length == 0 ? Optional.empty() : Optional.of(all.rows(heldOut));
    }

    /** All rows with other numbers in those of an iteration. */
    public DataSet with(int iteration, String name, double... values) {
        double[] numbers = all.get(name).toArray();
        int[] rows = isWhole() ? IntStream.range(0, all.rows()).toArray() : rowsAt(iteration);
        int width = rows.length == 0 ? 0 : values.length / rows.length;
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, i * width, numbers, rows[i] * width, width);
        }
        return all.with(name, numbers);
    }

    /** For answers: what is possible, and what is chosen. */
    public Map<String, Object> object(Sampling chosen) {
        return Json.object(
                "possible", isPossible(all),
                "noisy", all.isPlane() || all.isFit(),
                "heldOut", chosen.heldOut(),
                "noise", chosen.noise(),
                "batch", chosen.batch(),
                "batches", batches(),
                "trained", trained.length);
    }
}
